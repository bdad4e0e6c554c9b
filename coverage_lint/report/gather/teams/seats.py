"""Seats of groups, alone and with what is below them: each person once, on the day of the fiscal year with most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.entities.derived.year.headcount import most_at_once, year_days
from coverage_lint.entities.records import UNKNOWN_MEMBER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.report.portrait.refs import Exact

_LEVELS = 50
"""So many times each group and person may be counted: trees of more levels than that hold only their upper ones."""
_AT_LEAST = 100_000


class Seats:
    """Counts the seats of groups. Where a tree is so deep that it would take very long, what is left is not known."""

    def __init__(self, model: Model) -> None:
        """Take the model."""
        model.ensure("group", "people")
        self._year = year_days(model.plan)
        size = sum(len(model.records(kind)) for kind in ("group", "person", "unit"))
        self._left = max(_AT_LEAST, _LEVELS * size)

    def of(self, groups: Iterable[Record], status: str = "") -> Exact | None:
        """Count the seats of groups together, or those of a status.

        Who cannot be known to be in them, for a refused name, is left out; None where there are no people at all.
        """
        found: dict[int, Record] = {}
        for group in groups:
            members = rows(group, "people")
            if members is None or self._left <= 0:
                return None
            self._left -= len(members) + 1
            for row in members:
                person = record(row.values.get("person"))
                if person is not None:
                    found[id(person)] = person
        people = [one for one in found.values() if not status or one.values.get("status") == status]
        return most_at_once(people, self._year)

    def within(self, units: Iterable[Record], groups: Iterable[Record] = ()) -> Exact | None:
        """Count the seats of all that is in some units and groups, and below them."""
        inside = self._with_below(units)
        held = [] if inside is None else [group for unit in inside for group in rows(unit, "groups") or ()]
        below = self._with_below([*groups, *held])
        return None if inside is None or below is None else self.of(below)

    def _with_below(self, records: Iterable[Record]) -> list[Record] | None:
        """Return records of a tree and all below them, each once."""
        found: dict[int, Record] = {}
        waiting = list(records)
        for one in waiting:  # grows while it is read; parents have no circles
            if self._left <= 0:
                return None
            self._left -= 1
            if one is not UNKNOWN_MEMBER and id(one) not in found:
                found[id(one)] = one
                waiting += rows(one, "children") or ()
        return list(found.values())
