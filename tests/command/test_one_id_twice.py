"""Two entities with one id: what is found in them comes in one order, whatever the run, its hashes, or the engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]
MODEL = """\
coverage_model: 1
plan: {name: Twice, currency: EUR, fiscal_year: {start: 2027-01-01, end: 2027-12-31}}
goals: [{id: new, motion: new_business, target: 1_000}, {id: new, motion: renewal, target: 2_000}]
roles: [{id: hunter, family: account_executive}, {id: hunter, family: account_manager}]
people:
  - {id: ada, role: hunter, group: north, quota: 1}
  - {id: ada, role: hunter, group: south, quota: 2}
groups: [{id: north, quota: 1}, {id: north, quota: 2}, {id: south}]
segments: [{id: large, accounts: 10}, {id: large, accounts: 20}]
territories:
  - {id: west, owner: ada, potential: 1_000}
  - {id: west, group: south, potential: 2_000}
  - {id: west}
partners: [{id: dealer}, {id: dealer}]
"""
IDS = {"goal": "new", "role": "hunter", "person": "ada", "group": "north", "segment": "large", "partner": "dealer"}


def second(identity: str) -> tuple[int, int]:
    """Return line and column of the second entity with an id."""
    begins = [at for at in range(len(MODEL)) if MODEL.startswith(f"{{id: {identity}", at)]
    at = begins[1] + len("{id: ")
    return MODEL.count("\n", 0, at) + 1, at - MODEL.rfind("\n", 0, at)


def told(folder: Path, seed: str, *command: str) -> bytes:
    call = [sys.executable, "-m", "coverage_lint", *command, "--format", "json"]
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(TOP)}
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, check=False).stdout


def test_each_second_one_is_told_at_its_line_and_column(tmp_path: Path):
    (tmp_path / "plan.yaml").write_text(MODEL, encoding="utf-8")
    found = json.loads(told(tmp_path, "0", "check", "plan.yaml"))["models"][0]["findings"]
    places: dict[str, list[tuple[int, int]]] = {}
    for one in found:
        if one["code"] == "CL021":
            places.setdefault(one["entity"].split()[0], []).append((one["place"]["line"], one["place"]["column"]))
    assert places == {**{kind: [second(one)] for kind, one in IDS.items()}, "territory": [(12, 10), (13, 10)]}


def test_the_bytes_are_the_same_in_every_run(tmp_path: Path):
    (tmp_path / "plan.yaml").write_text(MODEL, encoding="utf-8")
    (tmp_path / "old.yaml").write_text(MODEL.replace("quota: 2", "quota: 3"), encoding="utf-8")
    for command in (("check", "plan.yaml"), ("diff", "old.yaml", "plan.yaml"), ("report", "plan.yaml")):
        first, *others = (told(tmp_path, seed, *command) for seed in ("0", "1", "4711"))
        assert json.loads(first)["models"]
        assert others == [first, first]


def test_findings_stand_in_the_order_of_their_places(tmp_path: Path):
    (tmp_path / "plan.yaml").write_text(MODEL, encoding="utf-8")
    found = json.loads(told(tmp_path, "0", "check", "plan.yaml"))["models"][0]["findings"]
    order = [(one["place"]["line"], one["place"]["column"], one["code"], one["entity"]) for one in found]
    assert order == sorted(order)
    assert len(order) > 8
