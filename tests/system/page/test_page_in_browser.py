from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from made_plans import HOSTILE, LONG, TOP

from coverage_lint.checking.options import Options
from coverage_lint.render.terminal.cells import visible
from coverage_lint.report.build_portraits import portraits
from coverage_lint.report.charts import charts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opened_page import OpenedPage

pytestmark = pytest.mark.xdist_group("browser")

PLANS = ("acme", "acme-broken", "startup")
WIDER = """() => {
    const edge = document.documentElement.clientWidth;
    const wide = [];
    if (document.documentElement.scrollWidth > edge) wide.push("document");
    for (const one of document.querySelectorAll("body *")) {
        if (one.closest("svg, .unseen, .skip, [hidden], table:not(.sortable) > thead")) continue;
        const scrolls = ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
        const filled = one.clientWidth && getComputedStyle(one).display !== "inline";
        if (!scrolls && filled && one.scrollWidth > one.clientWidth + 1)
            wide.push(`${one.tagName}.${one.className}: ${one.textContent.slice(0, 40)}`);
        const box = one.getBoundingClientRect();
        if (!one.parentElement.closest(".scroll, .chart-scroll, .contents") && box.right > edge + 1 && box.width)
            wide.push(`beyond ${edge}: ${one.tagName}.${one.className}`);
    }
    return wide;
}"""
"""What is wider than the place it has, but for what scrolls in itself."""


