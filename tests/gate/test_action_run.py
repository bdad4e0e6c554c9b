"""The action's own steps, run in clones of a real repository as GitHub runs them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from plan import IMPERFECT, MODEL, RAISED
from runner import PULL_REQUEST, PUSH, Event

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from plan import Plan
    from runner import Machine

INSTALLED = "coverage-lint"
NEW = {"CL105", "CL309"}


def codes(folder: Path, file: str = "coverage-lint.sarif") -> set[str]:
    """Return the codes of the SARIF file's results that count."""
    (run,) = json.loads((folder / file).read_text(encoding="utf-8"))["runs"]
    return {one["ruleId"] for one in run["results"] if not one.get("suppressions")}


def test_it_installs_itself_and_checks_on_a_push_and_takes_no_module_of_the_checkout_for_one_of_pythons(
    plan: Plan, machine: Callable[..., Machine], tmp_path: Path
):
    plan.edit(IMPERFECT)
    plan.commit("Forget why")
    here = machine()
    for name in ("venv.py", "ensurepip.py", "json.py", "runpy.py"):
        (here.work / name).write_text(f"open({str(tmp_path / 'sprung')!r}, 'w')\n", encoding="utf-8")
    (here.work / "pip").mkdir()
    (here.work / "pip" / "__init__.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    ran = here.run(PUSH)
    assert ran.status == 1
    assert (here.temp / "coverage-lint").is_dir()
    assert "error[CL401 segment-uncovered]" in ran.log
    assert f"::error file={MODEL},line=" in ran.log
    assert ran.summary.startswith("## coverage-lint: 1 error")
    assert "CL401" in ran.summary
    assert ran.outputs["sarif-file"] == "coverage-lint.sarif"
    assert codes(here.work) == {"CL401"}
    assert not (tmp_path / "sprung").exists()


def test_a_push_of_a_clean_plan_passes(machine: Callable[..., Machine]):
    here = machine()
    ran = here.run(PUSH, INSTALLED)
    assert ran.status == 0, ran.log
    assert ran.summary.startswith("## coverage-lint: ")
    assert codes(here.work) == set()


def test_a_pull_request_fails_for_what_it_broke_and_nothing_older(plan: Plan, machine: Callable[..., Machine]):
    plan.edit(IMPERFECT)
    plan.commit("Forget why")
    plan.branch("raise", RAISED)
    here = machine("raise")
    ran = here.run(PULL_REQUEST, INSTALLED)
    assert ran.status == 1, ran.log
    assert {code for code in NEW if f"error[{code} " in ran.log} == NEW
    assert "CL401" not in ran.log
    assert "1,500,000" in ran.summary
    assert "1,700,000" in ran.summary
    assert codes(here.work) == NEW
    assert ran.log.count("::error file=") == len(NEW)


def test_a_pull_request_that_breaks_nothing_passes(plan: Plan, machine: Callable[..., Machine]):
    plan.edit(IMPERFECT)
    plan.commit("Forget why")
    plan.branch("rename", ("name: Sales coverage 2027", "name: Coverage 2027"))
    ran = machine("rename").run(PULL_REQUEST, INSTALLED)
    assert ran.status == 0, ran.log


def test_what_the_target_got_in_between_is_no_part_of_the_change(plan: Plan, machine: Callable[..., Machine]):
    plan.branch("rename", ("name: Sales coverage 2027", "name: Coverage 2027"))
    plan.git("switch", "--quiet", "main")
    plan.edit(RAISED)
    plan.commit("Raise the goal on main")
    ran = machine("rename").run(PULL_REQUEST, INSTALLED)
    assert ran.status == 0, ran.log
    assert "CL309" not in ran.log


def test_fail_on_paths_and_the_name_of_the_sarif_file_are_the_teams(plan: Plan, machine: Callable[..., Machine]):
    other = plan.folder / "pilots and trials"
    other.mkdir()
    (plan.folder / MODEL).rename(other / "a plan.yaml")
    plan.commit("Move it")
    plan.branch("raise")
    plan.edit(RAISED, path="pilots and trials/a plan.yaml")
    plan.commit("Raise it")
    here = machine("raise")
    paths = "\n  no-such-folder-yet/../pilots and trials/a plan.yaml  \n\n"
    (here.work / "no-such-folder-yet").mkdir()
    ran = here.run(PULL_REQUEST, INSTALLED, paths=paths, fail_on="never", sarif_file="found here.sarif")
    assert ran.status == 0, ran.log
    assert ran.outputs["sarif-file"] == "found here.sarif"
    assert codes(here.work, "found here.sarif") == NEW
    ran = here.run(PULL_REQUEST, INSTALLED, paths="no-such-folder-yet", sarif_file="")
    assert "CL309" not in ran.log
    assert ran.outputs["sarif-file"] == ""
    assert not (here.work / "coverage-lint.sarif").exists()


@pytest.mark.parametrize(
    "hostile", ["$(touch taken)", "`touch taken`", '"; touch taken; "', "--output=json=taken", "a'b"]
)
def test_inputs_are_data(hostile: str, machine: Callable[..., Machine]):
    here = machine()
    for name in ("paths", "base", "fail_on"):
        ran = here.run(PUSH, INSTALLED, **{name: hostile})
        assert ran.status == 2, (name, ran)
        assert ran.outputs["sarif-file"] == ""
        assert "nothing was checked" in ran.summary
    assert sorted(one.name for one in here.work.iterdir() if one.name != ".git") == [
        ".coverage-model.schema.json",
        MODEL,
    ]


def test_a_base_that_is_given_holds_on_every_event(plan: Plan, machine: Callable[..., Machine]):
    plan.edit(RAISED)
    plan.commit("Raise the goal")
    here = machine()
    assert here.run(PUSH, INSTALLED, base="HEAD~1").status == 1
    assert here.run(PUSH, INSTALLED, base="HEAD").status == 0


def test_a_merge_group_is_compared_with_what_it_goes_on(plan: Plan, machine: Callable[..., Machine]):
    plan.edit(IMPERFECT)
    plan.commit("Forget why")
    base = plan.git("rev-parse", "HEAD").strip()
    plan.branch("raise", RAISED)
    ran = machine("raise").run(Event("merge_group", merge_group_base=base), INSTALLED)
    assert ran.status == 1
    assert "CL401" not in ran.log


def test_a_clone_without_the_target_branch_is_told_what_to_do(plan: Plan, machine: Callable[..., Machine]):
    plan.branch("raise", RAISED)
    here = machine("", "--depth=1", "--single-branch", "--branch=raise")
    ran = here.run(PULL_REQUEST, INSTALLED)
    assert ran.status == 2
    assert "::error title=coverage-lint::origin/main is not in this clone" in ran.log
    assert "fetch-depth: 0" in ran.log


def test_a_clone_without_history_is_told_what_to_do(plan: Plan, machine: Callable[..., Machine]):
    plan.branch("raise", RAISED)
    plan.git("switch", "--quiet", "main")
    plan.edit(("name: Sales coverage 2027", "name: Coverage 2027"))
    plan.commit("Rename on main")
    here = machine("", "--depth=1", "--no-single-branch", "--branch=raise")
    ran = here.run(PULL_REQUEST, INSTALLED)
    assert ran.status == 2, ran.log
    assert "fetch-depth: 0" in ran.log
    assert "nothing was checked" in ran.summary


def test_pull_request_target_does_not_pass_for_want_of_a_change(plan: Plan, machine: Callable[..., Machine]):
    plan.branch("raise", RAISED)
    plan.git("switch", "--quiet", "main")
    ran = machine().run(PULL_REQUEST._replace(name="pull_request_target"), INSTALLED)
    assert ran.status == 2
    assert "use pull_request" in ran.log


# --- the comment ------------------------------------------------------------------------------------------------------


def test_one_comment_is_written_and_then_brought_up_to_date(
    plan: Plan, machine: Callable[..., Machine], pull_request: Path
):
    plan.branch("raise", RAISED)
    here = machine("raise")
    assert here.run(PULL_REQUEST, INSTALLED, comment="true").status == 1
    (comment,) = read(pull_request)["comments"]
    marker, _, rest = comment["body"].partition("\n")
    assert marker == "<!-- coverage-lint gate The_gate____of_ours/plan -->"
    assert "CL309" in rest
    assert len(comment["body"]) < 65_536

    here.run(PULL_REQUEST, INSTALLED, comment="true", fail_on="never")
    here.run(PULL_REQUEST, INSTALLED, comment="true", base="HEAD")
    state = read(pull_request)
    assert state["calls"] == ["create", "update", "update"]
    assert [one["id"] for one in state["comments"]] == [comment["id"]]
    assert "CL309" not in state["comments"][0]["body"]


def test_the_comment_is_found_among_many_and_only_if_it_is_ones_own(
    plan: Plan, machine: Callable[..., Machine], pull_request: Path
):
    plan.branch("raise", RAISED)
    marker = "<!-- coverage-lint gate The_gate____of_ours/plan -->\n"
    others = [{"id": f"IC_other_{n}", "viewerDidAuthor": True, "body": f"Number {n}\n{marker}"} for n in range(150)]
    others[3] = {"id": "IC_stranger", "viewerDidAuthor": False, "body": f"{marker}All is well"}
    write(pull_request, {"may": "write", "comments": others, "calls": []})
    here = machine("raise")
    here.run(PULL_REQUEST, INSTALLED, comment="true")
    here.run(PULL_REQUEST, INSTALLED, comment="true")
    state = read(pull_request)
    assert state["calls"] == ["create", "update"]
    assert state["comments"][:150] == others
    assert len(state["comments"]) == 151


@pytest.mark.parametrize("may", ["read", "nothing"])
def test_a_token_that_may_not_comment_is_told_and_decides_nothing(
    may: str, plan: Plan, machine: Callable[..., Machine], pull_request: Path
):
    plan.branch("rename", ("name: Sales coverage 2027", "name: Coverage 2027"))
    write(pull_request, {"may": may, "comments": [], "calls": []})
    ran = machine("rename").run(PULL_REQUEST, INSTALLED, comment="true")
    assert ran.status == 0, ran.log
    assert "::notice title=coverage-lint::There is no comment on the pull request" in ran.log
    assert read(pull_request)["comments"] == []


def test_a_pull_request_that_leaves_the_plan_alone_gets_no_comment(
    plan: Plan, machine: Callable[..., Machine], pull_request: Path
):
    plan.branch("other")
    (plan.folder / "README").write_text("Our plan\n", encoding="utf-8")
    plan.commit("Say what this is")
    ran = machine("other").run(PULL_REQUEST, INSTALLED, comment="true")
    assert ran.status == 0, ran.log
    assert ran.summary.startswith("## coverage-lint: ")
    assert read(pull_request)["calls"] == []


def test_nothing_comments_unless_asked_nor_on_a_push_nor_where_nothing_was_checked(
    plan: Plan, machine: Callable[..., Machine], pull_request: Path
):
    plan.branch("raise", RAISED)
    here = machine("raise")
    here.run(PULL_REQUEST, INSTALLED)
    here.run(PUSH, INSTALLED, comment="true")
    assert here.run(PULL_REQUEST, INSTALLED, comment="true", base="no-such-branch").status == 2
    assert read(pull_request)["calls"] == []


def read(file: Path) -> dict[str, list[dict[str, str]]]:
    state: dict[str, list[dict[str, str]]] = json.loads(file.read_text(encoding="utf-8"))
    return state


def write(file: Path, state: dict[str, object]) -> None:
    file.write_text(json.dumps(state), encoding="utf-8")
