from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from opened_page import OpenedPage

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (1440, True), (360, False), (360, True)])
@pytest.mark.parametrize("plan", ["acme", "acme-broken", "unread"])
def test_axe_finds_nothing(opened: Callable[..., OpenedPage], axe: str, plan: str, width: int, dark: bool):  # noqa: FBT001
    page = opened(plan, width=width, dark=dark)
    page.asks("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.asks(axe)
    found = page.asks("() => axe.run(document, { resultTypes: ['violations'] })")
    assert found["testEngine"]["name"] == "axe-core"
    assert len(found["passes"]) > 20
    told = [
        (one["id"], one["impact"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found["violations"]
    ]
    assert told == []


@pytest.mark.parametrize("plan", ["acme", "acme-broken"])
def test_headings_and_landmarks_are_in_order(opened: Callable[..., OpenedPage], plan: str):
    page = opened(plan)
    levels = page.asks("() => Array.from(document.querySelectorAll('h1, h2, h3, h4'), (one) => +one.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))
    for landmark in ("main", "nav", "body > header", "body > footer"):
        assert page.page.locator(landmark).count() == 1, landmark


@pytest.mark.parametrize("plan", ["acme", "acme-broken"])
def test_every_table_has_a_caption_and_headers_with_their_scope(opened: Callable[..., OpenedPage], plan: str):
    page = opened(plan)
    bare = page.asks(
        """() => Array.from(document.querySelectorAll("table")).filter((one) =>
            !one.caption?.textContent.trim() || one.querySelector("th:not([scope])") ||
            !one.querySelector("thead th") || one.querySelector("tbody tr:not(:has(th[scope=row]))"))
            .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert bare == []


def test_every_picture_is_described_or_left_out(opened: Callable[..., OpenedPage]):
    page = opened("acme")
    silent = page.asks(
        """() => Array.from(document.querySelectorAll("svg")).filter((one) =>
            one.getAttribute("aria-hidden") !== "true" &&
            !(one.getAttribute("role") === "img" && one.querySelector("title, desc"))).length"""
    )
    assert silent == 0


def test_a_state_is_told_by_a_word_and_a_sign(opened: Callable[..., OpenedPage]):
    page = opened("acme-broken").page
    for tile in page.locator(".tile").all():
        assert "Incomplete" in (tile.text_content() or "")
        assert tile.locator("svg.icon").count() == 1


@pytest.mark.parametrize("plan", ["acme", "acme-broken"])
def test_at_two_hundred_percent_nothing_runs_off_the_page(opened: Callable[..., OpenedPage], plan: str):
    """A window of 1280 by 1024 at 200 % is one of 640 by 512; at 400 % it is one of 320."""
    for width in (640, 320):
        page = opened(plan, width=width)
        page.asks("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.asks("() => document.documentElement.scrollWidth") <= width


def test_nothing_moves_by_itself(opened: Callable[..., OpenedPage]):
    page = opened("acme-broken")
    moving = page.asks(
        """() => document.getAnimations().length + Array.from(document.querySelectorAll("*")).filter((one) => {
            const style = getComputedStyle(one);
            return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0 ||
                style.scrollBehavior === "smooth"; }).length"""
    )
    assert moving == 0


def test_with_forced_colours_states_and_charts_are_told_apart(opened: Callable[..., OpenedPage]):
    page = opened("acme-broken")
    page.page.emulate_media(forced_colors="active")
    assert page.asks("() => matchMedia('(forced-colors: active)').matches")
    seen = page.asks(
        """() => ["--chart-1", "--chart-bad", "--chart-text"].map((name) => {
            const svg = document.querySelector(".chart-svg");
            svg.style.setProperty("color", `var(${name})`);
            return getComputedStyle(svg).color; })"""
    )
    assert len(set(seen)) == 3
    meter = page.asks(
        """() => { const bar = document.querySelector(".card.misses");
            return [".rail", ".fill", ".mark"].map((name) => getComputedStyle(bar.querySelector(name)).fill); }"""
    )
    assert meter[0] != meter[1]
    assert meter[1] != meter[2]


def test_sorting_and_search_are_told_to_a_screen_reader(opened: Callable[..., OpenedPage]):
    page = opened("acme").page
    assert page.locator("#find-count").get_attribute("role") == "status"
    button = page.locator("#worst-groups th button").nth(1)
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("#worst-groups th").nth(1).get_attribute("aria-sort") == "descending"
