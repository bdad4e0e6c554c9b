"""A comparison as a JSON document: by its schema, whole, and exact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from made_changes import change, finding, golden, hostile, model, moved, reported

from coverage_lint.change.report import NoLongerChecked
from coverage_lint.findings import Ignored
from coverage_lint.render.change.json_document import change_document, render_change

SCHEMAS = Path(__file__).parents[2] / "schemas"
SCHEMA = json.loads((SCHEMAS / "change.schema.json").read_text(encoding="utf-8"))
REPORT = json.loads((SCHEMAS / "report.schema.json").read_text(encoding="utf-8"))
MADE = {
    "golden": golden(),
    "none": change(passed_over=("x.yaml",)),
    "new": change(model(how="added", before_path=None)),
    "gone": change(model(how="removed", report=None, path="old.yaml", before_path="old.yaml")),
    "taken": change()._replace(no_longer_checked=(NoLongerChecked(finding(), "old.yaml", ("CL301",), "error", ""),)),
    "hostile": hostile("\x1b \ud83d \u2028 <b>"),
}


@pytest.mark.parametrize("name", MADE)
def test_a_change_is_by_its_schema(name: str):
    Draft202012Validator(SCHEMA).validate(json.loads(render_change(MADE[name])))


@pytest.mark.parametrize("name", MADE)
def test_every_field_that_is_written_is_in_the_schema(name: str):
    def closed(node: object) -> object:
        if isinstance(node, dict):
            inner = {key: closed(value) for key, value in node.items()}
            return {**inner, "additionalProperties": False} if "properties" in node else inner
        return [closed(value) for value in node] if isinstance(node, list) else node

    Draft202012Validator(closed(SCHEMA)).validate(change_document(MADE[name]))  # type: ignore[arg-type]


def test_the_schema_is_sound_asks_for_every_field_and_explains_it():
    Draft202012Validator.check_schema(SCHEMA)
    parts = [SCHEMA, *SCHEMA["properties"].values(), *SCHEMA["$defs"].values()]
    open_parts = [part for part in parts if "properties" in part]
    assert len(open_parts) > 10
    for part in open_parts:
        assert part["required"] == list(part["properties"])
        for field in part["properties"].values():
            target = SCHEMA["$defs"][field["$ref"].rpartition("/")[2]] if "$ref" in field else {}
            assert {"title", "description"} <= {**target, **field}.keys()


def test_what_both_schemas_hold_is_the_same_in_both():
    shared = ("count", "path", "code", "name", "entity", "place", "spot", "trace", "finding", "undecided")
    assert {name: SCHEMA["$defs"][name] for name in shared} == {name: REPORT["$defs"][name] for name in shared}


def test_figures_are_exact_in_both_versions():
    (plan,) = change_document(golden())["models"]
    figures = {one["name"]: one for one in plan["figures"]}
    assert figures["goal"] == {
        "name": "goal", "title": "Goal", "type": "money", "by": "+20 %",
        "before": {"value": "10000000", "shown": "10,000,000", "left_out": 0},
        "after": {"value": "12000000", "shown": "12,000,000", "left_out": 0},
    }  # fmt: skip
    assert figures["over_assignment"]["after"] == {"value": "-1/24", "shown": "-4.2 %", "left_out": 0}


def test_entities_give_sentences_fields_and_places():
    (plan,) = change_document(golden())["models"]
    (ada,) = [one for one in plan["entities"] if one["id"] == "ada"]
    assert ada["sentences"] == ["ada moved enterprise → smb", "person ada: manager grace → ingrid"]
    assert ada["fields"][0] == {"field": "group", "before": "enterprise", "after": "smb", "by": ""}
    assert (ada["before"]["path"], ada["before"]["line"]) == ("main:coverage.yaml", 21)
    assert (ada["after"]["path"], ada["after"]["line"]) == ("coverage.yaml", 22)


def test_all_that_changed_is_there_however_much():
    made = change(model(entities=tuple(map(moved, range(2_000)))))
    assert len(json.loads(render_change(made))["models"][0]["entities"]) == 2_000


def test_new_old_fixed_and_ignored_findings_are_apart_and_counted():
    report = reported(finding(), baselined=(finding(severity="info"),) * 2, ignored=(Ignored(finding(), "why"),))
    made = change(model(report=report, fixed=(finding(),) * 3), model(how="unchanged"))
    document = change_document(made)
    sizes = {name: len(document["models"][0][name]) for name in ("new", "old", "fixed", "ignored", "undecided")}
    assert sizes == {"new": 1, "old": 2, "fixed": 3, "ignored": 1, "undecided": 0}
    verdict = {"state": "fails", "words": "fails", "accepted": 0, "in_part": False, "old": 0}
    assert document["summary"] == {
        "models": 2, "added": 0, "removed": 0, "changed": 1, "unchanged": 1, "errors": 1, "warnings": 0, "infos": 0,
        "old": 2, "fixed": 3, "ignored": 1, "undecided": 0, "verdict": verdict, "passed_over": 0,
        "no_longer_checked": 0, "left_out": 0,
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_any_text_survives_any_encoding(encoding: str):
    words = "half \ud83d, \x1b \u2028 é"
    read = json.loads(render_change(hostile(words), encoding).encode(encoding))
    assert read["models"][0]["entities"][0]["sentences"] == [words]
