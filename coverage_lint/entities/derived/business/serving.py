"""What sellers of a group are assigned that can serve each of its targets, where some have their quotas by goals."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.derived.business.attainment import SERVED
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place


class _Carried(NamedTuple):
    """What a group's sellers are assigned: by goals, by the trees that these goals are in, and by their roles."""

    by_goal: dict[int, Exact]
    by_tree: dict[int, Exact]
    by_motion: dict[str | None, Exact]


def _compute_serving(model: Model) -> None:
    model.ensure("member", "assigned")
    for needed in ("selling", "sellers", "own_quota", "own_target", "assigned"):
        model.ensure("group", needed)
    goals = model.forest("goal")
    roots: dict[int, int] = {}
    for at, goal in enumerate(goals.order):
        parent = goals.parents[at]
        roots[id(goal)] = at if parent < 0 else roots[id(goals.order[parent])]
    for group in model.records("group"):
        carried = _carried(group, roots)
        for target in rows(group, "targets") or ():
            if target is not UNKNOWN_MEMBER:
                target.values.update(by_goals=_by_goals(target, carried), lacking=_lacking(target, carried, roots))
    for partner in model.records("partner"):
        for target in rows(partner, "targets") or ():
            if target is not UNKNOWN_MEMBER:
                target.values.update(by_goals=0, lacking=0)


def _carried(group: Record, roots: dict[int, int]) -> _Carried | None:
    """Add up what is assigned in a group; None where a part of it is unknown."""
    made = _Carried({}, {}, {})
    selling, sellers = group.values.get("selling"), rows(group, "sellers")
    if selling is False or group.values.get("quota_type") == "pooled":
        return made
    if selling is not True or sellers is None:
        return None
    for row in sellers:
        person = None if row is UNKNOWN_MEMBER else record(row.values.get("person"))
        assigned = None if row is UNKNOWN_MEMBER else number(row.values.get("assigned"))
        if person is None or assigned is None or not _add(made, person, assigned, roots):
            return None
    return made


def _add(made: _Carried, person: Record, assigned: Exact, roots: dict[int, int]) -> bool:
    """Add what one seller is assigned; False where its goals or its role are unknown."""
    quotas = rows(person, "quotas")
    if quotas is None:
        role = record(person.values.get("role"))
        motion = role.values.get("motion") if role is not None else None
        if role is None or not (motion is None or isinstance(motion, str)):
            return False
        made.by_motion[motion] = made.by_motion.get(motion, 0) + assigned
        return True
    whole = total(None if row is UNKNOWN_MEMBER else row.values.get("amount") for row in quotas)
    if whole is None:
        return False
    for row in quotas if whole else ():
        goal, amount = record(row.values.get("goal")), number(row.values.get("amount"))
        if goal is None or amount is None:
            return False
        part = plain(Fraction(assigned) * amount / whole)
        for held, key in ((made.by_goal, id(goal)), (made.by_tree, roots[id(goal)])):
            held[key] = held.get(key, 0) + part
    return True


def _by_goals(target: Record, carried: _Carried | None) -> Exact | None:
    goal = record(target.values.get("goal"))
    return None if carried is None or goal is None else carried.by_goal.get(id(goal), 0)


def _lacking(target: Record, carried: _Carried | None, roots: dict[int, int]) -> Exact | None:
    """Return how much of a target nobody has, even if all who can serve it sold nothing else.

    Without quotas by goals nothing is asked, nor where the group's quota is short of its targets or not handed on.
    """
    group, goal = record(target.values.get("group")), record(target.values.get("goal"))
    if carried is None or group is None or goal is None:
        return None
    if not carried.by_goal:
        return 0
    amount, motion = number(target.values.get("amount")), goal.values.get("motion")
    credit = [one for one in rows(group, "shared_credit") or () if one.values.get("goal") is goal]
    shared = total(one.values.get("amount") for one in credit)
    figures = [number(group.values.get(name)) for name in ("own_quota", "own_target", "assigned")]
    quota, targets, assigned = figures
    if amount is None or shared is None or quota is None or targets is None or assigned is None:
        return None
    if quota < targets or assigned < quota:
        return 0
    able = [held for role, held in carried.by_motion.items() if _serves(role, motion)]
    return max(0, amount - shared - carried.by_tree.get(roots[id(goal)], 0) - (total(able) or 0))


def _serves(role: str | None, motion: object) -> bool:
    return role is None or not isinstance(motion, str) or motion in SERVED[role]


def _sources(_model: Model, target: Record) -> list[Place]:
    group, goal = record(target.values.get("group")), record(target.values.get("goal"))
    places: list[Place] = []
    for row in (rows(group, "sellers") if group is not None and goal is not None else None) or ():
        person = None if row is UNKNOWN_MEMBER else record(row.values.get("person"))
        quotas = rows(person, "quotas") if person is not None else None
        role = record(person.values.get("role")) if person is not None else None
        if person is not None and quotas is None and role is not None:
            motion = role.values.get("motion")
            if _serves(motion if isinstance(motion, str) else None, goal.values.get("motion") if goal else None):
                places.append((person, "quota"))
        places += [(one, "amount") for one in quotas or () if one is not UNKNOWN_MEMBER and one.values["goal"] is goal]
    return places


SERVING: dict[tuple[str, str], Derived] = {
    ("target", "by_goals"): Derived(
        MONEY, "of a group's target, what its sellers are assigned for the goal by quotas by goals", _compute_serving,
        _sources, unit="plan currency, in the fiscal year",
    ),
    ("target", "lacking"): Derived(
        MONEY, "of a group's target, what the quotas of its sellers who can serve the goal lack of it: quotas for "
        "goals of its tree, else those of roles; 0 where none has a quota by goals, or the group's quota is short or "
        "not handed on",
        _compute_serving, _sources, unit="plan currency, in the fiscal year",
    ),
}  # fmt: skip
