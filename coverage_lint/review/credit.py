"""Which group gets credit for a deal: that of its goal or motion, else all groups of the person, by the shares."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import number, plain, record, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.entities.records import Record

_EXISTING = frozenset(("expansion", "renewal", "existing"))


def serves(goal_motion: object, motion: str | None) -> bool:
    """True if a goal of a motion is for deals of another: existing business is expansion and renewal together."""
    if goal_motion is None or motion is None:
        return False
    return goal_motion == motion or (goal_motion == "existing" and motion in _EXISTING)


class Credit:
    """The groups of people, each worked out once for a motion."""

    def __init__(self, people: Sequence[Record]) -> None:
        """Take the people in the plan's order."""
        self._people = people
        self._known: dict[tuple[int, str | None], list[tuple[Record, Exact]]] = {}

    def groups(self, person: int, motion: str | None) -> list[tuple[Record, Exact]]:
        """Return the groups that a person's deals of a motion count to, with the part of each; none without a group."""
        key = (person, motion)
        if key not in self._known:
            self._known[key] = self._groups(self._people[person], motion)
        return self._known[key]

    def _groups(self, person: Record, motion: str | None) -> list[tuple[Record, Exact]]:
        held = []
        for member in rows(person, "memberships") or ():
            group, share = record(member.values.get("group")), number(member.values.get("share"))
            if group is not None:
                held.append((group, Fraction(share) if share is not None else Fraction(1)))
        aimed = [(group, share) for group, share in held if _aims_at(group, motion)]
        chosen = aimed or held
        whole = sum(share for _, share in chosen)
        if not whole:
            return [(group, plain(Fraction(1, len(chosen)))) for group, _ in chosen]
        return [(group, plain(share / whole)) for group, share in chosen]


def _aims_at(group: Record, motion: str | None) -> bool:
    goals = [record(target.values.get("goal")) for target in rows(group, "targets") or ()]
    return any(goal is not None and serves(goal.values.get("motion"), motion) for goal in goals)
