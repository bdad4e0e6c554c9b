"""Reporting lines and layers: reports at once, the team's quota, leaders, what groups below carry, potential."""

from fractions import Fraction

import pytest
from built_models import YEAR, build, sound

ROLES = """
roles:
  - {id: hunter, family: account_executive, productivity: 1200}
  - {id: boss, family: manager}
"""


def reports(people: str, year: str = YEAR) -> object:
    return sound(f"{year}{ROLES}people: [{{id: top, role: boss}}, {people}]\n").get("person", "top", "direct_reports")


@pytest.mark.parametrize(
    ("people", "most"),
    [
        ("{id: a}", 0),
        ("{id: a, manager: top, count: 3}, {id: b, manager: a}", 3),
        # one leaves in June, the next starts in July
        ("{id: a, manager: top, end: 2027-06-30}, {id: b, manager: top, start: 2027-07-01}", 1),
        ("{id: a, manager: top, end: 2027-06-30}, {id: b, manager: top, start: 2027-06-30}", 2),
        # gone before the year, and to come after it
        ("{id: a, manager: top, end: 2026-12-31, count: 9}, {id: b, manager: top, start: 2028-01-01, count: 9}", 0),
        ("{id: a, manager: top, start: 2027-03-01, count: 4}, {id: b, manager: top, end: 2027-02-01, count: 5}", 5),
        ("{id: a, manager: top, start: 2027-05-01, end: 2027-04-01}", 0),
    ],
)
def test_direct_reports_are_the_seats_of_the_day_with_most(people, most):
    assert reports(people) == most


def test_without_a_fiscal_year_reports_with_dates_are_unknown():
    assert reports("{id: a, manager: top}", year="") == 1
    assert reports("{id: a, manager: top, start: 2027-03-01}", year="") is None


def team(text: str, who: str = "top") -> object:
    return build(YEAR + ROLES + text).get("person", who, "team_quota")


def test_a_team_s_quota_adds_up_the_line_below_without_roll_ups():
    people = """
people:
  - {id: top, role: boss, quota: 999}
  - {id: mid, role: boss, manager: top, quota: 800}
  - {id: ada, role: hunter, manager: mid, quota: 100, count: 2, quota_relief: {amount: 50, reason: leave}}
  - {id: bob, role: hunter, manager: mid, quota: 30}
  - {id: cy, role: hunter, manager: top, quota: 7}
  - {id: own, role: boss, manager: mid, quota: 4, quota_kind: own}
"""
    assert team(people) == 241  # 100 × 2 + 30 + 7 + 4: relief is not taken off
    assert team(people, "mid") == 234
    assert team(people, "ada") == 0


def test_a_roll_up_without_reports_stands_for_its_team():
    people = "people: [{id: top, role: boss}, {id: mid, role: boss, manager: top, quota: 800}]\n"
    assert team(people) == 800


def test_a_pooled_quota_counts_for_the_line_of_its_leader():
    text = """
people:
  - {id: top, role: boss}
  - {id: mid, role: boss, manager: top}
  - {id: ada, role: hunter, group: pool, manager: mid}
groups:
  - {id: pool, quota_type: pooled, leader: mid, quota: 500}
"""
    assert team(text) == 500
    assert team(text, "mid") == 500


def test_a_seller_without_a_quota_leaves_the_team_s_unknown_an_open_seat_does_not():
    text = "groups: [{id: g}]\npeople: [{id: top, role: boss}, {id: a, role: hunter, group: g, manager: top%s}]\n"
    assert team(text % "") is None
    assert team(text % ", status: open") == 0
    assert team(text % ", status: leave") == 0


def test_a_refused_manager_may_be_anybody():
    people = "people: [{id: top, role: boss}, {id: a, role: hunter, manager: topp, quota: 5}]\n"
    assert team(people) is None


def belongs(group: str, people: str, more: str = "") -> object:
    text = f"groups: [{{id: all}}, {{id: g, parent: all, {group}}}{more}]\npeople: [{people}]\n"
    return build(text).get("group", "g", "leader_belongs")


@pytest.mark.parametrize(
    ("people", "wanted"),
    [
        ("{id: x, group: g}", True),
        ("{id: x, groups: {g: 0.5, all: 0.5}}", True),
        ("{id: x}, {id: a, group: g, manager: x}", True),
        ("{id: x}, {id: y, manager: x}, {id: a, group: g, manager: y}", True),
        ("{id: x}, {id: y}, {id: a, group: g, manager: y}", False),
        ("{id: x, group: all}, {id: y}, {id: a, group: g, manager: y}", False),  # above it, not below
        ("{id: x}, {id: a, group: g}", None),  # nobody names a manager
        ("{id: x}", True),  # nobody is in it
        ("{id: x}, {id: y}, {id: a, group: g, manager: y}, {id: b, group: gg}", None),  # b may be in it
        ("{id: x}, {id: y}, {id: a, group: g, manager: y}, {id: b, group: g, manager: xx}", None),
    ],
)
def test_a_leader_belongs_in_the_group_or_above_its_people(people, wanted):
    assert belongs("leader: x", people) is wanted


