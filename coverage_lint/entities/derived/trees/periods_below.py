"""A goal's quarters against those of the goals below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY, TEXT
from coverage_lint.entities.derived.calendar import MONTHS, QUARTER, FiscalYear, fiscal_year
from coverage_lint.entities.derived.sums import Exact, rows, total
from coverage_lint.entities.derived.year.phasing import months_of, phased_rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place

_QUARTERS = range(MONTHS // QUARTER)


def _compute_below(model: Model) -> None:
    """Find of each goal with goals below it the quarter that is furthest from theirs together."""
    year = fiscal_year(model.plan)
    for goal in model.records("goal"):
        goal.values.update(quarter_off="", quarter_own=None, quarter_below=None)
        below = rows(goal, "children") or []
        own = _quarters(goal, year) if below else None
        parts = [None if one is UNKNOWN_MEMBER else _quarters(one, year) for one in below]
        if own is None or None in parts:
            continue
        sums = [total(part[at] for part in parts if part is not None) or 0 for at in _QUARTERS]
        furthest = max(_QUARTERS, key=lambda at: (abs(own[at] - sums[at]), -at))
        if own[furthest] != sums[furthest]:
            goal.values.update(quarter_off=f"Q{furthest + 1}", quarter_own=own[furthest], quarter_below=sums[furthest])


def _quarters(goal: Record, year: FiscalYear | None) -> list[Exact] | None:
    """Return what a phasing has in each quarter; None where it does not say so of all of them."""
    phases = phased_rows(rows(goal, "phasing"))
    if year is None or not phases or UNKNOWN_MEMBER in phases:
        return None
    held: list[list[object]] = [[] for _ in _QUARTERS]
    covered: set[int] = set()
    for row in phases:
        months = months_of(row, year)
        if not months:
            return None
        covered.update(months)
        held[months[0] // QUARTER].append(row.values.get("amount"))
    sums = [total(amounts) for amounts in held]  # type: ignore[arg-type]
    return None if len(covered) < MONTHS or None in sums else sums  # type: ignore[return-value]


def _sources(_model: Model, goal: Record) -> list[Place]:
    return [(one, "phasing") for one in rows(goal, "children") or () if one is not UNKNOWN_MEMBER]


PERIODS_BELOW: dict[tuple[str, str], Derived] = {
    ("goal", "quarter_off"): Derived(
        TEXT, "the quarter that is furthest from what the goals below have in it; '' where all agree", _compute_below
    ),
    ("goal", "quarter_own"): Derived(MONEY, "what the goal has in that quarter", _compute_below),
    ("goal", "quarter_below"): Derived(MONEY, "what the goals below have in it together", _compute_below, _sources),
}
