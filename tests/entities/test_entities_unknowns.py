"""What is absent or refused leaves unknown what depends on it, and nothing else."""

from fractions import Fraction

import pytest
from built_models import YEAR, build, sound

from coverage_lint.entities.records import REJECTED

BASE = (
    YEAR
    + """
goals:
  - {id: new, motion: new_business, target: 1000}
  - {id: renew, motion: renewal, target: 500}
roles:
  - {id: hunter, family: account_executive, productivity: 1200, attrition: 0}
people:
  - {id: ada, role: hunter, group: north, quota: 400}
  - {id: bob, role: hunter, group: south, quota: 600}
groups:
  - {id: north, targets: {new: 600}, quota: 700}
  - {id: south, targets: {new: 300, renew: 500}, quota: 800}
partners:
  - {id: ally, targets: {new: 100}}
staffing: {attainment: 0.9, backfill_days: 30}
budget:
  loaded_factor: 2
  comp_plans: [{id: pay, roles: [hunter], base: 1, variable: 2}]
"""
)
PLAN = {
    "goal": 1500, "need": 1400, "need_renewal": 500, "target": 1400, "quota": 1500, "assigned": 1000, "capacity": 2400,
    "expected": Fraction(1875, 2), "compensation": 12, "headcount": 2, "open_seats": 0,
}  # fmt: skip


def plan_of(built) -> dict[str, object]:
    return {name: built.plan(name) for name in PLAN}


def changed(old: str, new: str, codes: list[str]):
    assert old in BASE
    built = build(BASE.replace(old, new))
    assert built.codes() == codes
    return built


def test_the_base_is_known_in_full():
    assert plan_of(sound(BASE)) == PLAN


SALES = {"assigned", "expected", "capacity"}
SEATS = {*SALES, "compensation", "headcount", "open_seats"}
GROUPS = {"target", "quota", "assigned", "capacity", "expected"}

ABSENT = [
    ("target: 1000", "prior_actual: 1", {"goal", "need"}),
    ("motion: renewal, ", "", {"need_renewal", "expected"}),  # it may be a renewal
    ("targets: {new: 600}, ", "", {"target"}),
    ("quota: 700", "name: N", {"quota"}),
    ("productivity: 1200", "title: H", {"capacity"}),
    (", attrition: 0}", "}", {"capacity"}),
    ("quota: 400", "name: A", {"assigned", "expected"}),
    ("attainment: 0.9, ", "", {"expected"}),
    ("loaded_factor: 2", "total: 2", {"compensation"}),
    ("base: 1, ", "", {"compensation"}),
    ("family: account_executive, ", "", SALES),
]


@pytest.mark.parametrize(("old", "new", "unknown"), ABSENT, ids=[one[0] for one in ABSENT])
def test_what_is_absent_leaves_unknown_what_needs_it_and_nothing_else(old, new, unknown):
    figures = plan_of(changed(old, new, []))
    assert {name for name, value in figures.items() if value is None} == unknown
    assert {name: value for name, value in figures.items() if name not in unknown} == {
        name: value for name, value in PLAN.items() if name not in unknown
    }


