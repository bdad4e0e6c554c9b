"""Derived fields of groups over their tree: what the selling groups of a layer carry together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.derived.sums import Exact, add_up, number, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Record


def _compute_within(model: Model) -> None:
    model.ensure("group", "selling")
    model.ensure("group", "target")
    forest = model.forest("group")
    for field, written in (("quota_within", "quota"), ("target_within", "target")):
        sums = add_up(forest, [_own(group, written) for group in forest.order])
        for group, within in zip(forest.order, sums, strict=True):
            group.values[field] = within


def _own(group: Record, field: str) -> Exact | None:
    """Return what a group itself adds to the layers above: its figure where it sells, else nothing."""
    if UNKNOWN_MEMBER in (rows(group, "children") or ()) or group.values.get("parent") is REJECTED:
        return None
    selling = group.values.get("selling")
    return 0 if selling is False else (number(group.values.get(field)) if selling is True else None)


def _within(field: str) -> Callable[[Model, Record], list[Place]]:
    """Make the function that names the places of a field of the selling groups at or below a group."""

    def sources(model: Model, group: Record) -> list[Place]:
        waiting = [group]
        for at in waiting:  # grows while it is read; parents have no circles
            waiting += [child for child in rows(at, "children") or () if child is not UNKNOWN_MEMBER]
        return [place for at in waiting if at.values.get("selling") is True for place in model.sources(at, field)]

    return sources


LAYERS: dict[tuple[str, str], Derived] = {
    ("group", "quota_within"): Derived(
        MONEY, "quotas of the selling groups below it, or its own where it sells", _compute_within,
        _within("quota"),
    ),
    ("group", "target_within"): Derived(
        MONEY, "targets of the selling groups below it, or its own where it sells", _compute_within,
        _within("target"),
    ),
}  # fmt: skip
