"""How much money a change is about, so that the largest can be told first."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.change.labels import ToldEdit
    from coverage_lint.change.report import EntityChange
    from coverage_lint.entities.records import Record

_PLACED = frozenset(("group", "groups", "role", "manager", "status", "start", "end"))
"""Fields of a person with which a quota moves."""


def weight_of_move(edits: Sequence[ToldEdit], *versions: Record | None) -> int | Fraction:
    """Return the quota that moves with a person who goes to another place; 0 where nobody does."""
    if not any(one.edit.field in _PLACED for one in edits):
        return 0
    records = [record for record in versions if record is not None and record.kind == "person"]
    return max((_amount(record.values.get("quota")) for record in records), default=0)


def _amount(value: object) -> int | Fraction:
    """Return an amount; 0 for what is absent, or could not be read."""
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else 0


def largest_first(changes: Iterable[EntityChange]) -> tuple[EntityChange, ...]:
    """Sort changes by their money; those of the same stay in their order."""
    return tuple(sorted(changes, key=lambda one: -one.weight))