REFUSED = [
    # (what stood there, what stands there now, the finding, the unknown figures)
    ("target: 1000", "target: much", "CL010", {"goal", "need"}),
    ("target: 1000", "targt: 1000", "CL011", {"goal", "need"}),
    ("motion: renewal", "motion: renewl", "CL010", {"need_renewal", "expected"}),
    ("{new: 600}", "{new: much}", "CL010", {"target", "expected"}),
    ("{new: 600}", "{nw: 600}", "CL020", {"expected"}),  # the amount is still the group's target, for a goal unknown
    ("targets: {new: 600}", "target: {new: 600}", "CL011", {"target"}),
    ("quota: 700", "qouta: 700", "CL011", {"quota"}),
    ("productivity: 1200", "productivity: []", "CL010", {"capacity"}),
    ("quota: 400", "quta: 400", "CL011", {"assigned", "expected"}),
    ("quota: 400", "quota: 400, count: many", "CL010", {*SALES, "compensation", "headcount"}),
    ("quota: 400", "quota: 400, status: gone", "CL010", {"capacity", "open_seats"}),
    ("quota: 400", "quota: 400, start: soon", "CL010", {"capacity", "compensation"}),
    ("quota: 400", "quota: 400, strt: 2027-02-01", "CL011", {"capacity", "compensation"}),
    ("role: hunter, group: north", "role: huntr, group: north", "CL020", {*SALES, "compensation"}),
    # whoever the misspelt group meant: ada may be in either
    ("role: hunter, group: north", "role: hunter, group: nort", "CL020", SALES),
    ("role: hunter, group: north", "role: hunter, grop: north", "CL011", SALES),
    ("{id: ada, role", "{idd: ada, role", "CL011", SEATS),
    ("{id: ada, role", "{id: bob, role", "CL021", SEATS),
    ("{id: north, targets", "{id: south, targets", "CL021", GROUPS),
    ("attainment: 0.9", "attainment: most", "CL010", {"expected"}),
    ("attainment: 0.9", "atainment: 0.9", "CL011", {"expected"}),
    ("{id: ally, targets: {new: 100}}", "{id: ally, targts: {new: 100}}", "CL011", {"need", "need_renewal"}),
    ("{id: ally, targets: {new: 100}}", "{id: ally, targets: {nw: 100}}", "CL020", {"need", "need_renewal"}),
    ("{id: ally, targets: {new: 100}}", "ally", "CL010", {"need", "need_renewal"}),
    ("partners:", "partnrs:", "CL011", {"need", "need_renewal"}),
    ("staffing:", "stafing:", "CL011", {"expected"}),
    ("budget:", "budgt:", "CL011", {"compensation"}),
    ("comp_plans:", "comp_plan:", "CL011", {"compensation"}),
    ("roles: [hunter]", "rols: [hunter]", "CL011", {"compensation"}),
    ("roles: [hunter]", "roles: [huntr]", "CL020", {"compensation"}),
    ("{id: pay, roles", "{idd: pay, roles", "CL011", {"compensation"}),
    ("goals:", "gaols:", "CL011", {"goal", "need", "need_renewal", "expected"}),
    ("groups:", "grups:", "CL011", GROUPS),
    ("people:", "peple:", "CL011", {"assigned", "capacity", "expected", "compensation", "headcount", "open_seats"}),
    ("roles:\n", "rles:\n", "CL011", {"assigned", "capacity", "expected", "compensation"}),
    ("quota: 700", "quota: 700, quota_type: pool", "CL010", GROUPS),
    ("quota: 700", "quota: 700, overlay: maybe", "CL010", GROUPS),
    ("quota: 700", "quota: 700, parent: est", "CL020", GROUPS),
    ("quota: 700", "quota: 700, prent: south", "CL011", GROUPS),
    ("quota: 700", "quota: 700, parent: north", "CL022", GROUPS),
    # it may have meant any parent
    ("target: 1000", "target: 1000, parent: new", "CL022", {"goal", "need", "need_renewal"}),
    ("family: account_executive", "family: executive", "CL010", SALES),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "unknown"), REFUSED, ids=[f"{one[1]}".strip() for one in REFUSED])
def test_what_is_refused_is_one_finding_and_leaves_unknown_what_needs_it_and_nothing_else(old, new, code, unknown):
    figures = plan_of(changed(old, new, [code]))
    missing = {name for name, value in figures.items() if value is None}
    assert missing == unknown
    assert {name: value for name, value in figures.items() if name not in missing} == {
        name: value for name, value in PLAN.items() if name not in missing
    }


def test_a_sum_over_nothing_that_was_refused_stays_known_for_other_entities():
    built = changed("role: hunter, group: north", "role: huntr, group: north", ["CL020"])
    assert built.get("group", "north", "assigned") is None
    assert built.get("group", "south", "assigned") == 600
    assert built.get("group", "north", "headcount") == 1


def test_a_refused_group_may_be_any_of_them():
    for new, code in (("group: nort", "CL020"), ("grop: north", "CL011"), ("group: [north]", "CL010")):
        built = changed("hunter, group: north", f"hunter, {new}", [code])
        for group in ("north", "south"):
            assert "?" in built.names("group", group, "members")
            assert built.get("group", group, "headcount") is None
        assert built.get("person", "ada", "grouped") is None
        assert built.get("person", "bob", "grouped") is True


def test_refused_shares_may_be_of_any_group():
    for new, code in (("groups: {nort: 1}", "CL020"), ("grups: {north: 1}", "CL011"), ("groups: 7", "CL010")):
        built = changed("hunter, group: north", f"hunter, {new}", [code])
        for group in ("north", "south"):
            assert built.get("group", group, "headcount") is None
        assert built.get("person", "ada", "grouped") is not False


def test_a_refused_person_may_be_in_any_group_and_report_to_anybody():
    for new in ("- 7", "- {idd: ada, group: north}"):
        old = "- {id: ada, role: hunter, group: north, quota: 400}"
        built = build(BASE.replace(old, new))
        assert len(built.codes()) == 1
        assert built.get("group", "north", "headcount") is None
        if new == "- 7":
            assert built.get("group", "south", "headcount") is None
            assert "?" in built.names("person", "bob", "reports")


def test_an_absent_section_leaves_its_relations_unknown_and_others_known():
    built = sound("people: [{id: ada, manager: bob}, {id: bob}]\ngoals: [{id: a, target: 5}]\n")
    assert built.get("goal", "a", "group_targets") in ([], None)
    assert built.names("person", "bob", "reports") == ["ada"]
    assert built.get("person", "bob", "led_groups") is None
    assert built.get("person", "bob", "territories") is None


def test_an_empty_section_leaves_its_relations_empty():
    built = sound("people: [{id: ada}]\ngroups: []\n")
    assert built.names("person", "ada", "led_groups") == []


