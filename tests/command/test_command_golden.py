"""Whole outputs, kept as files; golden/README.md says how to write them anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from running import run

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.parent.name for path in GOLDEN.glob("*/arguments.txt"))


@pytest.mark.parametrize("case", CASES)
def test_output_is_as_it_is_kept(case: str, tmp_path: Path):
    folder = tmp_path / "run"
    shutil.copytree(GOLDEN / case, folder, ignore=shutil.ignore_patterns("*.txt"))
    arguments = (GOLDEN / case / "arguments.txt").read_text(encoding="utf-8").split()
    ended = run(folder, *arguments)
    shown = ended.stdout.decode() + ended.stderr.decode() + f"exit status {ended.returncode}\n"
    expected = GOLDEN / case / "expected.txt"
    if os.environ.get("REGENERATE"):
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")


def test_there_are_cases():
    assert len(CASES) > 5
