"""A sales team's repository with a branch that changes the plan, and machines that clone it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from git_repository import GitRepository
from plan import Plan
from runner import Machine

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Return a folder for the PATH: `coverage-lint` of this checkout, and a `gh` that asks nobody."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name, code in {
        "coverage-lint": f'PYTHONPATH="{REPOSITORY}" exec "{sys.executable}" -m coverage_lint "$@"',
        "gh": f'exec "{sys.executable}" "{REPOSITORY}/tests/gate/fake_gh.py" "$@"',
    }.items():
        program = folder / name
        program.write_text(f"#!/bin/sh\n{code}\n", encoding="utf-8")
        program.chmod(0o755)
    return folder


@pytest.fixture
def shell(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put these programs in front of the PATH, and git's identity into the environment."""
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Return the team's repository: the plan that `coverage-lint init` writes, on main."""
    return Plan.begin(tmp_path / "plan")


@pytest.fixture
def machine(plan: Plan, tmp_path: Path, programs: Path) -> Callable[..., Machine]:
    """Return what clones the repository as actions/checkout does, for a push, or for the merge of a pull request."""

    def cloned(branch: str = "", *options: str) -> Machine:
        work, temp = tmp_path / "work", tmp_path / "temp"
        temp.mkdir()
        origin = GitRepository(plan.folder, tmp_path)
        origin.git("clone", "--quiet", *options, plan.folder.as_uri(), str(work))
        if branch:  # what GitHub keeps as refs/pull/7/merge
            clone = GitRepository(work, tmp_path)
            clone.git("checkout", "--quiet", "--detach", "origin/main")
            clone.git("merge", "--quiet", "--no-ff", "--no-edit", f"origin/{branch}")
        return Machine(work, temp, programs)

    return cloned


@pytest.fixture
def pull_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a pull request's comments, to which the token may add."""
    file = tmp_path / "pull-request.json"
    file.write_text(json.dumps({"may": "write", "comments": [], "calls": []}), encoding="utf-8")
    monkeypatch.setenv("FAKE_GH", str(file))
    return file
