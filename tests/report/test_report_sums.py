from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from made_plans import EXAMPLES, TOP, WHOLE, portrait, report
from plain_sums import Plain, amount

if TYPE_CHECKING:
    from pathlib import Path

CENT = Fraction(1, 100)


@pytest.fixture(scope="module", params=WHOLE)
def both(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Plain]:
    """Return an example's report, and its figures read plainly."""
    return portrait(TOP, f"examples/{request.param}"), Plain(EXAMPLES / request.param / "coverage.yaml")


def shown(made: dict[str, Any]) -> dict[str, Any]:
    return {one["name"]: None if one["value"] is None else Fraction(one["value"]) for one in made["figures"]}


def test_the_bridge_is_the_sums_of_the_model(both: tuple[dict[str, Any], Plain]):
    made, plain = both
    goals, groups = plain.leaf_goals(), plain.selling()
    layers = {one["name"]: Fraction(one["amount"]) for one in made["bridge"]["layers"]}
    assert layers == {
        "goal": sum(amount(goal["target"]) for goal in goals),
        "need": sum(map(plain.need, goals)),
        "target": sum(map(plain.target, groups)),
        "quota": sum(amount(group.get("quota")) for group in groups),
        "assigned": sum(map(plain.assigned, groups)),
    }
    assert {name: shown(made)[name] for name in layers} == layers
    renewal = sum(plain.need(goal) for goal in goals if goal.get("motion") == "renewal")
    required = renewal + (layers["need"] - renewal) * (1 + Fraction(made["bridge"]["margin"]))
    assert Fraction(made["bridge"]["required"]) == required


def test_steps_and_cushions_lead_from_layer_to_layer(both: tuple[dict[str, Any], Plain]):
    layers = both[0]["bridge"]["layers"]
    amounts = [Fraction(one["amount"]) for one in layers]
    assert [one["step"] and Fraction(one["step"]) for one in layers[1:]] == [
        below - above for above, below in pairwise(amounts)
    ]
    need = amounts[1]
    assert [Fraction(one["cushion"]) for one in layers[2:]] == [one - need for one in amounts[2:]]
    assert [Fraction(one["cushion_share"]) for one in layers[2:]] == [(one - need) / need for one in amounts[2:]]


def test_the_goals_of_the_table_add_up(both: tuple[dict[str, Any], Plain]):
    made, plain = both
    rows = {one["goal"]["id"]: one for one in made["bridge"]["goals"]}
    leaves = {goal["id"]: goal for goal in plain.leaf_goals()}
    assert list(rows) == list(leaves)
    for name, goal in leaves.items():
        targeted = sum(amount((group.get("targets") or {}).get(name)) for group in plain.selling())
        assert [Fraction(rows[name][field]) for field in ("target", "need", "targeted")] == [
            amount(goal["target"]), plain.need(goal), targeted,
        ]  # fmt: skip
    elsewhere = Fraction(made["bridge"]["targeted_elsewhere"])
    for field, figure, more in (("target", "goal", 0), ("need", "need", 0), ("targeted", "target", elsewhere)):
        assert sum(Fraction(row[field]) for row in rows.values()) + more == shown(made)[figure]


def test_the_groups_of_the_table_add_up(both: tuple[dict[str, Any], Plain]):
    made, plain = both
    counted = {one["group"]["id"]: one for one in made["bridge"]["groups"] if one["counts"]}
    assert list(counted) == [group["id"] for group in plain.selling()]
    for group in plain.selling():
        row = counted[group["id"]]
        assert [Fraction(row[field]) for field in ("target", "quota", "assigned")] == [
            plain.target(group), amount(group["quota"]), plain.assigned(group),
        ]  # fmt: skip
    for field in ("target", "quota", "assigned", "capacity"):
        assert sum(Fraction(row[field]) for row in counted.values()) == shown(made)[field]


