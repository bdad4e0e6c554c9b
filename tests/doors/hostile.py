"""A team's repository, a pull request that is out to do harm, and the command in a clone of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from git_repository import IDENTITY
from in_process import run_here

REPOSITORY = Path(__file__).parents[2]
SECRET = "ghp_whatNobodyMaySee"  # noqa: S105 - nobody's
MODEL = (REPOSITORY / "examples" / "startup" / "coverage.yaml").read_text(encoding="utf-8")


class Ended(NamedTuple):
    status: int
    out: str
    err: str


class Clone(NamedTuple):
    """A checkout, in a folder in which nothing else is the team's."""

    folder: Path

    def git(self, *words: str, **given: str) -> str:
        cwd = given.pop("cwd", "")
        ended = subprocess.run(
            ["git", *words], cwd=self.folder / cwd, env={**environment(), **given}, capture_output=True, check=False
        )
        assert ended.returncode == 0, ended
        return ended.stdout.decode().strip()

    def run(self, *arguments: str, **given: str) -> Ended:
        """Run the command within this process."""
        ended = run_here(self.folder, *arguments, environment={**environment(), **given})
        told = Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
        assert told.status != 3, told
        assert "Traceback" not in told.err
        return told

    def start(self, *arguments: str, cwd: str = "", **given: str) -> Ended:
        """Run the command as CI does, in a process of its own; a run that hangs is the test's failure."""
        ended = subprocess.run(
            [sys.executable, "-P", "-m", "coverage_lint", *arguments],
            cwd=self.folder / cwd,
            env={**environment(), "PYTHONPATH": str(REPOSITORY), **given},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert ended.returncode != 3, ended
        assert "Traceback" not in ended.stderr
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()
        path.write_text(text, encoding="utf-8")

    def link(self, name: str, target: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "pull request")


def environment() -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
    return inherited | IDENTITY


def begun(folder: Path) -> Clone:
    """Make a repository with a plan on main, and go to a branch of it."""
    folder.mkdir(parents=True)
    made = Clone(folder)
    made.git("init", "--quiet", "--initial-branch=main")
    made.write("plans/coverage.yaml", MODEL)
    made.commit()
    made.git("switch", "--quiet", "--create", "pull-request")
    return made
