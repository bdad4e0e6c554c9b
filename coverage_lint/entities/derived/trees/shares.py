"""How much of a territory its owners have together on the day on which they have most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import RATIO
from coverage_lint.entities.derived.sums import Exact, number, plain, rows
from coverage_lint.entities.derived.trees.holders import year_days
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.derived.trees.holders import Days
    from coverage_lint.entities.model import Model


def _compute_most(model: Model) -> None:
    model.ensure("territory", "holders")
    days = year_days(model)
    for territory in model.records("territory"):
        holders = rows(territory, "holders")
        unknown = holders is None or UNKNOWN_MEMBER in holders
        territory.values["share_at_most"] = None if unknown or holders is None else _most(holders, days)


def _most(holders: list[Record], days: Days | None) -> Exact | None:
    """Return the largest sum of shares on one day; those without a share take what is left, and are not counted."""
    changes: dict[int, Exact] = {}
    for holder in holders:
        if holder.values.get("share") is None:
            continue
        share = number(holder.values["share"])
        dated = any(holder.values.get(day) is not None for day in ("start", "end"))
        span = days.span(holder) if days is not None else (None if dated else (0, 0))
        if share is None or span is None:
            return None
        first, last = span
        if first <= last:
            changes[first] = changes.get(first, 0) + share
            changes[last + 1] = changes.get(last + 1, 0) - share
    most: Exact = 0
    held: Exact = 0
    for day in sorted(changes):
        held += changes[day]
        most = max(most, held)
    return plain(most)


SHARES: dict[tuple[str, str], Derived] = {
    ("territory", "share_at_most"): Derived(
        RATIO, "the shares of its owners together, on the day of the fiscal year on which they are most", _compute_most
    ),
}
