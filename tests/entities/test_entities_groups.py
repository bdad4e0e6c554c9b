"""Groups and the plan's sums: who sells, what is assigned and carried, and nothing counted twice."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from built_models import YEAR, build, sound
from plain_figures import figures_of

from coverage_lint.document.model_file import load_documents
from coverage_lint.policy import run
from coverage_lint.policy.fields.catalogue import build_model, catalogue
from coverage_lint.policy.shipped import shipped
from coverage_lint.system.shipped_data import data_path

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import Figure

GROUPS = (
    YEAR
    + """
goals:
  - {id: new, motion: new_business, target: 1000}
  - {id: renew, motion: renewal, target: 500}
roles:
  - {id: hunter, family: account_executive, productivity: 1200, attrition: 0}
  - {id: boss, family: manager}
  - {id: engineer, family: sales_engineer}
people:
  - {id: lead, role: boss, group: sales, quota: 9000}
  - {id: chief, role: boss, group: north, quota: 5000}
  - {id: ada, role: hunter, group: north, quota: 400}
  - {id: bob, role: hunter, groups: {north: 0.25, south: 0.75}, quota: 1000, count: 2}
  - {id: cy, role: hunter, group: south, quota: 300, quota_relief: {amount: 50, reason: leave}}
  - {id: eng, role: engineer, group: south, count: 3}
  - {id: out, role: hunter, group: extra, quota: 70}
  - {id: spec, role: hunter, group: helpers, quota: 80}
groups:
  - {id: sales, leader: lead, targets: {new: 900}, quota: 20000}
  - {id: north, parent: sales, targets: {new: 600, renew: 100.5}, quota: 700}
  - {id: south, parent: sales, targets: {new: 300}, quota: 800}
  - {id: helpers, overlay: true, targets: {new: 50}, quota: 5000, supports: [north]}
  - {id: extra, quota_type: none, targets: {new: 7}}
  - {id: pool, quota_type: pooled, quota: 250}
