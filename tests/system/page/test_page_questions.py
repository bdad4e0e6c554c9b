"""Who, and what if: tables that are sorted and searched, and sliders whose results are Python's."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from made_plans import TOP
from playwright.sync_api import expect

from coverage_lint.checking.options import Options
from coverage_lint.report.build_portraits import portraits
from coverage_lint.report.portrait.sketch import ATTAINMENT, ATTRITION, MARGIN, WEEKS, Assumptions, outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from opened_page import OpenedPage

pytestmark = pytest.mark.xdist_group("browser")

POSITIONS = 300
MOVE = """positions => {
  const form = document.getElementById("sketch");
  const read = name => {
    const cells = document.querySelector(`#sketch-results [data-figure=${name}]`).cells;
    return [cells[2].dataset.exact, cells[3].dataset.exact, cells[2].textContent, cells[4].textContent];
  };
  return positions.map(moved => {
    for (const [name, value] of Object.entries(moved)) form.elements[name].value = value;
    form.dispatchEvent(new Event("input"));
    return Object.fromEntries(["expected", "capacity", "quota", "pay"].map(name => [name, read(name)]));
  });
}"""


def written(value: int | Fraction | None) -> str:
    if value is None:
        return "–"
    size = int(abs(value) + Fraction(1, 2))
    return f"−{size:,}" if value < 0 and size else f"{size:,}"


def said(gap: int | Fraction | None, words: tuple[str, str]) -> str:
    if gap is None:
        return "not known"
    return "exactly as much" if gap == 0 else f"{written(abs(gap))} {words[gap > 0]}"


@pytest.mark.parametrize("plan", ["acme", "acme-broken", "software", "device-field-force", "own-policies"])
def test_sliders_give_what_python_gives(opened: Callable[..., OpenedPage], plan: str) -> None:
    (one,) = portraits([f"examples/{plan}"], Options(), str(TOP)).portraits
    assert one.sketch is not None
    chance = random.Random(plan)  # noqa: S311 - the same positions on each run
    moved = [
        Assumptions(chance.randint(*ATTAINMENT), chance.randint(*ATTRITION), chance.randint(0, WEEKS),
                    chance.randint(*MARGIN))
        for _ in range(POSITIONS)
    ]  # fmt: skip
    moved += [Assumptions(), Assumptions(ATTAINMENT[0], ATTRITION[1], WEEKS, MARGIN[1])]
    found = opened(plan).asks(MOVE, [dict(held._asdict()) for held in moved])
    reach, cost = ("short", "more"), ("left", "too much")
    for held, shown in zip(moved, found, strict=True):
        then = outcome(one.sketch, held)
        for name, value, gap, words in (
            ("expected", then.expected, then.expected_gap, reach),
            ("capacity", then.capacity, then.capacity_gap, reach),
            ("quota", one.sketch.quota, then.quota_gap, reach),
            ("pay", then.pay, then.pay_gap, cost),
        ):
            exact, against, text, so = shown[name]
            assert (Fraction(exact) if exact else None) == value, (held, name)
            assert text == written(value)
            assert so == said(gap, words)
            if gap is not None:
                assert Fraction(exact) - Fraction(against) == gap


def test_a_slider_is_moved_by_keys_and_says_what_it_means(opened: Callable[..., OpenedPage]) -> None:
    page = opened("acme").page
    slider = page.get_by_role("slider", name="Hires start late by")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "1 week late"
    page.keyboard.press("ArrowRight")
    assert page.locator("#sketch-weeks").text_content() == "2 weeks late"
    page.get_by_role("button", name="As planned").click()
    page.wait_for_function("document.getElementById('sketch-weeks').textContent === 'as planned'")


def test_a_heading_sorts_and_says_so(opened: Callable[..., OpenedPage]) -> None:
    page = opened("acme").page
    table = page.locator("#worst-people table")
    heading = table.locator("th", has_text="Capacity less assigned")
    gaps = "#worst-people tbody td:nth-child(6)"
    first = page.locator(gaps).all_text_contents()
    assert first[0] == "−100,000"
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert page.locator(gaps).all_text_contents()[0] == "+50,000"
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert page.locator(gaps).all_text_contents() == first
    table.locator("th", has_text="Person").first.get_by_role("button").click()
    names = page.locator("#worst-people tbody th").all_text_contents()
    assert names == sorted(names, key=str.casefold)
    assert heading.get_attribute("aria-sort") is None


def test_a_search_finds_people_groups_and_territories_and_headings_count(opened: Callable[..., OpenedPage]) -> None:
    page = opened("acme").page
    box = page.get_by_role("searchbox")
    box.fill("nordics")
    assert page.locator("#balance-people tbody th").all_text_contents() == ["Hannah Lindqvist"]
    assert page.locator("#balance-people h3 .count").text_content() == "1 of 7"
    assert not page.locator("#worst-groups").is_visible()
    assert page.locator("#find-count").text_content() == "1 row found, and 1 elsewhere"
    (beside,) = page.locator("#elsewhere a").all()
    assert (beside.text_content(), beside.get_attribute("href")) == ("Nordics", "#territory--nordics")
    box.fill("commercial executive")
    assert page.locator("#worst-people h3 .count").text_content() == "7 of 24"
    box.fill("")
    assert page.locator("#worst-people h3 .count").text_content() == "24"
    assert page.locator("#find-count").text_content() == ""


def test_two_thousand_people_come_in_parts_and_every_one_is_found(opened: Callable[..., OpenedPage]) -> None:
    page = opened("enterprise").page
    rows = page.locator("#worst-people tbody tr")
    assert rows.count() == 25
    page.locator("#worst-people .show-more").click()
    assert rows.count() == 125
    total = page.locator("#worst-people h3 .count").text_content() or ""
    assert int(total.replace(",", "")) > 1_000
    last = page.evaluate(
        "() => { const [pool, rows] = JSON.parse(document.querySelector('#worst-people .rows').textContent);"
        "const cell = rows.at(-1)[0]; const held = typeof cell === 'number' ? pool[cell] : cell;"
        "return typeof held === 'string' ? held : held[0]; }"
    )
    page.get_by_role("searchbox").fill(last)
    assert last in rows.locator("th").all_text_contents()


def test_a_search_finds_findings_and_who_carries_no_quota(opened: Callable[..., OpenedPage]) -> None:
    page = opened("acme-broken").page
    box = page.get_by_role("searchbox")
    box.fill("chloe")
    assert page.locator("#elsewhere a").all_text_contents() == ["chloe-martin"]
    box.fill("latin-america neither")
    link = page.locator("#elsewhere li", has_text="finding").get_by_role("link")
    link.click()
    assert page.locator(".finding:target").count() == 1
    box.fill("")
    assert not page.locator("#elsewhere").is_visible()


def test_groups_of_two_thousand_become_parts_of_the_page_when_looked_for(opened: Callable[..., OpenedPage]) -> None:
    page = opened("enterprise").page
    parts, people = page.locator("noscript.part"), page.locator("tr[id^=person--]")
    whole = parts.count()
    assert whole > 100
    before = people.count()
    page.locator(".group-fold > summary").nth(5).click()
    expect(parts).to_have_count(whole - 1)
    assert people.count() > before
    link = page.locator("#worst-people tbody a[href^='#person--']").first
    link.click()
    expect(page.locator("tr:target")).to_be_visible()
    page.get_by_role("searchbox").fill("petra souza")
    beside = page.locator("#elsewhere a").first
    assert "Petra" in (beside.text_content() or "")
    beside.click()
    expect(page.locator("tr:target th")).to_contain_text("Petra")
    expect(page.locator("tr:target")).to_be_visible()
    assert 0 < parts.count() < whole


def test_names_that_mean_something_stay_text_in_the_tables(opened: Callable[..., OpenedPage]) -> None:
    page = opened("hostile").page
    page.locator("#worst-people th button").first.click()
    page.get_by_role("searchbox").fill("script")
    assert page.locator("#questions script:not([type])").count() == 0
    assert "<script>alert(1)</script>" in (page.locator("#worst-people tbody th").first.text_content() or "")


def test_without_a_script_nothing_offers_what_it_cannot_do(opened: Callable[..., OpenedPage]) -> None:
    page = opened("acme", script=False).page
    assert not page.get_by_role("searchbox").is_visible()
    assert page.get_by_role("slider").count() == 0
    assert not page.locator("#sketch-results").is_visible()
    assert page.locator("#scenarios-table").is_visible()
