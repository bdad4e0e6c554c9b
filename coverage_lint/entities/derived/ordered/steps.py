"""What is wrong with the steps of a ramp, in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import TEXT
from coverage_lint.entities.derived.sums import Exact, number, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Record

_PLACES = Decimal("0.0001")


def _compute_flaws(model: Model) -> None:
    for role in model.records("role"):
        steps = rows(role, "ramp") or []
        values = [None if row is UNKNOWN_MEMBER else number(row.values.get("value")) for row in steps]
        known = [value for value in values if value is not None]
        role.values["ramp_flaw"] = _flaw(known) if len(known) == len(values) and role.values.get("ramp") else None


def _flaw(values: list[Exact]) -> str:
    """Say what is wrong first: a month that is lower than the one before, or one above full productivity."""
    for month, value in enumerate(values, 1):
        if value > 1:
            return f"rises above 1, to {_shown(value)} in month {month}"
        if month > 1 and value < values[month - 2]:
            return f"falls from {_shown(values[month - 2])} to {_shown(value)} in month {month}"
    return ""


def _shown(value: Exact) -> str:
    whole = Fraction(value)
    rounded = (Decimal(whole.numerator) / Decimal(whole.denominator)).quantize(_PLACES)
    return f"{rounded:f}".rstrip("0").rstrip(".")


def _sources(_model: Model, role: Record) -> list[Place]:
    return [(role, "ramp")]


STEPS: dict[tuple[str, str], Derived] = {
    ("role", "ramp_flaw"): Derived(
        TEXT, "what is wrong with the ramp first, as 'falls from 0.75 to 0.5 in month 4'; '' for nothing",
        _compute_flaws, _sources,
    ),
}  # fmt: skip
