"""What one thing of a model costs as it grows; tests/thorough/test_every_growth.py tries each thing."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from growing import BENCHMARKS, GROWTHS, assert_grows_in_proportion, warm

from coverage_lint.schemas import load_schema


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory):
    warm(tmp_path_factory.mktemp("warm"))


@pytest.mark.parametrize("name", ["everything: chains, each refers to another", "everything: stars, all refer to one"])
def test_twice_as_much_of_everything_takes_no_more_than_twice_as_long(name, tmp_path):
    assert_grows_in_proportion(name, tmp_path)


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
    asked = ["--only", "groups.parent: a star", "--sizes", "20", "40", "--all"]
    line = [sys.executable, os.path.join(BENCHMARKS, "growth.py"), *asked]
    made = subprocess.run(line, check=True, capture_output=True, text=True)
    *measured, last = made.stdout.splitlines()
    assert [one.partition(" s  ")[2].split(maxsplit=1) for one in measured] == [
        [form, name]
        for name in ("groups.parent: a star", "groups.parent: a star, every field")
        for form in ("text", "json")
    ]
    assert last == "2 of 2 growths at 20, 40: 0 cost more than 2.5 times a doubling"
