"""What a change takes away from being checked: each way to do it is told and fails, and what may go passes."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from git_repository import GitRepository
from plan import MODEL, RAISED, Plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Edit = Callable[[Plan], None]

OWN = ".coverage-lint.yaml"
LOWERED = (
    "target: 1_500_000\n    phasing: {Q1: 280_000, Q2: 350_000",
    "target: 1_000_000\n    phasing: {Q1: 280_000, Q2: 250_000",
)
"""CL900 as a warning before the year, CL105 as an error."""
BROKEN = {"CL105", "CL309"}
"""What RAISED breaks."""
WAITING = {"CL248", "CL301"}
"""What it breaks too, and is told once CL309 is settled, or by whom that is silenced."""
WARNED = ("    prior_actual: 1_000_000", "    prior_actual: 100_000")
"""A year before of another size: CL119, a warning."""
DRAFT = ("status: published", "status: draft")
APPROVED = (
    "- {by: nora-bennani, on: 2026-12-11}",
    "- {by: nora-bennani, on: 2026-12-11}\n    - {by: %s, on: 2026-12-17}",
)


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the repository once."""
    plan = Plan.begin(tmp_path_factory.mktemp("begun") / "plan")
    plan.git("branch", "base")
    return plan.folder


@pytest.fixture
def plan(begun: Path, tmp_path: Path) -> Plan:
    """Return a copy of the repository."""
    folder = tmp_path / "plan"
    shutil.copytree(begun, folder, symlinks=True)
    return Plan(GitRepository(folder, folder))


