"""`policies new`: what it writes works at once, whatever it is asked of, and nothing is written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from own_pack import misuse, tell
from running import run

from coverage_lint.authoring.starters import STARTERS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", sorted(STARTERS))
def test_what_is_written_passes_its_cases_and_notices_every_mutant(kind: str, tmp_path: Path):
    told = tell(tmp_path, "policies", "new", "AC101", "our-rule", "--for", kind, "--folder", "rules")
    assert told.status == 0
    assert told.out.startswith("wrote rules/our-rule.yaml, ")
    tested = tell(tmp_path, "policies", "test", "rules", "--mutate")
    assert tested.status == 0, tested.out
    cases, mutants = tested.out.splitlines()
    assert cases == "4 cases of 1 policy: all passed"
    assert mutants.endswith(" mutants: all noticed")
    listed = tell(tmp_path, "policies", "list", "rules").out
    assert "  AC101  warning   our-rule  Our rule\n" in listed


def test_without_options_it_is_of_a_group_and_here(tmp_path: Path):
    ended = run(tmp_path, "policies", "new", "AC101", "our-rule")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["our-rule.cases.yaml", "our-rule.yaml"]
    assert "  for: group " in (tmp_path / "our-rule.yaml").read_text(encoding="utf-8")


def test_the_next_steps_that_it_names_work(tmp_path: Path):
    told = tell(tmp_path, "policies", "new", "AC101", "our-rule", "--folder", "rules")
    step = next(line for line in told.out.splitlines() if "coverage-lint policies test" in line)
    assert tell(tmp_path, *step.partition("coverage-lint ")[2].split()).status == 0
    setting = told.out.rpartition("so that check uses it: ")[2]
    (tmp_path / ".coverage-lint.yaml").write_text(setting, encoding="utf-8")
    assert tell(tmp_path, "explain", "AC101").out.startswith("AC101 our-rule  warning\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ac101", "our-rule"], "ac101 cannot be the code of your own"),
        (["A101", "our-rule"], "A101 cannot be the code of your own"),
        (["CL990", "our-rule"], "CL990 cannot be the code of your own"),
        (["AC1001", "our-rule"], "AC1001 cannot be the code of your own"),
        (["AC101", "Our_Rule"], "Our_Rule is not a name"),
        (["AC101", "quota-over-assignment"], "quota-over-assignment is taken by CL301"),
        (["AC101", "our-rule", "--for", "zebra"], "invalid choice: 'zebra'"),
        (["AC101"], "required: NAME"),
        (["AC101", "our-rule", "--folder", "file"], "file cannot be written: File exists"),
    ],
)
def test_what_is_wrong_with_the_call_is_said_and_nothing_written(arguments: list[str], words: str, tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert words in misuse(tmp_path, "policies", "new", *arguments)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_code_or_name_that_the_folder_has_is_taken(tmp_path: Path):
    tell(tmp_path, "policies", "new", "AC101", "our-rule", "--folder", "rules")
    assert "AC101 is taken by AC101 our-rule" in misuse(
        tmp_path, "policies", "new", "AC101", "another", "--folder", "rules"
    )
    assert "our-rule is taken by AC101 our-rule" in misuse(
        tmp_path, "policies", "new", "AC102", "our-rule", "--folder", "rules"
    )
    assert tell(tmp_path, "policies", "new", "AC102", "another", "--folder", "rules").status == 0
    assert tell(tmp_path, "policies", "test", "rules", "--mutate").status == 0


def test_nothing_is_written_over_and_never_half_of_it(tmp_path: Path):
    (tmp_path / "our-rule.cases.yaml").write_text("[]\n", encoding="utf-8")
    (tmp_path / "our-rule.yaml").symlink_to("nowhere")
    assert "already exists and was not changed" in misuse(tmp_path, "policies", "new", "AC101", "our-rule")
    (tmp_path / "our-rule.yaml").unlink()
    misuse(tmp_path, "policies", "new", "AC101", "our-rule")
    assert [path.name for path in tmp_path.iterdir()] == ["our-rule.cases.yaml"]


def test_a_broken_pack_is_no_hindrance(tmp_path: Path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "broken.yaml").write_text("- code: [\n", encoding="utf-8")
    assert tell(tmp_path, "policies", "new", "AC101", "our-rule", "--folder", "rules").status == 0
