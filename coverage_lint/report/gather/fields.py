"""Reads fields of records as a portrait holds them: what is absent, refused or of another type is None or empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import number, plain, record, rows
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.report.portrait.refs import Agreement, Exact, Part, ref

if TYPE_CHECKING:
    from collections.abc import Iterable


def exact(holder: Record, field: str) -> Exact | None:
    """Return a number."""
    return number(holder.values.get(field))


def text(holder: Record, field: str) -> str | None:
    """Return a text or a date."""
    held = holder.values.get(field)
    return held if isinstance(held, str) else None


def flag(holder: Record, field: str) -> bool | None:
    """Return a flag."""
    held = holder.values.get(field)
    return held if isinstance(held, bool) else None


def known(holder: Record, relation: str) -> list[Record]:
    """Return the rows of a relation that are known; [] where it is absent or refused."""
    return [row for row in rows(holder, relation) or () if row is not UNKNOWN_MEMBER]


def texts(holder: Record, relation: str, field: str = "name") -> tuple[str, ...]:
    """Return a list of texts."""
    return tuple(said for row in known(holder, relation) if (said := text(row, field)) is not None)


def pairs(holder: Record, relation: str, entity: str, field: str) -> tuple[Part, ...]:
    """Return what each row of a relation points at, and its amount."""
    return tuple(Part(ref(row.values.get(entity)), exact(row, field)) for row in known(holder, relation))


def agreed(holder: Record, relation: str) -> tuple[Agreement, ...]:
    """Return who agreed, and on which day."""
    return tuple(Agreement(ref(row.values.get("by")), text(row, "on")) for row in known(holder, relation))


def part(held: object, field: str) -> Record | None:
    """Return a record that another one holds."""
    return record(held.values.get(field)) if isinstance(held, Record) else None


def less(value: Exact | None, other: Exact | None) -> Exact | None:
    """Subtract; unknown if one is."""
    return None if value is None or other is None else plain(value - other)


def ratio(value: Exact | None, whole: Exact | None) -> Exact | None:
    """Divide exactly; unknown if one is, or by 0."""
    if value is None or not whole:
        return None
    from fractions import Fraction

    return plain(Fraction(value) / whole)


def depth_first(records: Iterable[Record], parent: str = "parent") -> list[tuple[Record, int]]:
    """Return records in the order of their tree, each behind the one that it is in, with its depth.

    References to a parent have no circles: those that had were refused.
    """
    below: dict[int, list[Record]] = {}
    for one in records:
        above = record(one.values.get(parent))
        below.setdefault(0 if above is None else id(above), []).append(one)
    found: list[tuple[Record, int]] = []
    waiting = [(one, 0) for one in reversed(below.get(0, []))]
    while waiting:
        one, depth = waiting.pop()
        found.append((one, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(id(one), []))]
    return found
