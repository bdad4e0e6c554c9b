"""The file that says what the CRM's tables mean: `check` reads it as it reads models, each fault at its line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from in_process import run_here
from jsonschema import Draft202012Validator

from coverage_lint.schemas import load_schema

if TYPE_CHECKING:
    from pathlib import Path


def checked(folder: Path, text: str) -> list[str]:
    """Return code, line, column and message of each finding in an actuals.yaml."""
    (folder / "actuals.yaml").write_text(text, encoding="utf-8")
    ended = run_here(folder, "check", "--format", "json")
    found = [one for model in json.loads(ended.stdout)["models"] for one in model["findings"]]
    assert ended.returncode == 1
    return [f"{one['code']} {place(one)} {one['message']}" for one in found]


def place(found: dict[str, Any]) -> str:
    return f"{found['place']['line']}:{found['place']['column']}"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("preset: dynamic", 'CL010 2:9 preset is "dynamic"; it must be one of salesforce'),
        ("tabels: {}", 'CL011 2:1 unknown key "tabels"; did you mean tables?'),
        ("tables: {accounts: {columns: {ownr: X}}}",
         'CL011 2:31 unknown key "ownr" in tables.accounts.columns; did you mean owner?'),
        ("rates: [{currency: EUR}]", "CL010 2:9 item 1 of rates has no rate"),
        ("rates: [{currency: EUR, rate: 1, start: 2027-02-30}]",
         'CL010 2:41 rates.start is "2027-02-30"; it must be a day, written YYYY-MM-DD'),
        ("observed: {days: 0}", "CL010 2:18 observed.days is 0; it must be a number from 1 to 3,660"),
        ("people: {map: {a: 3}}", "CL010 2:19 people.map.a is 3; text is expected"),
        ("source: [", "CL001 3:1 the text ends where"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(line: str, found: str, tmp_path: Path):
    told = checked(tmp_path, f"coverage_actuals: 1\n{line}\n")
    assert len(told) == 1
    assert told[0].startswith(found)


def test_another_version_of_the_format_is_refused(tmp_path: Path):
    (told,) = checked(tmp_path, "coverage_actuals: 2\n")
    assert told.startswith("CL010 1:19 coverage_actuals is 2: this is format version 2")


def test_a_sound_one_is_told_by_its_name(tmp_path: Path):
    (tmp_path / "actuals.yaml").write_text("# of May\ncoverage_actuals: 1\nsource: crm/\n", encoding="utf-8")
    ended = run_here(tmp_path, "check", "actuals.yaml")
    assert (ended.returncode, ended.stdout) == (0, b"actuals.yaml: no findings\n")


def test_it_counts_as_no_model_and_is_not_passed_over(tmp_path: Path):
    (tmp_path / "actuals.yaml").write_text("coverage_actuals: 1\n", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    ended = run_here(tmp_path, "check", ".", "--format", "json")
    summary = json.loads(ended.stdout)["summary"]
    assert (summary["models"], summary["passed_over"]) == (0, 1)


def test_what_settings_exclude_is_not_read(tmp_path: Path):
    (tmp_path / ".coverage-lint.yaml").write_text("exclude: [actuals.yaml]\n", encoding="utf-8")
    (tmp_path / "actuals.yaml").write_text("coverage_actuals: x\n", encoding="utf-8")
    assert run_here(tmp_path, "check", ".").returncode == 0
    assert run_here(tmp_path, "check", "actuals.yaml").returncode == 1


def test_every_example_in_the_schema_is_by_it():
    schema = load_schema("actuals")
    Draft202012Validator.check_schema(schema)
    whole = {name: part["examples"][0] for name, part in schema["properties"].items() if "examples" in part}
    Draft202012Validator(schema).validate(whole)
    for name, part in schema["properties"]["tables"]["properties"].items():
        keys = {key: held["examples"][0] for key, held in part["properties"].items()}
        Draft202012Validator(schema).validate({"coverage_actuals": 1, "tables": {name: keys}})
