"""Open questions: told by the field to write, with the policies that wait; and what that makes of a run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from told import as_json, check, run, write

from coverage_lint.entities.catalogue import entity
from coverage_lint.entities.derived import DERIVED
from coverage_lint.entities.derived.operands import OPERANDS, SOME, Either, When
from coverage_lint.language.parse import Scope, parse_expression
from coverage_lint.language.unparse import written
from coverage_lint.policy.fields.catalogue import catalogue, declared

STARTUP = Path(__file__).parents[2] / "examples" / "startup" / "coverage.yaml"
FACTOR = "  loaded_factor: "


def plan(folder: Path, old: str = "", new: str = "") -> int:
    """Write a clean plan with some text changed, and return the line of that text."""
    text = STARTUP.read_text()
    assert old in text
    write(folder, "plan.yaml", text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1 if old else 0


def without(folder: Path, field: str) -> int:
    """Write a clean plan without the line of a field, and return the line of what then lacks it."""
    line = next(one for one in STARTUP.read_text().splitlines(keepends=True) if one.startswith(field))
    return plan(folder, line, "")


def last(told: object) -> str:
    return told.out.splitlines()[-1]  # type: ignore[attr-defined]


def test_a_clean_plan_holds(tmp_path: Path):
    plan(tmp_path)
    told = run(tmp_path, "check")
    assert (told.status, last(told)) == (0, "plan.yaml: no findings; 0 undecided: holds")
    assert as_json(tmp_path)["summary"]["verdict"] == {
        "state": "holds", "words": "holds", "accepted": 0, "in_part": False,
    }  # fmt: skip


def test_a_field_that_decides_whether_pay_is_funded_leaves_a_plan_open(tmp_path: Path):
    without(tmp_path, FACTOR)
    told = run(tmp_path, "check")
    assert (told.status, last(told).rpartition(": ")[2]) == (1, "open")
    (found,) = as_json(tmp_path)["models"][0]["findings"]
    assert (found["code"], found["severity"], found["entity"], found["field"]) == (
        "CL032", "error", "plan", "budget.loaded_factor",
    )  # fmt: skip
    text = (tmp_path / "plan.yaml").read_text().splitlines()
    place = found["place"]
    assert (place["path"], text[place["line"] - 1], place["column"]) == ("plan.yaml", "budget:", 1)
    assert found["waits"] == ["CL504", "CL505"]
    assert found["message"].startswith("budget.loaded_factor is not written, so CL504 compensation-unfunded and")
    assert found["help"].startswith("Write budget.loaded_factor: ")
    undecided = as_json(tmp_path)["models"][0]["undecided"]
    assert {(one["code"], *one["lacks"], one["reason"]) for one in undecided} == {
        ("CL504", "budget.loaded_factor", "absent"), ("CL505", "budget.loaded_factor", "absent"),
    }  # fmt: skip


def test_an_absence_that_is_a_policy_s_own_matter_is_told_by_that_alone(tmp_path: Path):
    text = STARTUP.read_text()
    quota = next(one for one in text.splitlines(keepends=True) if one.startswith("    quota: "))
    plan(tmp_path, quota, "")
    codes = {one["code"] for one in as_json(tmp_path)["models"][0]["findings"]}
    assert "CL032" not in codes
    assert codes & {"CL307", "CL311"}
    assert last(run(tmp_path, "check")).endswith(": fails")


def test_a_field_that_a_plan_may_live_without_makes_no_question(tmp_path: Path):
    plan(tmp_path, "motion: existing #", "motion: renewal #")
    told = run(tmp_path, "check", "--select", "CL1", "--show-undecided")
    assert told.status == 0
    assert "not asked[CL113 renewal-beyond-base]: 1 entity lacks what it asks for" in told.out
    assert "goals[existing-business].base" in told.out
    assert "CL032" not in told.out
    held = as_json(tmp_path, "--select", "CL1")["models"][0]
    assert [(one["code"], one["reason"]) for one in held["not_asked"]] == [("CL113", "opt-in")]


def test_a_field_that_a_plan_needs_sooner_or_later_is_asked_for(tmp_path: Path):
    without(tmp_path, "  win_rate: ")
    told = check(tmp_path)
    assert told.codes == ["CL032"]
    assert "process.win_rate is not written, so CL817 pipeline-too-thin cannot be answered" in told.out


@pytest.mark.parametrize("refused", ["groups[customers]", "partners[reseller]"])
def test_what_customers_are_to_bring_lacks_the_amount_alone_that_was_refused(tmp_path: Path, refused: str):
    plan(tmp_path, "    accounts: 90\n", "    accounts: 90\n    value: 3_000_000\n")
    text = (tmp_path / "plan.yaml").read_text()
    helpers = "\n  - {id: helpers, name: Helpers, leader: arjun-nair, quota_type: none}\n"
    partner = "\npartners:\n  - {id: reseller, manager: arjun-nair, targets: {existing-business: 1_000}}\n"
    covered = "      - {group: helpers, route: inside}\n      - {partner: reseller, route: partner}\n"
    row = "      - {group: customers, motion: existing, route: inside, accounts_per_person: 45, cadence: monthly}\n"
    assert (text.count("\n# --- Segments"), text.count(row)) == (1, 1)
    text = text.replace("\n# --- Segments", f"{helpers}{partner}\n# --- Segments").replace(row, row + covered)
    amount = {"groups[customers]": "1_600_000}", "partners[reseller]": "1_000}"}[refused]
    assert text.count(f"existing-business: {amount}") == 1
    write(tmp_path, "plan.yaml", text.replace(f"existing-business: {amount}", "existing-business: many}"))
    undecided = as_json(tmp_path)["models"][0]["undecided"]
    (open_one,) = (one for one in undecided if one["code"] == "CL441")
    assert open_one["lacks"] == [f"{refused}.targets[existing-business].amount"]
    assert open_one["reason"] == "refused"


def test_a_section_that_was_left_out_is_asked_for_once(tmp_path: Path):
    text = STARTUP.read_text()
    start, end = text.index("\nplan:"), text.index("\ngoals:")
    write(tmp_path, "plan.yaml", text[:start] + text[end:])
    (found,) = as_json(tmp_path)["models"][0]["findings"]
    marker = text.index("coverage_model:")
    assert (found["code"], found["severity"], found["field"]) == ("CL032", "error", "plan")
    assert (found["place"]["line"], found["place"]["column"]) == (text[:marker].count("\n") + 1, 1)
    assert found["message"].startswith("plan.effective, plan.fiscal_year.end, plan.fiscal_year.start and plan.status")


def test_a_person_without_a_role_may_be_in_any(tmp_path: Path):
    line = without(tmp_path, "    role: sales-engineer")
    (found,) = as_json(tmp_path)["models"][0]["findings"]
    assert (found["code"], found["severity"], found["field"]) == ("CL032", "error", "role")
    assert found["place"]["line"] < line
    assert "CL511" in found["waits"]  # the compensation plan of that role may pay somebody


def test_a_finding_that_tells_an_absence_is_as_grave_as_what_waits_for_it(tmp_path: Path):
    line = without(tmp_path, "  attrition: ")
    (found,) = as_json(tmp_path)["models"][0]["findings"]
    assert (found["code"], found["severity"]) == ("CL205", "error")
    assert "CL204" in found["waits"]
    assert "Until then CL204 capacity-below-goal, " in found["help"]
    assert found["place"]["line"] <= line
    assert last(run(tmp_path, "check")).endswith(": fails")
    alone = check(tmp_path, "--select", "CL205")  # then nothing waits for it
    assert alone.findings == [f"plan.yaml:{found['place']['line']}:{found['place']['column']} warning CL205"]


def test_to_accept_such_a_finding_is_to_accept_a_question(tmp_path: Path):
    without(tmp_path, "  attrition: ")
    text = (tmp_path / "plan.yaml").read_text()
    write(tmp_path, "plan.yaml", f"# coverage-lint: ignore-file[CL205] known in May\n{text}")
    told = run(tmp_path, "check")
    assert (told.status, last(told).rpartition(": ")[2]) == (0, "holds, but for 1 accepted question")


@pytest.mark.parametrize(
    ("settings", "status", "words"),
    [
        ("severity: {CL504: info, CL505: info}", 0, "holds"),
        ("severity: {CL032: info}", 0, "holds"),
        ("ignore: [CL504, CL505]", 0, "holds for what was asked"),
        ("ignore: [CL032]", 0, "holds for what was asked"),
        ("fail-on: never", 0, "open"),
    ],
)
def test_settings_grade_and_leave_out_questions(tmp_path: Path, settings: str, status: int, words: str):
    without(tmp_path, FACTOR)
    write(tmp_path, ".coverage-lint.yaml", settings + "\n")
    told = run(tmp_path, "check")
    assert (told.status, last(told).rpartition(": ")[2]) == (status, words)


def test_policies_that_are_not_asked_do_not_wait(tmp_path: Path):
    without(tmp_path, FACTOR)
    assert check(tmp_path, "--select", "CL3").codes == []
    assert check(tmp_path, "--select", "CL504").codes == ["CL032"]
    assert check(tmp_path, "--select", "CL504", "--ignore", "CL032").codes == []


def test_an_accepted_question_is_counted_in_the_verdict(tmp_path: Path):
    without(tmp_path, FACTOR)
    text = (tmp_path / "plan.yaml").read_text()
    accepted = "budget: # coverage-lint: ignore[CL032] the factor is known in May"
    write(tmp_path, "plan.yaml", text.replace("\nbudget:", f"\n{accepted}"))
    told = run(tmp_path, "check")
    assert (told.status, last(told).rpartition(": ")[2]) == (0, "holds, but for 1 accepted question")


def test_where_a_policy_is_ignored_it_does_not_wait(tmp_path: Path):
    without(tmp_path, FACTOR)
    text = (tmp_path / "plan.yaml").read_text()
    write(tmp_path, "plan.yaml", f"# coverage-lint: ignore-file[CL504, CL505] no budget yet\n{text}")
    told = check(tmp_path)
    assert (told.codes, told.status) == ([], 0)


def test_a_baseline_holds_a_question_and_a_selection_never_calls_it_gone(tmp_path: Path):
    without(tmp_path, FACTOR)
    assert run(tmp_path, "baseline").status == 0
    assert last(run(tmp_path, "check")).endswith("in the baseline: holds, but for 1 accepted question")
    assert "no longer found" not in run(tmp_path, "check", "--select", "CL3").out


def test_a_draft_may_stay_open(tmp_path: Path):
    without(tmp_path, FACTOR)
    text = (tmp_path / "plan.yaml").read_text()
    write(tmp_path, "plan.yaml", text.replace("status: published", "status: draft"))
    told = run(tmp_path, "check")
    assert (told.status, last(told).rpartition(": ")[2]) == (0, "open")


def test_a_comparison_calls_a_question_new_only_where_the_field_was_taken_away(tmp_path: Path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    plan(tmp_path / "old")
    without(tmp_path / "new", FACTOR)
    taken = run(tmp_path, "diff", "old", "new")
    assert (taken.status, "CL032" in taken.out) == (1, True)
    shutil.copy(tmp_path / "new" / "plan.yaml", tmp_path / "old" / "plan.yaml")
    same = run(tmp_path, "diff", "old", "new")
    assert (same.status, "CL032" in same.out) == (0, False)


def test_a_comparison_asks_for_what_policies_about_changes_lack_in_the_newer_version(tmp_path: Path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        plan(tmp_path / name)
    line = plan(tmp_path / "new", "{start: 2027-01-01, end", "{x-start: 2027-01-01, end")
    told = json.loads(run(tmp_path, "diff", "old", "new", "--select", "CL9", "--format", "json").out)
    (found,) = told["models"][0]["new"]
    assert (found["code"], found["field"], found["place"]["line"]) == ("CL032", "plan.fiscal_year.start", line)
    assert set(found["waits"]) <= {f"CL9{number:02}" for number in range(20)}
    old = run(tmp_path, "diff", "new", "old", "--select", "CL9", "--format", "json")
    assert json.loads(old.out)["models"][0]["new"] == []  # the older version can no longer be written


def test_questions_alike_are_told_as_one_and_kept_apart_in_json(tmp_path: Path):
    lines = STARTUP.read_text().splitlines(keepends=True)
    kept = [one for one in lines if not one.startswith("    productivity: ")]
    assert len(kept) < len(lines) - 1
    write(tmp_path, "plan.yaml", "".join(kept))
    found = [one for one in as_json(tmp_path)["models"][0]["findings"] if one["code"] == "CL032"]
    assert len(found) == len(lines) - len(kept)
    assert {one["field"] for one in found} == {"productivity"}
    out = run(tmp_path, "check").out
    assert out.count("error[CL032") == 1
    assert f"roles[].productivity is not written for {len(found)} entities" in out


def test_the_report_never_says_that_an_open_plan_holds_together(tmp_path: Path):
    without(tmp_path, FACTOR)
    assert run(tmp_path, "report", "plan.yaml", "-o", "plan.md").status == 0
    text = (tmp_path / "plan.md").read_text()
    assert "holds together is open: " in text
    assert "The plan holds together" not in text


def test_the_essentials_are_asked_alone_and_the_verdict_says_so(tmp_path: Path):
    plan(tmp_path)
    text = (tmp_path / "plan.yaml").read_text()
    write(tmp_path, "plan.yaml", text[: text.index("\nprocess:")] + "\n")
    assert "CL800" in check(tmp_path).codes
    write(tmp_path, ".coverage-lint.yaml", "profile: essentials\n")
    told = run(tmp_path, "check")
    assert (told.status, last(told)) == (0, "plan.yaml: no findings; 0 undecided: holds for what was asked")


def test_init_writes_settings_for_a_profile_and_over_none_that_are_there(tmp_path: Path):
    assert run(tmp_path, "init", "--profile", "essentials").status == 0
    assert (tmp_path / ".coverage-lint.yaml").read_text() == "profile: essentials\n"
    assert last(run(tmp_path, "check")).endswith(": holds for what was asked")
    again = run(tmp_path, "init", "--force", "--profile", "essentials")
    assert (again.status, ".coverage-lint.yaml already exists" in again.err) == (2, True)


def test_every_computed_field_says_what_it_needs_in_words_that_are_there():
    kinds = catalogue()
    assert not set(DERIVED) - set(OPERANDS)
    for (kind, _), operands in OPERANDS.items():
        scope = Scope(kinds, kind, {"this": entity(kind), "plan": entity("plan")}, {}, {})
        for one in operands:
            held = one.operand if isinstance(one, When) else one
            texts = [*held.options] if isinstance(held, Either) else [held]
            for text in [*texts, *([one.condition] if isinstance(one, When) else [])]:
                parse_expression(text.removeprefix(SOME), scope)


def test_what_a_declared_field_needs_is_read_from_its_expression_unless_it_needs_something_else():
    for key in OPERANDS.keys() & declared().keys():
        assert OPERANDS[key] != (written(declared()[key].value),), key
