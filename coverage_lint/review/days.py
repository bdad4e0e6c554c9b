"""The fiscal year up to a day: whole months, and of the month of the day a part by days."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import MONTHS, QUARTER, month_days, month_number
from coverage_lint.entities.derived.sums import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.entities.derived.calendar import FiscalYear
    from coverage_lint.entities.derived.sums import Exact


def elapsed(year: FiscalYear, as_of: str) -> tuple[Exact, ...]:
    """Return for each month of the year which part of it is over at the end of a day."""
    month = month_number(as_of)
    parts: list[Exact] = []
    for number in range(year.first, year.first + MONTHS):
        if number < month:
            parts.append(1)
        elif number > month:
            parts.append(0)
        else:
            parts.append(plain(Fraction(int(as_of[8:]), month_days(number))))
    return tuple(parts)


def to_date(months: Sequence[Exact] | None, over: Sequence[Exact]) -> Exact | None:
    """Return what of an amount by month falls into the part of the year that is over."""
    if months is None:
        return None
    return plain(sum((Fraction(month * part) for month, part in zip(months, over, strict=True)), Fraction(0)))


def quarters_over(year: FiscalYear, as_of: str) -> int:
    """Return how many quarters of the year are over at the end of a day."""
    whole = sum(part == 1 for part in elapsed(year, as_of))
    return whole // QUARTER
