"""The templates for GitLab and for any other CI, run in clones of a real repository."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from plan import IMPERFECT, MODEL, RAISED, Told
from readers import REPOSITORY, gitlab_jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from plan import Plan
    from runner import Machine

GATE = REPOSITORY / "templates" / "gate.sh"
JOBS = gitlab_jobs(REPOSITORY / "templates" / "gitlab-ci.yml")
NEW = {"CL105", "CL309"}


def run(machine: Machine, command: list[str], **settings: str) -> Told:
    """Run a command in a clone, with coverage-lint on the PATH."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "CI_", "COVERAGE_LINT"))}
    path = f"{machine.programs}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(
        command,
        cwd=machine.work,
        env={**kept, "PATH": path, **settings},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    return Told(ended.returncode, ended.stdout, ended.stderr)


def gate(machine: Machine, *arguments: str, reader: str = "sh", **settings: str) -> Told:
    """Run the plain gate."""
    return run(machine, [reader, str(GATE), *arguments], **settings)


@pytest.fixture
def raised(plan: Plan, machine: Callable[..., Machine]) -> Machine:
    """Return a clone of a branch that raises a goal; main has a finding that is older."""
    plan.edit(IMPERFECT)
    plan.commit("Forget why")
    plan.branch("raise", RAISED)
    return machine("raise")


def test_without_a_base_everything_is_checked(raised: Machine):
    told = gate(raised)
    assert told.status == 1
    assert "error[CL401 " in told.out
    assert "error[CL309 " in told.out
    assert gate(raised, reader="bash") == told


def test_with_a_base_only_what_the_branch_broke_fails(raised: Machine):
    told = gate(raised, "origin/main")
    assert told.status == 1
    assert "error[CL401 " not in told.out
    assert {code for code in NEW if f"error[{code} " in told.out} == NEW
    assert gate(raised, "HEAD").status == 0


def test_it_leaves_reports_where_it_is_told_to(raised: Machine):
    gate(raised, "origin/main", COVERAGE_LINT_REPORTS="out/of the gate")
    for folder in ("coverage-lint-reports", "out/of the gate"):
        gate(raised, "origin/main", COVERAGE_LINT_REPORTS=folder)
        held = raised.work / folder
        assert sorted(one.name for one in held.iterdir()) == ["findings.md", "findings.sarif", "findings.xml"]
        assert "CL309" in (held / "findings.xml").read_text(encoding="utf-8")


def test_what_fails_can_be_set(raised: Machine):
    assert gate(raised, "origin/main", COVERAGE_LINT_FAIL_ON="never").status == 0
    assert gate(raised, COVERAGE_LINT_FAIL_ON="never").status == 0
    assert gate(raised, "origin/main", COVERAGE_LINT_FAIL_ON="$(touch taken)").status == 2
    assert not (raised.work / "taken").exists()


def test_paths_with_spaces_narrow_it(raised: Machine):
    folder = raised.work / "of others"
    folder.mkdir()
    assert gate(raised, "origin/main", "of others").status == 0
    assert gate(raised, "origin/main", "of others", MODEL).status == 1
    assert gate(raised, "", "of others", MODEL).status == 1
    (folder / "plan.yaml").write_bytes((raised.work / MODEL).read_bytes())
    told = gate(raised, "", "of others")
    assert told.status == 1
    assert f"--> of others/{'plan.yaml'}:" in told.out
    assert f"--> {MODEL}:" not in told.out


def test_a_shallow_clone_gets_its_history(plan: Plan, machine: Callable[..., Machine]):
    plan.branch("rename", ("name: Sales coverage 2027", "name: Coverage 2027"))
    plan.git("switch", "--quiet", "main")
    plan.edit(RAISED)
    plan.commit("Raise the goal on main")
    here = machine("", "--depth=1", "--no-single-branch", "--branch=rename")
    told = gate(here, "origin/main")
    assert told.status == 0, told
    assert "CL309" not in told.out


def test_without_coverage_lint_it_says_so(raised: Machine):
    (raised.programs / "coverage-lint").unlink()
    told = gate(raised, "origin/main", PATH=f"{raised.programs}:/usr/bin:/bin")
    assert told.status == 2
    assert "coverage-lint is not on the PATH" in told.err


def job(machine: Machine, name: str, **variables: str) -> Told:
    """Run a job's script as GitLab does, in one shell that ends with the first line that fails."""
    script = "\n".join(JOBS[name]["script"])
    given = {key: str(value) for key, value in JOBS[name]["variables"].items()}
    return run(machine, ["sh", "-e", "-c", script], **given, CI_PROJECT_DIR=str(machine.work), **variables)


def test_a_merge_request_fails_for_what_it_broke(raised: Machine, plan: Plan):
    base = plan.git("merge-base", "main", "raise").strip()
    told = job(raised, "coverage-lint-diff", CI_MERGE_REQUEST_DIFF_BASE_SHA=base, CI_MERGE_REQUEST_TARGET_BRANCH_SHA="")
    assert told.status == 1, told
    quality = json.loads((raised.work / "coverage-lint.json").read_text(encoding="utf-8"))
    assert {one["check_name"].split()[0] for one in quality} == NEW
    assert "CL309" in (raised.work / "coverage-lint.xml").read_text(encoding="utf-8")
    assert "CL309" in (raised.work / "coverage-lint.md").read_text(encoding="utf-8")


def test_merged_results_leave_out_what_the_target_brought(plan: Plan, machine: Callable[..., Machine]):
    plan.branch("rename", ("name: Sales coverage 2027", "name: Coverage 2027"))
    base = plan.git("rev-parse", "main").strip()
    plan.git("switch", "--quiet", "main")
    plan.edit(RAISED)
    plan.commit("Raise the goal on main")
    target = plan.git("rev-parse", "main").strip()
    here = machine("rename")
    variables = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": target}
    assert job(here, "coverage-lint-diff", **variables).status == 0


def test_the_default_branch_is_checked_whole(raised: Machine):
    told = job(raised, "coverage-lint-check")
    assert told.status == 1
    assert "error[CL401 " in told.out


def test_the_jobs_leave_what_they_name_as_artifacts(raised: Machine):
    job(raised, "coverage-lint-check")
    for one in JOBS.values():
        reports = one["artifacts"]["reports"]
        for path in (*one["artifacts"]["paths"], reports["codequality"], reports["junit"]):
            assert (raised.work / path).is_file()