"""
)


def test_selling_groups_are_leaves_no_overlays_and_have_quotas():
    built = sound(GROUPS)
    selling = {group.id: built.of(group, "selling") for group in built.model.records("group")}
    assert selling == {
        "sales": False, "north": True, "south": True, "helpers": False, "extra": False, "pool": True,
    }  # fmt: skip
    assert built.get("group", "sales", "leaf") is False
    assert built.get("group", "helpers", "leaf") is True


def test_the_target_is_the_sum_of_targets_and_its_renewal_part():
    built = sound(GROUPS)
    assert built.get("group", "north", "target") == Fraction(7005, 10)
    assert built.get("group", "north", "target_in_full") == Fraction(1005, 10)
    assert built.get("group", "south", "target_in_full") == 0
    assert built.get("group", "pool", "target") is None  # no targets given


def test_people_are_members_with_their_shares():
    built = sound(GROUPS)
    people = [(row.values["person"].id, row.values["share"]) for row in built.get("group", "north", "people")]
    assert people == [("chief", 1), ("ada", 1), ("bob", Fraction(1, 4))]
    assert built.names("group", "south", "people") == ["cy", "eng", "bob"]
    assert built.names("group", "pool", "people") == []


def test_sellers_leave_out_roll_ups_and_roles_without_quota():
    built = sound(GROUPS)
    assert built.names("group", "north", "sellers") == ["ada", "bob"]
    assert built.names("group", "south", "sellers") == ["cy", "bob"]
    assert built.names("group", "sales", "sellers") == []


def test_what_is_assigned_counts_seats_and_shares_and_takes_relief_off():
    built = sound(GROUPS)
    assert built.get("group", "north", "assigned") == 900  # 400 + 1000 × 2 × 0.25
    assert built.get("group", "south", "assigned") == 1750  # 300 - 50 + 1000 × 2 × 0.75
    assert built.get("group", "sales", "assigned") == 0  # roll-ups apart
    assert built.get("group", "pool", "assigned") == 250  # a pooled group's is its quota


def test_capacity_counts_seats_and_shares():
    built = sound(GROUPS)
    assert built.get("group", "north", "capacity") == 1800  # 1200 + 1200 × 2 × 0.25
    assert built.get("group", "south", "capacity") == 3000  # 1200 + 1200 × 2 × 0.75


def test_headcount_counts_seats_whatever_their_share():
    built = sound(GROUPS)
    assert built.get("group", "north", "headcount") == 4  # chief, ada, two bobs
    assert built.get("group", "south", "headcount") == 6  # cy, three engineers, two bobs


def test_member_rows_hold_their_part():
    built = sound(GROUPS)
    (row,) = [row for row in built.get("group", "north", "people") if row.id == "bob"]
    assert built.of(row, "assigned") == 500
    assert built.of(row, "capacity") == 600
    assert row.values["group"].id == "north"


def test_plan_sums_take_selling_groups_so_that_layers_and_overlays_never_count_twice():
    built = sound(GROUPS)
    assert built.plan("target") is None  # pool gives no targets
    assert built.plan("quota") == 1750  # 700 + 800 + 250
    assert built.plan("assigned") == 2900  # 900 + 1750 + 250
    assert built.plan("capacity") == 4800  # 1800 + 3000 + nobody
    assert built.plan("headcount") == 11  # 1 + 1 + 1 + 2 + 1 + 3 + 1 + 1
    assert built.plan("open_seats") == 0


def test_the_plan_s_target_is_that_of_selling_groups():
    built = sound(
        GROUPS.replace("quota_type: pooled, quota: 250", "quota_type: pooled, quota: 250, targets: {renew: 1}")
    )
    assert built.plan("target") == Fraction(10015, 10)  # 700.5 + 300 + 1; not 900, 50 or 7


def test_expected_is_assigned_by_attainment():
    assert sound(GROUPS).plan("expected") is None
    assert sound(GROUPS + "staffing: {attainment: 0.9}\n").plan("expected") == (
        Fraction(900 * 6405, 7005) + 2000 * Fraction(9, 10)  # north: 600 at 0.9 and 100.5 of renewals in full
    )


TURNOVER = (
    YEAR
    + """
roles:
  - {id: hunter, family: account_executive, productivity: 1200, ramp: [0, 0.5], ROLE}
people:
  - {id: a, role: hunter, group: g, quota: 1}
  - {id: b, role: hunter, group: g, quota: 1, start: 2020-01-01, end: 2027-06-30}
groups: [{id: g}]
staffing: {STAFF}
"""
)


def capacity_with(role: str, staff: str) -> object:
    built = sound(TURNOVER.replace("ROLE", role).replace("STAFF", staff))
    return built.get("group", "g", "capacity")


def test_capacity_loses_turnover_over_seats_without_an_end_of_their_own():
    # a: 1200 × (1 - 0.2 × (73 / 365 + (1 + 0.5) / 12)) = 1200 × (1 - 0.2 × (0.2 + 0.125)) = 1200 × 0.935 = 1122
    # b: 1200 × 6 / 12, nothing lost: its end is known
    assert capacity_with("attrition: 0.2", "backfill_days: 73, attrition: 0.9") == 1122 + 600


def test_the_staff_s_attrition_serves_roles_that_state_none():
    # 1200 × (1 - 0.1 × 0.325) = 1161
    assert capacity_with("title: H", "backfill_days: 73, attrition: 0.1") == 1161 + 600


def test_without_attrition_or_days_to_backfill_capacity_is_unknown():
    assert capacity_with("title: H", "backfill_days: 73") is None
    assert capacity_with("attrition: 0.2", "attainment: 1") is None


def test_a_role_that_nobody_leaves_needs_no_days_to_backfill():
    assert capacity_with("attrition: 0", "attainment: 1") == 1800


def test_turnover_takes_no_more_than_there_is():
    # 1 × (365 / 365 + 0.125) is more than a year
    assert capacity_with("attrition: 1", "backfill_days: 365") == 600


PAY = (
    YEAR
    + """
