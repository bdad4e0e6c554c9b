"""What CI reads of a comparison: only what the change brought, in every format, with what a check's formats hold."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from junit_schemas import faults, read_xml
from junitparser import JUnitXml
from lowered_plan import git, lower
from workflow_commands import commands

from coverage_lint.command.main import main

if TYPE_CHECKING:
    from pathlib import Path

OTHERS = ("sarif", "junit", "gitlab", "github", "json", "markdown", "concise", "text")


@pytest.fixture
def raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository whose working tree lowers a goal."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    lower()
    return tmp_path


def compared(name: str, *more: str) -> str:
    """Write one format into a file, and give it."""
    assert main(["diff", "main", "--output", f"{name}=out", *more]) == 1
    with open("out", encoding="utf-8") as file:
        return file.read()


def codes(name: str) -> set[str]:
    """Return the codes that a format tells as new."""
    text = compared(name)
    if name == "sarif":
        results = json.loads(text)["runs"][0]["results"]
        return {one["ruleId"] for one in results if not one.get("suppressions")}
    if name == "gitlab":
        return {one["check_name"].partition(" ")[0] for one in json.loads(text)}
    if name == "github":
        return {one.properties["title"].partition(" ")[0] for one in commands(text) if "title" in one.properties}
    found: set[str] = {one["code"] for model in json.loads(text)["models"] for one in model["new"]}
    return found


@pytest.mark.usefixtures("raised")
def test_a_lowered_goal_is_an_error_at_its_place_in_the_newer_version() -> None:
    run = json.loads(compared("sarif"))["runs"][0]
    assert "CL900" in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    lowered = next(one for one in run["results"] if one["ruleId"] == "CL900")
    assert lowered["level"] == "error"  # the year has begun on the day of the commit
    assert lowered["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "sales%20plan/coverage.yaml"
    uris = {place["physicalLocation"]["artifactLocation"]["uri"] for place in lowered.get("relatedLocations", ())}
    assert uris <= {"sales%20plan/coverage.yaml", "sales%20plan/people.csv"}


def test_an_ignored_finding_names_no_place_in_the_older_version(raised: Path) -> None:
    plan = raised / "sales plan" / "coverage.yaml"
    text = plan.read_text("utf-8")
    comment = "    # coverage-lint: ignore[CL900] the board lowered it\n"
    plan.write_text(text.replace("    target: 9_000_000", f"{comment}    target: 9_000_000"), "utf-8")
    results = json.loads(compared("sarif"))["runs"][0]["results"]
    (lowered,) = [one for one in results if one["ruleId"] == "CL900"]
    assert [one["kind"] for one in lowered["suppressions"]] == ["inSource"]
    uris = {place["physicalLocation"]["artifactLocation"]["uri"] for place in lowered["relatedLocations"]}
    assert uris == {"sales%20plan/coverage.yaml"}


@pytest.mark.usefixtures("raised")
def test_every_format_tells_the_same_new_findings() -> None:
    new = codes("json")
    assert "CL900" in new
    assert "CL109" not in new  # it was there before
    assert codes("sarif") == new
    assert codes("gitlab") == new


@pytest.mark.usefixtures("raised")
def test_old_findings_are_suppressed_in_sarif_and_skipped_in_junit() -> None:
    results = json.loads(compared("sarif"))["runs"][0]["results"]
    old = [one for one in results if one["ruleId"] == "CL109"]
    assert [one["suppressions"][0]["kind"] for one in old] == ["external"]
    text = compared("junit")
    assert list(faults(read_xml(text))) == []
    cases = {case.name: case for suite in JUnitXml.fromstring(text.encode()) for case in suite}
    (name,) = [name for name in cases if "CL109" in name]
    assert [type(one).__name__ for one in cases[name].result] == ["Skipped"]
    assert any("CL900" in name for name in cases)


@pytest.mark.usefixtures("raised")
def test_the_json_is_as_its_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(compared("json"))
    capsys.readouterr()
    assert main(["schema", "change"]) == 0
    schema: dict[str, Any] = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema).validate(document)


@pytest.mark.usefixtures("raised")
@pytest.mark.parametrize("name", OTHERS)
def test_two_runs_give_the_same_bytes_on_either_engine(name: str) -> None:
    first = compared(name)
    assert compared(name) == first
    assert compared(name, "--engine", "interpreter") == first


@pytest.mark.usefixtures("raised")
def test_the_counts_beside_lines_are_those_of_the_change(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["diff", "main", "--format", "concise"]) == 1
    told = capsys.readouterr()
    assert "sales plan/coverage.yaml:29:13: error CL900 goal-lowered: " in told.out
    assert "baseline" not in told.err
    assert "; 1 old; 0 fixed; " in told.err


@pytest.mark.usefixtures("raised")
def test_annotations_stand_at_the_new_findings_alone(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["diff", "main", "--format", "github"]) == 1
    told = capsys.readouterr().out
    assert "CL900" in told
    assert "CL109" not in told
    assert {one.properties.get("file", "sales plan/coverage.yaml") for one in commands(told)} <= {
        "sales plan/coverage.yaml",
        "sales plan/people.csv",
    }


@pytest.mark.usefixtures("raised")
def test_nothing_changed_is_valid_everywhere_too() -> None:
    git("checkout", "--quiet", ".")
    texts = {}
    for name in OTHERS:
        assert main(["diff", "main", "--output", f"{name}=out.{name}"]) == 0
        with open(f"out.{name}", encoding="utf-8") as file:
            texts[name] = file.read()
    assert all(one["suppressions"] for one in json.loads(texts["sarif"])["runs"][0]["results"])
    assert list(faults(read_xml(texts["junit"]))) == []
    assert json.loads(texts["gitlab"]) == []