def test_a_layer_is_led_by_who_is_below_it_or_above_those_below():
    below = ", {id: low, parent: g}"
    assert belongs("leader: x", "{id: x, group: low}, {id: a, group: low}", below) is True
    assert belongs("leader: x", "{id: x}, {id: a, group: low, manager: x}", below) is True
    assert belongs("leader: x", "{id: x}, {id: y}, {id: a, group: low, manager: y}", below) is False
    assert belongs("name: G", "{id: a, group: g}") is None  # no leader


GROUPS = """
goals: [{id: n, target: 9}]
groups:
  - {id: all, quota: 99, targets: {n: 50}}
  - {id: new, parent: all, quota: 77}
  - {id: a, parent: new, quota: 10, targets: {n: 3}}
  - {id: b, parent: new, quota: 20, targets: {n: 4}, quota_type: pooled}
  - {id: c, parent: all, quota: 5, targets: {n: 2}}
  - {id: help, parent: all, overlay: true, quota: 40, targets: {n: 6}}
  - {id: desk, parent: all, quota_type: none, quota: 41, targets: {n: 6}}
"""


def test_a_layer_carries_what_its_selling_groups_do():
    built = sound(GROUPS)
    within = {one.id: built.of(one, "quota_within") for one in built.model.records("group")}
    assert within == {"all": 35, "new": 30, "a": 10, "b": 20, "c": 5, "help": 0, "desk": 0}
    assert built.get("group", "all", "target_within") == 9
    assert built.get("group", "new", "target_within") == 7


def test_a_layer_s_sum_is_unknown_where_a_selling_group_s_is_or_a_parent_was_refused():
    built = sound(GROUPS.replace("quota: 10, ", ""))
    assert built.get("group", "all", "quota_within") is None
    assert built.get("group", "c", "quota_within") == 5
    assert (
        build(GROUPS.replace("{id: c, parent: all", "{id: c, parent: al")).get("group", "new", "quota_within") is None
    )


SELLERS = """
people:
  - {id: a, role: hunter, quota: 100}
  - {id: b, role: hunter, quota: 50, count: 2}
  - {id: c, role: hunter, quota: 60}
  - {id: d, role: hunter, quota: 100}
  - {id: new, role: hunter, quota: 100, start: 2027-05-01}
  - {id: chief, role: boss, quota: 900}
territories:
  - {id: ta, owner: a, potential: 400}
  - {id: tb, owner: b, potential: 200}
  - {id: tb-part, owner: b, parent: tb, potential: 80}
  - {id: tc, owner: c, potential: 100}
  - {id: tc-2, owner: c, potential: 50}
  - {id: td, owner: d}
  - {id: tn, owner: new, potential: 1000}
  - {id: world, owner: chief, potential: 9000}
"""


def test_quota_is_held_against_the_potential_that_a_seller_owns():
    built = sound(YEAR + ROLES + SELLERS)
    ratios = {one.id: built.of(one, "quota_to_potential") for one in built.model.records("person")}
    # tb-part is within tb, so it counts once; td states no potential
    assert ratios == {
        "a": Fraction(1, 4),
        "b": Fraction(1, 2),
        "c": Fraction(2, 5),
        "d": None,
        "new": Fraction(1, 10),
        "chief": Fraction(1, 10),
    }


def test_the_usual_ratio_is_the_median_of_full_year_sellers():
    built = sound(YEAR + ROLES + SELLERS)
    assert built.get("role", "hunter", "measured_sellers") == 3  # a, b, c
    assert built.get("role", "hunter", "usual_quota_to_potential") == Fraction(2, 5)
    assert built.get("role", "boss", "measured_sellers") == 0
    assert built.get("role", "boss", "usual_quota_to_potential") is None
    four = sound(YEAR + ROLES + SELLERS.replace("owner: d}", "owner: d, potential: 1000}"))
    assert four.get("role", "hunter", "usual_quota_to_potential") == Fraction(13, 40)  # of 1/10, 1/4, 2/5, 1/2


@pytest.mark.parametrize(
    ("place", "carried"),
    [
        ("group: sells", 80),
        ("groups: {sells: 0.25, pool: 0.75}", 20),
        ("group: pool", 0),
        ("group: help", 0),
        ("name: Nowhere", 0),
        ("group: sell", None),
    ],
)
def test_what_a_person_carries_of_the_plan_is_in_selling_groups_with_quotas_of_their_own(place, carried):
    groups = "groups: [{id: sells}, {id: pool, quota_type: pooled}, {id: help, overlay: true}]\n"
    person = (
        f"people: [{{id: p, role: hunter, quota: 50, count: 2, {place}, quota_relief: {{amount: 10, reason: x}}}}]\n"
    )
    assert build(YEAR + ROLES + groups + person).get("person", "p", "carried") == carried


def test_a_roll_up_carries_nothing_of_the_plan():
    text = "groups: [{id: sells}]\npeople: [{id: p, role: boss, quota: 50, group: sells}]\n"
    assert sound(YEAR + ROLES + text).get("person", "p", "carried") == 0