roles: [{id: hunter}, {id: farmer}, {id: idle}]
people:
  - {id: a, role: hunter}
  - {id: b, role: hunter, count: 3, start: 2027-07-01}
  - {id: c, role: farmer, end: 2027-04-15, status: leave}
  - {id: d, role: farmer, start: 2020-01-01, status: open, count: 2}
budget:
  loaded_factor: 1.5
  comp_plans:
    - {id: x, roles: [hunter], base: 60, variable: 60}
    - {id: y, roles: [farmer], base: 100, variable: 20.5}
"""
)


def test_compensation_is_seat_years_by_pay_by_the_loaded_factor():
    # hunters 120 × (1 + 3 × 0.5); farmers 120.5 × (3.5 / 12 + 2); all × 1.5
    assert sound(PAY).plan("compensation") == (
        120 * Fraction(5, 2) + Fraction(241, 2) * (Fraction(35, 120) + 2)
    ) * Fraction(3, 2)
    assert sound(PAY).plan("open_seats") == 2
    assert sound(PAY).plan("headcount") == 6  # c is gone when b's three come


def test_compensation_is_unknown_for_a_role_without_a_plan_or_with_two_that_differ():
    assert sound(PAY.replace("roles: [farmer]", "roles: [idle]")).plan("compensation") is None
    two = PAY + "    - {id: z, roles: [farmer], base: 1, variable: 1}\n"
    assert sound(two).plan("compensation") is None
    same = PAY + "    - {id: z, roles: [farmer], base: 20.5, variable: 100}\n"
    assert sound(same).plan("compensation") == sound(PAY).plan("compensation")


def test_a_role_without_people_needs_no_compensation_plan():
    assert sound(PAY).plan("compensation") is not None  # idle has none


def test_compensation_needs_the_loaded_factor():
    assert sound(PAY.replace("loaded_factor: 1.5", "total: 5")).plan("compensation") is None


def test_territories_are_covered_by_their_own_or_from_above():
    built = sound(
        "people: [{id: p}]\ngroups: [{id: g}]\nterritories:\n"
        "  - {id: world}\n  - {id: west, parent: world, owner: p}\n  - {id: coast, parent: west}\n"
        "  - {id: beach, parent: coast}\n  - {id: east, parent: world}\n  - {id: north, group: g}\n"
    )
    covered = {one.id: built.of(one, "covered") for one in built.model.records("territory")}
    assert covered == {"world": False, "west": True, "coast": True, "beach": True, "east": False, "north": True}
    assert built.get("territory", "world", "leaf") is False
    assert built.get("territory", "beach", "leaf") is True


@pytest.mark.parametrize("example", ["acme", "startup"])
def test_the_examples_figures_are_sums_of_what_their_files_say(example: str):
    path = Path(data_path("examples")) / example / "coverage.yaml"
    (document,) = load_documents(str(path), "x").documents
    model, problems = build_model(document, catalogue())
    assert problems == []
    figures = figures_of(path)
    for name in figures:
        model.ensure("plan", name)
    assert {name: model.plan.values[name] for name in figures} == figures


SHARED = (
    YEAR
    + """
goals:
  - {id: new, motion: new_business, target: 1000}
  - {id: renew, motion: renewal, target: 500}
roles:
  - {id: hunter, family: account_executive, motion: new_business, productivity: 1200, attrition: 0}
  - {id: farmer, family: account_manager, motion: existing, productivity: 1200, attrition: 0}
people:
  - {id: ada, role: hunter, group: key, quota: 1100}
  - {id: bob, role: hunter, group: farming, quota: 300}
  - {id: cem, role: farmer, group: farming, quota: 600}
groups:
  - {id: key, targets: {new: 1000}, quota: 1100}
  - {id: farming, targets: {new: 300, renew: 500}, quota: 900, shared_credit: [{goal: new, amount: 300, with: key}]}
