"""What is said of a defect: the sentence, the place, the repair, and what it is about."""

from __future__ import annotations

import json
import os.path
import time

import pytest
from checked_models import check, check_below_marker

from coverage_lint.codes import CODES
from coverage_lint.document.model_file import read_documents
from coverage_lint.schemas import flat_schema
from coverage_lint.structure import check_structure, explain


def cases(name):
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        _, *blocks = file.read().strip().split("\n\n")
    return [pytest.param(*block.split("\n"), id=block.split("\n")[0]) for block in blocks]


VALUES = cases("value_wordings.txt")


@pytest.mark.parametrize(("text", "place", "message", "advice"), VALUES)
def test_a_bad_value_is_told_in_plain_words_where_it_stands(text, place, message, advice):
    checked = check_below_marker(text)
    (one,) = checked.findings
    assert (one.code, one.message) == ("CL010", message)
    assert one.help == (CODES["CL010"].help if advice == "-" else advice)
    assert one.label
    start = one.location.start
    assert one.location.source.text[start : start + len(place)] == place


KEYS = cases("key_wordings.txt")


@pytest.mark.parametrize(("text", "place", "message", "advice"), KEYS)
def test_an_unknown_key_is_told_with_what_was_meant_or_where_it_belongs(text, place, message, advice):
    checked = check_below_marker(text)
    (one,) = checked.findings
    assert (one.code, one.message) == ("CL011", message)
    assert one.help == (CODES["CL011"].help if advice == "-" else advice)
    assert checked.underlined() == place


@pytest.mark.parametrize(
    ("text", "entity", "field"),
    [
        ("people: [{id: ada, quota: x}]", "person ada", "quota"),
        ("people: [{id: bob}, {id: 5}]", "person #2", "id"),
        ("people: [{id: ada, quota_relief: {amount: x}}]", "person ada", "quota_relief.amount"),
        ("segments: [{id: a, coverage: [{}, {route: x}]}]", "segment a", "coverage.route"),
        ("process: {playbook: {plays: [{id: a, reviewed: x}]}}", "play a", "reviewed"),
        ("process: {crm: {system: 5}}", "process", "crm.system"),
        ("budget: {total: x}", "budget", "total"),
        ("budget: {lines: x}", "budget", "lines"),
        ("plan: {name: 5}", "plan", "name"),
        ("people: x", "plan", "people"),
        ("people: [x]", "person #1", ""),
        ("peple: x", "plan", "peple"),
    ],
)
def test_a_finding_names_its_entity_and_field(text, entity, field):
    (one,) = check_below_marker(text).findings
    assert (one.entity, one.field) == (entity, field)


def test_a_missing_id_is_told_once_at_its_entity():
    checked = check_below_marker("people:\n- {id: ada}\n- {name: Bob}\n")
    (one,) = checked.findings
    assert (one.code, one.message, one.entity, one.field) == ("CL010", "person #2 has no id", "person #2", "id")
    assert (one.location.line, one.location.column) == (4, 3)
    assert one.help == 'Give it an id, such as "ada".'


def test_a_version_that_this_release_does_not_read_is_told_as_such():
    (one,) = check("coverage_model: 2\n").findings
    assert one.message == "coverage_model is 2: this is format version 2, which this release does not read"
    assert one.help == "Use a release of coverage-lint that reads version 2, or write coverage_model: 1."


def test_a_marker_that_is_no_version_is_told_as_such():
    (one,) = check('coverage_model: "1"\n').findings
    assert one.message == 'coverage_model is "1"; it marks the version of the format, which is 1'


def test_several_defects_of_an_entity_are_told_each_in_the_order_of_the_text():
    findings = check_below_marker("people: [{id: A, qouta: 5, status: x, phasing: {Q1: y, Q9: 1}, count: -1}]").findings
    assert [one.field for one in findings] == ["id", "qouta", "status", "phasing.Q1", "phasing.Q9", "count"]


def test_text_that_is_too_long_is_told_with_its_length():
    (one,) = check_below_marker(f"plan: {{name: {'n' * 301}}}").findings
    assert one.message == "name has 301 characters; at most 300 are allowed"


def test_values_in_messages_are_short_and_on_one_line():
    (one,) = check_below_marker('people: [{id: ada, status: "' + "ab\\n" * 50 + '"}]').findings
    assert one.message.startswith('status is "ab?ab?')
    assert one.message.count("ab?") < 15
    assert "\n" not in one.message


def test_a_team_s_own_keys_and_an_editor_s_schema_are_let_be():
    text = "x-a: [{}]\n$schema: a.json\nplan: {x-b: 5}\npeople: [{id: ada, x-c: {}, phasing: {x-d: no}}]\n"
    assert check_below_marker(text).findings == []


def test_a_defect_that_an_alias_repeats_is_told_once():
    text = "goals: [{id: a, phasing: &p {Q1: x}}, {id: b, phasing: *p}]"
    assert [one.message.split(";")[0] for one in check_below_marker(text).findings] == ['phasing.Q1 is text "x"']


def test_what_the_reader_refused_is_not_told_again():
    from coverage_lint.document.model_file import read_documents
    from coverage_lint.structure import check_structure

    (document,) = read_documents(b"coverage_model: 1\npeople: [{id: .nan, quota: 5}]\n", "m.yaml").documents
    assert [one.code for one in document.problems] == ["CL001"]
    assert check_structure(document) == []


def test_more_defects_than_anybody_reads_are_counted_and_their_entities_refused(monkeypatch):
    monkeypatch.setattr(explain, "MOST_FINDINGS", 3)
    checked = check_below_marker("people: [" + ", ".join(f"{{id: p{n}, quota: x}}" for n in range(10)) + "]")
    assert len(checked.findings) == 4
    assert checked.findings[0].message == "7 more entries do not fit the schema; they are left out"
    people = checked.document.root["people"]
    assert [checked.document.rejected.refused(people, n) for n in range(10)] == [False] * 3 + [True] * 7


@pytest.mark.parametrize("holder", ["{}", "targets: {{{}}}"])
def test_an_entity_with_many_thousand_defects_costs_little_and_is_refused(holder):
    many = ", ".join(f"g{n}: x" for n in range(30_000))
    text = "groups: [{id: ada, " + holder.format(many) + "}]"
    started = time.process_time()
    checked = check_below_marker(text)
    assert time.process_time() - started < 6
    assert len(checked.findings) == explain.MOST_IN_ONE + 1
    assert sum("more than 200 defects" in one.message for one in checked.findings) == 1
    assert checked.document.rejected.refused(checked.document.root["groups"], 0)


def _models(schema, build=lambda value: value):
    """Return models that have one wrong value each, at every place of a schema."""
    models = [build(value) for value in (True, [], "?", ["?"])]
    for name, field in schema.get("properties", {}).items():
        models += _models(field, lambda value, name=name: build({name: value}))
    if "items" in schema:
        models += _models(schema["items"], lambda value: build([value]))
    return models


def test_whatever_is_wrong_the_help_says_what_to_write():
    models = [model for model in _models(flat_schema()) if isinstance(model, dict)]
    texts = [json.dumps({"coverage_model": 1, **model}) for model in models]
    documents = [one for text in texts for one in read_documents(text.encode(), "model.json").documents]
    told = [one for document in documents for one in [*document.problems, *check_structure(document)]]
    values = [one for one in told if one.code == "CL010"]
    assert len(values) > len(models) // 2
    vague = {one.message for one in values if one.help == CODES["CL010"].help or one.help.endswith("..")}
    assert vague == set()
