from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from running import CLEAN, MISSPELT, REPOSITORY, run

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json.loads((REPOSITORY / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
FROM_INPUT = ("check", "-", "--select", "CL0", "--format", "concise")
SOUND_DRAFT = (
    "coverage_model: 1\nplan: {status: draft}\ngroups: [{id: a, quota: 1}]\n"
    "goals: [{id: g, motion: new_business, target: 2}]\n"
)
UNSOUND_DRAFT = "coverage_model: 1\nplan: {status: draft}\ngroups:\n  - {id: a}\n  - {id: a}\n"


def checked(folder: Path, *arguments: str, stdin: bytes | None = None) -> dict[str, object]:
    """Run check as JSON, hold the output against the schema, and give it."""
    ended = run(folder, "check", "--format", "json", *arguments, stdin=stdin)
    assert ended.stderr == b"", ended
    read: dict[str, object] = json.loads(ended.stdout)
    Draft202012Validator(SCHEMA).validate(read)
    return read


@pytest.mark.parametrize("example", sorted(path.name for path in (REPOSITORY / "examples").iterdir() if path.is_dir()))
def test_json_of_each_example_is_by_its_schema(example: str):
    read = checked(REPOSITORY / "examples", example)
    assert read["summary"]["models"] == 1  # type: ignore[index]


def test_json_of_a_broken_model_is_by_its_schema(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(MISSPELT, encoding="utf-8")
    (tmp_path / "b.yaml").write_text("coverage_model: 1\n\tgoals: [\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_bytes(b"coverage_model: 1\nplan: {name: \xff}\n")
    (tmp_path / "d.yaml").write_text("other: 1\n", encoding="utf-8")
    read = checked(tmp_path, ".")
    assert [model["path"] for model in read["models"]] == ["a.yaml", "b.yaml", "c.yaml"]  # type: ignore[attr-defined]
    assert read["passed_over"] == ["d.yaml"]


def test_json_says_what_each_undecided_policy_lacks(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("coverage_model: 1\ngroups: [{id: north, quota: 5}]\n", encoding="utf-8")
    (model,) = checked(tmp_path)["models"]  # type: ignore[misc]
    assert model["undecided"]
    assert any(entry["lacks"] for entry in model["undecided"])


def test_standard_input_is_checked_under_its_name(tmp_path: Path):
    ended = run(
        tmp_path,
        "check",
        "-",
        "--select",
        "CL0",
        "--format",
        "concise",
        "--stdin-name",
        "plans/a.yaml",
        stdin=MISSPELT.encode(),
    )
    assert ended.returncode == 1
    assert ended.stdout.startswith(b"plans/a.yaml:3:3: error CL011 ")


def test_standard_input_without_a_name(tmp_path: Path):
    ended = run(tmp_path, *FROM_INPUT, stdin=MISSPELT.encode())
    assert ended.stdout.startswith(b"<stdin>:3:3: error CL011 ")


def test_tables_are_read_beside_the_name_of_standard_input(tmp_path: Path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "people.csv").write_text("id,rolle\nada,ae\n", encoding="utf-8")
    model = b"coverage_model: 1\npeople: {from: people.csv}\n"
    ended = run(
        tmp_path, "check", "-", "--select", "CL0", "--format", "concise", "--stdin-name", "plans/a.yaml", stdin=model
    )
    assert b"plans/people.csv:1:4: " in ended.stdout, ended


def test_standard_input_that_is_no_model_is_passed_over(tmp_path: Path):
    ended = run(tmp_path, "check", "-", stdin=b"other: 1\n")
    assert (ended.returncode, ended.stdout) == (0, b"no model among the files; 1 file passed over\n")


def test_standard_input_is_read_up_to_its_limit(tmp_path: Path):
    large = b"coverage_model: 1\n#" + b"x" * (33 * 1024 * 1024)
    ended = run(tmp_path, *FROM_INPUT, stdin=large)
    assert ended.returncode == 1
    assert b"CL004 too-large" in ended.stdout


def test_a_draft_fails_by_its_structure_only_unless_strict(tmp_path: Path):
    (tmp_path / "sound.yaml").write_text(SOUND_DRAFT, encoding="utf-8")
    (tmp_path / "unsound.yaml").write_text(UNSOUND_DRAFT, encoding="utf-8")
    ended = run(tmp_path, "check", "sound.yaml")
    assert ended.returncode == 0
    assert b"error[CL301 " in ended.stdout
    assert b"\nnote: sound.yaml is a draft: only structure errors (CL0) fail the run" in ended.stdout
    strict = run(tmp_path, "check", "sound.yaml", "--strict")
    assert strict.returncode == 1
    assert b"is a draft" not in strict.stdout
    assert run(tmp_path, "check", "unsound.yaml").returncode == 1


def test_concise_puts_findings_on_standard_output_and_counts_on_standard_error(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(MISSPELT, encoding="utf-8")
    ended = run(tmp_path, "check", "--format", "concise", "--select", "CL0")
    assert ended.stdout.count(b"\n") == 1
    assert ended.stderr.startswith(b"1 error, 0 warnings, 0 infos; ")


def test_both_engines_give_the_same_bytes(tmp_path: Path):
    pytest.importorskip("durable_rules_engine", reason="durable-rules has no build for this Python")
    (tmp_path / "a.yaml").write_text(CLEAN.replace("quota: 2_700_000", "quota: 700_000"), encoding="utf-8")
    durable, interpreter = (
        run(tmp_path, "check", "--engine", engine, "--show-undecided") for engine in ("durable", "interpreter")
    )
    assert durable.returncode == 1
    assert durable.stdout == interpreter.stdout


@pytest.mark.parametrize("wrong", ['{"no": 1}', "[1]", "7"])
def test_a_plan_with_hundreds_of_wrong_approvals_is_refused_as_a_whole_and_not_read(tmp_path: Path, wrong: str):
    approvals = ", ".join(f'{{"by": {wrong}}}' for _ in range(300))
    (tmp_path / "m.yaml").write_text(f"coverage_model: 1\nplan: {{approvals: [{approvals}]}}\n", encoding="utf-8")
    made = run(tmp_path, "check", "m.yaml", "--format", "concise")
    assert made.returncode == 1
    assert b"m.yaml:1:1: error CL010 schema-violation: plan has more than 200 defects" in made.stdout
