"""How much of the year people are ramped, month by month, and whether they still are at its beginning."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, RATIO
from coverage_lint.entities.derived.calendar import MONTHS, FiscalYear, first_day, fiscal_year, month_days, month_number
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rows, times
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, Record

if TYPE_CHECKING:
    from coverage_lint.entities.derived.year.spreading import Months
    from coverage_lint.entities.model import Model


def ramp_of(person: Record) -> list[Exact] | None:
    """Return the shares of productivity in months 1, 2 … of a person's role; [] without a ramp."""
    role = record(person.values.get("role"))
    if role is None:
        return None
    if role.values.get("ramp") is None:
        return []
    steps = rows(role, "ramp")
    shares = None if steps is None else [number(step.values.get("value")) for step in steps]
    return None if shares is None or None in shares else [share for share in shares if share is not None]


def employed_share(month: int, start: str | None, end: str | None) -> Fraction | int:
    """Return the share of a month's days between a start and an end, both inclusive, either open."""
    if start is None and end is None:
        return 1
    days = month_days(month)
    first = 1 if start is None or month_number(start) < month else int(start[8:])
    last = days if end is None or month_number(end) > month else int(end[8:])
    if (start is not None and month_number(start) > month) or (end is not None and month_number(end) < month):
        return 0
    worked = max(0, last - first + 1)
    return 1 if worked == days else Fraction(worked, days)


def month_shares(start: str | None, end: str | None, ramp: tuple[Exact, ...], year: FiscalYear) -> tuple[Exact, ...]:
    """Return, for each month of the fiscal year, the share of a ramped person's productivity.

    0 before the start and after the end, by days in those months. Between them each month of the ramp lasts from the
    day of the start to that day of the next month, so that a start one day earlier moves all of it by one day only.
    """
    if start is None:
        return tuple(employed_share(year.first + index, None, end) for index in range(MONTHS))
    began = month_number(start)
    missed = Fraction(int(start[8:]) - 1, month_days(began))
    steps: tuple[Exact, ...] = (0, *ramp)
    shares: list[Exact] = []
    for month in range(year.first, year.first + MONTHS):
        step = month - began
        if step < 0:
            shares.append(0)
            continue
        there = employed_share(month, None, end)
        before, since = (steps[at] if at < len(steps) else 1 for at in (step, step + 1))
        if before == since:
            shares.append(times(there, before))
        else:
            until = min(there, missed)
            shares.append(plain(until * before + (there - until) * since))
    return tuple(shares)


def _dates(person: Record) -> tuple[str | None, str | None] | None:
    start, end = person.values.get("start"), person.values.get("end")
    if start is REJECTED or end is REJECTED:
        return None
    return (start if isinstance(start, str) else None, end if isinstance(end, str) else None)


class RampedMonths:
    """The months of people in a fiscal year, worked out once for all who are alike in role, start and end."""

    def __init__(self, year: FiscalYear | None) -> None:
        """Take the fiscal year; None where it is unknown."""
        self._year = year
        self._settled: dict[int, str] = {}
        self._known: dict[object, Months | None] = {}

    def of(self, person: Record) -> Months | None:
        """Return the share of a ramped person's productivity in each month: one object for all who are alike."""
        dates = _dates(person)
        if dates is not None and dates[0] is not None and dates[0] < _settled(person, self._year, self._settled):
            dates = (None, dates[1])  # long since here: the day no longer matters
        alike = (dates, person.values.get("status"), id(person.values.get("role")))
        if alike not in self._known:
            self._known[alike] = _months(person, dates, ramp_of(person), self._year)
        return self._known[alike]


def _compute_ramped(model: Model) -> None:
    """Compute the mean of the months, and whether all are whole."""
    ramped = RampedMonths(fiscal_year(model.plan))
    known: dict[int, tuple[Exact, bool]] = {}
    for person in model.records("person"):
        months = ramped.of(person)
        if months is None:
            person.values.update(ramped_share=None, full_year=None)
            continue
        if id(months) not in known:
            known[id(months)] = (plain(Fraction(sum(months), MONTHS)), all(month == 1 for month in months))
        person.values["ramped_share"], person.values["full_year"] = known[id(months)]


def _settled(person: Record, year: FiscalYear | None, known: dict[int, str]) -> str:
    """Return the first day such that whoever in this role started before it is ramped throughout the fiscal year."""
    role = person.values.get("role")
    day = known.get(id(role))
    if day is None:
        ramp = ramp_of(person)
        day = known[id(role)] = "" if ramp is None or year is None else first_day(year.first - len(ramp))
    return day


def _months(
    person: Record, dates: tuple[str | None, str | None] | None, ramp: list[Exact] | None, year: FiscalYear | None
) -> tuple[Exact, ...] | None:
    status = person.values.get("status")
    if status == "leave":
        return (0,) * MONTHS
    if dates is None or status is REJECTED:
        return None
    if dates == (None, None):
        return (1,) * MONTHS
    if ramp is None or year is None:
        return None
    return month_shares(dates[0], dates[1], tuple(ramp), year)


def year_months(person: Record, year: FiscalYear | None) -> tuple[Exact, ...] | None:
    """Return the share of a ramped person's productivity in each month of the fiscal year."""
    return _months(person, _dates(person), ramp_of(person), year)


def _compute_ramping(model: Model) -> None:
    """Set who is still ramping when the fiscal year begins."""
    year = fiscal_year(model.plan)
    settled: dict[int, str] = {}
    for person in model.records("person"):
        dates = _dates(person)
        if dates is not None and dates[0] is not None and dates[0] < _settled(person, year, settled):
            person.values["ramping"] = False
            continue
        ramp = ramp_of(person)
        if ramp is not None and (not ramp or dates == (None, None)):
            person.values["ramping"] = False
        elif dates is None or ramp is None or year is None:
            person.values["ramping"] = None
        else:
            start = dates[0]
            person.values["ramping"] = start is not None and start > first_day(year.first - len(ramp))


def _dates_given(_model: Model, person: Record) -> list[tuple[Record, str]]:
    return [(person, field) for field in ("start", "end") if person.values.get(field) is not None]


RAMP: dict[tuple[str, str], Derived] = {
    ("person", "ramped_share"): Derived(
        RATIO, "the mean over the fiscal year's months of what a ramped person does", _compute_ramped, _dates_given,
        unit="of a ramped person's year",
    ),
    ("person", "full_year"): Derived(FLAG, "whether the ramped share is 1 in every month", _compute_ramped),
    ("person", "ramping"): Derived(FLAG, "whether the ramp is not over when the fiscal year begins", _compute_ramping),
}  # fmt: skip
