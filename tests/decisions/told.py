"""The command in a folder: what it tells, and the status it ends with."""

from __future__ import annotations

import json
import os
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from coverage_lint.command.main import main

if TYPE_CHECKING:
    from pathlib import Path

Json: TypeAlias = "Any"
"""What JSON holds."""
OWN = ".coverage-lint.yaml"
BASELINE = ".coverage-lint-baseline.json"


class Told(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def findings(self) -> list[str]:
        """Severity and code of each, with its place: `a.yaml:2:3 error CL011`."""
        return [f"{place} {words.split()[0]} {words.split()[1]}" for place, words in self._lines()]

    @property
    def codes(self) -> list[str]:
        return [words.split()[1] for _, words in self._lines()]

    def _lines(self) -> list[tuple[str, str]]:
        return [(place, words) for place, _, words in (line.partition(": ") for line in self.out.splitlines())]


def run(folder: Path, *arguments: str) -> Told:
    """Run the command as a process would, with its words and its status."""
    out, err = StringIO(), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        status = main(list(arguments))
    return Told(status, out.getvalue(), err.getvalue())


def check(folder: Path, *arguments: str) -> Told:
    """Check, a finding a line; a misuse or a fault of the program is none of what it expects."""
    told = run(folder, "check", "--format", "concise", *arguments)
    assert told.status in {0, 1}, told.err
    return told


def misuse(folder: Path, *arguments: str) -> str:
    told = run(folder, *arguments)
    assert told.status == 2, told
    assert told.out == ""
    return told.err


def as_json(folder: Path, *arguments: str) -> Json:
    return json.loads(run(folder, "check", "--format", "json", *arguments).out)


def write(folder: Path, name: str, text: str | bytes) -> None:
    path = folder / name
    os.makedirs(path.parent, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
