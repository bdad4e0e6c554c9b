"""The plan's figures in two versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.change.amounts import difference
from coverage_lint.change.report import FigureChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.findings import Figure

MAIN = ("goal", "quota", "over_assignment", "capacity", "compensation", "headcount")
"""Figures that are shown whether they changed or not."""


def figure_changes(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[FigureChange, ...]:
    """Match figures by name: those of the newer version in its order, then those that only the older one has."""
    older = {one.name: one for one in before}
    found = [FigureChange(older.pop(one.name, None), one, "") for one in after]
    found += [FigureChange(one, None, "") for one in older.values()]
    return tuple(_with_difference(one) for one in found)


def _with_difference(one: FigureChange) -> FigureChange:
    before, after = one.before, one.after
    if before is None or after is None or before.type != after.type or before.left_out or after.left_out:
        return one  # two sums of which either lacks something say nothing of what changed
    how = "percent" if after.shown.endswith("%") else after.type
    return one._replace(by=difference(before.value, after.value, how, after.name))


def worth_showing(change: FigureChange) -> bool:
    """True if a figure is one of the main ones, or has another value."""
    main = any(one is not None and one.name in MAIN for one in (change.before, change.after))
    return main or has_changed(change)


def has_changed(change: FigureChange) -> bool:
    """True if a figure has another value, or is known without others."""
    before, after = (None if one is None else (one.value, one.left_out) for one in (change.before, change.after))
    return before != after
