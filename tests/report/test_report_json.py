from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from made_plans import EXAMPLES, HOSTILE, LONG, TOP, hostile, portrait, report, run, with_hash_seed

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA: dict[str, Any] = json.loads((TOP / "schemas" / "plan-report.schema.json").read_text(encoding="utf-8"))


def closed(node: object) -> object:
    """Return a schema that knows no other fields."""
    if isinstance(node, dict):
        inner = {key: closed(value) for key, value in node.items()}
        return {**inner, "additionalProperties": False} if "properties" in node else inner
    return [closed(value) for value in node] if isinstance(node, list) else node


VALIDATOR = Draft202012Validator(closed(SCHEMA))  # type: ignore[arg-type]


def test_the_schema_is_sound_and_every_field_is_explained():
    Draft202012Validator.check_schema(SCHEMA)
    lacking = []
    for kind, part in SCHEMA["$defs"].items():
        for name, field in part.get("properties", {}).items():
            target = SCHEMA["$defs"][field["$ref"].rpartition("/")[2]] if "$ref" in field else {}
            lacking += [f"{kind}.{name} {key}" for key in ("title", "description") if not {**target, **field}.get(key)]
    assert lacking == []


def test_the_schema_asks_for_every_field():
    parts = [SCHEMA, *SCHEMA["$defs"].values()]
    assert all(part["required"] == list(part["properties"]) for part in parts if "properties" in part)


def test_every_example_is_by_its_schema_and_no_field_is_left_out_of_it():
    made = json.loads(report(TOP, "examples", "--format", "json"))
    assert len(made["models"]) == 7
    VALIDATOR.validate(made)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_standard_output_holds_json_in_any_encoding(encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = "coverage_model: 1\nplan: {name: Führung 🚀, currency: EUR}\n"
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    made = json.loads(run(tmp_path, "report", "--format", "json", "plan.yaml").stdout)
    assert '"Führung 🚀"' in json.dumps(made, ensure_ascii=False)


def test_the_schema_is_printed():
    ended = run(TOP, "schema", "plan-report")
    assert json.loads(ended.stdout) == SCHEMA


BROKEN = (
    "plan: [\n",
    "plan: {owner: nobody, status: draft}\npeople: [{id: a, role: x}]\ngroups: [{id: a}, {id: a}]\n",
    "goals: 3\npeople: {}\ngroups: [1, {idd: x}, {id: b, parent: b}]\nbudget: {lines: [{id: x}]}\n",
    "plan: {fiscal_year: {start: 2027-01-15}}\ngoals: [{id: a, target: -1, phasing: {Q1: 3, 2027-02: 1}}]\n",
    "segments: [{id: s, coverage: [{group: no}]}, {id: t, coverage: []}]\nprocess: {}\norganization: {}\n",
    "roles: [{id: r, ramp: [x]}]\npeople: [{id: p, role: r, groups: {g: 2}, count: 0, quota: 1}]\n",
)


@pytest.mark.parametrize("rest", ["", *BROKEN])
def test_a_plan_that_is_broken_or_nearly_empty_has_a_report(rest: str, tmp_path: Path):
    (tmp_path / "plan.yaml").write_text(f"coverage_model: 1\n{rest}", encoding="utf-8")
    VALIDATOR.validate(json.loads(report(tmp_path, "plan.yaml", "--format", "json")))
    assert report(tmp_path, "plan.yaml", "--format", "markdown").startswith("# plan.yaml\n")


def test_a_file_that_cannot_be_read_has_its_findings_and_nothing_else(tmp_path: Path):
    (tmp_path / "plan.yaml").write_text("coverage_model: 1\nplan: [\n", encoding="utf-8")
    made = portrait(tmp_path, "plan.yaml")
    assert made["readable"] is False
    assert made["verdict"]["sentence"] == "The file cannot be read as a model: 1 error."
    assert [one["finding"]["code"] for one in made["findings"]["found"]] == ["CL001"]
    assert {tile["state"] for tile in made["tiles"]} == {"unchecked"}
    assert made["groups"] == made["people"] == made["gauges"] == []


def test_no_number_is_a_float():
    def fail(number: str) -> None:
        raise AssertionError(number)

    json.loads(report(TOP, "examples/acme", "--format", "json"), parse_float=fail)


@pytest.mark.parametrize("name", [HOSTILE, LONG])
def test_hostile_names_are_themselves(name: str, tmp_path: Path):
    hostile(name, tmp_path)
    made = portrait(tmp_path, "plan.yaml")
    VALIDATOR.validate(
        {
            "version": 1,
            "tool": {"name": "coverage-lint", "version": "x"},
            "models": [made],
            "before": [None],
            "changes": [None],
            "left_out": [],
        }
    )
    assert made["head"]["name"] == name
    assert {page["group"]["name"] for page in made["groups"]} == {name}
    assert {line["priority"]["name"] for line in made["priorities"]} == {name}
    assert made["organization"]["rationale"] == name


def test_anchors_are_plain_and_each_has_one_entity():
    made = portrait(TOP, "examples/acme-broken")
    anchors: dict[str, tuple[str, str]] = {}

    def walk(held: object) -> None:
        if isinstance(held, dict):
            if {"kind", "id", "anchor"} <= held.keys():
                assert re.fullmatch("[a-z0-9-]+", held["anchor"])
                assert anchors.setdefault(held["anchor"], (held["kind"], held["id"])) == (held["kind"], held["id"])
            for value in held.values():
                walk(value)
        elif isinstance(held, list):
            for value in held:
                walk(value)

    walk(made)
    assert len(anchors) > 100


def test_two_runs_give_the_same_bytes():
    first, second = (with_hash_seed(seed, "examples/acme-broken", "--format", "json") for seed in "12")
    assert first == second


def test_names_in_a_table_are_shown(tmp_path: Path):
    text = (EXAMPLES / "acme" / "people.csv").read_text(encoding="utf-8")
    (tmp_path / "people.csv").write_text(text.replace("Ingrid Solberg", "<b>\u202eI"), encoding="utf-8")
    (tmp_path / "plan.yaml").write_bytes((EXAMPLES / "acme" / "coverage.yaml").read_bytes())
    assert portrait(tmp_path, "plan.yaml")["head"]["owner"]["name"] == "<b>\u202eI"
