"""A plan of two people, and a CRM of a few rows beside it, for tests of the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from in_process import run_here

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

PLAN = """\
coverage_model: 1
plan:
  name: Small
  owner: ada
  currency: USD
  measure: arr
  fiscal_year: {start: 2027-01-01, end: 2027-12-31}
  status: published
goals:
  - {id: new, motion: new_business, target: 1_200_000, phasing: {Q1: 300_000, Q2: 300_000, Q3: 300_000, Q4: 300_000}}
roles:
  - {id: ae, family: account_executive, motion: new_business, productivity: 900_000}
people:
  - {id: ada, role: ae, group: north, crm_id: U1, start: 2025-01-01, quota: 700_000}
  - {id: ben, role: ae, group: north, email: ben@example.com, start: 2025-01-01, quota: 600_000}
groups:
  - {id: north, leader: ada, targets: {new: 1_200_000}, quota: 1_300_000}
process:
  win_rate: 0.5
  stages:
    - {id: offer, probability: 0.5, crm_stage: Offer}
    - {id: won, closed: true, crm_stage: Won}
    - {id: lost, closed: true, probability: 0, crm_stage: Lost}
  crm: {system: CRM}
"""
DEALS = """\
id,owner,account,amount,stage,created,close_date,motion
D1,U1,A1,200000.50,Won,2027-01-10,2027-02-10,new_business
D2,U2,A1,100000,Won,2027-02-10T08:00:00Z,2027-03-20,new_business
D3,U1,A1,400000,Offer,2027-03-10,2027-06-30,new_business
D4,U9,A1,5000,Offer,2027-03-31,2027-03-30,new_business
"""
USERS = "id,email,active\nU1,ada@example.com,true\nU2,Ben@Example.com,true\n"
ACTUALS = "coverage_actuals: 1\nsource: crm\n"


def write_crm(folder: Path, *, plan: str = PLAN, actuals: str | None = ACTUALS, **tables: str) -> None:
    """Write the plan, its actuals, and the tables; those of the call take the place of the usual ones."""
    (folder / "coverage.yaml").write_text(plan, encoding="utf-8")
    if actuals is not None:
        (folder / "actuals.yaml").write_text(actuals, encoding="utf-8")
    (folder / "crm").mkdir(exist_ok=True)
    for name, text in {"opportunities": DEALS, "users": USERS, **tables}.items():
        (folder / "crm" / f"{name}.csv").write_text(text, encoding="utf-8")


def review(folder: Path, *arguments: str) -> CompletedProcess[bytes]:
    """Run the command on the plan of a folder."""
    return run_here(folder, "review", "coverage.yaml", *arguments)


def lines(ended: CompletedProcess[bytes]) -> list[str]:
    """Return what a run in the concise format tells, a finding a line."""
    return ended.stdout.decode().splitlines()
