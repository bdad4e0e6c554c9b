"""Computing, comparing and combining exact values, unknown where an operand is."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coverage_lint.entities.derived.calendar import days_between
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from collections.abc import Callable

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def divide(left: Any, right: Any) -> Any:
    """Divide exactly; unknown by zero."""
    return None if right == 0 else Fraction(left) / right


ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": divide,
}  # fmt: skip
"""Computing with exact values; whole fractions are still to be made plain."""


def is_missing(value: Any, *, written: bool) -> bool | None:
    """Say whether a field, as it is read, is absent or an empty list; unknown when it was rejected.

    What is computed, rather than written in the model, is never absent: without a value it is unknown.
    """
    if value is REJECTED:
        return None
    if value is None:
        return True if written else None
    if not isinstance(value, list) or any(member is not UNKNOWN_MEMBER for member in value):
        return False
    return None if value else True


def ancestors(record: Record | None, field: str) -> list[Record] | None:
    """Give the records above one; unknown when one of them is. References of this kind have no circles."""
    if record is None:
        return None
    above: list[Record] = []
    at: object = record.values.get(field)
    while isinstance(at, Record):
        above.append(at)
        at = at.values.get(field)
    return None if at is REJECTED else above


def apply(function: str, value: Any, parent: str) -> Any:
    """Apply a function of one value, which is known; `parent` is the field that leads to the record above."""
    if function == "abs":
        return abs(value)
    above = ancestors(value, parent)
    return len(above) if function == "depth" and above is not None else above


COMBINE: dict[str, Callable[[Any, Any], Any]] = {
    "days_between": days_between,
    "min": min,
    "max": max,
}
"""Functions of two known values, or of more from left to right."""
