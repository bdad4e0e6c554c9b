"""Assigned quota by kind of business, and what of it is expected to be reached.

A quota given by goals serves the motions of these goals; else it serves the motion of the role. What is expected of the
latter goes by the targets of the group that the role serves, so that a seller of renewals and expansion is expected to
reach a share of each. One figure for the attainment is for new business and expansion; existing business and renewals
are expected in full where the plan gives no figure for them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, MONEY
from coverage_lint.entities.derived.people.members import selling_groups
from coverage_lint.entities.derived.sums import Exact, number, plain, product, record, rejected, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def assigned_by_motion(model: Model, left: list[Record] | None = None) -> list[Assigned] | None:
    """Return what is assigned in selling groups, by group and motion; None where that is not known.

    With a list for what is left out, return what is known, and put there whose part is not.
    """
    model.ensure("plan", "assigned")
    model.ensure("group", "sellers")
    model.ensure("group", "own_quota")
    if left is None and number(model.plan.values.get("assigned")) is None:
        return None
    made: list[Assigned] = []
    groups = selling_groups(model.plan) if left is None else _known_to_sell(model.plan, left)
    for group in groups:
        of_group: list[Record] | None = None if left is None else []
        held = _of_group(group, of_group)
        if held is None:
            return None
        if left is not None and of_group:
            _once(left, of_group)
        own = _own([Assigned(motion, by_goal, total(amounts), group) for (motion, by_goal), amounts in held.items()])
        if own is None and left is None:
            return None
        if own is None and left is not None:
            left.append(group)
        made += own or ()
    return made


def _own(parts: list[Assigned]) -> list[Assigned] | None:
    """Take off the shared credit that sellers are assigned too: from the kinds of business that it is for, then others.

    It is what goes beyond the group's own quota. None where it is unknown how much that is.
    """
    shared = parts[0].group.values.get("shared_credit") if parts else None
    if shared is None or parts[0].group.values.get("quota") is None:
        return parts
    group = parts[0].group
    credit = None if shared is REJECTED else _weights(rows(group, "shared_credit"))
    own_quota, whole = number(group.values.get("own_quota")), total(part.amount for part in parts)
    if credit is None or own_quota is None or whole is None:
        return None
    of = total(credit.values()) or 0
    twice = min(of, max(0, whole - own_quota))
    amounts = [part.amount or 0 for part in parts]
    rest: Exact = 0
    for motion, amount in credit.items() if twice else ():
        serving = [at for at, part in enumerate(parts) if _serves(part, motion)]
        rest += _cut(amounts, serving, Fraction(amount) * twice / of)
    _cut(amounts, range(len(parts)), rest)
    return [part._replace(amount=amount) for part, amount in zip(parts, amounts, strict=True)]


def _serves(part: Assigned, motion: str | None) -> bool:
    return motion == part.motion if part.by_goal else motion in SERVED.get(part.motion or "", (motion,))


def _cut(amounts: list[Exact], places: Sequence[int], by: Exact) -> Exact:
    """Take an amount off some others, in proportion to them; return what they are too small for."""
    whole = total(amounts[at] for at in places)
    taken = min(by, whole or 0)
    if whole and taken > 0:
        for at in places:
            amounts[at] = plain(amounts[at] * (1 - Fraction(taken) / whole))
    return by - max(0, taken)


def _known_to_sell(plan: Record, left: list[Record]) -> list[Record]:
    """Return the groups that sell as far as is known: a group that may be below any other makes no leaf doubtful.

    That group itself is left out: it may count within another one.
    """
    found: list[Record] = []
    for group in rows(plan, "groups") or ():
        if group is UNKNOWN_MEMBER or rejected(group, "parent"):
            left.append(group)
        elif all(one is UNKNOWN_MEMBER for one in rows(group, "children") or ()):
            kind, overlay = group.values.get("quota_type"), group.values.get("overlay")
            if REJECTED in (kind, overlay):
                left.append(group)
            elif kind != "none" and overlay is not True:
                found.append(group)
    return found


_Held = dict[tuple["str | None", bool], "list[Exact | None]"]


def _of_group(group: Record, left: list[Record] | None) -> _Held | None:
    held: _Held = {}
    if group.values.get("quota_type") == "pooled":
        known = _spread(held, number(group.values.get("assigned")), rows(group, "targets"))
        return _without(held, group, left) if not known else held
    for row in rows(group, "sellers") or ():
        if not _add_seller(held, row, strict=left is None) and _without(held, row, left) is None:
            return None
    return held


def _without(held: _Held, record: Record, left: list[Record] | None) -> _Held | None:
    """Return what is held without a record, which is noted as left out; None where nothing may be."""
    if left is None:
        return None
    left.append(record)
    return held


def _add_seller(held: _Held, row: Record, *, strict: bool) -> bool:
    """Add what is assigned to a seller; False where it, or its kind of business, is unknown."""
    person = None if row is UNKNOWN_MEMBER else record(row.values["person"])
    role = record(person.values.get("role")) if person is not None else None
    if person is None or role is None or rejected(role, "motion"):
        return False
    amount, quotas = number(row.values.get("assigned")), rows(person, "quotas")
    if quotas is not None:
        return _spread(held, amount, quotas)
    if amount is None and not strict:
        return False
    held.setdefault((_word(role), False), []).append(amount)
    return True


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
    shared = _weights(rows(part.group, "shared_credit"))
    if weights is None or shared is None:
        return None
    weights = {motion: weight - shared.get(motion, 0) for motion, weight in weights.items()}
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


def known_expected(model: Model) -> tuple[Exact | None, list[Record]]:
    """Return what is expected as far as it is known, and whose part is left out."""
    left: list[Record] = []
    parts = assigned_by_motion(model, left) or []
    held = [(part, expected_of(part, model.plan)) for part in parts]
    left += (part.group for part, amount in held if amount is None)
    known = [amount for _, amount in held if amount is not None]
    return (total(known) if known else None), left


def _once(left: list[Record], of_group: list[Record]) -> None:
    """Add whose part is left out in a group; who may be in any group is left out once, not in each."""
    unknown = max(sum(one is UNKNOWN_MEMBER for one in held) for held in (left, of_group))
    left += (one for one in of_group if one is not UNKNOWN_MEMBER)
    left += [UNKNOWN_MEMBER] * (unknown - sum(one is UNKNOWN_MEMBER for one in left))


def _expected_sources(model: Model, plan: Record) -> list[Place]:
    staffing = record(plan.values.get("staffing"))
    given = rows(staffing, "attainments") if staffing is not None else None
    figures: list[Place] = [(row, "share") for row in given or () if row is not UNKNOWN_MEMBER]
    if staffing is not None and not figures:
        figures = [(staffing, "attainment")]
    return [*model.sources(plan, "assigned"), *figures]


def _compute_existing_stated(model: Model) -> None:
    staffing = model.plan.values.get("staffing")
    doubtful = staffing is REJECTED or (isinstance(staffing, Record) and rejected(staffing, "attainment"))
    given = rows(staffing, "attainments") if isinstance(staffing, Record) else None
    stated = any(row is not UNKNOWN_MEMBER and row.values.get("motion") == EXISTING for row in given or ())
    model.plan.values["existing_stated"] = True if stated else (None if doubtful else False)


ATTAINMENT: dict[tuple[str, str], Derived] = {
    ("plan", "existing_stated"): Derived(
        FLAG, "whether staffing.attainment gives a figure for existing business", _compute_existing_stated
    ),
    ("plan", "expected"): Derived(
        MONEY, "assigned × expected attainment, each kind of business by its own", _compute_expected,
        _expected_sources, "plan currency, in the fiscal year",
    ),
}  # fmt: skip
