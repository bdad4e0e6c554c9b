"""CRMs at random for the plan of tests/review/hand: whatever a row can hold, in any mixture."""

from __future__ import annotations

import csv
import shutil
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from crms import HAND, HAND_PLAN, HAND_WORDS
from oracle_tables import Crm, read_crm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

USERS = ("U1", "U2", "U3", "U4", "U5", "U9", "")
STAGES = ("1 Qualify", "2 Propose", "2 - Proposing", "3 Legal")
AMOUNTS = ("", "0", "100", "99999.99", "12345.67", "0.01", "50000", "50000")


_COLUMNS = (
    *("id", "account", "owner", "type", "stage", "amount"),
    *("currency", "created", "modified", "close_date", "closed", "won"),
)


def random_crm(folder: Path, seed: int, deals: int = 120) -> Crm:
    """Write a CRM beside a copy of the plan, and return it as the oracle reads it."""
    draws = Random(seed)  # noqa: S311 - rows, no secrets
    shutil.copytree(HAND, folder, dirs_exist_ok=True)
    header, rows = _deals(draws, deals)
    _write(folder / "crm" / "opportunities.csv", header, rows)
    accounts = [
        [
            f"A{at}",
            draws.choice(USERS),
            draws.choice(("Large", "Base", "Public", "Other", "")),
            draws.choice(("east", "west", "")),
            f"A{draws.randrange(at)}" if at and draws.random() < 1 / 5 else "",
            "2026-01-01",
        ]
        for at in range(12)
    ]
    _write(folder / "crm" / "accounts.csv", ["id", "owner", "segment", "territory", "parent", "created"], accounts)
    ids = sorted({row[0] for row in rows})
    splits = [(one, user, share) for one in ids[::7] for user, share in (("U1", "0.5"), ("U2", "0.3"), ("U9", "0.2"))]
    _write(folder / "crm" / "splits.csv", ("opportunity", "user", "share"), splits)
    words = ("1 Qualify", "2 Propose", "4 Won", "5 Lost")
    history = [
        (one, draws.choice(words), f"{_day(draws, date(2026, 6, 1), 300)}")
        for one in ids
        for _ in range(draws.randrange(4))
    ]
    _write(folder / "crm" / "stage_history.csv", ("opportunity", "stage", "on"), history)
    return read_crm(folder / "crm", HAND_PLAN, HAND_WORDS)


def _deals(draws: Random, deals: int) -> tuple[list[str], list[list[str]]]:
    header = list(_COLUMNS)
    rows = []
    for at in range(deals):
        closed = draws.random() < 0.6
        won = closed and draws.random() < 0.5
        begun = _day(draws, date(2026, 1, 1), 450)
        changed = begun + timedelta(days=draws.randrange(60))
        close = _day(draws, date(2026, 3, 1), 800)
        rows.append([
            f"D{draws.randrange(at + 1) if draws.random() < 0.05 else at}",
            f"A{draws.randrange(12)}" if draws.random() < 0.9 else "",
            draws.choice(USERS),
            draws.choice(("New", "New", "Renewal")),
            "4 Won" if won else "5 Lost" if closed else draws.choice(STAGES),
            draws.choice(AMOUNTS),
            draws.choice(("USD", "USD", "", "EUR", "JPY")),
            f"{begun}T{draws.randrange(24):02}:{draws.randrange(60):02}:00Z",
            f"{changed}T{draws.randrange(24):02}:30:{at % 60:02}Z",
            f"{close}" if closed or draws.random() < 0.9 else "",
            str(closed).lower(),
            str(won).lower(),
        ])  # fmt: skip
    return header, rows


def _day(draws: Random, first: date, days: int) -> date:
    return first + timedelta(days=draws.randrange(days))


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
