"""The fuzzer makes the same inputs from a seed, tells a broken promise, and lets nothing be written elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

BENCHMARKS = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "benchmarks"))
HOSTILE = os.path.join(BENCHMARKS, "hostile.py")
KINDS = ("bytes", "models", "tables", "settings", "packs", "baselines", "diffs", "reports", "trees")


def python(program: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    whole = f"import sys; sys.path.insert(0, {BENCHMARKS!r})\n{program}"
    command = [sys.executable, "-c", whole, *arguments]
    env = {**os.environ, **environment}
    return subprocess.run(command, check=False, capture_output=True, text=True, env=env, timeout=300)


def hostile(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, HOSTILE, "--processes", "1", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_makes_the_same_inputs(kind):
    program = "from fuzzing.kinds import input_of\nfor number in range(40): print(input_of(7, number, (sys.argv[1],)))"
    first, second = (python(program, kind, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert len(set(first.stdout.splitlines())) > 30


def test_a_run_counts_its_inputs_by_kind():
    ended = hostile("--inputs", "40", "--seed", "3", "--kinds", "bytes", "settings")
    rows = [line.strip("| ").split(" | ") for line in ended.stdout.splitlines() if line.startswith("| ")]
    counted = {row[0]: int(row[1]) for row in rows[1:]}
    assert set(counted) == {"bytes", "settings", "**all**"}
    assert counted["**all**"] == counted["bytes"] + counted["settings"] == 40
    assert "seed 3" in ended.stdout


def test_a_program_that_breaks_is_told_and_its_input_is_kept_smaller(tmp_path):
    program = """
import json
import coverage_lint.command.check as check
from fuzzing.workers import Plan, hunt
former = check.run
def broken(arguments):
    for path in arguments.paths:
        with open(path, "rb") as file:
            if b"people" in file.read():
                raise RuntimeError("broken on purpose")
    return former(arguments)
check.run = broken
tally = hunt(Plan(5, 5.0, 12, ("bytes",), sys.argv[1], 1))
print(json.dumps([[promise, cause, len(found)] for (promise, cause), found in tally.faults.items()]))
"""
    ended = python(program, str(tmp_path))
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert [one[0] for one in told if "RuntimeError" in one[1]] == ["exit 3"]
    (folder,) = (one for one in tmp_path.iterdir() if "RuntimeError" in one.name and one.name.endswith(".0"))
    (model,) = (folder / "files").iterdir()
    assert len(model.read_bytes().splitlines()) == 1
    assert b"people" in model.read_bytes()
    assert "coverage-lint check" in (folder / "reproduce").read_text(encoding="utf-8")


def test_what_is_run_writes_in_its_own_folder_alone(tmp_path):
    program = """
import os
from fuzzing.fence import fence
fence([sys.argv[1]])
open(os.path.join(sys.argv[1], "inside"), "w").close()
for path in (os.path.join(os.path.dirname(sys.argv[1]), "outside"), "/dev/hostile"):
    try:
        open(path, "w").close()
    except OSError:
        print("refused")
"""
    inside = tmp_path / "a"
    inside.mkdir()
    ended = python(program, str(inside))
    assert ended.stdout.split() == ["refused", "refused"], ended
    assert os.listdir(inside) == ["inside"]
    assert os.listdir(tmp_path) == ["a"]
