"""What of the quota of somebody who leaves falls into the time after that."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.derived.calendar import MONTHS, QUARTER, FiscalYear, first_day, fiscal_year
from coverage_lint.entities.derived.sums import Exact, number, plain, product, rejected, rows, total
from coverage_lint.entities.derived.year.phasing import is_quarter, months_of
from coverage_lint.entities.derived.year.ramp import employed_share
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place


class _Period(NamedTuple):
    """A row of a phasing that counts: months count by themselves, or as the parts of their quarter."""

    row: Record
    months: range
    parts: tuple[Record, ...]
    """The months that are given of a quarter."""


def _compute_leaving(model: Model) -> None:
    for needed in ("leaves", "assigned"):
        model.ensure("person", needed)
    year = fiscal_year(model.plan)
    for person in model.records("person"):
        leaves = person.values.get("leaves")
        known = (0, 0) if leaves is False else _after_end(person, year) if leaves is True and year else (None, None)
        person.values["after_end"], person.values["phased_after_end"] = known


def _after_end(person: Record, year: FiscalYear) -> tuple[Exact | None, Exact | None]:
    """Return the quota after a person's end, spread evenly, and what of it is phased into periods that begin then."""
    values = person.values
    start, end, seats = values.get("start"), str(values.get("end")), number(values.get("count"))
    if rejected(person, "phasing"):
        return None, None
    if not values.get("phasing"):
        if start is REJECTED:
            return None, 0
        first = start if isinstance(start, str) else None
        return product(values.get("assigned"), _late_share(range(MONTHS), first, end, year)), 0
    phases = rows(person, "phasing")
    if phases is None or UNKNOWN_MEMBER in phases:
        return None, None
    spread, late = [], []
    for period in _periods(phases, year):
        for row, part in _parts(period):
            after = product(part, _late_share(months_of(row, year), None, end, year))
            spread.append(after)
            if first_day(year.first + months_of(row, year).start) > end:
                late.append(after)
    return product(total(spread), seats), product(total(late), seats)


def _periods(phases: list[Record], year: FiscalYear) -> list[_Period]:
    """Return the periods of the year, months of a quarter that is given as its parts."""
    inside = [(row, months_of(row, year)) for row in phases if months_of(row, year)]
    months: dict[int, list[Record]] = {}
    for row, within in inside:
        if not is_quarter(row):
            months.setdefault(within.start // QUARTER, []).append(row)
    quarters = [
        _Period(row, within, tuple(months.pop(within.start // QUARTER, ())))
        for row, within in inside
        if is_quarter(row)
    ]
    return [*quarters, *(_Period(row, months_of(row, year), ()) for rows in months.values() for row in rows)]


def _parts(period: _Period) -> list[tuple[Record, Exact | None]]:
    """Split a quarter as its months are, where all are given and come to something."""
    amount = number(period.row.values.get("amount"))
    monthly = total(row.values.get("amount") for row in period.parts)
    if amount is None or not monthly or len(period.parts) < len(period.months):
        return [(period.row, amount)]
    return [(row, plain(Fraction(amount * number(row.values["amount"])) / monthly)) for row in period.parts]  # type: ignore[operator]


def _late_share(months: range, start: str | None, end: str, year: FiscalYear) -> Exact:
    """Return the share of some months, from a start on, that is after an end; 1 where they are before the start."""
    whole = sum(employed_share(year.first + at, start, None) for at in months)
    until = sum(employed_share(year.first + at, start, end) for at in months)
    return plain(1 - Fraction(until) / whole) if whole else int(bool(months))


def _sources(_model: Model, person: Record) -> list[Place]:
    phases = rows(person, "phasing")
    return [(row, "amount") for row in phases or () if row is not UNKNOWN_MEMBER] if phases else [(person, "quota")]


LEAVING: dict[tuple[str, str], Derived] = {
    ("person", "after_end"): Derived(
        MONEY, "quota that falls after the end: each period of the phasing, else the year from the start on, spread "
        "evenly", _compute_leaving, _sources, unit="plan currency, all seats",
    ),
    ("person", "phased_after_end"): Derived(
        MONEY, "what of that is phased into periods that begin after the end", _compute_leaving, _sources,
        unit="plan currency, all seats",
    ),
}  # fmt: skip
