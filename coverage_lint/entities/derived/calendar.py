"""The fiscal year and its periods. Dates are ISO text; months are counted as year × 12 + month - 1."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.records import Record

MONTHS = 12
QUARTER = 3


class FiscalYear(NamedTuple):
    """Twelve whole months, beginning on a first."""

    first: int
    """The first month, as year × 12 + month - 1."""

    def label(self, index: int) -> str:
        """Return the month that is `index` months after the start, such as 2027-01."""
        year, month = divmod(self.first + index, MONTHS)
        return f"{year:04d}-{month + 1:02d}"

    def month_index(self, month: str) -> int | None:
        """Return how many months in a month such as 2027-01 lies; None outside the year."""
        at = month_number(month) - self.first
        return at if 0 <= at < MONTHS else None


def month_number(day_or_month: str) -> int:
    """Count months up to that of an ISO day or month."""
    return int(day_or_month[:4]) * MONTHS + int(day_or_month[5:7]) - 1


def fiscal_year(plan: Record) -> FiscalYear | None:
    """Return the plan's fiscal year; unknown when its start is, or when it is not twelve whole months."""
    year = record(plan.values.get("fiscal_year"))
    start = year.values.get("start") if year is not None else None
    if not isinstance(start, str) or start[8:] != "01":
        return None
    end = year.values.get("end") if year is not None else None
    first = month_number(start)
    if end is not None and (not isinstance(end, str) or not _ends_year(first, end)):
        return None
    return FiscalYear(first)


def _ends_year(first: int, end: str) -> bool:
    return month_number(end) == first + MONTHS - 1 and int(end[8:]) == month_days(month_number(end))


def month_days(month: int) -> int:
    """Return the days of a month, counted as in FiscalYear."""
    year, number = max(1, month // MONTHS), month % MONTHS + 1
    if number == MONTHS:  # that of the year 9999 has no next
        return 31
    return (date(year, number + 1, 1) - date(year, number, 1)).days


def days_between(earlier: str, later: str) -> int:
    """Count the days from one ISO day to another, negative when the second comes first."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def period_start(period: str, year: FiscalYear) -> int | None:
    """Return how many months in a period (Q1 to Q4, or a month) begins; None outside the year."""
    return (int(period[1]) - 1) * QUARTER if period.startswith("Q") else year.month_index(period)


def last_day(month: int) -> str:
    """Return the last day of a month, counted as in FiscalYear, in ISO."""
    return f"{month // MONTHS:04d}-{month % MONTHS + 1:02d}-{month_days(month):02d}"


def first_day(month: int) -> str:
    """Return the first day of a month, counted as in FiscalYear, in ISO."""
    return f"{month // MONTHS:04d}-{month % MONTHS + 1:02d}-01"


def add_days(day: str, days: int) -> str:
    """Return the ISO day some days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