def test_what_is_assigned_to_people_adds_up_to_their_group(both: tuple[dict[str, Any], Plain]):
    made, plain = both
    people = {one["person"]["id"]: one for one in made["people"]}
    assert list(people) == [one["id"] for one in plain.people]
    for one in plain.people:
        if one.get("quota") is not None and plain.sells(one):
            assert Fraction(people[one["id"]]["assigned"]) == plain.assigned_to(one)
    pages = {page["group"]["id"]: page for page in made["groups"]}
    for group in plain.selling():
        sellers = [one for one in pages[group["id"]]["members"] if one["seller"]]
        if group.get("quota_type") != "pooled":
            assert sum(Fraction(one["assigned"]) for one in sellers) == plain.assigned(group)
        assert sum(Fraction(one["capacity"]) for one in sellers) == Fraction(pages[group["id"]]["money"]["capacity"])
        assert int(pages[group["id"]]["headcount"]) == plain.seats_in(group)


def test_goals_are_split_over_quarters_as_they_say(both: tuple[dict[str, Any], Plain]):
    made, plain = both
    lines = {one["goal"]["id"]: one for one in made["goals"]}
    assert list(lines) == [goal["id"] for goal in plain.goals]
    for goal in plain.goals:
        phasing, months = goal["phasing"], [_month(plain.first + at) for at in range(12)]
        expected = [
            amount(phasing[f"Q{at + 1}"])
            if f"Q{at + 1}" in phasing
            else sum(amount(phasing[month]) for month in months[at * 3 : at * 3 + 3])
            for at in range(4)
        ]
        line = lines[goal["id"]]
        assert [Fraction(one) for one in line["quarters"]] == expected
        assert Fraction(line["phased"]) == sum(expected) == amount(goal["target"])
        spread = [Fraction(one) for one in line["months"]]
        assert [sum(spread[at : at + 3]) for at in range(0, 12, 3)] == expected


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def test_quarters_add_up_to_the_year(both: tuple[dict[str, Any], Plain]):
    made, _ = both
    for field in ("need", "quota"):
        assert sum(Fraction(one[field]) for one in made["quarters"]) == shown(made)[field]
    for field, figure in (("target", "target"), ("quota", "quota")):
        for page in made["groups"]:
            if page["kind"] == "selling":
                assert sum(Fraction(one[field]) for one in page["quarters"]) == Fraction(page["money"][figure])
    selling = [page for page in made["groups"] if page["kind"] == "selling"]
    for at, quarter in enumerate(made["quarters"]):
        assert sum(Fraction(page["quarters"][at]["quota"]) for page in selling) == Fraction(quarter["quota"])


def test_months_add_up_to_the_capacity_of_the_year(both: tuple[dict[str, Any], Plain]):
    months = both[0]["year"]["months"]
    assert sum(Fraction(one["capacity"]) for one in months) == shown(both[0])["capacity"]
    for one in both[0]["people"]:
        assert sum(map(Fraction, one["months"])) / 12 == Fraction(one["ramped_share"])


def test_seats_of_each_month_are_those_who_are_there(both: tuple[dict[str, Any], Plain]):
    made, plain = both
    here = [one for one in plain.people if one.get("status") not in {"open", "leave"}]
    present = sum(plain.seat_year(one) * int(one.get("count") or 1) for one in here) * 12
    assert sum(Fraction(one["seats"]) for one in made["year"]["months"]) == present
    joined = {ref["id"] for one in made["year"]["months"] for ref in one["joins"]}
    first, last = f"{_month(plain.first)}-01", f"{_month(plain.first + 11)}-31"
    assert joined == {one["id"] for one in plain.people if first <= str(one.get("start") or "") <= last}


def test_money_and_seats_are_those_of_the_model(both: tuple[dict[str, Any], Plain]):
    made, plain = both
    lines = [amount(line["amount"]) for line in plain.section(plain.budget["lines"])]
    budget = made["budget"]
    assert [Fraction(one["amount"]) for one in budget["lines"]] == lines
    assert Fraction(budget["planned"]) == sum(lines) == shown(made)["budget_lines"]
    assert Fraction(budget["left"]) == amount(plain.budget["total"]) - sum(lines)
    assert Fraction(budget["compensation"]) == plain.compensation() == shown(made)["compensation"]
    assert shown(made)["headcount"] == plain.seats()
    assert shown(made)["open_seats"] == plain.seats("open")
    assert shown(made)["expected"] == plain.expected()


