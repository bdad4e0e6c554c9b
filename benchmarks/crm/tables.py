"""The tables of a CRM as rows, and as CSV files."""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class User(NamedTuple):
    """Somebody who can log in."""

    id: str
    email: str
    name: str
    active: str
    start: str
    end: str
    employee: str
    """The id of the person or seat in the plan; '' for somebody who is in none."""


class Account(NamedTuple):
    """A customer or prospect."""

    id: str
    name: str
    owner: str
    segment: str
    territory: str
    parent: str
    created: str


class Opportunity(NamedTuple):
    """A deal. Amounts are decimals as text, '' where none is given; times are UTC, close dates plain dates."""

    id: str
    account: str
    owner: str
    type: str
    stage: str
    amount: str
    currency: str
    created: str
    modified: str
    close_date: str
    closed: str
    won: str
    last_activity: str
    next_step: str


class Activity(NamedTuple):
    """A call or a meeting."""

    id: str
    owner: str
    account: str
    on: str


class Step(NamedTuple):
    """The day on which a deal came into a stage."""

    opportunity: str
    stage: str
    on: str


class Crm(NamedTuple):
    """The tables of a CRM."""

    users: list[User]
    accounts: list[Account]
    opportunities: list[Opportunity]
    activities: list[Activity]
    stage_history: list[Step]


FIELDS = {
    "users": User,
    "accounts": Account,
    "opportunities": Opportunity,
    "activities": Activity,
    "stage_history": Step,
}


def csv_text(fields: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV below their header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows(rows)
    return text.getvalue()


def csv_files(crm: Crm) -> dict[str, str]:
    """Return the texts of a CRM's tables by the names of their files."""
    return {f"{name}.csv": csv_text(FIELDS[name]._fields, rows) for name, rows in zip(Crm._fields, crm, strict=True)}


def write_csv(crm: Crm, folder: str) -> None:
    """Write a CRM's tables into a folder, each a CSV file."""
    os.makedirs(folder, exist_ok=True)
    for name, text in csv_files(crm).items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
