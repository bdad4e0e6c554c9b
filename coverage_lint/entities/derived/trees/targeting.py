"""Derived fields of goals over their trees: what groups aim at, against what the team must sell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.derived.sums import Exact, add_up, number, record, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Record


def _compute_within(model: Model) -> None:
    """Add each goal's own figures to those of the goals above it."""
    model.ensure("goal", "need")
    model.ensure("group", "selling")
    for field, own in (("need_within", _need), ("targeted", _targeted)):
        forest = model.forest("goal")
        sums = add_up(forest, [own(goal) for goal in forest.order])
        for goal, within in zip(forest.order, sums, strict=True):
            goal.values[field] = within


def _need(goal: Record) -> Exact | None:
    return None if _may_have_more(goal) else number(goal.values.get("need"))


def _targeted(goal: Record) -> Exact | None:
    targets, shared = rows(goal, "group_targets"), rows(goal, "shared_credits")
    if targets is None or _may_have_more(goal):
        return None
    carried = total(_selling_amount(target) for target in targets)
    twice = total(_selling_amount(credit) for credit in shared or ())
    return None if carried is None or twice is None else carried - twice


def _may_have_more(goal: Record) -> bool:
    """True if a goal whose parent was refused may belong below this one."""
    return UNKNOWN_MEMBER in (rows(goal, "children") or ()) or goal.values.get("parent") is REJECTED


def _selling_amount(target: Record) -> Exact | None:
    group = None if target is UNKNOWN_MEMBER else record(target.values.get("group"))
    selling = group.values.get("selling") if group is not None else None
    if selling is False:
        return 0
    return number(target.values.get("amount")) if selling is True else None


def _within(sources: Callable[[Model, Record], list[Place]]) -> Callable[[Model, Record], list[Place]]:
    """Make the function that names the places of a goal, then those of the goals below it."""

    def all_sources(model: Model, goal: Record) -> list[Place]:
        places: list[Place] = []
        waiting, seen = [goal], {id(goal)}
        for at in waiting:  # grows while it is read
            places += sources(model, at)
            children = [child for child in rows(at, "children") or () if child is not UNKNOWN_MEMBER]
            waiting += [child for child in children if id(child) not in seen]
            seen.update(map(id, children))
        return places

    return all_sources


def _target_sources(_model: Model, goal: Record) -> list[Place]:
    held = [*(rows(goal, "group_targets") or ()), *(rows(goal, "shared_credits") or ())]
    return [(row, "amount") for row in held if _selling_amount(row)]


TARGETING: dict[tuple[str, str], Derived] = {
    ("goal", "need_within"): Derived(
        MONEY,
        "the need of it and of the goals below it",
        _compute_within,
        _within(lambda model, goal: model.sources(goal, "need")),
    ),
    ("goal", "targeted"): Derived(
        MONEY,
        "targets of selling groups for it and for the goals below it, less shared credit",
        _compute_within,
        _within(_target_sources),
    ),
}
