"""Whether a plan makes its goal, told first: by the figures alone, and of one mind with everything below it."""

from __future__ import annotations

import html
import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from made_plans import TOP, portrait, report, run

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = portrait(TOP, "examples/acme-broken")
PAGE = report(TOP, "examples/acme-broken", "--format", "html")


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", text)).replace("\u00a0", " ").split())


def part(page: str, start: str, end: str) -> str:
    return page[page.index(start) : page.index(end, page.index(start))]


def gauge(name: str, made: dict[str, Any] = BROKEN) -> dict[str, Any]:
    return next(one for one in made["gauges"] if one["name"] == name)


def test_the_report_opens_with_what_becomes_of_the_goal() -> None:
    assert [(one["about"], one["short"]) for one in BROKEN["outlook"]] == [
        ("goal", True), ("capacity", False), ("expected", False), ("cost", True),
    ]  # fmt: skip
    shown = re.findall(r"<li[^>]*>(.*?)</li>", part(PAGE, '<ul class="outlook">', "</ul>"), re.DOTALL)
    assert list(map(plain, shown)) == [
        "900 k of the need is in no group's targets",
        "Q4 needs 1 M more than sellers can carry at an even pace",
        "The expected result is 1.56 M above the need",
        "The budget is overspent by 1.62 M",
    ]


def test_its_amounts_are_those_of_the_figures() -> None:
    amounts = {one["about"]: Fraction(one["amount"]) for one in BROKEN["outlook"]}
    quarter = BROKEN["quarters"][3]
    assert amounts == {
        "goal": -Fraction(gauge("targets")["difference"]), "expected": Fraction(gauge("expected")["difference"]),
        "capacity": Fraction(quarter["need"]) - Fraction(quarter["capacity"]),
        "cost": Fraction(gauge("budget")["difference"]),
    }  # fmt: skip


def test_a_quarter_that_needs_more_than_an_even_pace_brings_is_told_though_the_year_is_covered() -> None:
    made = portrait(TOP, "examples/acme")
    (told,) = (one for one in made["outlook"] if one["about"] == "capacity")
    quarter = made["quarters"][3]
    assert (told["before"], told["short"], quarter["short"]) == ("Q4 needs ", False, False)
    assert Fraction(told["amount"]) == Fraction(quarter["need"]) - Fraction(quarter["capacity"])
    assert Fraction(gauge("capacity", made)["difference"]) > 0
    page = report(TOP, "examples/acme", "--format", "html")
    assert "1,279,724 at an even pace" in plain(part(page, '<caption id="goals-quarters"', "</table>")).replace("−", "")


@pytest.mark.parametrize("name", ["acme", "software", "startup", "distributors", "device-field-force"])
def test_a_plan_that_holds_together_lacks_nothing_in_it(name: str) -> None:
    made = portrait(TOP, f"examples/{name}")
    errors = [one for one in made["matters"] if one["severity"] == "error"]
    assert [one for one in made["outlook"] if one["short"]] == []
    assert errors == []


def test_what_is_not_known_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("coverage_model: 1\nplan: {name: Bare}\n", encoding="utf-8")
    assert portrait(tmp_path, "plan.yaml")["outlook"] == []
    assert '<ul class="outlook">' not in report(tmp_path, "plan.yaml", "--format", "html")


def test_groups_are_ranked_by_what_is_assigned_beyond_what_they_can_carry() -> None:
    held = BROKEN["standings"]["groups"]
    assert [one["of"]["id"] for one in held] == ["commercial", "enterprise", "existing-customers"]
    for one in held:
        assert Fraction(one["gap"]) == Fraction(one["capacity"]) - Fraction(one["assigned"])
    table = part(PAGE, 'id="worst-groups"', "</table>")
    assert plain(part(table, "<thead>", "</thead>")) == (
        "Group Assigned Capacity after turnover Capacity less assigned Group quota Findings"
    )
    assert "Commercial 5,540,000 4,612,670 −927,330 4,000,000 8" in plain(table)
    page = part(PAGE, 'id="group--commercial"', "</section>")
    assert "927,330 less than is assigned" in plain(page)


def test_a_group_has_as_many_findings_wherever_they_are_counted() -> None:
    pages = {page["group"]["id"]: len(page["findings"]) for page in BROKEN["groups"]}
    for one in BROKEN["standings"]["groups"]:
        assert one["findings"] == pages[one["of"]["id"]]


def test_a_link_to_findings_leads_to_as_many_as_it_says() -> None:
    counts = {
        element: len(re.findall(r'<li class="finding ', part(PAGE, f'id="findings-{element}"', "</section>")))
        for element in re.findall(r'<section class="element-findings" id="findings-([a-z]*)"', PAGE)
    }
    heads = re.findall(r'<header class="chapter-head">.*?</header>', PAGE, re.DOTALL)
    told = [one for head in heads for one in re.findall(r'<a[^>]* href="#findings-([a-z]*)">(\d+) (\w+)', head)]
    assert len([one for one in told if one[0] != "file"]) >= 7
    for element, count, word in told:
        assert word == "in" or int(count) == counts[element], element
    assert (
        sum(int(count) for _, count, word in told if word == "in")
        + sum(one["element"] == "plan" and one["finding"]["code"] < "CL1" for one in BROKEN["findings"]["found"])
        == counts["file"]
    )


