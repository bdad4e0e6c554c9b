"""Quarters, motions and roles in groups: the kinds that only exist derived, worked out by hand."""

from fractions import Fraction

import pytest
from built_models import YEAR, Built, build, sound

from coverage_lint.entities.names import entity_name
from coverage_lint.entities.places import locate

BASE = """
goals:
  - {id: new, motion: new_business, target: 1000, phasing: {Q1: 100, Q2: 200, Q3: 300, Q4: 400}}
roles:
  - {id: hunter, family: account_executive, productivity: 1200, attrition: 0}
groups:
  - {id: north, targets: {new: 1000}, quota: 1100}
"""
ALL = "people: [{id: a, role: hunter, group: north}]\n"


def quarters(text: str, field: str) -> list[object]:
    built = build(text)
    return [built.of(quarter, field) for quarter in built.model.records("quarter")]


def test_quarters_are_those_of_the_fiscal_year():
    built = sound("plan: {fiscal_year: {start: 2027-07-01, end: 2028-06-30}}\n" + BASE)
    names = [(one.id, one.values["start"], one.values["end"]) for one in built.model.records("quarter")]
    assert names[0] == ("Q1", "2027-07-01", "2027-09-30")
    assert names[3] == ("Q4", "2028-04-01", "2028-06-30")
    assert quarters(BASE, "start") == [None] * 4  # no year is stated


def test_a_quarter_needs_what_the_goals_phase_into_it():
    assert quarters(YEAR + BASE, "need") == [100, 200, 300, 400]
    # partners bring half of it, in every quarter
    partner = "partners: [{id: p, targets: {new: 500}}]\n"
    assert quarters(YEAR + BASE + partner, "need") == [50, 100, 150, 200]


def test_months_are_added_up_and_a_phasing_off_its_target_is_scaled():
    months = ", ".join(f"2027-{month:02d}: {10 * month}" for month in range(1, 13))
    goals = f"goals: [{{id: g, target: 780, phasing: {{{months}}}}}]\n"
    assert quarters(YEAR + goals, "need") == [60, 150, 240, 330]
    assert quarters(YEAR + goals.replace("780", "390"), "need") == [30, 75, 120, 165]


@pytest.mark.parametrize(
    "goals",
    [
        "goals: [{id: g, target: 9}]",
        "goals: [{id: g, target: 9, phasing: {Q1: 3, Q2: 3, Q3: 3}}]",
        "goals: [{id: g, target: 9, phasing: {Q1: 0, Q2: 0, Q3: 0, Q4: 0}}]",
        "goals: [{id: g, phasing: {Q1: 1, Q2: 1, Q3: 1, Q4: 1}}]",
        "goals: [{id: g, target: 9, phasing: {Q1: x, Q2: 1, Q3: 1, Q4: 1}}]",
        "segments: []",
    ],
)
def test_without_a_whole_phasing_or_a_target_the_need_is_unknown(goals):
    assert quarters(YEAR + goals + "\n", "need") == [None] * 4


def test_a_goal_of_nothing_needs_nothing_phased_or_not():
    assert quarters(YEAR + "goals: [{id: g, target: 0}]\n", "need") == [0] * 4


def months(text: str, field: str) -> list[object]:
    built = build(text)
    return [built.of(month, field) for month in built.model.records("month")]


def test_a_seller_of_the_whole_year_carries_as_much_in_each_month_whatever_it_needs():
    assert months(YEAR + BASE + ALL, "capacity") == [100] * 12
    assert quarters(YEAR + BASE + ALL, "capacity") == [300] * 4
    assert (
        quarters(YEAR + BASE.replace(", phasing: {Q1: 100, Q2: 200, Q3: 300, Q4: 400}", "") + ALL, "capacity")
        == [300] * 4
    )


