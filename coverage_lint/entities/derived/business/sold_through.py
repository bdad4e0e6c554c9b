"""Whether a partner's target for a goal is sold through a group that has one too, and how much that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, MONEY
from coverage_lint.entities.derived.people.members import groups_of
from coverage_lint.entities.derived.sums import Exact, number, record, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


class _Through(NamedTuple):
    """Whether somebody's groups have a target for a goal, and how much; None where a refused value leaves that open."""

    any: bool | None
    amount: Exact | None


def _through(target: Record, goal: Record, targeted: dict[int, Exact | None], known: dict[int, _Through]) -> _Through:
    """Return what those of the targeted groups have that a partner's manager is in; `known` keeps it for each."""
    partner = record(target.values.get("partner"))
    manager = record(partner.values.get("manager")) if partner is not None else None
    if partner is None or manager is None:
        nobody = partner is not None and partner.values.get("manager") is None
        return _Through(False if nobody else None, 0 if nobody else None)
    if id(manager) not in known:
        groups, led = groups_of(manager), rows(manager, "led_groups")
        own = {id(group) for group in (*(groups or ()), *(led or ()))} & targeted.keys()
        unsure = rows(goal, "group_targets") is None or groups is None or led is None
        unsure = unsure or id(None) in targeted or UNKNOWN_MEMBER in (led or ())
        amount = None if unsure else total(targeted[group] for group in sorted(own))
        known[id(manager)] = _Through(True if own else (None if unsure else False), amount)
    return known[id(manager)]


def _compute_sold_through(model: Model) -> None:
    """Set for each partner's target whether the partner's manager is in a group with a target for the goal."""
    for goal in model.records("goal"):
        targeted = {
            id(record(row.values.get("group"))): number(row.values.get("amount"))
            for row in rows(goal, "group_targets") or ()
        }
        known: dict[int, _Through] = {}
        for target in rows(goal, "partner_targets") or ():
            if target is not UNKNOWN_MEMBER:
                through = _through(target, goal, targeted, known)
                target.values.update(sold_through_group=through.any, through=through.amount)


SOLD_THROUGH: dict[tuple[str, str], Derived] = {
    ("target", "sold_through_group"): Derived(
        FLAG,
        "of a partner's target, whether the partner's manager is in a group with a target for that goal, or leads one",
        _compute_sold_through,
    ),
    ("target", "through"): Derived(
        MONEY,
        "of a partner's target, the targets for that goal of the groups that the partner's manager is in or leads",
        _compute_sold_through,
    ),
}  # fmt: skip
