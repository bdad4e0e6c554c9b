"""Computing, comparing and combining exact values, unknown where an operand is."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coverage_lint.entities.derived.calendar import days_between
from coverage_lint.entities.derived.sums import plain
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from collections.abc import Callable

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def divide(left: Any, right: Any) -> Any:
    """Divide exactly; unknown by zero."""
    return None if right == 0 else plain(Fraction(left) / right)


def multiply(left: Any, right: Any) -> Any:
    """Multiply exactly."""
    return plain(left * right)


def add(left: Any, right: Any) -> Any:
    """Add exactly."""
    return plain(left + right)


def subtract(left: Any, right: Any) -> Any:
    """Subtract exactly."""
    return plain(left - right)


ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {"+": add, "-": subtract, "*": multiply, "/": divide}


def conjunction(values: tuple[Any, ...]) -> bool | None:
    """Combine by `and`, in Kleene's three values."""
    return (
        False if any(value is False for value in values) else (None if any(value is None for value in values) else True)
    )


def disjunction(values: tuple[Any, ...]) -> bool | None:
    """Combine by `or`, in Kleene's three values."""
    return (
        True if any(value is True for value in values) else (None if any(value is None for value in values) else False)
    )


def is_missing(base: Record | None, name: str, *, written: bool) -> bool | None:
    """Say whether a field is absent or an empty list; unknown when rejected or its record is unknown.

    What is computed, rather than written in the model, is never absent: without a value it is unknown.
    """
    value = REJECTED if base is None else base.values.get(name)
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


def call(function: str, values: tuple[Any, ...], parent: str) -> Any:
    """Apply a function of values, none of them unknown."""
    if function == "days_between":
        return days_between(*values)
    if function == "abs":
        return abs(values[0])
    if function in {"min", "max"}:
        return min(values) if function == "min" else max(values)
    above = ancestors(values[0], parent)
    return len(above) if function == "depth" and above is not None else above
