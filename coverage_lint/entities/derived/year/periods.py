"""Periods: the days of a phasing's rows, and the kind `quarter` with its months and the quotas in it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import DATE, MONEY, TEXT, entity, relation
from coverage_lint.entities.derived.calendar import (
    QUARTER,
    FiscalYear,
    first_day,
    fiscal_year,
    last_day,
    period_start,
)
from coverage_lint.entities.derived.people.members import selling_groups
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rows, total
from coverage_lint.entities.derived.year.phasing import is_quarter
from coverage_lint.entities.derived.year.spreading import (
    QUARTERS,
    Quarters,
    amounts_by_month,
    by_quarter,
    scaled,
)
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.structure.torn_halves import HALVES

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.entities.model import Model, Place

QUARTER_FIELDS = {
    "id": TEXT, "plan": entity("plan"), "start": DATE, "end": DATE, "months": relation("month"),
    "so_far": relation("quarter"), "period": TEXT, "within": relation("quarter"),
}  # fmt: skip
"""`so_far` has the quarters from the first of the year to this one; `within` those of the period that ends with it.

A plan in halves has no quarters: its period H1 ends with the second one, and none ends with the first.
"""


def make_quarters(model: Model) -> None:
    """Make the four quarters of the fiscal year; their days are unknown without one."""
    year = fiscal_year(model.plan)
    made = [Record("quarter", f"Q{index + 1}", None, None, model.plan) for index in range(QUARTERS)]
    halves = _in_halves(model)
    for index, quarter in enumerate(made):
        months = model.records("month")[index * QUARTER : (index + 1) * QUARTER]
        ends = not halves or index % 2 == 1
        quarter.values.update(
            id=quarter.id, plan=model.plan, months=months, so_far=made[: index + 1],
            period=f"H{index // 2 + 1}" if halves else quarter.id,
            within=made[index - 1 if halves else index : index + 1] if ends else [],
        )  # fmt: skip
        quarter.values.update(_days(index * QUARTER, QUARTER, year))
    model.by_kind["quarter"] = made


def _in_halves(model: Model) -> bool:
    """True if the goals and groups of the plan are phased, and all of them by halves alone."""
    phased = [
        row
        for record_at in (*model.records("goal"), *model.records("group"))
        for field in ("phasing", "quota_phasing", "target_phasing")
        for row in rows(record_at, field) or ()
        if row is not UNKNOWN_MEMBER
    ]
    return bool(phased) and all(row.key in HALVES for row in phased)


def _days(start: int | None, months: int, year: FiscalYear | None) -> dict[str, str | None]:
    if start is None or year is None:
        return {"start": None, "end": None}
    return {"start": first_day(year.first + start), "end": last_day(year.first + start + months - 1)}


def _compute_days(model: Model) -> None:
    year = fiscal_year(model.plan)
    known: dict[str, dict[str, str | None]] = {}
    for row in model.records("phase"):
        period = str(row.values["period"])
        if period not in known:
            start = period_start(period, year) if year is not None else None
            known[period] = _days(start, QUARTER if is_quarter(row) else 1, year)
        row.values.update(known[period])


def _compute_quota(model: Model) -> None:
    """Spread the quotas of selling groups as they are phased, else as the goals of their targets are."""
    model.ensure("plan", "quota")
    year = fiscal_year(model.plan)
    known = number(model.plan.values["quota"]) is not None
    shares: dict[int, Quarters | None] = {}
    groups = selling_groups(model.plan) if known else []
    parts = [_own_part(quota_by_quarter(group, year, shares), group) for group in groups] if known else [None]
    given = [part for part in parts if part is not None]
    complete = len(given) == len(parts)
    for index, quarter in enumerate(model.records("quarter")):
        quarter.values["quota"] = total(part[index] for part in given) if complete else None


def _compute_target(model: Model) -> None:
    """Spread the targets of selling groups as they are phased, else as their goals are."""
    model.ensure("plan", "target")
    year = fiscal_year(model.plan)
    known = number(model.plan.values["target"]) is not None
    shares: dict[int, Quarters | None] = {}
    groups = selling_groups(model.plan) if known else []
    parts = [_own_targets(target_by_quarter(group, year, shares), group) for group in groups] if known else [None]
    given = [part for part in parts if part is not None]
    complete = len(given) == len(parts)
    for index, quarter in enumerate(model.records("quarter")):
        quarter.values["target"] = total(part[index] for part in given) if complete else None


def _own_targets(targets: Quarters | None, group: Record) -> Quarters | None:
    """Take shared credit off a group's targets, of each quarter alike."""
    whole, own = number(group.values.get("target")), number(group.values.get("own_target"))
    if targets is None or whole == own or not whole:
        return targets
    return None if own is None else tuple(plain(Fraction(part) * own / whole) for part in targets)