def test_a_late_start_and_an_early_end_take_the_months_before_and_after_it():
    people = "people: [{id: a, role: hunter, group: north, start: 2027-05-01}]\n"
    assert months(YEAR + BASE + people, "capacity") == [0] * 4 + [100] * 8
    assert quarters(YEAR + BASE + people, "capacity") == [0, 200, 300, 300]
    # two of them, and two who leave in the middle of April
    more = people.replace("]", ", {id: b, role: hunter, group: north, count: 2, end: 2027-04-15}]").replace(
        "{id: a,", "{id: a, count: 2,"
    )
    assert months(YEAR + BASE + more, "capacity") == [200] * 3 + [100] + [200] * 8
    assert quarters(YEAR + BASE + more, "capacity") == [600, 500, 600, 600]


def test_the_ramp_lowers_its_months_and_turnover_all_alike():
    # ramp 0, 0.5 from April; turnover takes 0.5 × (73 / 365 + (1 + 0.5) / 12) = 0.1625 off everything
    base = BASE.replace("attrition: 0", "attrition: 0.5, ramp: [0, 0.5]") + "staffing: {backfill_days: 73}\n"
    people = "people: [{id: a, role: hunter, group: north, start: 2027-04-01}]\n"
    kept = 1 - Fraction(1625, 10_000)
    assert months(YEAR + base + people, "capacity") == [0] * 4 + [50 * kept] + [100 * kept] * 7
    assert quarters(YEAR + base + people, "capacity") == [0, 150 * kept, 300 * kept, 300 * kept]


def test_quarters_add_up_to_the_year_where_who_leaves_is_followed_later():
    # turnover is taken off whoever stays, and not off whoever leaves
    base = BASE.replace("attrition: 0", "attrition: 0.5") + "staffing: {backfill_days: 73}\n"
    people = (
        "people: [{id: a, role: hunter, group: north}, {id: b, role: hunter, group: north, end: 2027-03-10},"
        " {id: c, role: hunter, group: north, start: 2027-08-20}]\n"
    )
    built = sound(YEAR + base + people)
    year = built.of(built.model.plan, "capacity")
    assert sum(months(YEAR + base + people, "capacity")) == year
    assert sum(quarters(YEAR + base + people, "capacity")) == year


def test_what_is_known_up_to_a_quarter_is_the_sum_of_those_up_to_it():
    assert quarters(YEAR + BASE + ALL, "need_so_far") == [100, 300, 600, 1000]
    assert quarters(YEAR + BASE + ALL, "capacity_so_far") == [300, 600, 900, 1200]


def test_leave_carries_nothing_and_an_unknown_productivity_leaves_all_unknown():
    assert quarters(YEAR + BASE + ALL.replace("north}", "north, status: leave}"), "capacity") == [0] * 4
    assert quarters(YEAR + BASE.replace("productivity: 1200, ", "") + ALL, "capacity") == [None] * 4
    assert quarters(YEAR + BASE.replace("target: 1000", "target: 0") + ALL, "capacity") == [300] * 4


SEATS = """
people:
  - {id: always, role: hunter, group: north, count: 3}
  - {id: two, role: hunter, group: north, count: 2, start: 2027-02-28}
  - {id: ben, role: hunter, group: north, seat: one, end: 2027-03-31}
  - {id: cy, role: hunter, group: north, seat: one, start: 2027-04-01}
  - {id: gone, role: hunter, group: north, start: 2027-05-02, end: 2027-05-30}
  - {id: old, role: hunter, group: north, end: 2026-12-31}
  - {id: away, role: hunter, group: north, status: leave}
  - {id: hired, role: hunter, group: north, status: open, count: 4, start: 2027-06-01}
"""


def test_the_seats_of_a_month_are_those_of_its_last_day_and_change_by_what_comes_and_goes():
    assert months(YEAR + BASE + SEATS, "seats") == [4] + [6] * 11
    assert months(YEAR + BASE + SEATS, "open") == [0] * 5 + [4] * 7
    assert months(YEAR + BASE + SEATS, "change") == [-1, 2, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0]
    for field in ("seats", "open", "change"):
        assert months(BASE + SEATS, field) == [None] * 12  # no year is stated


