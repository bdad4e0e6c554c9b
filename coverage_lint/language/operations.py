"""Computing, comparing and combining exact values, unknown where an operand is."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from coverage_lint.entities.derived.calendar import days_between
from coverage_lint.entities.derived.sums import plain, ratio, times
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from collections.abc import Callable

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def add(left: Any, right: Any) -> Any:
    """Add exactly."""
    return plain(left + right)


def subtract(left: Any, right: Any) -> Any:
    """Subtract exactly."""
    return plain(left - right)


def divide(left: Any, right: Any) -> Any:
    """Divide exactly; unknown by zero."""
    return None if right == 0 else ratio(left.numerator * right.denominator, left.denominator * right.numerator)


ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {"+": add, "-": subtract, "*": times, "/": divide}
"""Computing with exact values: whole ones are int, others Fraction."""


def is_missing(value: list[Any] | object) -> bool | None:
    """True if a list, or what was rejected, is missing: an empty list is; unknown where all members are unknown."""
    if not isinstance(value, list):
        return None
    for member in value:
        if member is not UNKNOWN_MEMBER:
            return False
    return None if value else True


def ancestors(record: Record | None, field: str) -> list[Record] | None:
    """Return the records above one; unknown when one of them is. References of this kind have no circles."""
    if record is None:
        return None
    above: list[Record] = []
    at: object = record.values.get(field)
    while isinstance(at, Record):
        above.append(at)
        at = at.values.get(field)
    return None if at is REJECTED else above


COMBINE: dict[str, Callable[[Any, Any], Any]] = {
    "days_between": days_between,
    "min": min,
    "max": max,
}
"""Functions of two known values, or of more from left to right."""
