"""A plan and a CRM as plain values, for the oracle: read by the csv module and as text from YAML, nothing else.

None of the package is used, so that nothing of it can be wrong here in the same way.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from pathlib import Path

QUARTERS = {"Q1": (1, 2, 3), "Q2": (4, 5, 6), "Q3": (7, 8, 9), "Q4": (10, 11, 12)}


class Deal(NamedTuple):
    """A row of opportunities in the plan's terms."""

    id: str
    account: str
    owner: str
    """The user's id."""
    motion: str
    stage: str
    """The plan's stage, '' for one that the plan lacks."""
    amount: Fraction | None
    """In the plan's currency; None without an amount, or without a rate."""
    has_amount: bool
    created: date
    modified: date
    close: date | None
    closed: bool
    won: bool
    filled: frozenset[str]
    """The columns that are not empty, by the names that plans give them."""
    row: int
    """Its line in the file."""


class Crm(NamedTuple):
    """The tables in the plan's terms."""

    deals: list[Deal]
    """Each id once: the row that was changed last."""
    doubled: list[Deal]
    """The other rows of those that have the same id."""
    accounts: list[dict[str, str]]
    people: dict[str, str]
    """From a user's id to the person of the plan."""
    splits: dict[str, list[tuple[str, Fraction]]]
    history: dict[str, list[tuple[str, date]]]
    """Of a deal, its stages by day, in the order of the file."""
    activities: list[dict[str, str]]
    partners: frozenset[str] = frozenset()
    """The users whose deals are partners'."""


class Plan(NamedTuple):
    """What of a plan the measures need."""

    year: int
    """The fiscal year is the calendar's."""
    goals: dict[str, dict[str, Any]]
    """Motion, target, its twelve months, and need, what sellers must bring of it; of goals without any below them."""
    groups: dict[str, dict[str, Fraction]]
    """The targets of each group, by goal."""
    phasing: dict[str, list[Fraction]]
    """The twelve months of what each group must bring, as shares of its targets."""
    people: dict[str, dict[str, Any]]
    stages: dict[str, Fraction]
    """The probability of each open stage."""
    win_rate: Fraction
    segments: dict[str, bool]
    """Whether a segment is covered."""
    required: list[str]
    """What every open deal must have."""


def amount(text: str) -> Fraction:
    return Fraction(text.replace("_", ""))


def months_of(phasing: dict[str, str]) -> list[Fraction]:
    """Return the twelve months of a phasing: those given, else a third of their quarter each."""
    held = [Fraction(0)] * 12
    for period, value in phasing.items():
        within = QUARTERS[period] if period in QUARTERS else (int(period[5:]),)
        for month in within:
            held[month - 1] += amount(value) / len(within)
    return held


def read_plan(folder: Path) -> Plan:
    root = YAML(typ="base").load((folder / "coverage.yaml").read_text(encoding="utf-8"))
    parents = {goal.get("parent") for goal in root["goals"]}
    by_partners: dict[str, Fraction] = defaultdict(Fraction)
    for partner in root.get("partners") or ():
        for goal, value in partner["targets"].items():
            by_partners[goal] += amount(value)
    goals = {
        goal["id"]: {
            "motion": goal["motion"],
            "target": amount(goal["target"]),
            "months": months_of(goal["phasing"]),
            "need": amount(goal["target"]) - amount(goal.get("self_serve") or "0") - by_partners[goal["id"]],
        }
        for goal in root["goals"]
        if goal["id"] not in parents
    }
    groups = {
        group["id"]: {goal: amount(value) for goal, value in group["targets"].items()}
        for group in root["groups"]
        if "targets" in group
    }
    phasing = {}
    for group in root["groups"]:
        if "targets" not in group:
            continue
        months = [Fraction(0)] * 12
        if "target_phasing" in group:
            months = months_of(group["target_phasing"])
        else:
            for goal, target in groups[group["id"]].items():
                for at in range(12):
                    months[at] += goals[goal]["months"][at] * target / goals[goal]["target"]
        phasing[group["id"]] = [one / sum(months) for one in months]
    return Plan(
        int(root["plan"]["fiscal_year"]["start"][:4]),
        goals,
        groups,
        phasing,
        {person["id"]: person for person in _people(folder, root["people"])},
        {one["id"]: Fraction(one["probability"]) for one in root["process"]["stages"] if one.get("closed") != "true"},
        Fraction(root["process"]["win_rate"]),
        {one["id"]: bool(one.get("coverage")) for one in root["segments"]},
        root["process"]["crm"]["required_fields"],
    )


