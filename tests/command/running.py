"""The command as its users run it: piped, in a folder; as a process of its own where that is the matter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from in_process import run_here

REPOSITORY = Path(__file__).parents[2]
SETTINGS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "COVERAGE_LINT_TRACEBACK", "PYTHONIOENCODING", "PYTHONUTF8")


def environment(**settings: str) -> dict[str, str]:
    """Return an environment that finds the package, and holds none of what changes output but what is given."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**kept, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm-256color", **settings}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "coverage_lint", *arguments]


def run(folder: Path, *arguments: str, stdin: bytes = b"", **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder, piped, within this process."""
    return run_here(folder, *arguments, stdin=stdin, environment=environment(**settings))


def start(
    folder: Path, *arguments: str, stdin: bytes | None = None, **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder, piped, as a process of its own."""
    given: dict[str, object] = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command(*arguments),
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        timeout=60,
        check=False,
        **given,
    )


def python(code: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run Python code that finds the package."""
    line = [sys.executable, "-c", code]
    return subprocess.run(line, cwd=folder, env=environment(), capture_output=True, timeout=60, check=True)


CLEAN = (REPOSITORY / "examples" / "startup" / "coverage.yaml").read_text(encoding="utf-8")
MISSPELT = "coverage_model: 1\nplan:\n  ownr: ada\n"
"""One CL011, at line 3, column 3."""
