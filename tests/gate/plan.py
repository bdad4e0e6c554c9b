"""The plan that `coverage-lint init` writes, in a git repository, and what people do to it."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from git_repository import GitRepository
from in_process import run_here

MODEL = "coverage.yaml"
IMPERFECT = ("    uncovered_reason: They sign up by themselves on the web site\n", "")
"""A segment that nobody covers: CL401."""
RAISED = (
    "target: 1_500_000\n    phasing: {Q1: 280_000, Q2: 350_000",
    "target: 1_700_000\n    phasing: {Q1: 280_000, Q2: 450_000",
)
"""The goal for new business and half of it in a quarter, with nothing else that goes with it.

CL105 and CL309, for which CL248 and CL301 wait. Without the quarter it would be CL116 alone.
"""


class Told(NamedTuple):
    status: int
    out: str
    err: str


@cache
def _begun() -> Path:
    """Make the repository that all plans begin as."""
    folder = Path(tempfile.mkdtemp(prefix="begun"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    plan = Plan(GitRepository(folder, folder))
    plan.repository.git("init", "--quiet", "--initial-branch=main")
    assert plan.tell("init").status == 0
    plan.commit("Begin")
    return folder


class Plan(NamedTuple):
    """A repository that holds the plan."""

    repository: GitRepository

    @classmethod
    def begin(cls, folder: Path) -> Plan:
        """Make the repository, with a plan without findings on main."""
        return cls(GitRepository(shutil.copytree(_begun(), folder, symlinks=True), folder))

    @property
    def folder(self) -> Path:
        return self.repository.folder

    def git(self, *arguments: str) -> str:
        return self.repository.git(*arguments)

    def edit(self, *edits: tuple[str, str], path: str = MODEL) -> None:
        """Replace what occurs once, each."""
        for old, new in edits:
            self.repository.edit(path, old, new)

    def commit(self, message: str) -> None:
        ended = self.repository.commit(message)
        assert ended.returncode == 0, ended

    def branch(self, name: str, *edits: tuple[str, str]) -> None:
        """Make a branch, with edits committed."""
        self.git("switch", "--quiet", "--create", name)
        if edits:
            self.edit(*edits)
            self.commit(f"Change the plan on {name}")

    def tell(self, *arguments: str) -> Told:
        """Run coverage-lint in the repository, within this process."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        ended = run_here(self.folder, *arguments, environment=environment)
        assert ended.returncode in {0, 1, 2}, ended
        return Told(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    def found(self, *arguments: str) -> dict[str, list[str]]:
        """Return places by code, as --format concise shows them, of a command that ends with 0 or 1."""
        return self.ended(*arguments)[1]

    def ended(self, *arguments: str) -> tuple[int, dict[str, list[str]]]:
        """Return the exit status of a command, 0 or 1, and the places that it shows."""
        told = self.tell(*arguments, "--format", "concise")
        assert told.status in {0, 1}, told
        places: dict[str, list[str]] = {}
        for place, code in re.findall(r"^(\S+:\d+:\d+): \w+ (\w+) ", told.out, re.MULTILINE):
            places.setdefault(code, []).append(place)
        return told.status, places

    def as_json(self, *arguments: str) -> Any:  # noqa: ANN401 - by the schemas in schemas/
        return self.ended_as_json(*arguments)[1]

    def ended_as_json(self, *arguments: str) -> tuple[int, Any]:
        """Return the exit status of a command, and its JSON."""
        told = self.tell(*arguments, "--format", "json")
        return told.status, json.loads(told.out)

    def place(self, words: str, path: str = MODEL) -> str:
        """Return the place where some words begin, as findings show it."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(words) == 1, words
        at = text.index(words)
        return f"{path}:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"
