"""What counts as a change, how versions are matched, and where changes are placed."""

from __future__ import annotations

import time

import pytest
from built_models import build
from told_changes import changes, fields, told

from coverage_lint.change.differences import differences
from coverage_lint.change.sections import heading

MANY = 20_000

SAME = {
    "an amount in another way": ("goals: [{id: a, target: 12_000_000}]", "goals: [{id: a, target: 12000000.0}]"),
    "a default that is written out": (
        "people: [{id: a, role: vp}]\nroles: [{id: vp, family: vp}]",
        """people: [{id: a, role: vp, status: active, count: 1, quota_kind: rollup}]
roles: [{id: vp, family: vp, carries_quota: false, ramp: []}]""",
    ),
    "entities in another order": ("groups: [{id: a}, {id: b}]", "groups: [{id: b}, {id: a}]"),
    "keys in another order": ("groups: [{id: a, quota: 5}]", "groups: [{quota: 5, id: a}]"),
    "phasing in another order": (
        "goals: [{id: a, phasing: {Q1: 1, Q2: 2}}]",
        "goals: [{id: a, phasing: {Q2: 2, Q1: 1}}]",
    ),
    "references in another order": (
        "groups: [{id: a, supports: [b, c]}, {id: b}, {id: c}]",
        "groups: [{id: a, supports: [c, b]}, {id: b}, {id: c}]",
    ),
    "texts in another order": (
        "process: {stages: [{id: a, activities: [call, mail]}]}",
        "process: {stages: [{id: a, activities: [mail, call]}]}",
    ),
    "rows in another order": (
        "groups: [{id: a}, {id: b}]\nsegments: [{id: s, coverage: [{group: a}, {group: b, route: field}]}]",
        "groups: [{id: a}, {id: b}]\nsegments: [{id: s, coverage: [{route: field, group: b}, {group: a}]}]",
    ),
    "rows of one name in another order": (
        "segments: [{id: s, coverage: [{group: a, cadence: weekly}, {group: a, cadence: monthly}]}]",
        "segments: [{id: s, coverage: [{group: a, cadence: monthly}, {group: a, cadence: weekly}]}]",
    ),
    "one group as a share": (
        "people: [{id: a, group: g}]\ngroups: [{id: g}]",
        "people: [{id: a, groups: {g: 1}}]\ngroups: [{id: g}]",
    ),
    "a certification as a mapping": (
        "people: [{id: a, certifications: [x]}]",
        "people: [{id: a, certifications: [{name: x}]}]",
    ),
    "null and absent": ("groups: [{id: a, quota: null}]", "groups: [{id: a}]"),
    "an empty list and none": ("segments: [{id: a, coverage: []}]", "segments: [{id: a}]"),
    "the team's own keys": ("x-a: 1\ngroups: [{id: a, x-b: 1}]", "x-a: 2\ngroups: [{id: a, x-b: 2}]"),
    "what is wrong in both alike": (
        "groups: [{id: a, quota: 12m, lead: x}, 5, {id: a}]\npeople: [{id: p, group: gone}]",
        "groups: [{id: a, quota: 12m, lead: x}, {id: a}, 5]\npeople: [{id: p, group: gone}]",
    ),
    "what a reference names is gone, though not the reference": (
        "partners: [{id: p, targets: {a: 5}}]\ngoals: [{id: a}]\nbudget: {total: 5}",
        "partners: [{id: p, targets: {a: 5}}]\ngoals: [{id: a}]\nbudget: {total: 5.0}",
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_it_is_no_change_to_write(name: str):
    before, after = SAME[name]
    assert told(before, after) == []
    assert told(after, before) == []


def test_a_reference_to_what_is_gone_is_itself_unchanged():
    assert told("groups: [{id: a}]\npeople: [{id: p, group: a}]", "groups: []\npeople: [{id: p, group: a}]") == [
        "group a removed"
    ]


def test_what_changed_stands_in_the_order_of_the_schema_then_of_the_newer_version_and_what_went_at_the_end():
    before = (
        "process: {win_rate: 0.1}\ngroups: [{id: x}, {id: a}, {id: y}, {id: b}]\ngoals: [{id: g}]\nplan: {name: A}\n"
    )
    after = (
        "groups: [{id: b, quota: 1}, {id: new}, {id: a, quota: 1}]\ngoals: [{id: g, target: 1}]\nplan: {name: B}\n"
        "process: {win_rate: 0.2}\nbudget: {lines: [{id: l}]}\n"
    )
    assert [(one.kind, one.id, one.how) for one in changes(before, after)] == [
        ("plan", "", "changed"),
        ("goal", "g", "changed"),
        ("group", "b", "changed"),
        ("group", "new", "added"),
        ("group", "a", "changed"),
        ("group", "x", "removed"),
        ("group", "y", "removed"),
        ("budget", "", "added"),
        ("line", "l", "added"),
        ("process", "", "changed"),
    ]


def test_each_change_has_its_place_in_both_versions():
    before = "groups:\n  - {id: a}\n  - {id: gone}\n"
    after = "groups:\n  - {id: new}\n  - {id: a, quota: 1}\n"
    places = {one.id: (one.before, one.after) for one in changes(before, after)}
    lines = {name: tuple(at.line if at else None for at in both) for name, both in places.items()}
    assert lines == {"new": (None, 3), "a": (3, 4), "gone": (4, None)}


def test_what_came_or_went_gives_all_that_it_says():
    said = "people: [{id: a, role: ae, quota: 5, certifications: [x, y], quota_relief: {amount: 1}}]"
    expected = [
        ("role", "ae"),
        ("certification x", "x"),
        ("certification y", "y"),
        ("quota", "5"),
        ("quota relief amount", "1"),
    ]
    assert [(name, new) for name, old, new, _ in fields("people: []", said)] == expected
    assert [(name, old) for name, old, new, _ in fields(said, "people: []")] == expected


def test_an_id_that_was_renamed_went_and_came():
    assert told("goals: [{id: a, target: 5}]", "goals: [{id: b, target: 5}]") == [
        "goal b added (5)",
        "goal a removed (was 5)",
    ]


def test_the_order_of_stages_and_of_a_ramp_is_told():
    assert told("process: {stages: [{id: a}, {id: b}, {id: c}]}", "process: {stages: [{id: c}, {id: a}, {id: d}]}") == [
        "the stages are in another order: c, a",
        "stage d added",
        "stage b removed",
    ]
    assert told("roles: [{id: a, ramp: [0.5, 0]}]", "roles: [{id: a, ramp: [0, 0.5]}]") == [
        "role a: ramp 50 %, 0 % → 0 %, 50 %"
    ]


def test_a_stage_that_came_between_changes_no_order():
    before, after = "process: {stages: [{id: a}, {id: b}]}", "process: {stages: [{id: a}, {id: x}, {id: b}]}"
    assert told(before, after) == ["stage x added"]


def test_rows_are_matched_by_what_names_them_and_told_by_what_differs():
    before = "segments: [{id: s, coverage: [{group: a, route: field, cadence: weekly}, {group: b}, {partner: p}]}]"
    after = "segments: [{id: s, coverage: [{partner: p}, {group: c}, {group: a, route: inside, cadence: weekly}]}]"
    assert fields(before, after) == [
        ("cover by group a, route", "field", "inside", ""),
        ("cover by group c", "", "group c", ""),
        ("cover by group b", "group b", "", ""),
    ]


def test_rows_alike_are_counted():
    before = "process: {crm: {required_fields: [stage, stage, owner]}}"
    assert told(before, "process: {crm: {required_fields: [stage, owner, owner]}}") == [
        "CRM: owner added to required fields",
        "CRM: stage removed from required fields",
    ]


class TestWhatCouldNotBeRead:
    def test_a_value_is_told_as_not_readable(self):
        before, after = "groups: [{id: a, quota: 5}]", "groups: [{id: a, quota: 12m}]"
        assert told(before, after) == ["group a: quota was 5, is not readable"]
        assert told(after, before) == ["group a: quota was not readable, is 5"]
        assert fields(after, before) == [("quota", "not readable", "5", "")]

    def test_two_that_differ_are_told_without_values(self):
        assert told("groups: [{id: a, quota: 12m}]", "groups: [{id: a, quota: 13m}]") == [
            "group a: quota changed, and is not readable in either version"
        ]

    def test_a_misspelt_key_is_the_field_that_was_meant(self):
        assert told("groups: [{id: a, quota: 5}]", "groups: [{id: a, qouta: 5}]") == [
            "group a: quota was 5, is not readable"
        ]
        assert told("groups: [{id: a}]", "groups: [{id: a, qouta: 5}]") == ["group a: quota added, but not readable"]

    def test_a_list_is_not_taken_for_an_empty_one(self):
        assert told("segments: [{id: s, coverage: [{group: a}]}]", "segments: [{id: s, coverage: 5}]") == [
            "segment s: coverage was given, is not readable"
        ]

    def test_of_a_section_nothing_is_said_but_that(self):
        before, after = "people: [{id: a}, {id: b}]\nbudget: {total: 5}", "people: {from: gone.csv}\nbudget: {total: 6}"
        assert told(before, after) == [
            "people: the section is not readable, so what changed in it is not known",
            "budget: total 5 → 6 (+20 %)",
        ]
        assert told(after, before)[0] == "people: the section was not readable, so what changed in it is not known"

    def test_of_the_plan_too(self):
        assert told("plan: {name: A}", "plan: 5") == [
            "plan: the section is not readable, so what changed in it is not known"
        ]

    def test_a_reference_shows_what_it_names_whether_that_is_there_or_not(self):
        assert told("people: [{id: a, group: x}]", "people: [{id: a, group: y}]") == ["a moved x → y"]


class TestEntriesWithoutAnIdOfTheirOwn:
    def test_those_without_an_id_are_known_by_what_they_say(self):
        before = "people: [{name: A, quota: 1}, {name: B}, {name: B}]"
        after = "people: [{name: B}, {quota: 1, name: A}, {name: C}]"
        assert told(before, after) == ["a person without an id added", "a person without an id removed"]

    def test_the_second_with_an_id_is_compared_with_the_second(self):
        before = "groups: [{id: a, quota: 1}, {id: a, quota: 2}]"
        after = "groups: [{id: a, quota: 1}, {id: b}, {id: a, quota: 3}, {id: a}]"
        assert told(before, after) == [
            "group b added",
            "group a (number 2 with this id): quota 2 → 3 (+50 %)",
            "group a (number 3 with this id) added",
        ]

    def test_entries_that_are_no_mappings_are_told_and_placed(self):
        (one,) = changes("groups: [{id: a}]", "groups:\n - {id: a}\n - [x]\n")
        assert one.sentences == ("a group without an id added",)
        assert one.after is not None
        assert one.after.line == 4


def test_of_two_versions_alike_nothing_is_told_and_none_is_nothing():
    text = "plan: {name: A}\ngroups: [{id: a}]\nbudget: {total: 5}\n"
    assert changes(text, text) == ()
    assert differences(None, None) == ()


def test_a_model_that_is_new_or_gone_came_or_went_whole():
    model = build("plan: {name: A}\ngroups: [{id: a}]\nbudget: {total: 5}\n").model
    came, went = differences(None, model), differences(model, None)
    assert [(one.kind, one.how) for one in came] == [("plan", "added"), ("group", "added"), ("budget", "added")]
    assert [one.sentences for one in came] == [("plan added (A)",), ("group a added",), ("budget added (total 5)",)]
    assert {one.how for one in went} == {"removed"}
    assert all(one.after is None for one in went)


def test_a_heading_names_many_but_for_what_a_model_has_one_of():
    kinds = ("person", "comp_plan", "territory", "budget", "process", "crm")
    told = ["People", "Compensation plans", "Territories", "Budget", "Sales process", "CRM"]
    assert [heading(kind) for kind in kinds] == told


def test_what_is_told_of_many_people_is_told_soon():
    def people(quota: int, order: range) -> str:
        rows = "".join(f"  - {{id: p{one}, name: N {one}, group: g, quota: {quota}}}\n" for one in order)
        return f"groups: [{{id: g}}]\npeople:\n{rows}"

    before, after = build(people(1, range(MANY))).model, build(people(2, range(MANY - 1, -1, -1))).model
    begun = time.perf_counter()
    found = differences(before, after)
    assert time.perf_counter() - begun < 6
    assert len(found) == MANY
    assert found[0].sentences == (f"person p{MANY - 1}: quota 1 → 2 (+100 %)",)


def test_a_long_list_of_rows_is_matched_soon():
    def segment(cadence: str) -> str:
        rows = "".join(f"      - {{group: g{one}, cadence: {cadence}}}\n" for one in range(5_000))
        return f"segments:\n  - id: s\n    coverage:\n{rows}"

    before, after = build(segment("weekly")).model, build(segment("monthly")).model
    begun = time.perf_counter()
    (found,) = differences(before, after)
    assert time.perf_counter() - begun < 3
    assert len(found.fields) == 5_000
