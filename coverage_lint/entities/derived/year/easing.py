"""What start and ramp leave of each period of a person's phasing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.derived.calendar import MONTHS, FiscalYear, fiscal_year
from coverage_lint.entities.derived.sums import Exact, number, plain, product, ratio, record, rows, times
from coverage_lint.entities.derived.year.phasing import months_of, phased_rows
from coverage_lint.entities.derived.year.ramp import RampedMonths
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.derived.year.spreading import Months
    from coverage_lint.entities.model import Model, Place


def _compute_phases(model: Model) -> None:
    for needed in ("assigned", "ramped_share"):
        model.ensure("person", needed)
    year = fiscal_year(model.plan)
    ramped = RampedMonths(year)
    for row in model.records("phase"):
        row.values.update(assigned=None, eased=None)
    for person in model.records("person"):
        phases = rows(person, "phasing") or []
        if not phases or UNKNOWN_MEMBER in phases:
            continue
        for row in phases:
            row.values["assigned"] = _assigned(row, person)
        eased = _eased(person, phases, ramped.of(person), year)
        for row, left in zip(phases, eased or (), strict=eased is not None):
            row.values["eased"] = left


def _assigned(phase: Record, person: Record) -> Exact | None:
    """Return what a period has of what the person is assigned: the relief is taken off evenly."""
    quota, whole = number(person.values.get("quota")), number(person.values.get("assigned"))
    amount = number(phase.values.get("amount"))
    if quota is None or whole is None or amount is None:
        return None
    if not quota:
        return product(amount, person.values.get("count"))
    return amount if whole == quota else plain(Fraction(amount * whole) / quota)


def _eased(person: Record, phases: list[Record], months: Months | None, year: FiscalYear | None) -> list[Exact] | None:
    role, seats = record(person.values.get("role")), person.values.get("count")
    productivity = product(role.values.get("productivity"), seats) if role is not None else None
    if months is None or productivity is None or year is None:
        return None
    pace = max(ratio(productivity.numerator, productivity.denominator * MONTHS), _own_pace(phases, months, year))
    return [times(pace, sum(months[at] for at in months_of(row, year))) for row in phases]


def _own_pace(phases: list[Record], months: Months, year: FiscalYear) -> Exact:
    """Return what a month is assigned in the best of the periods in which the person is ramped; 0 without one."""
    most: Exact = 0
    for row in phased_rows(phases) or ():
        within, amount = months_of(row, year), number(row.values.get("assigned"))
        if within and amount is not None and all(months[at] == 1 for at in within):
            most = max(most, ratio(amount.numerator, amount.denominator * len(within)))
    return most


def _sources(_model: Model, phase: Record) -> list[Place]:
    person = record(phase.values.get("person"))
    role = record(person.values.get("role")) if person is not None else None
    return [(role, "productivity")] if role is not None else []


EASING: dict[tuple[str, str], Derived] = {
    ("phase", "assigned"): Derived(
        MONEY, "of a person's phasing: the amount of the period, less the relief, which is taken off evenly",
        _compute_phases, lambda _, phase: [(phase, "amount")], unit="plan currency, all seats",
    ),
    ("phase", "eased"): Derived(
        MONEY, "of a person's phasing: what start and ramp leave of a full period, by the role's productivity "
        "or by the person's own best ramped period, whichever is more", _compute_phases, _sources,
        unit="plan currency, all seats",
    ),
}  # fmt: skip
