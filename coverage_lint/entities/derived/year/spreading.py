"""A year's amounts by month: how a phasing spreads them, and what they come to by quarter."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import MONTHS, QUARTER
from coverage_lint.entities.derived.sums import Exact, number, plain, total
from coverage_lint.entities.derived.year.phasing import is_quarter
from coverage_lint.entities.records import UNKNOWN_MEMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.entities.derived.calendar import FiscalYear
    from coverage_lint.entities.records import Record

Months = tuple[Exact, ...]
"""One figure for each month of the fiscal year."""
Quarters = tuple[Exact, ...]
"""One figure for each quarter."""
QUARTERS = MONTHS // QUARTER


def amounts_by_month(phases: list[Record] | None, year: FiscalYear | None) -> Months | None:
    """Spread a phasing over the months: a quarter as its months are given, else evenly; unknown when one is left out.

    Months of a quarter count where all three are given, or where there are no quarters.
    """
    if not phases or UNKNOWN_MEMBER in phases:
        return None
    given: dict[str, Exact | None] = {str(row.values["period"]): number(row.values.get("amount")) for row in phases}
    quarterly = any(is_quarter(row) for row in phases)
    if year is None and any(not is_quarter(row) for row in phases):
        return None
    spread: list[Exact | None] = []
    for index in range(QUARTERS):
        start = index * QUARTER
        within = [given.get(year.label(start + month)) if year is not None else None for month in range(QUARTER)]
        spread += _spread_quarter(given.get(f"Q{index + 1}"), within) if quarterly else within
    return tuple(one for one in spread if one is not None) if None not in spread else None


def _spread_quarter(amount: Exact | None, months: Sequence[Exact | None]) -> list[Exact | None]:
    if amount is None:
        return [None] * QUARTER
    monthly = total(months)
    if monthly:
        return [None if month is None else plain(Fraction(amount * month) / monthly) for month in months]
    return [plain(Fraction(amount) / QUARTER)] * QUARTER


def scaled(months: Months | None, amount: Exact | None) -> Months | None:
    """Spread an amount as given months are; unknown where they add up to nothing."""
    if amount == 0:
        return (0,) * MONTHS
    whole = sum(months) if months is not None else 0
    if months is None or amount is None or not whole:
        return None
    return tuple(plain(Fraction(amount * month) / whole) for month in months)


def sum_months(parts: Sequence[Months | None]) -> Months | None:
    """Add month by month; unknown if one is."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return _known(total(month) for month in zip(*known, strict=True)) if known else (0,) * MONTHS


def _known(months: Iterable[Exact | None]) -> Months | None:
    held = [month for month in months if month is not None]
    return tuple(held) if len(held) == MONTHS else None


def by_quarter(months: Months | None) -> Quarters | None:
    """Add up the months of each quarter."""
    if months is None:
        return None
    return tuple(plain(sum(months[start : start + QUARTER])) for start in range(0, MONTHS, QUARTER))
