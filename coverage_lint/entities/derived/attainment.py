"""Assigned quota by kind of business, and what of it is expected to be reached.

A quota given by goals serves the motions of these goals; else it serves the motion of the role. What is expected of the
latter goes by the targets of the group that the role serves, so that a seller of renewals and expansion is expected to
reach a share of each. One figure for the attainment is for new business and expansion; existing business and renewals
are expected in full where the plan gives no figure for them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.derived.members import selling_groups
from coverage_lint.entities.derived.sums import Exact, number, product, record, rejected, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place

NEW, EXISTING, EXPANSION, RENEWAL = "new_business", "existing", "expansion", "renewal"
SERVED = {
    NEW: (NEW,), EXISTING: (EXISTING, EXPANSION, RENEWAL), EXPANSION: (EXPANSION, EXISTING),
    RENEWAL: (RENEWAL, EXISTING),
}  # fmt: skip
"""The goals that a role with a motion serves; one without serves all."""


class Assigned(NamedTuple):
    """Quotas of one group for one kind of business."""

    motion: str | None
    by_goal: bool
    """True where the quota names its goals, False where it follows the motion of the role."""
    amount: Exact | None
    group: Record


def assigned_by_motion(model: Model) -> list[Assigned] | None:
    """Return what is assigned in selling groups, by group and motion; None where that is not known."""
    model.ensure("plan", "assigned")
    model.ensure("group", "sellers")
    if number(model.plan.values.get("assigned")) is None:
        return None
    made: list[Assigned] = []
    for group in selling_groups(model.plan):
        held = _of_group(group)
        if held is None:
            return None
        made += [Assigned(motion, by_goal, total(amounts), group) for (motion, by_goal), amounts in held.items()]
    return made


_Held = dict[tuple["str | None", bool], "list[Exact | None]"]


def _of_group(group: Record) -> _Held | None:
    held: _Held = {}
    if group.values.get("quota_type") == "pooled":
        return held if _spread(held, number(group.values.get("assigned")), rows(group, "targets")) else None
    for row in rows(group, "sellers") or ():
        person = None if row is UNKNOWN_MEMBER else record(row.values["person"])
        role = record(person.values.get("role")) if person is not None else None
        if person is None or role is None or rejected(role, "motion"):
            return None
        amount, quotas = number(row.values.get("assigned")), rows(person, "quotas")
        if quotas is not None:
            if not _spread(held, amount, quotas):
                return None
        else:
            held.setdefault((_word(role), False), []).append(amount)
    return held


def _spread(held: _Held, amount: Exact | None, given: list[Record] | None) -> bool:
    """Divide an amount over the motions of rows that name goals, as their amounts are; False where that is unknown."""
    if amount == 0:
        return True
    weights = _weights(given)
    if amount is None or weights is None:
        return False
    whole = total(weights.values())
    if not whole:
        held.setdefault((None, False), []).append(amount)
        return True
    for motion, weight in weights.items():
        held.setdefault((motion, True), []).append(product(amount, Fraction(weight) / whole))
    return True


def _weights(given: list[Record] | None) -> dict[str | None, Exact] | None:
    """Add up rows of goals with amounts by the motion of the goal; None where one of them is unknown."""
    weights: dict[str | None, Exact] = {}
    for row in given or ():
        goal = None if row is UNKNOWN_MEMBER else record(row.values.get("goal"))
        amount = number(row.values.get("amount"))
        if goal is None or amount is None or (amount and _word(goal) is None):
            return None
        weights[_word(goal)] = weights.get(_word(goal), 0) + amount
    return weights


def _word(holder: Record) -> str | None:
    motion = holder.values.get("motion")
    return motion if isinstance(motion, str) else None


def expected_of(part: Assigned, plan: Record) -> Exact | None:
    """Return what is expected of assigned quota."""
    if part.amount == 0:
        return 0
    if part.by_goal:
        return product(part.amount, _attainment(plan, part.motion))
    served = SERVED.get(part.motion or "")
    weights = _weights(rows(part.group, "targets"))
    if weights is None:
        return None
    weights = {motion: weight for motion, weight in weights.items() if weight > 0 and (not served or motion in served)}
    whole = total(weights.values())
    if not whole:
        return product(part.amount, _attainment(plan, part.motion))
    return total(
        product(part.amount, Fraction(weight) / whole, _attainment(plan, motion)) for motion, weight in weights.items()
    )


def _attainment(plan: Record, motion: str | None) -> Exact | None:
    staffing = record(plan.values.get("staffing"))
    if staffing is None:
        return 1 if motion in {EXISTING, RENEWAL} and plan.values.get("staffing") is not REJECTED else None
    for row in rows(staffing, "attainments") or ():
        if row is UNKNOWN_MEMBER:
            return None
        if row.values.get("motion") == motion:
            return number(row.values.get("share"))
    return 1 if motion in {EXISTING, RENEWAL} else number(staffing.values.get("attainment"))


def _compute_expected(model: Model) -> None:
    parts = assigned_by_motion(model)
    model.plan.values["expected"] = None if parts is None else total(expected_of(part, model.plan) for part in parts)


def _expected_sources(model: Model, plan: Record) -> list[Place]:
    staffing = record(plan.values.get("staffing"))
    given = rows(staffing, "attainments") if staffing is not None else None
    figures: list[Place] = [(row, "share") for row in given or () if row is not UNKNOWN_MEMBER]
    if staffing is not None and not figures:
        figures = [(staffing, "attainment")]
    return [*model.sources(plan, "assigned"), *figures]


ATTAINMENT: dict[tuple[str, str], Derived] = {
    ("plan", "expected"): Derived(
        MONEY, "assigned × expected attainment, each kind of business by its own", _compute_expected,
        _expected_sources, "plan currency, in the fiscal year",
    ),
}  # fmt: skip