staffing: {attainment: {new_business: 0.9, renewal: 0.8}}
"""
)


def test_what_is_assigned_and_expected_counts_shared_credit_once():
    built = sound(SHARED)
    assert built.get("group", "farming", "assigned") == 900  # in the group, all of it
    assert built.get("group", "farming", "own_assigned") == 600  # 900 - 300
    assert built.plan("assigned") == 1700  # 1100 + 600
    assert built.plan("expected") == Fraction(1100 * 9, 10) + Fraction(600 * 8, 10)  # bob's 300 are ada's
    motions = {one.id: built.of(one, "assigned") for one in built.model.records("motion")}
    assert (motions["new_business"], motions["renewal"]) == (1100, 600)


def test_shared_credit_is_taken_off_quotas_by_goal_of_that_goal_first():
    by_goal = "quota: {new: 300, renew: 600}"
    people = f"  - {{id: bob, role: hunter, group: farming, {by_goal}}}\n"
    text = SHARED.replace("  - {id: bob, role: hunter, group: farming, quota: 300}\n", people)
    built = sound(text.replace("  - {id: cem, role: farmer, group: farming, quota: 600}\n", ""))
    assert built.plan("assigned") == 1700
    assert built.plan("expected") == Fraction(1100 * 9, 10) + Fraction(600 * 8, 10)


def test_what_sellers_are_assigned_within_the_group_s_own_quota_is_their_own():
    text = SHARED.replace("{id: bob, role: hunter, group: farming, quota: 300}", "{id: bob, role: hunter, quota: 300}")
    built = sound(text)
    assert built.plan("assigned") == 1700  # 1100 + 600, which is 900 - 300: nothing of it is ada's
    assert built.plan("expected") == Fraction(1100 * 9, 10) + Fraction(600 * 8, 10)
    half = sound(text.replace("quota: 600}", "quota: 700}"))
    assert half.get("group", "farming", "own_assigned") == 600  # the 100 above are shared
    assert half.plan("assigned") == 1700
    more = sound(text.replace("quota: 600}", "quota: 1000}"))
    assert more.plan("assigned") == 1800  # 1100 + 1000 - 300: no more than the 300 are shared


def test_shared_credit_that_was_refused_leaves_the_plan_s_sum_unknown():
    built = build(SHARED.replace("amount: 300, with", "amount: many, with"))
    assert built.codes() == ["CL010"]
    assert (built.plan("assigned"), built.plan("expected")) == (None, None)


SEATS = (
    YEAR
    + """
roles:
  - {id: hunter, family: account_executive, attrition: 0.3}
  - {id: farmer, family: account_manager, attrition: 0.1}
people:
  - {id: ada, role: hunter, seat: north, end: 2027-03-31}
  - {id: first, role: hunter, seat: north, status: open, start: 2027-04-01, end: 2027-08-31}
  - {id: second, role: farmer, seat: north, status: open, start: 2027-09-01}
  - {id: bob, role: farmer, count: 2}
  - {id: cem, role: farmer, status: open}
groups: [{id: g}]
"""
)


def test_a_seat_that_several_hold_is_one_open_seat():
    built = sound(SEATS)
    assert built.plan("headcount") == 4  # north, two bobs, cem
    assert built.plan("open_seats") == 2  # north from April on, and cem; not 3 of 4


def test_a_seat_that_several_hold_weighs_once_in_the_turnover():
    built = sound(SEATS)
    seats = {one.id: built.of(one, "own_seats") for one in built.model.records("person")}
    third = Fraction(1, 3)
    assert seats == {"ada": third, "first": third, "second": third, "bob": 2, "cem": 1}
    (turnover,) = [one for one in figures(built.model) if one.name == "turnover"]
    # two thirds of a seat of hunters at 0.3; a third and three seats of farmers at 0.1; of four seats
    assert turnover.value == (Fraction(2, 3) * Fraction(3, 10) + Fraction(10, 3) * Fraction(1, 10)) / 4


def figures(model: Model) -> tuple[Figure, ...]:
    pack = shipped()
    return run.figures(model, pack.figures, {(one.kind, one.name): one for one in pack.fields})
