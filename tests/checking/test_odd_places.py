"""One place, group, owner or day is wrong in a sound plan: the command tells it where it stands, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_odd_figures import EXAMPLES, edited

PARTNER = "route: partner, cadence: monthly}\n"
KOWHAI = "      - {partner: kowhai-pumps, territory: new-zealand, route: partner, cadence: monthly}"
WESTLINE = "westline-pumps, territory: western-australia, route: partner, cadence: weekly"

EDITS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "CL302 error": ("startup", [("quota: 2_700_000", "quota: «2_400_000")]),
    "CL329 error": ("software", [("quota: 3_950_000", "quota: «3_950")]),
    "CL340 warning": (
        "software",
        [("- id: sales-engineering", "- id: «sales-engineering"), ("    supports: [enterprise, mid-market]\n", "")],
    ),
    "CL341 error": (
        "software",
        [("- id: sales-engineering", "- id: «sales-engineering"), ("overlay: true", "overlay: false")],
    ),
    "CL342 error": (
        "software",
        [("- id: smb\n", "- id: «smb\n"), ("quota_type: pooled # leads", "quota_type: individual # leads")],
    ),
    "CL343 error": ("acme", [("target_phasing: {Q1: 900_000", "«target_phasing: {Q1: 800_000")]),
    "CL344 error": (
        "software",
        [
            (
                "    quota: 3_950_000\n",
                (
                    "    quota: 3_950_000\n"
                    "    shared_credit: [{goal: renewal, amount: «39_000_000, with: account-management}]\n"
                ),
            )
        ],
    ),
    "CL345 error": ("software", [("{renewal: 3_900_000}", "{renewal: «39_000_000}")]),
    "CL346 error": ("startup", [("existing-business: 1_600_000", "existing-business: «1_900_000")]),
    "CL347 error": ("software", [("{renewal: 3_900_000}", "{renewal: «-3_900_000}")]),
    "CL348 error": ("acme", [("{new-business: 4_500_000}", "{new-business: «4_050_000}")]),
    "CL404 warning": ("startup", [("route: field", "route: «digital")]),
    "CL421 error": (
        "distributors",
        [
            ("    margin: 0.34\n    tier: A\n    coverage:", "    margin: 0.34\n    tier: A\n    «coverage:"),
            (f"south-and-north, {PARTNER}{KOWHAI}", f"queensland, {PARTNER}{KOWHAI}"),
        ],
    ),
    "CL422 warning": ("startup", [("accounts_per_person: 45", "accounts_per_person: «4")]),
    "CL424 warning": ("distributors", [("accounts: 96\n", "accounts: «96_000\n")]),
    "CL425 warning": ("software", [("value: 9_000_000", "value: «9_000")]),
    "CL423 info": (
        "startup",
        [("accounts: 90\n", "accounts: 40\n"), ("accounts_per_person: 45", "accounts_per_person: «45")],
    ),
    "CL426 warning": (
        "software",
        [
            ("accounts: 3100", "accounts: «3100"),
            ("territory: uk-small", "territory: uk-small, accounts: 1_800"),
            ("territory: dach-small", "territory: dach-small, accounts: 770"),
            ("territory: nordic-small", "territory: nordic-small, accounts: 430"),
        ],
    ),
    "CL427 warning": ("distributors", [("accounts: 4300", "accounts: «430")]),
    "CL428 warning": ("distributors", [("potential: 34_000_000", "potential: «3_400_000")]),
    "CL429 error": (
        "distributors",
        [
            (
                "owners: [{person: barry-lowe, end: 2027-12-31}, {person: barrys-successor, start: 2028-01-01}]",
                "«owners: [{person: barry-lowe, share: 0.8}, {person: barrys-successor, share: 0.5}]",
            )
        ],
    ),
    "CL430 error": ("distributors", [("start: 2028-01-01}]", "start: 2028-01-01, end: «2027-01-01}]")]),
    "CL431 warning": ("software", [("motion: renewal, route", "motion: «new_business, route")]),
    "CL432 error": ("software", [("new-business: 200_000", "new-business: «2_000_000")]),
    "CL434 warning": ("distributors", [("    co_sell: true\n", ""), (f"partner: {WESTLINE}", f"partner: «{WESTLINE}")]),
    "CL602 warning": (
        "software",
        [
            ("[account-management, renewals, customer-success]", "[account-management, renewals]"),
            ("- {id: customer-success,", "- {id: «customer-success,"),
        ],
    ),
    "CL603 warning": (
        "software",
        [
            (
                "groups: [account-management, renewals, customer-success]",
                "«groups: [account-management, renewals, customer-success, smb]",
            )
        ],
    ),
    "CL706 error": ("software", [("due: 2027-09-30", "due: «2026-09-30")]),
    "CL710 warning": (
        "software",
        [("start: 2027-02-01\n    due: 2027-09-30", "start: 2028-02-01\n    due: «2028-09-30")],
    ),
    "CL711 warning": ("distributors", [("    owner: dean-kostas\n", "    owner: «barry-lowe\n")]),
    "CL817 warning": ("startup", [("opening_pipeline: 1_400_000", "opening_pipeline: «1_400")]),
    "CL822 warning": ("software", [("objects: [account, opportunity,", "«objects: [account,")]),
    "CL826 warning": ("distributors", [("owner: dean-kostas, reviewed", "owner: «barry-lowe, reviewed")]),
    "CL827 warning": (
        "software",
        [("subject: model, cadence: monthly, owner: cro", "subject: model, cadence: monthly, owner: «ae-mid-5")],
    ),
    "CL828 warning": ("software", [("cycle_days: 75", "cycle_days: «750")]),
    "CL829 warning": ("software", [("subject: model, cadence: monthly", "subject: model, cadence: «yearly")]),
    "CL830 warning": (
        "software",
        [("required_fields: [stage, amount, close_date", "«required_fields: [stage, close_date")],
    ),
    "CL832 error": ("startup", [("plan:\n", "«plan:\n"), ("  owner: nora-bennani\n  currency", "  currency")]),
    "CL833 error": ("startup", [("effective: 2027-01-01", "effective: «2028-01-01")]),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, list[str]]:
    """What one run of the command says, by plan: each edit stands in a plan of its own."""
    folder = tmp_path_factory.mktemp("plans")
    for name, (plan, edits) in EDITS.items():
        for table in (EXAMPLES / plan).rglob("*"):
            if table.is_file() and table.name != "coverage.yaml":
                copy = folder / name[:5] / table.relative_to(EXAMPLES / plan)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(table.read_bytes())
        (folder / name[:5]).mkdir(exist_ok=True)
        (folder / name[:5] / "coverage.yaml").write_text(edited(plan, edits)[0], encoding="utf-8")
    command = [sys.executable, "-m", "coverage_lint", "check", ".", "--format", "concise"]
    environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent), "NO_COLOR": "1"}
    shown = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout
    found: dict[str, list[str]] = {name[:5]: [] for name in EDITS}
    for line in shown.splitlines():
        place, _, said = line.partition(": ")
        if said.startswith(("error", "warning", "info")):
            severity, code = said.split()[:2]
            file, row, column = place.split(":")
            found[Path(file).parts[0]].append(f"{row}:{column} {code} {severity}")
    return found


@pytest.mark.parametrize("name", EDITS)
def test_what_is_odd_is_told_where_it_stands_and_nothing_else(name, told):
    assert told[name[:5]] == [f"{edited(*EDITS[name])[1]} {name}"]
