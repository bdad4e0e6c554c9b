"""Undecided policies: always counted, listed one by one only on request.

A model with some values refused leaves policies undecided for thousands of entities, and most runs show how many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from coverage_lint.entities.names import entity_name
from coverage_lint.entities.places import follow, locate
from coverage_lint.findings import Undecided, in_places
from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.undecided.lazy_sequence import LazySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from coverage_lint.entities.records import Record
    from coverage_lint.policy.policy import Policy

Reason: TypeAlias = 'Literal["absent", "refused", "today", "cost", "opt-in"]'


class Open(NamedTuple):
    """A policy that could not be answered for records, and why."""

    policy: Policy
    records: Sequence[Record]
    lacks: Sequence[tuple[str, ...]] = ()
    """What it lacked, for each record; empty where that was not worked out."""
    reasons: Sequence[Reason] = ()
    """Why, for each record; empty where all are for what is absent."""

    def told(self) -> Iterator[Undecided]:
        """Return it for each record, with its place."""
        policy, count = self.policy, len(self.records)
        reasons: Sequence[Reason] = self.reasons or ["absent"] * count
        for record, lacking, reason in zip(self.records, self.lacks or [()] * count, reasons, strict=True):
            place = locate(*follow(record, policy.at))
            yield Undecided(policy.code, policy.name, entity_name(record), place, lacking, reason)


class UndecidedPolicies(LazySequence[Undecided]):
    """The undecided policies of one model, in the order in which they were asked, or of their places."""

    __slots__ = ("_count", "left_open")

    def __init__(self, left_open: Sequence[Open], *, by_place: bool = False) -> None:
        """Take what was left open."""
        self.left_open = left_open
        self._count = sum(len(one.records) for one in left_open)
        super().__init__(lambda: _told(left_open, by_place=by_place))

    def asked(self, wants: Callable[[str, str], bool]) -> UndecidedPolicies:
        """Return those whose policy counts, by its code and name, in the order of their places."""
        counts: dict[str, bool] = {}
        for one in self.left_open:
            if one.policy.code not in counts:
                counts[one.policy.code] = wants(one.policy.code, one.policy.name)
        return UndecidedPolicies([one for one in self.left_open if counts[one.policy.code]], by_place=True)

    def without(self, told: AbstractSet[tuple[str, str]]) -> UndecidedPolicies:
        """Return these without what is told all the same, by code and entity."""
        codes = {code for code, _ in told}
        left = []
        for one in self.left_open:
            records = one.records
            if one.policy.code in codes:
                records = [record for record in records if (one.policy.code, entity_name(record)) not in told]
            if records:
                left.append(one._replace(records=records))
        return UndecidedPolicies(left)

    def __len__(self) -> int:
        """Count them, which takes no telling."""
        return self._count

    def of_reason(self, reason: Reason) -> int:
        """Count those that are left open for one reason, which takes no telling either."""
        return sum(list(one.reasons).count(reason) for one in self.left_open)


def _told(left_open: Sequence[Open], *, by_place: bool) -> tuple[Undecided, ...]:
    told = [entry for one in left_open for entry in one.told()]
    return in_places(told) if by_place else tuple(told)
