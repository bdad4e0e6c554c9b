"""Repairs are checked again before they are written: what does harm, or nothing, is left and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from in_process import run_here

from coverage_lint.document.splices import Splice
from coverage_lint.findings import Finding, Fix
from coverage_lint.fixing import repairer
from coverage_lint.fixing.choice import choose
from coverage_lint.location import Location, Source

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "coverage_model: 1\n"


def put(folder: Path, text: str, name: str = "coverage.yaml") -> Path:
    (folder / ".coverage-lint.yaml").write_text("select: [CL0, CL106]\nignore: [CL032]\n", encoding="utf-8")
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def told(folder: Path, *arguments: str) -> list[str]:
    return run_here(folder, "fix", *arguments).stdout.decode().splitlines()


INCOMPLETE = HEAD + "goals: [{id: g, phasin: {Q1: 5}}]\npeople: [{id: a, start: 2027/1/5}, {id: b, nam: B}]\n"


def test_a_repair_that_brings_a_finding_is_left_and_the_others_are_made(tmp_path: Path):
    path = put(tmp_path, INCOMPLETE)
    said = told(tmp_path)
    assert path.read_text() == INCOMPLETE.replace("2027/1/5", "2027-01-05").replace("nam:", "name:")
    assert said[2] == (
        "coverage.yaml:2:17: CL011 unknown-key: not repaired (phasin becomes phasing): it would bring "
        "CL106 phasing-incomplete (coverage.yaml:2:17: the phasing of goal g leaves out Q2, Q3, Q4)"
    ).replace("coverage.yaml:2:17: the", "coverage.yaml:2: the")
    assert said[3] == "repaired 2 findings in 1 file"


def test_a_key_that_would_name_nothing_is_left(tmp_path: Path):
    text = HEAD + "people: [{id: a}]\ngroups: [{id: g, leadr: b}]\n"
    path = put(tmp_path, text)
    assert "it would bring CL020 dangling-reference" in told(tmp_path)[0]
    assert path.read_text() == text


def test_what_a_repair_uncovers_is_repaired_with_it(tmp_path: Path):
    path = put(tmp_path, HEAD + "goals: [{id: g, phasng: {q1: 5, Q2: 5, Q3: '5m', Q4: 1}, targt: 12m}]\n")
    assert told(tmp_path)[-2] == "repaired 5 findings in 1 file"
    right = "goals: [{id: g, phasing: {Q1: 5, Q2: 5, Q3: 5_000_000, Q4: 1}, target: 12_000_000}]\n"
    assert path.read_text() == HEAD + right


def test_a_repair_that_names_an_entity_keeps_its_other_findings(tmp_path: Path):
    path = put(tmp_path, HEAD + "people: [{Id: ada, quota: many, nonsense: 1}]\n")
    assert run_here(tmp_path, "fix").returncode == 1
    assert path.read_text() == HEAD + "people: [{id: ada, quota: many, nonsense: 1}]\n"


def test_two_models_that_share_a_table_have_one_repair(tmp_path: Path):
    for name in ("a.yaml", "b.yaml"):
        put(tmp_path, HEAD + "people: {from: people.csv}\n", name)
    table = put(tmp_path, "id,Name\nada,Ada\n", "people.csv")
    said = told(tmp_path)
    assert table.read_text() == "id,name\nada,Ada\n"
    assert said[-2] == "repaired 2 findings in 1 file"


def test_a_repair_that_helps_one_model_and_harms_another_is_left(tmp_path: Path):
    put(tmp_path, HEAD + "groups: {from: groups.csv}\npeople: [{id: ada}]\n", "a.yaml")
    put(tmp_path, HEAD + "groups: {from: groups.csv}\npeople: [{id: bob}]\n", "b.yaml")
    table = put(tmp_path, "id,leadr\ng,ada\n", "groups.csv")
    assert "it would bring CL020 dangling-reference (groups.csv:2" in told(tmp_path)[0]
    assert table.read_text() == "id,leadr\ng,ada\n"


def test_a_file_of_several_models_is_repaired_in_each(tmp_path: Path):
    path = put(tmp_path, f"{HEAD}plan: {{currency: eur}}\n---\n{HEAD}plan: {{currency: usd}}\n---\nother: 1\n")
    assert run_here(tmp_path, "fix").returncode == 0
    assert path.read_text() == f"{HEAD}plan: {{currency: EUR}}\n---\n{HEAD}plan: {{currency: USD}}\n---\nother: 1\n"


@pytest.mark.parametrize(
    "broken", ["plan: {currency: eur\n", "plan: {currency: eur}\na: [\n", "plan: {currency: eur}\n\t- a\n"]
)
def test_a_model_with_an_error_of_syntax_is_left_as_it_is(broken: str, tmp_path: Path):
    path = put(tmp_path, HEAD + broken)
    ended = run_here(tmp_path, "fix")
    assert (ended.returncode, path.read_text()) == (1, HEAD + broken)
    assert ended.stdout.startswith(b"nothing to repair\n1 error")


def test_a_model_before_an_error_of_syntax_is_repaired(tmp_path: Path):
    path = put(tmp_path, f"{HEAD}plan: {{currency: eur}}\n---\n{HEAD}plan: [\n")
    assert run_here(tmp_path, "fix").returncode == 1
    assert path.read_text() == f"{HEAD}plan: {{currency: EUR}}\n---\n{HEAD}plan: [\n"


def test_what_is_not_utf_8_is_left_as_it_is(tmp_path: Path):
    path = put(tmp_path, HEAD)
    path.write_bytes(b"coverage_model: 1\nplan: {currency: eur} # gr\xf6\xdfe\n")
    assert run_here(tmp_path, "fix").returncode == 1
    assert path.read_bytes().endswith(b"eur} # gr\xf6\xdfe\n")


def test_what_is_ignored_or_in_the_baseline_is_left(tmp_path: Path):
    text = HEAD + "plan:\n  currency: eur # coverage-lint: ignore[CL010] so it is\n"
    put(tmp_path, text)
    assert told(tmp_path)[0] == "nothing to repair"
    put(tmp_path, HEAD + "plan:\n  currency: eur\n")
    run_here(tmp_path, "baseline")
    assert told(tmp_path)[0] == "nothing to repair"
    assert told(tmp_path, "--no-baseline")[-2] == "repaired 1 finding in 1 file"


def test_more_checks_than_there_is_time_for_leave_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(repairer, "MOST_CHECKS", 1)
    path = put(tmp_path, INCOMPLETE)
    said = told(tmp_path)
    assert path.read_text() == INCOMPLETE
    assert all("too many repairs do harm" in one for one in said[:3])


def finding(start: int, end: int, text: str) -> Finding:
    place = Location(Source("a.yaml", "abcdef"), start, end)
    return Finding("CL010", "x", "error", "", place, "", "", "", "", fix=Fix(place, text))


def test_of_repairs_that_overlap_the_first_is_chosen():
    choice = choose([finding(2, 4, "x"), finding(1, 3, "y"), finding(4, 5, "z")])
    assert [one.splice for one in choice.repairs] == [Splice(1, 3, "y"), Splice(4, 5, "z")]
    assert choice.disputed == ()


def test_two_repairs_of_one_place_that_differ_are_both_left():
    one, other, third = finding(1, 3, "y"), finding(1, 3, "x"), finding(4, 5, "z")
    choice = choose([one, other, third])
    assert [repair.findings for repair in choice.repairs] == [(third,)]
    assert choice.disputed == (one, other)
