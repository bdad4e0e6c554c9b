"""What policies left undecided: counted at once, told one by one only where somebody asks.

A model with some values refused leaves policies undecided for thousands of entities, and most runs show how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, overload

from coverage_lint.entities.places import entity_name, follow, locate
from coverage_lint.findings import Undecided, in_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
        """Tell it of each record, with its place."""
        policy, count = self.policy, len(self.records)
        reasons: Sequence[Reason] = self.reasons or ["absent"] * count
        for record, lacking, reason in zip(self.records, self.lacks or [()] * count, reasons, strict=True):
            place = locate(*follow(record, policy.at))
            yield Undecided(policy.code, policy.name, entity_name(record), place, lacking, reason)


class UndecidedPolicies(Sequence[Undecided]):
    """The undecided policies of one model, in the order in which they were asked, or of their places.

    It never changes, and is equal to a tuple of the same.
    """

    __slots__ = ("_by_place", "_count", "_told", "left_open")

    def __init__(self, left_open: Sequence[Open], *, by_place: bool = False) -> None:
        """Take what was left open."""
        self.left_open = left_open
        self._by_place = by_place
        self._count = sum(len(one.records) for one in left_open)
        self._told: tuple[Undecided, ...] | None = None

    def asked(self, wants: Callable[[str, str], bool]) -> UndecidedPolicies:
        """Return those whose policy counts, by its code and name, in the order of their places."""
        counts: dict[str, bool] = {}
        for one in self.left_open:
            if one.policy.code not in counts:
                counts[one.policy.code] = wants(one.policy.code, one.policy.name)
        return UndecidedPolicies([one for one in self.left_open if counts[one.policy.code]], by_place=True)

    def _all(self) -> tuple[Undecided, ...]:
        if self._told is None:
            told = [entry for one in self.left_open for entry in one.told()]
            self._told = in_places(told) if self._by_place else tuple(told)
        return self._told

    def __len__(self) -> int:
        """Count them, which takes no telling."""
        return self._count

    def __iter__(self) -> Iterator[Undecided]:
        """Tell each."""
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> Undecided: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Undecided, ...]: ...
    def __getitem__(self, index: int | slice) -> Undecided | tuple[Undecided, ...]:
        """Tell one, or some."""
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        """Compare what is told, also with a tuple or a list."""
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        """Hash as the tuple does."""
        return hash(self._all())

    def __repr__(self) -> str:
        """Show what is told."""
        return repr(self._all())
