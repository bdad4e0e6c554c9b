"""Derived fields of territories: whether somebody covers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, FLAG
from coverage_lint.entities.derived.sums import add_up, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Scalar


def _compute_covered(model: Model) -> None:
    """True if a territory or one above it has an owner or a group; unknown where one was rejected."""
    forest = model.forest("territory")
    made: list[bool | None] = []
    for territory, parent in zip(forest.order, forest.parents, strict=True):
        values = territory.values
        owners = (values.get("owner"), values.get("group"), *_named_owners(territory))
        covered: bool | None = True
        if not any(isinstance(owner, Record) for owner in owners):
            refused = REJECTED in (*owners, values.get("parent"))
            above = made[parent] if parent >= 0 else False
            covered = None if refused and above is False else above
        made.append(covered)
        values["covered"] = covered


def _named_owners(territory: Record) -> list[Scalar]:
    """Return whom the list of owners names; the list itself, REJECTED, where it was refused."""
    owners = territory.values.get("owners")
    return [row.values.get("person") for row in owners] if isinstance(owners, list) else [owners]


def _compute_uncovered(model: Model) -> None:
    """Count leaves without cover up the tree."""
    model.ensure("territory", "leaf")
    model.ensure("territory", "covered")
    forest = model.forest("territory")
    sums = add_up(forest, [_own_uncovered(territory) for territory in forest.order])
    for territory, leaves in zip(forest.order, sums, strict=True):
        territory.values["uncovered_leaves"] = leaves


def _own_uncovered(territory: Record) -> int | None:
    """Return what a territory itself adds: 1 for a leaf that nobody covers."""
    leaf, covered = territory.values["leaf"], territory.values["covered"]
    if covered is True:  # then whatever is below it is too
        return 0
    if UNKNOWN_MEMBER in (rows(territory, "children") or ()):
        return None
    return 0 if leaf is False else (1 if leaf is True and covered is False else None)


def _uncovered_sources(_model: Model, territory: Record) -> list[Place]:
    waiting = [territory]
    for at in waiting:  # grows while it is read; parents have no circles
        waiting += [child for child in rows(at, "children") or () if child is not UNKNOWN_MEMBER]
    return [(at, "") for at in waiting if at.values["leaf"] is True and at.values["covered"] is False]


TERRITORIES: dict[tuple[str, str], Derived] = {
    ("territory", "covered"): Derived(FLAG, "whether it or one above it has an owner, owners or a group",
                                      _compute_covered),
    ("territory", "uncovered_leaves"): Derived(COUNT, "leaf territories at or below it that are not covered",
                                               _compute_uncovered, _uncovered_sources),
}  # fmt: skip