def _own_part(quota: Quarters | None, group: Record) -> Quarters | None:
    """Take shared credit off a group's quota, of each quarter alike."""
    whole, own = number(group.values.get("quota")), number(group.values.get("own_quota"))
    if quota is None or whole == own or not whole:
        return quota
    return None if own is None else tuple(plain(Fraction(part) * own / whole) for part in quota)


def quota_by_quarter(group: Record, year: FiscalYear | None, shares: dict[int, Quarters | None]) -> Quarters | None:
    """Spread a group's quota as it is phased, else as the goals of its targets are; `shares` keeps those of goals."""
    phases = rows(group, "quota_phasing")
    if phases:
        return None if UNKNOWN_MEMBER in phases else _phased_quota(phases, year)
    weights = _targets_as_goals(group, year, shares)
    quota = number(group.values.get("quota"))
    if weights is None:
        return None
    whole = sum(weights)
    if quota == 0:
        return (0,) * QUARTERS
    return None if quota is None or not whole else tuple(Fraction(quota * weight) / whole for weight in weights)


def target_by_quarter(group: Record, year: FiscalYear | None, shares: dict[int, Quarters | None]) -> Quarters | None:
    """Spread a group's targets as they are phased, else as their goals are; `shares` keeps those of goals."""
    phases = rows(group, "target_phasing")
    if phases:
        return None if UNKNOWN_MEMBER in phases else _phased_quota(phases, year)
    targets = rows(group, "targets")
    return None if targets is None or UNKNOWN_MEMBER in targets else _targets_as_goals(group, year, shares)


def _targets_as_goals(group: Record, year: FiscalYear | None, shares: dict[int, Quarters | None]) -> Quarters | None:
    parts: list[Quarters] = []
    for target in rows(group, "targets") or ():
        goal, amount = record(target.values.get("goal")), number(target.values.get("amount"))
        if goal is None or amount is None:
            return None
        if id(goal) not in shares:
            shares[id(goal)] = by_quarter(scaled(amounts_by_month(rows(goal, "phasing"), year), 1))
        share = shares[id(goal)]
        if share is None:
            return None
        parts.append(tuple(plain(amount * part) for part in share))
    weights = [total(part[index] for part in parts) for index in range(QUARTERS)]
    known = [weight for weight in weights if weight is not None]
    return tuple(known) if len(known) == QUARTERS else None


def _phased_quota(phases: list[Record], year: FiscalYear | None) -> Quarters | None:
    """Add up a quota's phasing by quarter: as the quarter says, else its months; what is left out has none of it."""
    added: list[Exact] = [0] * QUARTERS
    given = {str(row.values.get("period")) for row in phases if is_quarter(row)}
    for row in phases:
        period, amount = str(row.values.get("period")), number(row.values.get("amount"))
        if is_quarter(row):
            index: int | None = int(period[1]) - 1
        else:
            month = year.month_index(period) if year is not None else None
            index = None if month is None else month // QUARTER
        if amount is None or index is None:
            return None
        if is_quarter(row) or f"Q{index + 1}" not in given:
            added[index] += amount
    return tuple(added)


def _phased_sources(field: str) -> Callable[[Model, Record], list[Place]]:
    """Make the function that names the rows of groups' phasings in a quarter, or in its half."""

    def sources(_model: Model, quarter: Record) -> list[Place]:
        groups = selling_groups(quarter.owner) if quarter.owner is not None else []
        phased = [row for group in groups for row in rows(group, field) or () if row is not UNKNOWN_MEMBER]
        return [(row, "amount") for row in phased if row.values.get("period") == quarter.id]

    return sources


PERIODS: dict[tuple[str, str], Derived] = {
    ("phase", "start"): Derived(DATE, "the period's first day; unknown outside the fiscal year", _compute_days),
    ("phase", "end"): Derived(DATE, "the period's last day; unknown outside the fiscal year", _compute_days),
    ("quarter", "quota"): Derived(MONEY, "the selling groups' quotas in the quarter, phased as they say, else as their "
                                  "targets' goals", _compute_quota, _phased_sources("quota_phasing")),
    ("quarter", "target"): Derived(MONEY, "the selling groups' targets in the quarter, phased as they say, else as "
                                   "their goals", _compute_target, _phased_sources("target_phasing"),
                                   unit="plan currency, in the quarter"),
}  # fmt: skip
