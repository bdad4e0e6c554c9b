"""Derived fields of territories: which are leaves, and whether somebody covers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG
from coverage_lint.entities.derived.goals import compute_leaves
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def _compute_covered(model: Model) -> None:
    for territory in model.records("territory"):
        territory.values["covered"] = _covered(territory)


def _covered(territory: Record) -> bool | None:
    """Say whether the territory or one above it has an owner or a group; unknown where one was rejected."""
    unknown = False
    above: object = territory
    while isinstance(above, Record):
        owners = (above.values.get("owner"), above.values.get("group"))
        if any(isinstance(owner, Record) for owner in owners):
            return True
        above_parent = above.values.get("parent")
        unknown = unknown or REJECTED in (*owners, above_parent)
        above = above_parent
    return None if unknown else False


TERRITORIES: dict[tuple[str, str], Derived] = {
    ("territory", "leaf"): compute_leaves("territory"),
    ("territory", "covered"): Derived(FLAG, "whether it or one above it has an owner or a group", _compute_covered),
}
