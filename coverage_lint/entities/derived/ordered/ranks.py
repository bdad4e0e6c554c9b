"""The derived field of priorities that says whether an earlier one has the same rank at the same time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG
from coverage_lint.entities.derived.sums import rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model

_FIRST, _LAST = "", "9999-12-31"
"""Before and after every day: what is left out is open."""


class _Times:
    """Times of priorities, added one by one: whether a later one meets any of them takes a few steps.

    Of those that begin no later than a day, the one that ends last decides: a tree keeps the last end by start.
    """

    def __init__(self, starts: list[str]) -> None:
        self.starts = starts
        self.ends = [""] * (len(starts) + 1)

    def add(self, start: str, end: str) -> None:
        at = bisect_left(self.starts, start) + 1
        while at < len(self.ends):
            self.ends[at] = max(self.ends[at], end)
            at += at & -at

    def meets(self, start: str, end: str) -> bool:
        at, latest = bisect_right(self.starts, end), ""
        while at:
            latest = max(latest, self.ends[at])
            at -= at & -at
        return latest != "" and latest >= start


def _compute_rank_taken(model: Model) -> None:
    """Go through the priorities by id, those of each rank by themselves; a refused date may mean any time."""
    ordered = sorted(model.records("priority"), key=lambda one: one.id or "")
    starts: dict[object, set[str]] = {}
    for one in ordered:
        starts.setdefault(one.values.get("rank"), set()).add(_span(one)[0])
    times = {rank: _Times(sorted(held)) for rank, held in starts.items()}
    begun: set[object] = set()
    doubted: set[object] = set()
    unknown = UNKNOWN_MEMBER in (rows(model.plan, "priorities") or ())
    for one in ordered:
        rank, refused = one.values.get("rank"), REJECTED in (one.values.get("start"), one.values.get("due"))
        one.values["rank_taken"] = None
        if rank is REJECTED:
            unknown = True
        elif rank is not None:
            doubtful = unknown or rank in doubted or (refused and rank in begun)
            one.values["rank_taken"] = None if doubtful else times[rank].meets(*_span(one))
            begun.add(rank)
            if refused:
                doubted.add(rank)
            else:
                times[rank].add(*_span(one))


def _span(priority: Record) -> tuple[str, str]:
    start, due = priority.values.get("start"), priority.values.get("due")
    return (start if isinstance(start, str) else _FIRST, due if isinstance(due, str) else _LAST)


RANKS: dict[tuple[str, str], Derived] = {
    ("priority", "rank_taken"): Derived(
        FLAG, "whether a priority whose id comes earlier has its rank at the same time", _compute_rank_taken
    ),
}
