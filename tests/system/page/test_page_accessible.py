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
def test_axe_finds_nothing_serious(opened: Callable[..., OpenedPage], axe: str, plan: str, width: int, dark: bool):  # noqa: FBT001
    page = opened(plan, width=width, dark=dark)
    page.asks("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.asks(axe)
    found = page.asks("() => axe.run(document, { resultTypes: ['violations'] })")
    assert found["testEngine"]["name"] == "axe-core"
    assert len(found["passes"]) > 20
    told = [
        (one["id"], one["impact"], [node["html"][:120] for node in one["nodes"][:3]])
        for one in found["violations"]
        if one["impact"] in {"serious", "critical", "moderate"}
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