def _people(folder: Path, held: list[dict[str, Any]] | dict[str, str]) -> list[dict[str, Any]]:
    if isinstance(held, list):
        return held
    with open(folder / held["from"], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        shares = {key.partition(".")[2]: row[key] for key in row if key.startswith("groups.") and row[key]}
        if shares:
            row["groups"] = shares  # type: ignore[assignment]
    return rows


class Words(NamedTuple):
    """What a CRM's columns and words mean: an actuals.yaml, said once more."""

    motions: dict[str, str]
    stages: dict[str, str]
    segments: dict[str, str]
    partners: frozenset[str]
    """The users whose deals partners close by themselves."""
    person: str
    """The column of users that says who it is in the plan; 'id' where the plan names users."""
    rates: dict[str, Fraction]
    zone: str = "UTC"
    currency: str = "USD"


def read_crm(folder: Path, plan: Plan, words: Words) -> Crm:
    zone = ZoneInfo(words.zone)
    known = {one["crm_id"]: person for person, one in plan.people.items() if one.get("crm_id")}
    people = {}
    for user in _rows(folder, "users"):
        person = known.get(user["id"]) if words.person == "id" else user[words.person]
        if person in plan.people:
            people[user["id"]] = person
    history: dict[str, list[tuple[str, date]]] = {}
    for row in _rows(folder, "stage_history"):
        history.setdefault(row["opportunity"], []).append((words.stages.get(row["stage"], ""), day(row["on"], zone)))
    splits: dict[str, list[tuple[str, Fraction]]] = {}
    for row in _rows(folder, "splits"):
        splits.setdefault(row["opportunity"], []).append((row["user"], Fraction(row["share"])))
    accounts = [{**one, "segment": words.segments.get(one["segment"], "")} for one in _rows(folder, "accounts")]
    rows = [_deal(row, at, zone, words) for at, row in enumerate(_rows(folder, "opportunities"), 2)]
    newest: dict[str, Deal] = {}
    for deal in rows:
        if deal.id not in newest or deal.modified > newest[deal.id].modified:
            newest[deal.id] = deal
    deals = [deal for deal in rows if newest[deal.id] is deal]
    doubled = [deal for deal in rows if newest[deal.id] is not deal]
    return Crm(deals, doubled, accounts, people, splits, history, _rows(folder, "activities"), words.partners)  # type: ignore[arg-type]


def _deal(row: dict[str, str], at: int, zone: ZoneInfo, words: Words) -> Deal:
    currency = row["currency"] or words.currency
    rate = Fraction(1) if currency == words.currency else words.rates.get(currency)
    return Deal(
        row["id"],
        row["account"],
        row["owner"],
        words.motions.get(row["type"], ""),
        words.stages.get(row["stage"], ""),
        cents(Fraction(row["amount"]) * rate) if row["amount"] and rate is not None else None,
        bool(row["amount"]),
        day(row["created"], zone),
        day(row["modified"], zone),
        day(row["close_date"], zone) if row["close_date"] else None,
        row["closed"] == "true",
        row["won"] == "true",
        frozenset(name for name, value in row.items() if value),
        at,
    )


def cents(amount: Fraction) -> Fraction:
    """Return an amount to the cent, halves away from zero: what a deal in another currency is worth."""
    rounded = Fraction(int(abs(amount) * 100 + Fraction(1, 2)), 100)
    return rounded if amount >= 0 else -rounded


def day(text: str, zone: ZoneInfo) -> date:
    """Return a plain date as it stands, and of an instant the day that it was in a zone."""
    if len(text) == len("2027-01-31"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).astimezone(zone).date()


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
