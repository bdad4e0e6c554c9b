"""How many people are there, and what they can carry, month by month."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import MONTHS, FiscalYear, fiscal_year, month_number
from coverage_lint.entities.derived.members import selling_groups
from coverage_lint.entities.derived.sums import plain, record, rows, total
from coverage_lint.entities.derived.year.ramp import employed_share
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER
from coverage_lint.report.gather.fields import exact, text
from coverage_lint.report.gather.people import MonthsOf
from coverage_lint.report.portrait.people import Month, YearOfPeople
from coverage_lint.report.portrait.refs import Exact, Ref, ref

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record

Months = tuple[Exact, ...]


def year_of(model: Model) -> YearOfPeople:
    """Gather the twelve months of the fiscal year."""
    year = fiscal_year(model.plan)
    for needed in (("person", "full_year"), ("plan", "capacity")):
        model.ensure(*needed)
    people = model.records("person")
    whole = rows(model.plan, "people")
    sure = whole is not None and UNKNOWN_MEMBER not in whole
    changing = [one for one in people if one.values.get("full_year") is not True or one.values.get("status") == "open"]
    odd = {id(one) for one in changing}
    steady = total(exact(one, "count") for one in people if id(one) not in odd) if sure else None
    ids = tuple(one.id for one in changing if one.id is not None)
    return YearOfPeople(() if year is None else _months(model, year, sure=sure), ids, steady)


def _months(model: Model, year: FiscalYear, *, sure: bool) -> tuple[Month, ...]:
    people = model.records("person")
    held = [one for one in people if one.values.get("status") not in {"open", "leave"}]
    opened = [one for one in people if one.values.get("status") == "open"]
    doubtful = not sure or any(one.values.get("status") is REJECTED for one in people)
    seats, open_seats = (None if doubtful else _present(some, year) for some in (held, opened))
    capacity = _capacity(model, year)
    joins, leaves = _days_of("start", people, year), _days_of("end", people, year)
    return tuple(
        Month(
            name=year.label(index),
            seats=None if seats is None else seats[index],
            open=None if open_seats is None else open_seats[index],
            capacity=None if capacity is None else capacity[index],
            joins=tuple(joins.get(index, ())),
            leaves=tuple(leaves.get(index, ())),
        )
        for index in range(MONTHS)
    )


def _present(people: list[Record], year: FiscalYear) -> Months | None:
    """Add up seats by the days of each month in which they are there; unknown where a seat's days are."""
    alike: dict[tuple[str | None, str | None], list[Exact | None]] = {}
    for person in people:
        if REJECTED in (person.values.get("start"), person.values.get("end")):
            return None
        alike.setdefault((text(person, "start"), text(person, "end")), []).append(exact(person, "count"))
    added: list[Exact] = [0] * MONTHS
    for (start, end), counts in alike.items():
        seats = total(counts)
        if seats is None:
            return None
        present = [employed_share(year.first + at, start, end) for at in range(MONTHS)]
        added = [plain(so_far + seats * share) for so_far, share in zip(added, present, strict=True)]
    return tuple(added)


def _capacity(model: Model, year: FiscalYear) -> Months | None:
    """Spread the capacity of selling groups over the months in which each seller is there, as far as ramped."""
    if exact(model.plan, "capacity") is None:
        return None
    months_of = MonthsOf(year)
    by_months: dict[Months, list[Exact]] = {}
    for group in selling_groups(model.plan):
        for row in rows(group, "sellers") or ():
            person, capacity = record(row.values.get("person")), exact(row, "capacity")
            months = months_of(person) if person is not None else None
            if months is None or capacity is None:
                return None
            if capacity:
                by_months.setdefault(months, []).append(capacity)
    added: list[Exact] = [0] * MONTHS
    for months, capacities in by_months.items():
        each = Fraction(total(capacities) or 0) / sum(months)  # what one ramped month of theirs brings
        added = [plain(so_far + each * month) for so_far, month in zip(added, months, strict=True)]
    return tuple(added)


def _days_of(field: str, people: list[Record], year: FiscalYear) -> dict[int, list[Ref]]:
    """Return who starts, or leaves, in each month of the year."""
    found: dict[int, list[Ref]] = {}
    for person in people:
        day, pointed = text(person, field), ref(person)
        if day is not None and pointed is not None and 0 <= month_number(day) - year.first < MONTHS:
            found.setdefault(month_number(day) - year.first, []).append(pointed)
    return found