def test_pay_says_what_the_loaded_factor_makes_of_it() -> None:
    pay, lines = BROKEN["matters"][:2]
    assert (pay["code"], lines["code"]) == ("CL504", "CL503")
    assert Fraction(BROKEN["budget"]["bare"]) * Fraction(5, 4) == Fraction(BROKEN["budget"]["compensation"])
    assert "Before the loaded factor of 1.25 pay is 6,823,917, and within the 6,900,000" in pay["note"]
    assert lines["note"] == "The largest line besides pay is programs with 4,800,000."


def test_what_the_first_matters_ask_for_is_added_up() -> None:
    budget = BROKEN["budget"]
    lines = sum(Fraction(one["amount"]) for one in budget["lines"])
    pay = Fraction(budget["compensation"]) - Fraction(budget["for_compensation"])
    wanted = lines + pay + (1_400_000 - 260_000) - Fraction(budget["total"])
    assert Fraction(budget["if_granted"]) == wanted
    assert "the budget's lines would be 4.39 M above its total" in plain(part(PAGE, '<p class="granted">', "</p>"))
    assert '<p class="granted">' not in report(TOP, "examples/acme", "--format", "html")


def test_each_matter_has_a_kind_and_somebody_who_answers() -> None:
    owners = {one["code"]: one["owner"]["id"] for one in BROKEN["matters"]}
    assert owners["CL709"] == "priya-raman"  # owns the priority
    assert owners["CL326"] == "sofia-marchetti"  # leads the group
    assert owners["CL209"] == "priya-raman"  # is the manager
    assert owners["CL309"] == "ingrid-solberg"  # owns the plan
    assert {one["kind"] for one in BROKEN["matters"]} == {"goals", "cost", "coverage"}
    outside = next(one for one in BROKEN["matters"] if one["code"] == "CL213")
    assert (outside["amount"], outside["where"][0]["id"]) == ("1300000", "gabriel-santos")


def test_a_total_that_is_off_because_of_a_finding_says_so_and_links_to_it() -> None:
    places = {one["finding"]["code"]: one["anchor"] for one in BROKEN["findings"]["found"]}
    for table, code, words in (
        ("goals-quarters", "CL326", "270,000 less than the group quotas"),
        ("goals-table", "CL105", "does not come to the target"),
        ("goals-table", "CL112", "not the sum of those below"),
        ("budget-table", "CL709", "1,140,000 more than the line"),
        ("budget-table", "CL503", "1,620,000 more than the total"),
        ("group-4-quarters", "CL326", "270,000 more than the quarters"),
    ):
        held = part(PAGE, f'<caption id="{table}"', "</table>")
        found = re.findall(rf'<a class="flag" href="#{places[code]}">(.*?)</a>', held)
        assert words in map(plain, found), table


def test_a_roll_up_is_held_against_the_team() -> None:
    (sofia,) = (one for one in BROKEN["people"] if one["person"]["id"] == "sofia-marchetti")
    assert (sofia["quota"], sofia["team"]) == ("17100000", "12000000")
    assert "5,100,000 above the team's 12,000,000" in plain(part(PAGE, 'id="person--sofia-marchetti"', "</tr>"))


@pytest.mark.parametrize("name", ["acme", "software", "startup"])
def test_the_capacity_of_a_groups_quarters_is_that_of_its_year(name: str) -> None:
    pages = [page for page in portrait(TOP, f"examples/{name}")["groups"] if page["money"]["capacity"] is not None]
    assert pages
    for page in pages:
        known = [Fraction(one["capacity"]) for one in page["quarters"] if one["capacity"] is not None]
        assert sum(known) == Fraction(page["money"]["capacity"])


def test_a_groups_findings_say_what_to_do_and_those_of_the_file_stand_apart() -> None:
    held = part(PAGE, 'id="group--commercial"', "</section>")
    found = plain(held[held.index('<ul class="brief">') : held.index("In the file, for whoever keeps it")])
    assert found.index("aisha-mohamed") < found.index("open-commercial-ae")
    assert "Lower the quota by 236,667" in found
    assert "Until then" not in found
    assert "kenji-watanabi" not in found


def test_what_is_not_asked_is_in_the_json_as_a_check_has_it() -> None:
    checked = json.loads(run(TOP, "check", "examples/acme-broken", "--format", "json").stdout)
    shown = BROKEN["findings"]["not_asked"]
    assert [one["undecided"] for one in shown] == checked["models"][0]["not_asked"]
    assert shown