def test_seats_shared_by_name_and_attainment_by_motion_are_told_alike(tmp_path: Path):
    text = (EXAMPLES / "acme" / "coverage.yaml").read_text(encoding="utf-8")
    assert text.count("  attainment: 0.90 ") == 1
    by_motion = "  attainment: {new_business: 0.8, expansion: 0.9, renewal: 0.95} "
    (tmp_path / "coverage.yaml").write_text(text.replace("  attainment: 0.90 ", by_motion), encoding="utf-8")
    heading, *rows = (EXAMPLES / "acme" / "people.csv").read_text(encoding="utf-8").splitlines()
    sharing = [f"{row},{'one' if at in {5, 6, 7} else ''}" for at, row in enumerate(rows)]
    (tmp_path / "people.csv").write_text("\n".join([f"{heading},seat", *sharing, ""]), encoding="utf-8")
    made, plain = portrait(tmp_path, "coverage.yaml"), Plain(tmp_path / "coverage.yaml")
    assert shown(made)["headcount"] == plain.seats() == Plain(EXAMPLES / "acme" / "coverage.yaml").seats() - 2
    assert shown(made)["expected"] == plain.expected()


def test_turnover_weighs_each_role_by_its_seats(both: tuple[dict[str, Any], Plain]):
    made, plain = both
    staff = plain.root["staffing"].get("attrition")
    rates = {name: amount(role.get("attrition", staff)) for name, role in plain.roles.items()}
    counts = [int(one.get("count") or 1) for one in plain.people]
    holders: dict[str, list[int]] = {}
    for one, count in zip(plain.people, counts, strict=True):
        holders.setdefault(one.get("seat") or one["id"], []).append(count)
    # Who holds a seat one after the other share its weight: it is one seat, or as many as the largest holder has.
    seats = [
        Fraction(count * max(held), sum(held))
        for one, count in zip(plain.people, counts, strict=True)
        for held in [holders[one.get("seat") or one["id"]]]
    ]
    leaving = sum(rates[one["role"]] * held for one, held in zip(plain.people, seats, strict=True))
    assert shown(made)["turnover"] == leaving / sum(seats)  # the mean over all who are there at some time


def test_gauges_hold_the_same_figures(both: tuple[dict[str, Any], Plain]):
    made, _ = both
    figures = shown(made)
    gauges = {one["name"]: (Fraction(one["value"]), Fraction(one["against"]), one["holds"]) for one in made["gauges"]}
    required = Fraction(made["bridge"]["required"])
    assert gauges["targets"] == (figures["target"], figures["need"], True)
    assert gauges["over_assignment"] == (figures["quota"], required, True)
    assert gauges["assigned"] == (figures["assigned"], figures["quota"], True)
    assert gauges["capacity"] == (figures["capacity"], figures["need"], True)
    assert gauges["expected"] == (figures["expected"], figures["need"], True)
    assert gauges["compensation"] == (figures["compensation"], figures["for_compensation"], True)
    assert gauges["budget"] == (figures["budget_lines"], figures["budget"], True)
    assert gauges["open_seats"] == (figures["open_seats"], figures["headcount"], None)


@pytest.mark.parametrize("name", WHOLE)
def test_tables_in_markdown_add_up_to_the_cent(name: str):
    text = report(TOP, f"examples/{name}", "--format", "markdown")
    tables = [
        [_cells(line) for line in found.splitlines()] for found in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    ]
    totalled = [table for table in tables if table[-1][0] == "**Together**"]
    assert [table[0][0] for table in totalled] == ["goal", "group", "line"]
    for table in totalled:
        for column in range(1, len(table[0])):
            end = table[-1][column].strip("*")
            if end:
                added = sum(_number(row[column]) for row in table[2:-1])
                rounded = CENT * len(table) if table[0][column] == "capacity" else 0  # each row is rounded to the cent
                assert abs(added - _number(end)) <= rounded, (table[0][column], added, end)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split(" | ")]


def _number(cell: str) -> Fraction:
    return Fraction(cell.replace(",", "").lstrip("+") or "0")
