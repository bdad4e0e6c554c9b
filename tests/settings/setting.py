"""What the tests of this folder share: files written, settings found, and what is wrong with them by place."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from coverage_lint.errors import SettingsError
from coverage_lint.policy.shipped import shipped
from coverage_lint.settings.find import SettingsFinder
from coverage_lint.settings.meaning import check_meaning

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_lint.settings.settings import Settings

OWN = ".coverage-lint.yaml"
TABLE = "[tool.coverage-lint]\n"
REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KEPT = os.environ.get("COVERAGE_LINT_CACHE") or os.path.expanduser("~/.cache/coverage-lint")
"""What is compiled stays here for the next process: to compile it takes longer than all else that a test does."""
COMMAND = "import sys; from coverage_lint.command.main import main; sys.exit(main())"


def write(folder: Path, name: str, text: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def settings_of(folder: Path, name: str = OWN, text: str | bytes = "") -> Settings:
    """Write a file of settings, and find it again."""
    write(folder, name, text)
    return SettingsFinder(str(folder), str(folder)).nearest(str(folder))


def fault(folder: Path, name: str, text: str | bytes) -> tuple[str, str, str]:
    """Return place, message and help of what is wrong with a file of settings."""
    with pytest.raises(SettingsError) as caught:
        check_meaning(settings_of(folder, name, text), lambda: shipped().policies)
    return told(caught.value)


def told(error: SettingsError) -> tuple[str, str, str]:
    place = error.location
    assert place is not None
    return f"{place.path}:{place.line}:{place.column}", error.message, error.help


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, in an environment that names no home, with what was compiled before at hand."""
    kept = {name: value for name, value in os.environ.items() if name not in {"HOME", "XDG_CACHE_HOME"}}
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=folder,
        env=kept | {"COVERAGE_LINT_CACHE": KEPT, "PYTHONPATH": REPOSITORY} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
