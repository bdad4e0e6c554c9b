"""One cause of a change is one finding, with its parts and their lines in the version that has them."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from git_repository import GitRepository
from plan import MODEL, Plan

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """coverage_model: 1
plan:
  status: published
  currency: EUR
  fiscal_year: {start: 2027-01-01, end: 2027-12-31}
  approvals: [{by: ada, on: 2026-12-01}, {by: bob, on: 2026-12-02}, {by: cem, on: 2026-12-03}]
goals: [{id: new, motion: new_business, target: 3_000_000}]
roles: [{id: hunter, family: account_executive, productivity: 900_000}]
groups:
  - {id: north, targets: {new: 1_000_000}, quota: 2_000_000}
  - {id: east, targets: {new: 1_000_000}, quota: 500_000}
  - {id: west, targets: {new: 1_000_000}, quota: 500_000}
people:
"""
SELLERS = {"ada": 600_000, "bob": 500_000, "cem": 400_000, "dee": 500_000, "eli": 500_000, "fay": 500_000}
"""Together 3,000,000, which is the goal."""
PEOPLE = 14
"""The line of the first of them."""


def text(*ids: str, head: str = HEAD) -> str:
    rows = (f"  - {{id: {one}, role: hunter, group: north, start: 2024-01-01, quota: {SELLERS[one]}}}" for one in ids)
    return head + "\n".join(rows) + "\n"


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the repository once."""
    plan = Plan.begin(tmp_path_factory.mktemp("begun") / "plan")
    (plan.folder / MODEL).write_text(text(*SELLERS), encoding="utf-8")
    plan.commit("Six sellers")
    plan.git("branch", "base")
    return plan.folder


@pytest.fixture
def plan(begun: Path, tmp_path: Path) -> Plan:
    """Return a copy of the repository."""
    folder = tmp_path / "plan"
    shutil.copytree(begun, folder, symlinks=True)
    return Plan(GitRepository(folder, folder))


def test_five_sellers_gone_from_a_group_are_one_finding_that_names_them_with_their_lines(plan: Plan):
    (plan.folder / MODEL).write_text(text("dee"), encoding="utf-8")
    assert plan.found("diff", "base", "--select", "CL909") == {"CL909": [f"{MODEL}:13:1"]}
    (found,) = plan.as_json("diff", "base", "--select", "CL909")["models"][0]["new"]
    assert found["message"] == (
        "2,500,000 of assigned quota went from north with 5 sellers (ada, bob, cem, eli, fay), and all that is "
        "assigned comes to 500,000 now, 2,500,000 below the need of 3,000,000"
    )
    places = [
        (one["place"]["path"], one["place"]["line"], one["label"])
        for trace in found["traces"]
        if trace["name"] == "lost"
        for one in trace["places"]
    ]
    gone = [(f"base:{MODEL}", PEOPLE + at, one) for at, one in enumerate(SELLERS) if one != "dee"]
    assert places == [(path, line, f"person {one} quota {SELLERS[one]:,}") for path, line, one in gone]


@pytest.mark.parametrize("form", ["markdown", "text", "github", "sarif", "junit", "gitlab"])
def test_every_format_names_who_went(plan: Plan, form: str):
    (plan.folder / MODEL).write_text(text("dee"), encoding="utf-8")
    told = plan.tell("diff", "base", "--select", "CL909", "--format", form)
    assert "with 5 sellers (ada, bob, cem, eli, fay)" in told.out
    if form == "sarif":
        (result,) = json.loads(told.out)["runs"][0]["results"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (13, 1)


def test_groups_that_go_together_are_one_finding(plan: Plan):
    head = "".join(line for line in HEAD.splitlines(keepends=True) if "id: east" not in line and "id: west" not in line)
    (plan.folder / MODEL).write_text(text(*SELLERS, head=head), encoding="utf-8")
    (found,) = plan.as_json("diff", "base", "--select", "CL902")["models"][0]["new"]
    assert found["message"] == (
        "2 groups went (east, west) with 1,000,000 of quota, and all quotas come to 2,000,000 now, 1,000,000 below the "
        "need of 3,000,000"
    )
    assert (found["entity"], found["place"]["line"], found["place"]["column"]) == ("plan", 9, 1)
    quotas = next(trace for trace in found["traces"] if trace["name"] == "lost")
    assert [(one["place"]["path"], one["place"]["line"]) for one in quotas["places"]] == [
        (f"base:{MODEL}", 11), (f"base:{MODEL}", 12),
    ]  # fmt: skip


def test_approvals_that_go_together_are_one_finding(plan: Plan):
    plan.edit((", {by: bob, on: 2026-12-02}, {by: cem, on: 2026-12-03}", ""))
    (found,) = plan.as_json("diff", "base", "--select", "CL907")["models"][0]["new"]
    assert found["message"] == "bob, cem had approved the plan, and this change takes the approvals out"
    assert (found["place"]["path"], found["place"]["line"], found["place"]["column"]) == (MODEL, 6, 3)
