"""What a check of a grown model costs: in calls of functions, which no noise of a machine changes."""

from __future__ import annotations

import cProfile
import io
import json
import os
import pstats
import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

BENCHMARKS = os.path.join(os.path.dirname(__file__), "..", "..", "benchmarks")
sys.path.append(BENCHMARKS)

from grown.models import growths  # noqa: E402 - found by the line above

from coverage_lint.command.main import main  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

GROWTHS = {one.name: one for one in growths()}
SHOWN = [
    name
    for name in GROWTHS
    if name.startswith("everything:") or name.endswith(("a chain upwards, every field", "many rows"))
]
SIZE = 80
MOST = 3
"""A doubling costs twice as much; what is sought in order, or told up to some number, a little more or less."""
LEAST = 5_000
"""Calls that a few entities more may take."""


def calls(name: str, size: int, folder: Path) -> int:
    path = folder / "model.json"
    path.write_text(json.dumps(GROWTHS[name].make(size)), encoding="utf-8")
    profile = cProfile.Profile()
    with redirect_stdout(io.StringIO()):
        profile.enable()
        status = main(["check", str(path), "--format", "json", "--on", "2027-06-30"])
        profile.disable()
    assert status in (0, 1)
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined]


def warm(folder: Path) -> None:
    """Import what a check needs, and compile the policies."""
    calls("everything: names nobody", 20, folder)


def assert_grows_in_proportion(name: str, folder: Path, size: int = SIZE) -> None:
    """Twice as much takes no more than twice as long."""
    few, some, many = (calls(name, held, folder) for held in (size, 2 * size, 4 * size))
    assert many - some < max(LEAST, MOST * (some - few)), (few, some, many)
