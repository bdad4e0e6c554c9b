"""Which values may be computed with and compared, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, NUMBER, RATIO, Type
from coverage_lint.language.expression import Literal

if TYPE_CHECKING:
    from coverage_lint.language.expression import Node

NUMERIC = frozenset({"money", "ratio", "count", "number"})
"""The types that are numbers; a literal is a number that fits each of them."""


def arithmetic_type(op: str, left: Type, right: Type) -> Type | None:
    """Return the type of a computation, None where it has no meaning."""
    names = {left.name, right.name}
    if not names <= NUMERIC:
        return None
    if op in "+-":
        return _sum_type(left, right)
    if op == "/" and left.name == right.name == "money":
        return RATIO
    if "money" in names:
        fits = left.name != right.name and (op == "*" or left.name == "money")
        return Type("money") if fits else None
    if op == "*" and names == {"count"}:
        return COUNT
    return NUMBER if names == {"number"} else RATIO


def _sum_type(left: Type, right: Type) -> Type | None:
    if left.name == right.name:
        return left
    for one, other in ((left, right), (right, left)):
        if one.name == "number":
            return other
    return RATIO if "money" not in {left.name, right.name} else None


def check_comparable(op: str, left: Node, right: Node) -> tuple[str, str] | None:
    """Return None where two values can be compared, else what is wrong and what to do."""
    one, other = left.type, right.type
    if one.name in NUMERIC and other.name in NUMERIC:
        money = "money" in {one.name, other.name}
        if money and not {one.name, other.name} <= {"money", "number"}:
            return f"{one} is compared with {other}", "Multiply the one by what makes it the other."
        return None
    if one.name != other.name or (one.kind != other.kind and one.name == "entity"):
        return f"{one} is compared with {other}", "Compare values of one type."
    if op not in {"==", "!="} and one.name != "date":
        return f"{one} has no order", "Use == or !=, or compare numbers or dates."
    if one.name == "relation":
        return "a relation cannot be compared", "Use any(…), all(…) or count(…)."
    return _unknown_word(left, right) or _unknown_word(right, left)


def common_type(one: Node, other: Node) -> Type | None:
    """Return the type that two values have in common, None where they have none, or are relations."""
    left, right = one.type, other.type
    if left.name in NUMERIC and right.name in NUMERIC:
        return arithmetic_type("+", left, right)
    if left.name != right.name or left.kind != right.kind or left.name == "relation":
        return None
    return left if left.options == right.options else Type(left.name)


def is_day(text: str) -> bool:
    """True if a text is a day of the calendar, written YYYY-MM-DD."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _unknown_word(literal: Node, other: Node) -> tuple[str, str] | None:
    options = other.type.options
    if not isinstance(literal, Literal) or not options or literal.value in options:
        return None
    return f'"{literal.value}" is none of {", ".join(options)}', "It would never be equal."
