"""References both ways, and what dangles, doubles or goes in circles, each at its place."""

import pytest
from built_models import build, sound

from coverage_lint.policy.fields.catalogue import catalogue

FAMILY = """
people:
  - {id: ada, manager: vera, group: west}
  - {id: vera}
groups:
  - {id: sales, leader: vera}
  - {id: west, parent: sales, supports: [sales]}
"""


def test_a_reference_leads_to_the_record_and_back():
    built = sound(FAMILY)
    assert built.get("person", "ada", "manager") is built.record("person", "vera")
    assert built.names("person", "vera", "reports") == ["ada"]
    assert built.names("person", "ada", "reports") == []
    assert built.names("group", "west", "members") == ["ada"]
    assert built.names("person", "vera", "led_groups") == ["sales"]
    assert built.names("group", "sales", "children") == ["west"]
    assert built.names("group", "sales", "supporters") == ["west"]
    assert built.names("group", "west", "supports") == ["sales"]


def test_rows_lead_to_what_they_belong_to_and_to_what_they_name():
    built = sound("goals: [{id: a}]\ngroups: [{id: g, targets: {a: 5}}]\npartners: [{id: p, targets: {a: 6}}]\n")
    (by_group,) = built.get("goal", "a", "group_targets")
    (by_partner,) = built.get("goal", "a", "partner_targets")
    assert by_group.values["group"].id == "g"
    assert by_partner.values["partner"].id == "p"
    assert [row.values["goal"].id for row in (by_group, by_partner)] == ["a", "a"]
    assert [row.values["amount"] for row in (by_group, by_partner)] == [5, 6]


def test_a_note_of_ones_own_among_rows_is_no_row():
    built = sound("goals: [{id: a}]\ngroups: [{id: g, targets: {x-agreed: 2027-01-04, a: 5}}]\n")
    assert [row.values["amount"] for row in built.get("group", "g", "targets")] == [5]
    assert len(built.model.records("target")) == 1


def test_nobody_is_known_to_own_the_plan_where_it_names_nobody_and_to_approve_it():
    built = sound("plan: {name: x}\npeople: [{id: ada}]\n")
    assert built.names("person", "ada", "owned_plans") == []
    assert built.names("person", "ada", "plan_approvals") == []


def test_references_of_nested_records_lead_back_too():
    built = sound(
        "plan: {owner: ada, approvals: [{by: ada}]}\n"
        "people: [{id: ada}, {id: bob, quota_relief: {amount: 1, approved_by: ada}}]\n"
        "process: {stages: [{id: s}], playbook: {plays: [{id: q, stage: s, owner: ada}]}}\n"
        "priorities: [{id: r, buy_in: [{by: ada}]}]\n"
    )
    assert built.plan("owner").id == "ada"
    ada = built.record("person", "ada")
    lengths = {
        name: len(built.of(ada, name))
        for name in ("owned_plans", "plan_approvals", "approved_reliefs", "buy_ins", "plays")
    }
    assert lengths == dict.fromkeys(lengths, 1)
    assert built.names("stage", "s", "plays") == ["q"]


DANGLING = [
    ("people: [{id: ada, manager: nobody}]", 2, 29),
    ("goals: [{id: a, parent: b}]", 2, 25),
    ("goals: []\ngroups: [{id: g, targets: {aa: 1}}]", 3, 28),
    ("groups: []\npeople: [{id: p, groups: {gg: 1}}]", 3, 27),
    ("groups:\n  - id: g\n    supports: [g, hh]\n", 4, 19),
    ("people: []\nplan: {owner: x}", 3, 15),
    ("people: []\nplan: {approvals: [{by: x}]}", 3, 25),
    ("people: []\npriorities: [{id: a, buy_in: [{by: x}]}]", 3, 36),
    ("budget: {lines: []}\npriorities: [{id: a, budget_line: x}]", 3, 35),
    ("process: {stages: [], playbook: {plays: [{id: a, stage: x}]}}", 2, 57),
    ("partners: []\nsegments: [{id: a, coverage: [{partner: x}]}]", 3, 41),
]


@pytest.mark.parametrize(("text", "line", "column"), DANGLING)
def test_a_reference_to_what_is_not_there_is_found_at_the_reference(text, line, column):
    assert build(text).places() == [("CL020", "model.yaml", line, column)]


def test_a_reference_may_mean_the_entity_that_was_refused_whole():
    assert build("people:\n  - 5\n  - {id: bob, manager: x}\n").places() == [("CL010", "model.yaml", 3, 5)]


