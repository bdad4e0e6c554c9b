"""The fiscal year's days, and how much of it people are there."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import DATE, RATIO
from coverage_lint.entities.derived.calendar import MONTHS, FiscalYear, first_day, fiscal_year, last_day
from coverage_lint.entities.derived.sums import Exact, plain
from coverage_lint.entities.derived.year.ramp import employed_share
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def seat_year(dates: tuple[object, object], year: FiscalYear | None) -> Exact | None:
    """Return how much of the fiscal year somebody is there from a start to an end; unknown if one was refused."""
    start, end = dates
    if dates == (None, None):
        return 1
    if year is None or REJECTED in dates:
        return None
    first, last = (day if isinstance(day, str) else None for day in (start, end))
    return plain(Fraction(sum(employed_share(year.first + index, first, last) for index in range(MONTHS)), MONTHS))


def _compute_employed(model: Model) -> None:
    year = fiscal_year(model.plan)
    begins = first_day(year.first) if year is not None else ""
    known: dict[tuple[object, object], Exact | None] = {}
    for person in model.records("person"):
        start = person.values.get("start")
        dates = (None if isinstance(start, str) and start < begins else start, person.values.get("end"))
        if dates not in known:
            known[dates] = seat_year(dates, year)
        person.values["employed_share"] = known[dates]


def _compute_year(model: Model) -> None:
    year = fiscal_year(model.plan)
    begins, ends = (first_day(year.first), last_day(year.first + MONTHS - 1)) if year is not None else (None, None)
    model.plan.values.update(year_begins=begins, year_ends=ends)


EMPLOYMENT: dict[tuple[str, str], Derived] = {
    ("person", "employed_share"): Derived(
        RATIO, "how much of the fiscal year the person is there: by months, and by days in those of start and end",
        _compute_employed, unit="of the fiscal year",
    ),
    ("plan", "year_begins"): Derived(DATE, "the fiscal year's first day", _compute_year),
    ("plan", "year_ends"): Derived(DATE, "the fiscal year's last day", _compute_year),
}  # fmt: skip
