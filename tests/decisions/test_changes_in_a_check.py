"""A check of one version says nothing about changes: not even that what speaks of them is not needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from told import BASELINE, OWN, check, misuse, write

from coverage_lint.checking.checker import Checker
from coverage_lint.checking.options import Options
from coverage_lint.checking.outcome import outcome

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "coverage_model: 1\ngroups:\n  # coverage-lint: ignore[{}] settled with the board\n  - {{id: a, leader: p}}\n"
PEOPLE = "people: [{id: p}]\n"
OF_CHANGES = """
- code: AC901
  name: group-gone
  title: No group goes
  severity: error
  why: Because.
  source: a judgement
  for: {change: group}
  when: missing(after)
  message: it went
  help: Bring it back.
"""


def told(folder: Path, words: str, *, changes: bool = False) -> list[str]:
    """Return what is said of an ignore of some words."""
    (folder / "plan.yaml").write_text(PLAN.format(words) + PEOPLE)
    return messages(folder, Options(select=("CL03", "CL304", "CL9")), changes=changes)


def messages(folder: Path, options: Options, *, changes: bool) -> list[str]:
    checked = Checker(options, str(folder), changes=changes).check_file(str(folder / "plan.yaml"), "plan.yaml")
    ended = outcome(checked, options, str(folder), changes=changes)
    return [finding.message for report in ended.reports for finding in report.findings]


@pytest.mark.parametrize("words", ["CL901", "quota-moved", "CL9", "CL901, CL902"])
def test_an_ignore_of_a_policy_about_changes_is_no_unused_one(tmp_path, words):
    assert told(tmp_path, words) == []


@pytest.mark.parametrize("words", ["CL304", "CL304, CL901"])
def test_an_unused_ignore_beside_it_is_told_alone(tmp_path, words):
    assert told(tmp_path, words) == ["this ignore of CL304 silences nothing"]


def test_whoever_compares_versions_is_told(tmp_path):
    assert told(tmp_path, "CL901", changes=True) == ["this ignore of CL901 silences nothing"]


def test_an_ignore_of_a_policy_of_ones_own_about_changes_is_no_unused_one(tmp_path):
    write(tmp_path, OWN, "policies: [own.yaml]\n")
    write(tmp_path, "own.yaml", OF_CHANGES)
    assert told(tmp_path, "AC901") == []


def test_an_entry_of_a_baseline_about_changes_is_not_told_as_gone(tmp_path):
    write(tmp_path, "plan.yaml", PLAN.replace("{{", "{").replace("}}", "}").replace("{}", "CL901") + PEOPLE)
    entry = {"file": "plan.yaml", "code": "CL901", "name": "quota-moved", "entity": "group a", "field": "quota"}
    entries = [{**entry, "count": 1}, {**entry, "code": "CL304", "name": "group-without-leader", "count": 1}]
    write(tmp_path, BASELINE, json.dumps({"version": 2, "findings": entries}))
    out = check(tmp_path, "--select", "CL304,CL9").err
    assert "CL304 group a" in out
    assert "CL901" not in out


@pytest.mark.parametrize("words", ["CL9", "CL901", "quota-moved", "CL901,CL902"])
def test_to_select_policies_about_changes_alone_is_refused_since_nothing_would_be_asked(tmp_path, words):
    write(tmp_path, "plan.yaml", "coverage_model: 1\n")
    assert "checked only for changes" in misuse(tmp_path, "check", "--select", words)
    assert check(tmp_path, "--select", f"{words},CL300").codes == ["CL300"]


def test_to_select_ones_own_beside_is_fine(tmp_path):
    write(tmp_path, "plan.yaml", "coverage_model: 1\n")
    write(tmp_path, OWN, "policies: [own.yaml]\n")
    write(tmp_path, "own.yaml", OF_CHANGES)
    assert "checked only for changes" in misuse(tmp_path, "check", "--select", "AC901")
    ordinary = OF_CHANGES.replace("{change: group}", "plan").replace("missing(after)", "missing(groups)")
    write(tmp_path, "own.yaml", ordinary)
    assert check(tmp_path, "--select", "AC901,CL9").codes == ["AC901"]


def test_settings_that_select_them_alone_leave_a_check_nothing_and_it_says_so(tmp_path):
    write(tmp_path, "plan.yaml", "coverage_model: 1\n")
    write(tmp_path, OWN, "select: [CL9]\nparameters: {CL901: {most: 0.2}}\nseverity: {CL905: error}\n")
    assert f"{OWN} leaves no policy to ask, so nothing has been checked" in misuse(tmp_path, "check")


def test_an_ignore_of_many_policies_some_of_them_about_changes_is_judged_by_a_comparison_alone(tmp_path):
    (tmp_path / "plan.yaml").write_text(PLAN.format("AC9") + PEOPLE)
    ordinary = OF_CHANGES.replace("{change: group}", "group").replace("missing(after)", "missing(id)")
    write(tmp_path, "own.yaml", OF_CHANGES + ordinary.replace("AC901", "AC902").replace("group-gone", "group-bare"))
    write(tmp_path, OWN, "policies: [own.yaml]\n")
    for changes, said in ((False, []), (True, ["this ignore of AC9 silences nothing"])):
        assert messages(tmp_path, Options(select=("CL03", "AC9")), changes=changes) == said


def test_an_ignore_of_many_policies_of_which_not_all_were_selected_is_no_unused_one(tmp_path):
    write(tmp_path, "plan.yaml", PLAN.format("CL3") + PEOPLE)
    assert check(tmp_path, "--select", "CL304,CL03").codes == []
    assert check(tmp_path, "--select", "CL3,CL03").codes.count("CL030") == 0
