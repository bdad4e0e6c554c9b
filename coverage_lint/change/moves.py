"""By how much amounts moved: what is largest is shown first where not all has room, and the rest is added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.change.amounts import is_number, signed
from coverage_lint.change.labels import words
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.change.amounts import Exact
    from coverage_lint.change.edits import Edit


class Move(NamedTuple):
    """An amount of money that rose, fell, came or went."""

    field: str
    """What people call the field: 'quota', 'targets'."""
    by: Exact


def moves_of(edits: Iterable[Edit]) -> tuple[Move, ...]:
    """Return how far each amount of money moved; one that is absent in a version counts as 0 there."""
    found = []
    for one in edits:
        before, after = (0 if value is None else value for value in (one.before, one.after))
        if one.how == "money" and is_number(before) and is_number(after):
            found.append(Move(words(one.inner or one.field), after - before))  # type: ignore[operator]
    return tuple(found)


def size(moves: Iterable[Move]) -> Exact:
    """Return the largest of some moves, whichever way it went; 0 where there is none."""
    sizes: list[Exact] = [one.by if one.by > 0 else -one.by for one in moves]
    return max(sizes, default=0)


def together(moves: Iterable[Move]) -> str:
    """Add moves up by field, in words: 'quota -340,000, target +20,000'; '' where there is none."""
    sums: dict[str, Exact] = {}
    for one in moves:
        sums[one.field] = sums.get(one.field, 0) + one.by
    return ", ".join(f"{field} {signed(by, 'money')}" for field, by in sums.items())
