"""What one thing of a model costs as it grows: in calls of functions, which no noise of a machine changes."""

from __future__ import annotations

import cProfile
import io
import json
import os
import pstats
import subprocess
import sys
from contextlib import redirect_stdout

import pytest

BENCHMARKS = os.path.join(os.path.dirname(__file__), "..", "..", "benchmarks")
sys.path.append(BENCHMARKS)

from grown.models import growths  # noqa: E402 - found by the line above

from coverage_lint.command.main import main  # noqa: E402
from coverage_lint.schemas import load_schema  # noqa: E402

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


def calls(name: str, size: int, folder) -> int:
    path = folder / "model.json"
    path.write_text(json.dumps(GROWTHS[name].make(size)), encoding="utf-8")
    profile = cProfile.Profile()
    with redirect_stdout(io.StringIO()):
        profile.enable()
        status = main(["check", str(path), "--format", "json", "--on", "2027-06-30"])
        profile.disable()
    assert status in (0, 1)
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined]


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory):
    calls("everything: names nobody", 20, tmp_path_factory.mktemp("warm"))  # imports and compiled policies


@pytest.mark.parametrize("name", SHOWN)
def test_twice_as_much_takes_no_more_than_twice_as_long(name, tmp_path):
    few, some, many = (calls(name, size, tmp_path) for size in (SIZE, 2 * SIZE, 4 * SIZE))
    assert many - some < max(LEAST, MOST * (some - few)), (few, some, many)


def test_every_list_map_and_tree_of_the_schema_is_grown():
    text = json.dumps(load_schema())
    trees = {name.partition(":")[0] for name in GROWTHS if name.endswith(": a star")}
    assert len(trees) == text.count('"x-acyclic": true')
    grown = {name.partition(":")[0].rpartition(".")[2] for name in GROWTHS}
    listed = {
        key
        for part in [load_schema(), *load_schema()["$defs"].values()]
        for key, held in part.get("properties", {}).items()
        if "items" in held or "x-rows" in held or held.get("$ref", "").endswith("/phasing")
    }
    assert listed <= grown


def test_the_benchmark_measures_what_is_asked_for_and_tells_what_it_measured():
    asked = ["--only", "groups.parent: a star", "--sizes", "50", "100", "--all"]
    line = [sys.executable, os.path.join(BENCHMARKS, "growth.py"), *asked]
    made = subprocess.run(line, check=True, capture_output=True, text=True)
    *measured, last = made.stdout.splitlines()
    assert [one.partition(" s  ")[2].split(maxsplit=1) for one in measured] == [
        [form, name]
        for name in ("groups.parent: a star", "groups.parent: a star, every field")
        for form in ("text", "json")
    ]
    assert last == "2 of 2 growths at 50, 100: 0 cost more than 2.5 times a doubling"
