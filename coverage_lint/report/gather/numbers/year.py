"""How many people are there, what the plan needs and what they can carry, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import MONTHS, FiscalYear, fiscal_year, month_number
from coverage_lint.entities.derived.sums import rows, total
from coverage_lint.entities.records import UNKNOWN_MEMBER
from coverage_lint.report.gather.fields import exact, text
from coverage_lint.report.portrait.people import Month, YearOfPeople
from coverage_lint.report.portrait.refs import Ref, ref

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


def year_of(model: Model) -> YearOfPeople:
    """Gather the twelve months of the fiscal year."""
    year = fiscal_year(model.plan)
    model.ensure("person", "full_year")
    people = model.records("person")
    whole = rows(model.plan, "people")
    sure = whole is not None and UNKNOWN_MEMBER not in whole
    changing = [one for one in people if one.values.get("full_year") is not True or one.values.get("status") == "open"]
    odd = {id(one) for one in changing}
    steady = total(exact(one, "count") for one in people if id(one) not in odd) if sure else None
    ids = tuple(one.id for one in changing if one.id is not None)
    return YearOfPeople(() if year is None else _months(model, year), ids, steady)


def _months(model: Model, year: FiscalYear) -> tuple[Month, ...]:
    for field in ("need", "capacity", "seats", "open", "change"):
        model.ensure("month", field)
    joins, leaves = (_days_of(field, model.records("person"), year) for field in ("start", "end"))
    return tuple(
        Month(
            name=str(month.id),
            seats=exact(month, "seats"),
            open=exact(month, "open"),
            change=exact(month, "change"),
            need=exact(month, "need"),
            capacity=exact(month, "capacity"),
            joins=tuple(joins.get(index, ())),
            leaves=tuple(leaves.get(index, ())),
        )
        for index, month in enumerate(model.records("month"))
    )


def _days_of(field: str, people: list[Record], year: FiscalYear) -> dict[int, list[Ref]]:
    """Return who starts, or leaves, in each month of the year."""
    found: dict[int, list[Ref]] = {}
    for person in people:
        day, pointed = text(person, field), ref(person)
        if day is not None and pointed is not None and 0 <= month_number(day) - year.first < MONTHS:
            found.setdefault(month_number(day) - year.first, []).append(pointed)
    return found