def write(path: str, text: str) -> Edit:
    def edit(plan: Plan) -> None:
        (plan.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (plan.folder / path).write_text(text, encoding="utf-8")

    return edit


def move(path: str) -> Edit:
    def edit(plan: Plan) -> None:
        (plan.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (plan.folder / MODEL).rename(plan.folder / path)

    return edit


def replace(*edits: tuple[str, str]) -> Edit:
    return lambda plan: plan.edit(*edits)


def remove(plan: Plan) -> None:
    (plan.folder / MODEL).unlink()


def ignore_in_git(plan: Plan) -> None:
    write(".gitignore", f"{MODEL}\n")(plan)
    plan.git("rm", "--quiet", "--cached", MODEL)


def link(plan: Plan) -> None:
    remove(plan)
    (plan.folder / MODEL).symlink_to("../nowhere.yaml")


def submodule(plan: Plan) -> None:
    remove(plan)
    plan.git("init", "--quiet", MODEL)
    plan.git("-C", MODEL, "commit", "--quiet", "--allow-empty", "-m", "another repository")


def and_then(*edits: Edit) -> Edit:
    def edit(plan: Plan) -> None:
        for one in edits:
            one(plan)

    return edit


GONE = {
    "deleted": (remove, f"{MODEL}:1:1"),
    "renamed to another ending": (move("coverage.txt"), f"{MODEL}:1:1"),
    "ignored by git": (ignore_in_git, f"{MODEL}:1:1"),
    "a link that leads nowhere": (link, f"{MODEL}:1:1"),
    "a submodule": (submodule, f"{MODEL}:1:1"),
    "emptied": (write(MODEL, ""), f"{MODEL}:1:1"),
    "without its marker": (replace(("\ncoverage_model: 1\n", "\n")), f"{MODEL}:1:1"),
    "its marker in a comment": (replace(("\ncoverage_model: 1\n", "\n# coverage_model: 1\n")), f"{MODEL}:1:1"),
    "excluded": (write(OWN, 'exclude: ["*"]\n'), f"{OWN}:1:11"),
    "moved to where settings exclude": (
        and_then(move("old/plan.yaml"), write(OWN, "exclude: [old/]\n")),
        f"{OWN}:1:11",
    ),
    "deleted and excluded": (and_then(remove, write(OWN, f"exclude: [{MODEL}]\n")), f"{OWN}:1:11"),
    "a draft": (replace(DRAFT), f"{MODEL}:17:11"),
    "in review": (replace(("status: published", "status: in_review")), f"{MODEL}:17:11"),
    "without a status": (replace(("  status: published", "  # status: published")), f"{MODEL}:11:1"),
    "for another year": (
        replace(("start: 2027-01-01, end: 2027-12-31", "start: 2028-01-01, end: 2028-12-31")),
        f"{MODEL}:16:3",
    ),
    "misspelt and ignored": (
        and_then(replace(("\ncoverage_model: 1", "\ncoverage_modell: 1")), write(OWN, "ignore: [CL0]\n")),
        f"{MODEL}:1:1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GONE)
def test_a_plan_in_force_does_not_leave_unseen_and_nothing_silences_that(plan: Plan, name: str):
    edit, place = GONE[name]
    edit(plan)
    status, found = plan.ended("diff", "base")
    assert (status, found["CL040"]) == (1, [place])
    if not (plan.folder / OWN).exists():
        write(OWN, "ignore: [CL1, CL2, CL3, CL9]\nseverity: {CL9: off}\nfail-on: never\ndrafts: lenient\n")(plan)
    plan.git("add", "--all")
    plan.git("commit", "--quiet", "-m", name)
    status, found = plan.ended("diff", "base", "HEAD")
    assert (status, found["CL040"]) == (1, [place])
    assert plan.found("diff", "HEAD") == {}


@pytest.mark.parametrize(("edit", "field"), [(remove, ""), (replace(DRAFT), "status")])
def test_only_what_an_approval_lets_pass_says_that_one_may(plan: Plan, edit: Edit, field: str):
    edit(plan)
    (told,) = plan.as_json("diff", "base")["no_longer_checked"]
    assert (told["finding"]["entity"], told["finding"]["field"]) == ("plan", field)
    assert ("get a new approval" in told["finding"]["help"]) is bool(field)


@pytest.mark.parametrize("words", ["misspelt", "2"])
def test_a_marker_that_is_wrong_is_one_finding(plan: Plan, words: str):
    plan.edit(("\ncoverage_model: 1", "\ncoverage_modell: 1" if words == "misspelt" else "\ncoverage_model: 2"))
    assert plan.found("diff", "base") in ({"CL011": [f"{MODEL}:9:1"]}, {"CL010": [f"{MODEL}:9:17"]})
    assert plan.tell("diff", "base").status == 1


def test_a_draft_that_was_published_is_forgiven_nothing(plan: Plan):
    plan.edit(DRAFT, LOWERED)
    found = plan.found("diff", "base")
    assert found["CL900"] == [plan.place("1_000_000\n    phasing")]
    assert found["CL105"] == [plan.place("phasing: {Q1: 280_000")]
    plan.edit((APPROVED[0], APPROVED[1] % "nora-bennani"))
    told = plan.tell("diff", "base")
    assert told.status == 1  # the approval lets it be a draft, and forgives no error
    assert "CL040" not in plan.found("diff", "base")


@pytest.mark.parametrize(("by", "status"), [("nora-bennani", 0), ("marta-kowalska", 1)])
def test_who_approves_a_plan_may_make_it_a_draft_again_and_nobody_else(plan: Plan, by: str, status: int):
    plan.edit(DRAFT, (APPROVED[0], APPROVED[1] % by))
    assert plan.tell("diff", "base").status == status
    (told,) = plan.as_json("diff", "base")["no_longer_checked"]
    assert (told["path"], told["finding"]["code"], told["allowed"]) == (
        MODEL,
        "CL040",
        "" if status else "approved anew",
    )


@pytest.mark.parametrize(("day", "status"), [("2027-12-31", 1), ("2028-01-01", 0)])
def test_a_plan_may_go_once_its_year_is_over(plan: Plan, day: str, status: int):
    remove(plan)
    assert plan.tell("diff", "base", "--on", day).status == status


def test_a_draft_may_go(plan: Plan):
    plan.edit(DRAFT)
    plan.commit("Not yet")
    plan.git("branch", "draft")
    remove(plan)
    assert plan.found("diff", "draft") == {}
    assert plan.tell("diff", "draft").status == 0


def test_what_the_command_line_allows_passes_and_is_still_told(plan: Plan):
    move("old/coverage.txt")(plan)
    assert plan.tell("diff", "base", "--allow-removed", "another.yaml").status == 1
    told = plan.tell("diff", "base", "--allow-removed", f"./{MODEL}")
    assert (told.status, "allowed[CL040]" in told.out) == (0, True)
    assert plan.found("diff", "base", "--allow-removed", ".") == {}


def test_the_second_of_two_plans_in_a_file_does_not_leave_unseen(plan: Plan):
    text = (plan.folder / MODEL).read_text(encoding="utf-8")
    write(MODEL, f"{text}---\n{text.replace('name: Sales coverage 2027', 'name: Partners 2027')}")(plan)
    plan.commit("Two plans in one file")
    plan.git("branch", "both")
    write(MODEL, text)(plan)
    assert plan.found("diff", "both") == {"CL040": [f"{MODEL}:1:1"]}
    assert "(Partners 2027)" in plan.tell("diff", "both").out


def baseline(plan: Plan) -> None:
    assert plan.tell("baseline").status == 0


SILENCED = {
    "ignore": (write(OWN, "ignore: [CL9, CL1, CL2, CL3]\n"), OWN),
    "select": (write(OWN, "select: [CL5]\n"), OWN),
    "severity off": (write(OWN, "severity: {CL: off}\n"), OWN),
    "lighter": (write(OWN, "severity: {CL: info}\n"), OWN),
    "per file": (write(OWN, 'per-file:\n  "*.yaml": {ignore: [CL]}\n'), OWN),
    "severity per file": (write(OWN, 'per-file:\n  "*.yaml": {severity: {CL: off}}\n'), OWN),
    "pyproject": (write("pyproject.toml", '[tool.coverage-lint]\nignore = ["CL"]\n'), "pyproject.toml"),
    "baseline": (baseline, ".coverage-lint-baseline.json"),
    "comment": (
        replace(("\ncoverage_model: 1\n", "\n# coverage-lint: ignore-file[CL] because\ncoverage_model: 1\n")),
        MODEL,
    ),
    "moved to other settings": (
        and_then(move("pilot/plan.yaml"), write(f"pilot/{OWN}", "ignore: [CL]\n")),
        f"pilot/{OWN}",
    ),
}  # fmt: skip


def test_without_them_it_is_found(plan: Plan):
    plan.edit(RAISED)
    assert set(plan.found("diff", "base")) == BROKEN


@pytest.mark.parametrize("name", SILENCED)
def test_what_the_older_settings_find_is_not_silenced_by_newer_ones(plan: Plan, name: str):
    edit, path = SILENCED[name]
    plan.edit(RAISED)
    edit(plan)
    status, answer = plan.ended_as_json("diff", "base")
    told = answer["no_longer_checked"]
    assert status == 1
    assert {code for one in told for code in one["codes"]} == BROKEN | WAITING
    assert {(one["path"], one["finding"]["code"], one["finding"]["severity"]) for one in told} == {
        (path, "CL041", "error")
    }
    plan.commit("Silence it")
    assert plan.tell("diff", "base", "HEAD").status == 1
    assert plan.tell("diff", "base", "HEAD", "--allow-removed", path).status == 0
    assert plan.tell("check").status in {0, 2}  # it refuses settings that leave nothing to ask


def test_an_old_error_is_not_silenced_either(plan: Plan):
    plan.edit(RAISED)
    plan.commit("A plan with much wrong")
    plan.git("branch", "wrong")
    assert plan.tell("diff", "wrong").status == 0
    write(OWN, "ignore: [CL309]\n")(plan)
    assert plan.found("diff", "wrong") == {"CL041": [f"{OWN}:1:10"]}
    assert plan.tell("diff", "wrong").status == 1


def test_an_ignore_that_the_base_has_holds_on_wherever_its_line_goes(plan: Plan):
    target = "    target: 1_500_000"
    plan.edit((target, f"    # coverage-lint: ignore[CL309] agreed\n{target}"))
    plan.commit("An ignore")
    plan.git("branch", "ignoring")
    plan.edit(RAISED, ("\ncoverage_model: 1", "\n# a line more\ncoverage_model: 1"))
    assert set(plan.found("diff", "ignoring")) == BROKEN - {"CL309"} | {"CL301"}


def test_a_warning_that_is_ignored_with_a_reason_is_told_and_passes(plan: Plan):
    old, new = WARNED
    plan.edit((old, f"    # coverage-lint: ignore[CL119] agreed with the leader\n{new}"))
    found = plan.found("diff", "base")
    assert set(found) == {"CL041"}
    assert plan.tell("diff", "base").status == 0
    assert plan.tell("diff", "base", "--fail-on", "warning").status == 1


def test_what_fails_is_what_failed_in_the_base(plan: Plan):
    plan.edit(RAISED)
    write(OWN, "fail-on: never\n")(plan)
    assert set(plan.found("diff", "base")) == {*BROKEN, "CL042"}
    assert plan.tell("diff", "base").status == 1


def test_what_fails_now_fails_though_it_would_not_have_in_the_base(plan: Plan):
    plan.edit(WARNED)
    assert plan.found("diff", "base") == {"CL119": [plan.place("100_000 # what")]}
    assert plan.tell("diff", "base").status == 0
    write(OWN, "fail-on: warning\n")(plan)
    assert plan.found("diff", "base") == {"CL119": [plan.place("100_000 # what")]}
    assert plan.tell("diff", "base").status == 1


@pytest.mark.parametrize("strict", ["a", "b"])
def test_of_two_plans_that_one_line_silences_the_stricter_decides_whether_it_fails(plan: Plan, strict: str):
    for folder in ("a", "b"):
        shutil.copytree(plan.folder, plan.folder / folder, ignore=lambda *_: {".git", "a", "b"})
        write(f"{folder}/{OWN}", f"fail-on: {'warning' if folder == strict else 'error'}\n")(plan)
    remove(plan)
    plan.commit("Two plans, one with stricter settings")
    plan.git("branch", "two")
    for folder in ("a", "b"):
        plan.edit(WARNED, path=f"{folder}/{MODEL}")
        (plan.folder / folder / OWN).unlink()
    write(OWN, "ignore: [CL119]\n")(plan)
    (told,) = plan.as_json("diff", "two")["no_longer_checked"]
    assert (told["path"], told["finding"]["severity"], told["codes"]) == (OWN, "warning", ["CL119"])
    assert plan.tell("diff", "two").status == 1


def test_a_baseline_that_the_call_names_holds_what_the_base_recorded_and_nothing_more(plan: Plan):
    named = ("--baseline", "known.json")
    plan.edit(RAISED)
    assert plan.tell("baseline", "--file", "known.json").status == 0
    (told,) = plan.as_json("diff", "base", *named)["no_longer_checked"]
    assert (told["path"], set(told["codes"])) == ("known.json", BROKEN | WAITING)
    assert plan.tell("diff", "base", *named).status == 1
    plan.commit("A plan with much wrong, and what is known of it")
    plan.git("branch", "known")
    plan.edit(("\ncoverage_model: 1", "\n# a line more\ncoverage_model: 1"))
    assert plan.found("diff", "known", *named) == {}
    assert plan.tell("diff", "known", *named).status == 0


def test_what_one_line_silences_in_two_plans_is_as_grave_as_the_gravest(plan: Plan):
    for folder in ("a", "b"):
        shutil.copytree(plan.folder, plan.folder / folder, ignore=lambda *_: {".git", "a", "b"})
    remove(plan)
    plan.commit("Two plans")
    plan.git("branch", "two")
    plan.edit(WARNED, path=f"a/{MODEL}")
    plan.edit(RAISED, path=f"b/{MODEL}")
    write(OWN, "ignore: [CL]\n")(plan)
    (told,) = plan.as_json("diff", "two")["no_longer_checked"]
    assert (told["path"], told["finding"]["severity"]) == (OWN, "error")
    assert set(told["codes"]) == {*BROKEN, *WAITING, "CL119"}


def test_settings_that_ask_less_are_told_and_pass_as_long_as_they_silence_nothing(plan: Plan):
    write(OWN, "ignore: [CL3]\nparameters: {CL901: {most: 0.5}}\n")(plan)
    (told,) = plan.as_json("diff", "base")["no_longer_checked"]
    assert (told["path"], told["finding"]["code"]) == (OWN, "CL042")
    assert {"CL301", "CL309", "CL901"} <= set(told["codes"])
    assert plan.tell("diff", "base").status == 0


def test_settings_that_ask_more_take_nothing_away(plan: Plan):
    write(OWN, "severity: {CL119: error}\nfail-on: warning\ndrafts: strict\n")(plan)
    assert plan.as_json("diff", "base")["no_longer_checked"] == []
    assert plan.tell("diff", "base").status == 0


PACK = """\
- code: AC101
  name: few-goals
  title: Few goals
  severity: error
  why: Many goals are none.
  source: a judgement
  for: plan
  let: {number: count(goals)}
  when: number > 1
  message: "{number:count} goals"
  at: goals
  help: Have one.
"""


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("rules/own.yaml", PACK.replace("number > 1", "number > 100"), "rules/own.yaml:1:9"),
        (OWN, "ignore: [CL400]\n", f"{OWN}:1:1"),
    ],
)
def test_a_policy_of_the_teams_own_does_not_leave_unseen(plan: Plan, path: str, text: str, place: str):
    write("rules/own.yaml", PACK)(plan)
    write(OWN, "policies: [rules]\n")(plan)
    plan.commit("A policy of our own, which the plan breaks")
    plan.git("branch", "own")
    write(path, text)(plan)
    assert plan.found("diff", "own") == {"CL041": [place]}
    assert plan.tell("diff", "own").status == 1


def test_a_model_that_comes_out_of_an_exclude_brings_new_findings(plan: Plan):
    plan.edit(RAISED)
    move("old/plan.yaml")(plan)
    write(OWN, "exclude: [old/]\n")(plan)
    plan.commit("An old plan")
    plan.git("branch", "excluding")
    plan.git("mv", "old/plan.yaml", MODEL)
    assert set(plan.found("diff", "excluding")) == BROKEN
    plan.git("mv", MODEL, "old/plan.yaml")
    write(OWN, "exclude: []\n")(plan)
    assert set(plan.found("diff", "excluding")) == BROKEN


def test_a_base_whose_settings_are_broken_is_told_and_stops_nothing(plan: Plan):
    write(OWN, "ignore: [CL777]\n")(plan)
    plan.commit("Broken settings")
    plan.git("branch", "broken")
    write(OWN, "ignore: []\n")(plan)
    told = plan.tell("diff", "broken")
    assert told.status == 0
    words = " ".join(told.out.split())
    assert "the older version's settings cannot be used, so only the newer ones are" in words
    assert "CL777" in words


def test_folders_without_git_are_judged_the_same_way(plan: Plan):
    for folder in ("old", "new"):
        shutil.copytree(plan.folder, plan.folder / folder, ignore=lambda *_: {".git", "old", "new"})
    plan.edit(RAISED, path=f"new/{MODEL}")
    write(f"new/{OWN}", "ignore: [CL]\n")(plan)
    assert plan.found("diff", "old", "new") == {"CL041": [f"new/{OWN}:1:10"]}
    (plan.folder / "new" / MODEL).unlink()
    assert plan.found("diff", "old", "new") == {"CL040": [f"new/{MODEL}:1:1"]}


@pytest.mark.parametrize("form", ["sarif", "junit", "github", "gitlab", "markdown", "text"])
def test_every_format_tells_it(plan: Plan, form: str):
    remove(plan)
    told = plan.tell("diff", "base", "--format", form)
    assert told.status == 1
    assert "CL040" in told.out
    if form == "markdown":
        assert "the change fails" in told.out.splitlines()[0]
        assert "### No longer checked" in told.out
    if form == "text":
        assert told.out.splitlines()[-1].endswith("; 1 no longer checked: fails")
    if form == "sarif":
        (result,) = json.loads(told.out)["runs"][0]["results"]
        assert (result["ruleId"], result["level"]) == ("CL040", "error")
        assert json.loads(told.out)["runs"][0]["properties"]["verdict"] == "fails"


def test_a_folder_that_is_looked_at_is_not_left_unseen(plan: Plan):
    shutil.copy(plan.folder / MODEL, plan.folder / "other.yaml")
    (plan.folder / "plans").mkdir()
    move("plans/plan.yaml")(plan)
    plan.commit("Plans in a folder")
    plan.git("branch", "folder")
    (plan.folder / "plans" / "plan.yaml").rename(plan.folder / "moved.yaml")
    assert plan.found("diff", "folder", "--path", "plans") == {"CL040": ["moved.yaml:1:1"]}
    assert plan.found("diff", "folder") == {}


def test_settings_do_not_name_what_nothing_silences(plan: Plan):
    write(OWN, "ignore: [CL040]\n")(plan)
    told = plan.tell("check")
    assert told.status == 2
    assert "no setting can turn it off" in told.err