def test_quotas_are_spread_as_they_say_else_as_the_goals_of_the_targets():
    assert quarters(YEAR + BASE, "quota") == [110, 220, 330, 440]
    phased = BASE.replace("quota: 1100", "quota: 1100, quota_phasing: {Q1: 500, Q2: 500, 2027-07: 40, 2027-09: 60}")
    assert quarters(YEAR + phased, "quota") == [500, 500, 100, 0]
    # months of a quarter that is given are in it
    both = BASE.replace("quota: 1100", "quota: 1100, quota_phasing: {Q1: 1000, 2027-01: 400, 2027-12: 100}")
    assert quarters(YEAR + both, "quota") == [1000, 0, 0, 100]
    overlay = BASE + "  - {id: help, overlay: true, quota: 9999, quota_phasing: {Q1: 9999}}\n"
    assert quarters(YEAR + overlay, "quota") == [110, 220, 330, 440]


def test_a_quota_without_phasing_or_targets_is_unknown_by_quarter():
    assert quarters(YEAR + BASE.replace("targets: {new: 1000}, ", ""), "quota") == [None] * 4
    assert quarters(YEAR + BASE.replace(", quota: 1100", ""), "quota") == [None] * 4
    assert quarters(YEAR + BASE.replace("quota: 1100", "quota: 1100, quota_phasing: {Q1: x}"), "quota") == [None] * 4
    assert quarters(YEAR + BASE.replace("targets: {new: 1000}, quota: 1100", "quota: 0"), "quota") == [0] * 4


def test_a_quarter_is_shown_where_its_sections_are():
    built = sound(YEAR + BASE + ALL)
    quarter = built.model.records("quarter")[1]
    assert entity_name(quarter) == "quarter Q2"
    assert locate(built.model.plan, "people").line == 10
    assert built.model.sources(quarter, "need")[0][0].id == "new"
    assert [record.id for record, _ in built.model.sources(quarter, "capacity")] == ["a"]


def test_periods_of_a_phasing_have_days():
    built = sound(YEAR + "people: [{id: a, phasing: {Q4: 1, 2027-02: 2, 2028-01: 3}}]\n")
    days = [(built.of(row, "start"), built.of(row, "end")) for row in built.model.records("phase")]
    assert days == [("2027-10-01", "2027-12-31"), ("2027-02-01", "2027-02-28"), (None, None)]


MOTIONS = """
goals:
  - {id: new, motion: new_business, target: 100}
  - {id: grow, motion: expansion, target: 20}
  - {id: keep, motion: renewal, target: 30}
roles:
  - {id: any, family: account_executive, productivity: 10, attrition: 0}
  - {id: hunter, family: account_executive, motion: new_business, productivity: 1, attrition: 0}
  - {id: farmer, family: account_manager, motion: existing, productivity: 2, attrition: 0}
  - {id: grower, family: account_manager, motion: expansion, productivity: 3, attrition: 0}
  - {id: keeper, family: account_manager, motion: renewal, productivity: 5, attrition: 0}
groups: [{id: g}, {id: help, overlay: true}]
people:
  - {id: a, role: any, group: g}
  - {id: h, role: hunter, group: g, count: 100}
  - {id: f, role: farmer, group: g, count: 100}
  - {id: r, role: grower, group: g, count: 100}
  - {id: k, role: keeper, group: g, count: 100}
  - {id: o, role: hunter, group: help, count: 999}
"""


def motions(built: Built, field: str) -> dict[str | None, object]:
    return {one.id: built.of(one, field) for one in built.model.records("motion")}