def test_absent_sections_leave_the_plan_s_sums_unknown():
    built = sound("plan: {name: x}\n")
    assert plan_of(built) == dict.fromkeys(PLAN)


def test_empty_sections_sum_to_nothing():
    built = sound("goals: []\ngroups: []\npeople: []\nbudget: {loaded_factor: 1, comp_plans: []}\n")
    figures = plan_of(built)
    assert figures == dict.fromkeys(PLAN, 0)


def test_partners_left_out_lessen_nothing_unless_something_names_one():
    built = sound("goals: [{id: a, target: 5}]\ngroups: [{id: g, targets: {a: 5}}]\n")
    assert built.plan("need") == 5
    named = sound(
        "goals: [{id: a, target: 5}]\ngroups: [{id: g, targets: {a: 5}}]\n"
        "segments: [{id: s, coverage: [{partner: ally}]}]\n"
    )
    assert named.plan("need") is None  # there is a partner, and its target is in the section that is not there


def test_null_is_absent():
    built = sound("goals: [{id: a, target: null, parent: ~}]\npeople: null\n")
    assert built.get("goal", "a", "target") is None
    assert built.get("goal", "a", "leaf") is True
    assert built.plan("headcount") is None


def test_a_null_entry_of_a_map_is_no_entry_and_a_map_of_nothing_else_is_absent():
    assert plan_of(changed("{new: 300, renew: 500}", "{new: null, renew: 500}", [])) == {
        **PLAN, "target": 1100, "expected": 960,  # 400 × 0.9 + 600 of renewals
    }  # fmt: skip
    assert plan_of(changed("{new: 600}", "{new: null}", [])) == {**PLAN, "target": None}
    assert plan_of(changed("{new: 100}", "{new: null}", [])) == {**PLAN, "need": 1500}


def test_a_circle_leaves_unknown_who_is_a_leaf():
    built = build("goals: [{id: a, target: 1, parent: b}, {id: b, target: 2, parent: a}, {id: c, target: 4}]")
    assert [built.get("goal", one, "leaf") for one in "abc"] == [None, None, None]
    assert built.plan("goal") is None


def test_a_duplicate_s_rows_belong_to_nobody():
    built = build("groups: [{id: g, targets: {a: 1}}, {id: g, targets: {a: 2}}]\ngoals: [{id: a, target: 9}]\n")
    assert built.codes() == ["CL021"]
    assert [row.values["amount"] for row in built.model.records("target")] == [1]
    assert "?" in built.names("goal", "a", "group_targets")


def test_a_nameless_entity_s_rows_belong_to_nobody_wherever_its_section_is():
    built = build(
        "budget: {comp_plans: [{idd: a, roles: [r], measures: [{weight: 0}]}, {id: b, measures: [{weight: 1}]}]}\n"
        "roles: [{id: r}]\n"
    )
    assert built.codes() == ["CL011"]
    assert [row.values["weight"] for row in built.model.records("measure")] == [1]
    assert built.names("role", "r", "comp_plans") == ["?"]


def test_duplicates_below_a_goal_leave_unknown_whether_it_is_a_leaf():
    built = build("goals: [{id: a}, {id: b}, {id: b, parent: a}, {id: b, parent: a}]")
    assert built.get("goal", "a", "leaf") is None


def test_refused_values_are_marked_and_defaults_do_not_take_their_place():
    built = build("people: [{id: a, status: gone, count: -1, quota_kind: none}]\ngroups: [{id: g, overlay: 7}]\n")
    person = built.record("person", "a")
    assert [person.values[name] for name in ("status", "count", "quota_kind")] == [REJECTED] * 3
    assert built.record("group", "g").values["overlay"] is REJECTED
    assert built.get("group", "g", "selling") is None


def test_a_fiscal_year_that_is_refused_leaves_months_unknown():
    for year in ("{start: 2027-01-02, end: 2027-12-31}", "{start: 2027-01-01, end: 2028-01-31}", "{strt: 2027-01-01}"):
        built = build(f"plan: {{fiscal_year: {year}}}\ngoals: [{{id: a, phasing: {{2027-01: 1}}}}]\n")
        assert len(built.codes()) == 1
        assert built.get("goal", "a", "periods_outside") is None


def test_a_section_s_key_inside_the_plan_is_no_section():
    built = build("plan: {goals: [{id: a, target: 5}]}\ngroups: []\n")
    assert built.codes() == ["CL011"]
    assert built.plan("goal") is None
    assert built.model.records("goal") == []


def test_a_plan_s_key_at_the_top_is_no_field_of_the_plan():
    built = build("status: draft\ngroups: []\n")
    assert built.codes() == ["CL011"]
    assert built.plan("status") is None


@pytest.mark.parametrize("broken", ["quota: 700, quota_type: pool", "quota: 700, quota_tpe: pooled"])
def test_what_a_group_of_a_refused_quota_type_is_assigned_is_unknown(broken):
    built = build(BASE.replace("quota: 700", broken))
    assert built.get("group", "north", "assigned") is None
    assert built.get("group", "south", "assigned") == 600
