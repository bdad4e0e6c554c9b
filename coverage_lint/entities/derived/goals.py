"""Derived fields of goals: which are leaves, and what the team itself must sell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, MONEY
from coverage_lint.entities.derived.sums import Exact, number, record, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def compute_leaves(kind: str) -> Derived:
    """Make the field `leaf`: nobody names this one as its parent."""

    def compute(model: Model) -> None:
        for one in model.records(kind):
            children = rows(one, "children")
            sure = any(child is not UNKNOWN_MEMBER for child in children or ())
            one.values["leaf"] = False if sure else (True if children == [] else None)

    return Derived(FLAG, f"whether no {kind} has this one as its parent", compute)


def partner_share(goal: Record) -> list[Record] | None:
    """Return the partners' targets that lessen what the team must sell of a goal; None when unknown.

    A partner whose manager sits in a group with a target for the goal, or leads it, sells through that
    group, so its target lessens nothing.
    """
    targets = rows(goal, "partner_targets")
    if targets is None:
        return None
    lessening = []
    targeted = {id(record(row.values.get("group"))) for row in rows(goal, "group_targets") or ()}
    known: dict[int, bool | None] = {}
    for target in targets:
        if target is UNKNOWN_MEMBER:
            return None
        through_group = _sold_through_group(target, goal, targeted, known)
        if through_group is None:
            return None
        if not through_group:
            lessening.append(target)
    return lessening


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


def groups_of(person: Record) -> list[Record] | None:
    """Return the groups that a person is in, by `group` or by `groups`; None when unknown."""
    shares = person.values.get("groups")
    if shares is REJECTED:
        return None
    if not isinstance(shares, list):
        only = person.values.get("group")
        return [only] if isinstance(only, Record) else ([] if only is None else None)
    groups = []
    for value in [row.values.get("group") for row in shares]:
        group = record(value)
        if group is None and value is not None:
            return None
        if group is not None:
            groups.append(group)
    return groups


def _compute_need(model: Model) -> None:
    model.ensure("goal", "leaf")
    for goal in model.records("goal"):
        goal.values["need"] = _need(goal)


def _need(goal: Record) -> Exact | None:
    target, leaf = number(goal.values.get("target")), goal.values.get("leaf")
    if leaf is False or (target is not None and target <= 0):
        return 0
    lessening = partner_share(goal)
    if target is None or leaf is None or lessening is None:
        return None
    by_partners = total(row.values.get("amount") for row in lessening)
    return None if by_partners is None else max(0, target - by_partners)


def need_sources(goal: Record) -> list[tuple[Record, str]]:
    """Name the target and the partners' targets that a need came from."""
    if not goal.values.get("need"):
        return []
    return [(goal, "target"), *((row, "amount") for row in partner_share(goal) or ())]


GOALS: dict[tuple[str, str], Derived] = {
    ("goal", "leaf"): compute_leaves("goal"),
    ("goal", "need"): Derived(
        MONEY, "the target less the partners' targets for it: what the team itself must sell", _compute_need,
        need_sources,
    ),
}  # fmt: skip
