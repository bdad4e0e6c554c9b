"""Whether a partner's target for a goal is sold through a group that has one too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG
from coverage_lint.entities.derived.members import groups_of
from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def _sold_through_group(target: Record, goal: Record, targeted: set[int], known: dict[int, bool | None]) -> bool | None:
    """True if a partner's manager has a group among those targeted; `known` keeps it for each manager."""
    partner = record(target.values.get("partner"))
    if partner is None:
        return None
    manager = record(partner.values.get("manager"))
    if manager is None:
        return False if partner.values.get("manager") is None else None
    if id(manager) not in known:
        groups, led = groups_of(manager), rows(manager, "led_groups")
        sure = any(id(group) in targeted for group in (*(groups or ()), *(led or ())))
        unsure = rows(goal, "group_targets") is None or groups is None or led is None
        unsure = unsure or id(None) in targeted or UNKNOWN_MEMBER in (led or ())
        known[id(manager)] = True if sure else (None if unsure else False)
    return known[id(manager)]


def _compute_sold_through(model: Model) -> None:
    """Set for each partner's target whether the partner's manager is in a group with a target for the goal."""
    for goal in model.records("goal"):
        targeted = {id(record(row.values.get("group"))) for row in rows(goal, "group_targets") or ()}
        known: dict[int, bool | None] = {}
        for target in rows(goal, "partner_targets") or ():
            if target is not UNKNOWN_MEMBER:
                target.values["sold_through_group"] = _sold_through_group(target, goal, targeted, known)


SOLD_THROUGH: dict[tuple[str, str], Derived] = {
    ("target", "sold_through_group"): Derived(
        FLAG,
        "of a partner's target, whether the partner's manager is in a group with a target for that goal, or leads one",
        _compute_sold_through,
    ),
}
