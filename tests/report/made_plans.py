"""Reports made as users make them, and the plans they are of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copyfile
from typing import Any

from in_process import run_here
from ruamel.yaml import YAML

TOP = Path(__file__).parents[2]
EXAMPLES = TOP / "examples"
WHOLE = ("acme", "startup", "software", "device-field-force", "distributors")
"""Examples in which nothing is missing."""
HOSTILE = (
    "<script>alert(1)</script> \"q\" 'q' `c` |x| [l](http://e.example) **b** #59; %%{init: {}}%% ]) --> end; "
    "\u202ertl\u200b &amp; $1$ @octocat : , {x}"
)
"""What can stand in a name, and means something to one reader or another."""
LONG = "Long " * 59 + "names"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder, within this process."""
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    return run_here(folder, *arguments, environment=kept)


def with_hash_seed(seed: str, *arguments: str) -> bytes:
    """Return what a report writes to standard output, in a process whose sets have an order of their own."""
    line = [sys.executable, "-m", "coverage_lint", "report", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(TOP), "PYTHONHASHSEED": seed}
    return subprocess.run(line, cwd=TOP, env=environment, capture_output=True, check=True, timeout=120).stdout


def report(folder: Path, *arguments: str) -> str:
    """Return what a report writes to standard output."""
    ended = run(folder, "report", *arguments)
    assert (ended.returncode, ended.stderr) == (0, b""), ended
    return ended.stdout.decode()


def portrait(folder: Path, *arguments: str) -> dict[str, Any]:
    """Return the one plan of a report in JSON."""
    (model,) = json.loads(report(folder, "--format", "json", *arguments))["models"]
    assert isinstance(model, dict)
    return model


NAMING = ("name", "title", "kpi", "rationale", "system", "uncovered_reason", "phasing_reason", "activities", "agenda")


def hostile(name: str, folder: Path) -> None:
    """Write acme's plan into a folder, as JSON, with a name wherever one can stand outside its table of people."""
    model = YAML(typ="safe").load(EXAMPLES / "acme" / "coverage.yaml")
    (folder / "plan.yaml").write_text(json.dumps(_renamed(model, name), default=str), encoding="utf-8")
    copyfile(EXAMPLES / "acme" / "people.csv", folder / "people.csv")


def _renamed(held: object, name: str) -> object:
    if isinstance(held, list):
        return [_renamed(one, name) for one in held]
    if not isinstance(held, dict):
        return held
    made = {}
    for key, value in held.items():
        if key == "certifications":
            made[key] = value  # they are compared with each other
        elif key in NAMING:
            made[key] = [name for _ in value] if isinstance(value, list) else name
        else:
            made[key] = _renamed(value, name)
    return made