def test_where_no_id_is_near_none_is_suggested():
    (found,) = build("people: [{id: ada-lovelace}, {id: bob, manager: x}]").findings
    assert found.help == "Add it to people, or name one that is there."


def test_a_near_id_is_suggested():
    (found,) = build("people: [{id: ada-lovelace}, {id: bob, manager: ada-lovelase}]").findings
    assert "ada-lovelace" in found.help
    assert found.entity == "person bob"
    assert found.field == "manager"
    assert found.message == "manager names ada-lovelase, which is not among the people"


def test_the_underlined_text_of_a_dangling_reference_is_the_reference():
    for text, _, _ in DANGLING:
        (found,) = build(text).findings
        place = found.location
        assert place.source.text[place.start : place.end] in {"nobody", "b", "aa", "gg", "hh", "x"}


@pytest.mark.parametrize(
    "text",
    [
        "people: [{id: ada, group: west, role: hunter}]",
        "plan: {owner: x}",
        "groups: [{id: g, leader: x, targets: {a: 1}}]",
        "priorities: [{id: a, budget_line: x, goal: y}]",
        "segments: [{id: a, coverage: [{partner: x, group: y, territory: z}]}]",
        "organization: {units: [{id: a, groups: [b]}]}",
    ],
)
def test_a_reference_into_an_absent_section_is_unknown_and_no_finding(text):
    assert build(text).findings == []


def test_a_second_entity_with_an_id_is_found_at_its_id_and_points_at_the_first():
    (found,) = build("people:\n  - id: ada\n  - id: bob\n  - quota: 5\n    id: ada\n").findings
    assert (found.code, found.location.line, found.location.column) == ("CL021", 6, 9)
    assert (found.entity, found.field) == ("person ada", "id")
    assert [(one.location.line, one.location.column) for one in found.related] == [(3, 9)]


def test_the_same_id_in_two_sections_is_no_duplicate():
    assert build("people: [{id: a}]\ngroups: [{id: a}]\n").findings == []


def test_three_of_one_id_are_two_findings():
    assert build("people: [{id: a}, {id: a}, {id: a}]").codes() == ["CL021", "CL021"]


def test_a_circle_is_found_once_with_all_of_its_members():
    (found,) = build(
        "groups:\n  - {id: a, parent: b}\n  - {id: b, parent: c}\n  - {id: c, parent: a}\n  - {id: d, parent: a}\n"
    ).findings
    assert (found.code, found.location.line, found.location.column) == ("CL022", 3, 21)
    assert "a → b → c → a" in found.message
    assert [one.location.line for one in found.related] == [4, 5]


def test_beside_a_circle_what_dangles_leaves_unknown_what_it_did_without():
    dangling = "people: [{id: ada, manager: nobody}]\ngroups: [{id: a}]\n"
    assert build(dangling).names("person", "ada", "reports") == ["?"]
    both = build(dangling.replace("{id: a}", "{id: a, parent: a}"))
    assert both.codes() == ["CL020", "CL022"]
    assert both.names("person", "ada", "reports") == ["?"]
    assert both.names("group", "a", "children") == ["?"]


def test_an_entity_above_itself_is_a_circle():
    assert build("goals: [{id: a, parent: a}]").places() == [("CL022", "model.yaml", 2, 25)]


def test_two_circles_are_two_findings():
    assert build(
        "people: [{id: a, manager: b}, {id: b, manager: a}, {id: c, manager: d}, {id: d, manager: c}]"
    ).codes() == ["CL022", "CL022"]


def test_a_chain_of_thousands_is_no_circle_and_no_burden():
    rows = "".join(f"  - {{id: p{index}, manager: p{index + 1}}}\n" for index in range(5000))
    assert build(f"people:\n{rows}  - {{id: p5000}}\n").findings == []


@pytest.mark.parametrize("field", ["goals", "groups", "territories"])
def test_every_tree_is_held_to_be_one(field):
    assert build(f"{field}: [{{id: a, parent: b}}, {{id: b, parent: a}}]").codes() == ["CL022"]
    assert build("organization: {units: [{id: a, parent: b}, {id: b, parent: a}]}").codes() == ["CL022"]


def test_every_reference_of_the_schema_has_a_reverse_relation_of_its_own():
    kinds = catalogue().kinds
    for kind in kinds.values():
        for name, spec in kind.specs.items():
            if spec.section:
                target = catalogue().sections[spec.section]
                assert spec.reverse, f"{kind.name}.{name}"
                assert kinds[target].fields[spec.reverse].name == "relation"


def test_ids_that_look_like_numbers_are_text():
    built = build('people: [{id: "007"}, {id: bob, manager: "007"}]')
    assert built.get("person", "bob", "manager").id == "007"
