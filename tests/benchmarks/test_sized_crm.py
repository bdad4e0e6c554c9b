"""The CRM that `benchmarks/review.py` measures with: the same for the same size, and asked by hand."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sized")
    words = ["--make", str(folder), "--rows", "1000", "--people", "20", "--ending", "csv"]
    subprocess.run([sys.executable, BENCHMARKS / "review.py", *words], check=True)
    return folder


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with open(folder / "crm" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_has_as_many_rows_as_were_asked_for(made):
    assert len(rows(made, "accounts")) == 1000
    assert len({row["id"] for row in rows(made, "opportunities")}) == 1000


def test_who_owns_deals_sells_in_the_plan(made):
    users = {row["id"]: row["employee"] for row in rows(made, "users")}
    plan = (made / "coverage.yaml").read_text(encoding="utf-8")
    owners = {users[row["owner"]] for row in rows(made, "opportunities")}
    assert len(owners) > 3
    assert all(f"- id: {person}\n" in plan for person in owners)


def test_the_script_by_hand_counts_what_stands_in_the_rows(made):
    words = [sys.executable, BENCHMARKS / "crm" / "by_hand.py", str(made / "crm"), "csv"]
    answers = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    held = rows(made, "opportunities")
    still_open = [row for row in held if row["closed"] == "false"]
    assert sum(row[6] for row in answers["results"] if not row[4]) == len(still_open)
    late = [row["id"] for row in still_open if row["close_date"] < "2027-09-30"]
    assert answers["deals: past its close date"][0] == len(late)
    assert answers["deals: past its close date"][2] == [[one] for one in sorted(late)[:5]]
