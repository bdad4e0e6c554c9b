"""Sums and products that are unknown when a part of them is."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.entities.records import REJECTED, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.entities.forest import Forest
    from coverage_lint.entities.records import Scalar

Exact: TypeAlias = "int | Fraction"


def number(value: Scalar) -> Exact | None:
    """Return a number as it is, anything else as unknown."""
    # The types themselves are asked: isinstance asks Fraction's abstract bases too, and this is the hottest line.
    return value if type(value) is int or type(value) is Fraction else None


def total(values: Iterable[Scalar]) -> Exact | None:
    """Add; unknown if one is, is no number, or if the sum is longer than MAX_BITS below the line."""
    whole = 0
    parts: dict[int, int] = {}
    for value in values:
        if type(value) is int:
            whole += value
        elif type(value) is Fraction:
            # Fractions of one denominator are added as whole numbers: each sum of two would look for divisors.
            parts[value.denominator] = parts.get(value.denominator, 0) + value.numerator
        else:
            return None
    return _fractions(whole, parts) if parts else whole


MAX_BITS = 4_000
"""Of a number below the line of a fraction, some 1,200 digits: fractions of ever new denominators add up to more."""


def _fractions(whole: int, parts: dict[int, int]) -> Exact | None:
    """Add fractions by their denominators; unknown where the sum is one that nobody could read."""
    added = Fraction(whole)
    for under, over in parts.items():
        added += Fraction(over, under)
        if added.denominator.bit_length() > MAX_BITS:
            return None
    return plain(added)


def add_up(forest: Forest, own: Sequence[Exact | None]) -> list[Exact | None]:
    """Return for each record of a forest its own figure with those of all below it; unknown if one is."""
    made = list(own)
    for number in range(len(made) - 1, -1, -1):
        parent = forest.parents[number]
        if parent >= 0:
            made[parent] = total((made[parent], made[number]))
    return made


def product(*values: Scalar) -> Exact | None:
    """Multiply; unknown if one is, or is no number."""
    made: Exact = 1
    for value in values:
        if type(value) is int and type(made) is int:
            made *= value
        elif type(value) is int or type(value) is Fraction:
            made = times(made, value)
        else:
            return None
    return None if type(made) is Fraction and made.denominator.bit_length() > MAX_BITS else made


def times(left: Exact, right: Exact) -> Exact:
    """Multiply two numbers."""
    if type(left) is int and type(right) is int:
        return left * right
    return ratio(left.numerator * right.numerator, left.denominator * right.denominator)


def ratio(over: int, under: int) -> Exact:
    """Return a fraction as a number. Most are whole, and making a Fraction takes ten times as long as this."""
    whole, rest = divmod(over, under)
    return Fraction(over, under) if rest else whole


def plain(value: Exact) -> Exact:
    """Return whole fractions as int: they are read and added ten times faster."""
    return value.numerator if type(value) is Fraction and value.denominator == 1 else value


def rows(record: Record, relation: str) -> list[Record] | None:
    """Return a relation's rows; unknown where it is absent or rejected."""
    held = record.values.get(relation)
    return held if isinstance(held, list) else None


def record(value: Scalar) -> Record | None:
    """Return a referred record; None for absent and rejected alike."""
    return value if isinstance(value, Record) else None


def absent(holder: Record, field: str) -> bool:
    """True if a field was left out, rather than rejected."""
    return holder.values.get(field) is None


def rejected(holder: Record, field: str) -> bool:
    """True if a field was refused."""
    return holder.values.get(field) is REJECTED
