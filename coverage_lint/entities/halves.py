"""Half-years of a phasing: what they say of the quarters that are not given beside them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.records import REJECTED, Record
from coverage_lint.structure.torn_halves import HALVES

if TYPE_CHECKING:
    from coverage_lint.entities.records import Scalar


def in_quarters(rows: list[Record]) -> list[Record]:
    """Return the rows of a phasing with quarters in place of halves.

    A quarter that is given stays as it is; what it leaves of its half is the other one's, and a half without quarters
    is two equal ones. Each stands where its half is written.
    """
    given = {str(row.key): row for row in rows}
    made = [row for row in rows if row.key not in HALVES]
    for half, quarters in HALVES.items():
        row = given.get(half)
        absent = [quarter for quarter in quarters if quarter not in given]
        if row is None or not absent:
            continue
        amounts = [row.values["amount"], *(given[quarter].values["amount"] for quarter in quarters if quarter in given)]
        made += [_quarter(row, quarter, _part(amounts, len(absent))) for quarter in absent]
    return made


def _part(amounts: list[Scalar], quarters: int) -> Scalar:
    """Return what each of the quarters has that are not given; refused where the half, or the given one, was."""
    whole, *given = amounts
    if REJECTED in amounts:
        return REJECTED
    left = Fraction(whole - sum(given), quarters)  # type: ignore[operator, arg-type]
    return left.numerator if left.denominator == 1 else left


def _quarter(half: Record, quarter: str, amount: Scalar) -> Record:
    made = Record(half.kind, None, half.node, half.key, half.owner)
    made.values = {**half.values, "period": quarter, "amount": amount}
    return made
