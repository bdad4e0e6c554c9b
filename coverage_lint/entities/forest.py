"""Trees of records: the ancestors of all records from one walk, instead of one walk for each record.

A walk numbers the records; those below a record are the numbers from its own to its last one. So whether one is above
another takes two comparisons, however deep they stand.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from coverage_lint.entities.records import REJECTED, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Forest:
    """The trees that one kind of reference makes of records. References of this kind have no circles."""

    def __init__(self, records: Sequence[Record], field: str) -> None:
        """Take all records, and the field that leads to the record above."""
        below: dict[int, list[Record]] = {}
        tops: list[Record] = []
        for record in records:
            above = record.values.get(field)
            if isinstance(above, Record):
                below.setdefault(id(above), []).append(record)
            else:
                tops.append(record)
        self.order: list[Record] = []
        """Every record after the one above it."""
        self.parents: list[int] = []
        """For each of these the number of the one above, -1 for none."""
        self.numbers: dict[int, int] = {}
        """Where in the order a record stands, by what Python knows it by."""
        waiting = [(top, -1) for top in reversed(tops)]
        while waiting:
            record, parent = waiting.pop()
            number = self.numbers[id(record)] = len(self.order)
            self.order.append(record)
            self.parents.append(parent)
            waiting += [(child, number) for child in reversed(below.get(id(record), ()))]
        self.last = list(range(len(self.order)))
        """For each the number of the last record at or below it."""
        self.depths: list[int | None] = []
        """For each how many are above it; None where a refused reference leaves that unknown."""
        for number in range(len(self.order) - 1, -1, -1):
            parent = self.parents[number]
            if parent >= 0:
                self.last[parent] = max(self.last[parent], self.last[number])
        for record, parent in zip(self.order, self.parents, strict=True):
            above_it = self.depths[parent] if parent >= 0 else (None if record.values.get(field) is REJECTED else -1)
            self.depths.append(None if above_it is None else above_it + 1)

    def number(self, record: object) -> int | None:
        """Return where a record stands in the order; None for one of no tree."""
        return self.numbers.get(id(record))

    def tops(self) -> list[int]:
        """Return for each record the number of the topmost one above it."""
        made: list[int] = []
        for number, parent in enumerate(self.parents):
            made.append(made[parent] if parent >= 0 else number)
        return made


class Stretches:
    """Some records of a forest with all below them: whether another one is among these takes one search."""

    def __init__(self, forest: Forest, numbers: Iterable[int]) -> None:
        """Take the numbers of the topmost records."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        for number in sorted(numbers):
            if not self.ends or number > self.ends[-1]:
                self.starts.append(number)
                self.ends.append(forest.last[number])

    def hold(self, number: int) -> bool:
        """True if a record is one of them or stands below one."""
        at = bisect_right(self.starts, number) - 1
        return at >= 0 and number <= self.ends[at]