def test_a_motion_is_served_by_its_roles_those_for_existing_business_and_those_without_a_motion():
    built = sound(YEAR + MOTIONS)
    assert motions(built, "capacity") == {
        "new_business": 110,  # 10 + 100
        "expansion": 510,  # 10 + 200 + 300
        "renewal": 710,  # 10 + 200 + 500
        "existing": 1010,  # 10 + 200 + 300 + 500
        "new_business and expansion": 610,
        "new_business and renewal": 810,
    }
    assert motions(built, "need") == {
        "new_business": 100, "expansion": 20, "renewal": 30, "existing": 50,
        "new_business and expansion": 120, "new_business and renewal": 130,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("goals", "sets"),
    [
        ("new_business", ["new_business"]),
        ("renewal", ["renewal"]),
        ("existing", ["existing"]),
        ("new_business existing", ["new_business", "existing"]),
        ("expansion renewal", ["expansion", "renewal", "existing"]),
        ("existing renewal", ["renewal", "existing"]),
        ("new_business renewal", ["new_business", "renewal", "new_business and renewal"]),
    ],
)
def test_only_sets_of_motions_that_decide_something_are_made(goals, sets):
    listed = ", ".join(f"{{id: g{n}, motion: {motion}, target: 1}}" for n, motion in enumerate(goals.split()))
    built = sound(f"goals: [{listed}]\n")
    assert list(motions(built, "need")) == sets


def test_a_set_knows_whether_a_part_of_it_is_short_already():
    built = sound(YEAR + MOTIONS.replace("target: 20", "target: 511"))
    short = {name for name, part in motions(built, "part_short").items() if part}
    assert short == {"existing", "new_business and expansion"}


def test_a_goal_above_counts_by_its_parts_and_one_without_a_motion_by_none():
    goals = "goals: [{id: top, motion: new_business, target: 9}, {id: low, parent: top, motion: renewal, target: 4}]\n"
    assert motions(sound(goals), "need") == {"renewal": 4}
    assert motions(sound("goals: [{id: x, target: 5}, {id: y, motion: renewal, target: 4}]\n"), "need") == {
        "renewal": 4
    }


def test_what_is_unknown_of_one_motion_leaves_the_others_known():
    built = sound(YEAR + MOTIONS.replace("productivity: 3, ", "carries_quota: true, "))
    capacity = motions(built, "capacity")
    assert (capacity["new_business"], capacity["expansion"], capacity["renewal"]) == (110, None, 710)
    refused = build(YEAR + MOTIONS.replace("motion: expansion, productivity", "motion: growth, productivity"))
    assert set(motions(refused, "capacity").values()) == {None}
    goals = build(YEAR + MOTIONS.replace("motion: expansion, target", "motion: growth, target"))
    assert set(motions(goals, "need").values()) == {None}


def test_a_motion_is_shown_at_its_first_goal():
    built = sound(YEAR + MOTIONS)
    pair = built.model.records("motion")[4]
    assert entity_name(pair) == "motion new_business and expansion"
    assert locate(pair, "target").line == 5
    assert [record.id for record, _ in built.model.sources(pair, "need")] == ["new", "grow"]
    assert {record.id for record, _ in built.model.sources(pair, "capacity")} == {"a", "h", "f", "r"}


TEAM = """
roles:
  - {id: hunter, family: account_executive}
  - {id: farmer, family: account_manager}
groups: [{id: g}, {id: other}]
people:
  - {id: a, role: hunter, group: g, quota: 30}
  - {id: b, role: hunter, group: g, quota: 10, count: 9}
  - {id: c, role: hunter, groups: {g: 0.5, other: 0.5}, quota: 20}
  - {id: joins, role: hunter, group: g, quota: 1, start: 2027-03-01}
  - {id: none, role: hunter, group: g}
  - {id: zero, role: hunter, group: g, quota: 0}
  - {id: f, role: farmer, group: g, quota: 5}
"""


def test_roles_in_groups_hold_full_year_sellers_with_a_quota_against_each_other():
    built = sound(YEAR + TEAM)
    row, across = built.model.records("role_in_group")  # one farmer is not enough, nor is c alone in other
    assert (across.values["where"], across.values["group"]) == ("across groups", None)
    assert entity_name(row) == "role in group hunter in g"
    assert (built.of(row, "largest_quota"), built.of(row, "smallest_quota")) == (30, 10)
    assert (built.of(row, "highest").id, built.of(row, "lowest").id) == ("a", "b")
    assert built.of(row, "full_year_sellers") == 3
    assert built.model.sources(row, "smallest_quota") == [(built.record("person", "b"), "quota")]
    assert locate(row).line == 7