@pytest.mark.parametrize("plan", PLANS)
def test_every_chart_is_drawn(opened: Callable[..., OpenedPage], plan: str):
    page = opened(plan)
    sizes = page.asks(
        """() => Object.fromEntries(Array.from(document.querySelectorAll("figure.chart"), (figure) => {
            const picture = figure.querySelector("svg").getBBox();
            const box = figure.querySelector("svg").getBoundingClientRect();
            return [figure.id, [picture.width, picture.height, box.width, box.height]];
        }))"""
    )
    (taken,) = portraits([f"examples/{plan}"], Options(), str(TOP)).portraits
    assert set(sizes) == {chart.key for chart in charts_of(taken)}
    assert len(sizes) >= 11
    for name, (width, height, across, down) in sizes.items():
        assert min(width, height) > 20, name
        assert min(across, down) > 50, name
    assert page.asks("() => document.querySelectorAll('figure.chart > :first-child:is(h3), figcaption').length") == (
        2 * len(sizes)
    )


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("plan", [*PLANS, "hostile", "long", "unread"])
def test_nothing_is_wider_than_its_place(opened: Callable[..., OpenedPage], plan: str, width: int):
    page = opened(plan, width=width)
    page.asks("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.asks(WIDER) == []


@pytest.mark.parametrize("plan", ["acme-broken", "long", "department"])
def test_on_a_phone_no_table_scrolls_sideways_and_each_row_shows_what_decides(
    opened: Callable[..., OpenedPage], plan: str
):
    page = opened(plan, width=390)
    page.asks("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    sideways = page.asks(
        "() => Array.from(document.querySelectorAll('.scroll')).filter((one) => one.scrollWidth > one.clientWidth + 1)"
        ".map((one) => one.textContent.slice(0, 40))"
    )
    assert sideways == []
    beyond = page.asks(
        """() => Array.from(document.querySelectorAll("#worst-people tbody tr")).filter((row) => {
            const box = row.cells[5].getBoundingClientRect();
            return box.right > 390 || box.width < 40 || box.top > row.cells[0].getBoundingClientRect().bottom;
        }).length"""
    )
    assert beyond == 0


def test_on_a_phone_the_contents_open_from_anywhere_and_lead_to_ones_own_group(opened: Callable[..., OpenedPage]):
    page = opened("acme-broken", width=390).page
    contents = page.locator("#contents")
    assert contents.get_attribute("open") is None
    page.locator("#priorities").scroll_into_view_if_needed()
    contents.locator("summary").first.click()
    contents.get_by_role("link", name="Commercial").click()
    assert contents.get_attribute("open") is None
    assert page.locator("#group--commercial h3").is_visible()


@pytest.mark.parametrize("plan", [*PLANS, "hostile"])
def test_every_link_leads_to_a_place_on_the_page(opened: Callable[..., OpenedPage], plan: str):
    page = opened(plan)
    links = page.asks("() => Array.from(document.links, (one) => one.getAttribute('href'))")
    ids = page.asks("() => Array.from(document.querySelectorAll('[id]'), (one) => one.id)")
    assert len(ids) == len(set(ids))
    assert len(links) > 30
    assert {link[:1] for link in links} == {"#"}
    assert {link[1:] for link in links} <= set(ids)


def test_findings_are_filtered_by_severity_and_element_and_counted(opened: Callable[..., OpenedPage]):
    page = opened("acme-broken").page
    count = page.locator("#filter-count")
    assert count.text_content() == "44 findings"
    page.get_by_label("34 errors").uncheck()
    assert count.text_content() == "10 of 44 findings shown"
    assert page.locator(".finding:visible").count() == 10
    page.get_by_label("Element").select_option("priorities")
    assert count.text_content() == "2 of 44 findings shown"
    assert page.locator(".element-findings:visible h3").all_text_contents() == ["Priorities 2 of 4"]
    page.get_by_label("34 errors").check()
    assert count.text_content() == "4 of 44 findings shown"
    page.get_by_label("Element").select_option("")
    assert count.text_content() == "44 findings"
    assert page.locator(".finding:visible").count() == 44


def test_a_link_to_a_finding_shows_it_though_it_was_filtered_away(opened: Callable[..., OpenedPage]):
    page = opened("acme-broken").page
    page.get_by_label("Element").select_option("process")
    link = page.locator("#group--enterprise .group-findings a").first
    link.click()
    assert page.locator(f"{link.get_attribute('href')}").is_visible()
    assert page.get_by_label("Element").input_value() == ""


def test_a_link_opens_the_fold_that_holds_its_place(opened: Callable[..., OpenedPage]):
    page = opened("enterprise").page
    link = page.locator("#findings-people a[href^='#person--']").first
    page.locator("#findings-people > details > summary").click()
    target = page.locator(link.get_attribute("href") or "")
    link.click()
    assert target.is_visible()


def test_whys_are_shown_and_folded_again(opened: Callable[..., OpenedPage]):
    page = opened("acme-broken").page
    folded = page.locator(".finding details").count()
    button = page.get_by_role("button", name="Show every why")
    button.click()
    assert page.locator(".finding details[open]").count() == folded > 40
    button.click()
    assert page.locator(".finding details[open]").count() == 0


def test_the_keyboard_reaches_the_report_its_filters_and_its_folds(opened: Callable[..., OpenedPage]):
    page = opened("acme-broken").page
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    reached = []
    for at in range(160):
        if at == 80:  # what lies between is tables and groups of the same kind
            page.locator("#math .scroll").last.focus()
        page.keyboard.press("Tab")
        name = page.evaluate("() => document.activeElement.name || document.activeElement.tagName.toLowerCase()")
        ring = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none", name
        reached.append(name)
    assert reached.count("severity") == 3
    assert "element" in reached
    assert "summary" in reached
    page.get_by_label("1 info", exact=True).focus()
    page.keyboard.press("Space")
    assert page.locator("#filter-count").text_content() == "43 of 44 findings shown"


@pytest.mark.parametrize("plan", ["acme", "acme-broken"])
def test_the_page_is_whole_without_its_script(opened: Callable[..., OpenedPage], plan: str):
    page = opened(plan, script=False).page
    assert not page.locator("#filter").or_(page.locator(".print-group")).locator("visible=true").count()
    assert page.locator(".finding:visible").count() == (44 if plan == "acme-broken" else 0)
    assert page.locator(".group:visible").count() == 5


def test_a_hostile_name_shows_as_itself_and_runs_nothing(opened: Callable[..., OpenedPage]):
    page = opened("hostile")
    name = visible(HOSTILE)
    assert page.page.locator("h1").text_content() == name
    assert page.page.title() == name
    groups = page.page.locator(".group h3")
    assert groups.all_text_contents() == [name] * 5
    assert page.asks("() => document.querySelectorAll('script:not([type])').length") == 1
    assert page.asks("() => document.body.textContent.includes('\\u202e')") is False
    parsed = page.asks("() => Array.from(document.querySelectorAll('b, i, img, iframe, [onclick], [style]')).length")
    assert parsed == 0
    assert page.page.locator("tr[id^=person--] bdi").first.text_content() == name
    pictures = " ".join(page.page.locator("figure.chart svg").all_text_contents())
    assert "<script>" in pictures


def test_a_name_from_right_to_left_turns_nothing_around_it(opened: Callable[..., OpenedPage]):
    page = opened("hostile")
    apart = page.asks(
        """() => Array.from(document.querySelectorAll("td, th, h1, h3, dd")).filter(
            (one) => one.textContent.includes("@octocat") && !one.querySelector("bdi")).length"""
    )
    assert apart == 0


def test_a_name_of_300_signs_is_shown_whole(opened: Callable[..., OpenedPage]):
    name = LONG.replace(" ", "")
    assert opened("long").page.locator("h1").text_content() == name


def test_a_plan_of_2000_people_opens_smoothly(opened: Callable[..., OpenedPage], page_of: Callable[[str], Path]):
    assert page_of("enterprise").stat().st_size < 5_000_000
    page = opened("enterprise")
    ready = page.asks("() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert ready < 5_000
    page.asks("() => dispatchEvent(new Event('beforeprint'))")
    assert page.asks("() => document.querySelectorAll('tr[id^=person--]').length") == 2000
    long = page.asks(
        """() => Array.from(document.querySelectorAll("main table")).filter(
            (one) => one.rows.length > 30 && !one.closest("details")).length"""
    )
    assert long == 0


def test_its_policy_lets_only_its_own_script_run(page_of: Callable[[str], Path]):
    text = page_of("acme").read_text(encoding="utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.findall(r"<(?:link|img|iframe|object|embed|base)\b|\bstyle=|\bon\w+=\"|@import|url\((?!#)", text)
