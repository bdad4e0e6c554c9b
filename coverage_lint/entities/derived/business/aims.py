"""What kinds of business are sold, aimed at and paid for, in words: of a role, and of a compensation plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, TEXT
from coverage_lint.entities.derived.business.attainment import EXISTING, EXPANSION, RENEWAL
from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.entities.model import Model

_OF_EXISTING = {EXPANSION, RENEWAL}


def serves(sold: object, wanted: object) -> bool:
    """True if who sells one kind of business serves another: expansion and renewal are kinds of existing business."""
    both = {sold, wanted}
    return sold == wanted or (EXISTING in both and bool(both & _OF_EXISTING))


def _compute_aims(model: Model) -> None:
    """Find for each role what the selling groups of its sellers have targets for."""
    model.ensure("person", "seller")
    model.ensure("person", "memberships")
    model.ensure("group", "selling")
    aims: dict[int, set[str] | None] = {}
    for group in model.records("group"):
        aims[id(group)] = _aimed_at(group) if group.values.get("selling") is True else set()
    for role in model.records("role"):
        found: set[str] | None = set()
        for person in rows(role, "people") or ():
            wanted = _aims_of(person, aims)
            found = None if found is None or wanted is None else found | wanted
        motion = role.values.get("motion")
        role.values["aimed_at"] = None if found is None else _listed(found)
        unsure = found is None or motion is REJECTED
        free = motion is None or not found
        role.values["serves_aim"] = None if unsure else free or any(serves(motion, one) for one in found or ())


def _aims_of(person: Record, aims: dict[int, set[str] | None]) -> set[str] | None:
    """Return what a seller's groups aim at; nothing for who sells nothing, None where that is unknown."""
    if person is UNKNOWN_MEMBER:
        return None
    if person.values.get("seller") is False:
        return set()
    held = rows(person, "memberships")
    if held is None or person.values.get("seller") is None:
        return None
    found: set[str] = set()
    for row in held:
        group = None if row is UNKNOWN_MEMBER else record(row.values.get("group"))
        wanted = aims.get(id(group)) if group is not None else None
        if wanted is None:
            return None
        found |= wanted
    return found


def _aimed_at(group: Record) -> set[str] | None:
    """Return the motions of a group's targets; None where one is not known."""
    motions = set()
    for target in rows(group, "targets") or (UNKNOWN_MEMBER,):
        goal = None if target is UNKNOWN_MEMBER else record(target.values.get("goal"))
        motion = goal.values.get("motion") if goal is not None else None
        if not isinstance(motion, str):
            return None
        motions.add(motion)
    return motions


def _listed(motions: Iterable[str]) -> str:
    return " and ".join(sorted(motions))


def _compute_paid(model: Model) -> None:
    for plan in model.records("comp_plan"):
        measures = rows(plan, "measures") or []
        paid = {row.values.get("motion") for row in measures if row is not UNKNOWN_MEMBER}
        plan.values["paid_for"] = _listed(one for one in paid if isinstance(one, str))
        roles = [one for one in rows(plan, "roles") or () if one is not UNKNOWN_MEMBER]
        sold = [(role.id, role.values.get("motion")) for role in roles]
        unpaid = [f"{name} sells {motion}" for name, motion in sold
                  if isinstance(motion, str) and not any(serves(motion, one) for one in paid)]  # fmt: skip
        plan.values["unpaid"] = ", ".join(unpaid)


AIMS: dict[tuple[str, str], Derived] = {
    ("role", "aimed_at"): Derived(
        TEXT, "the motions that the selling groups of its sellers have targets for, '' for none", _compute_aims
    ),
    ("role", "serves_aim"): Derived(
        FLAG, "whether its motion serves one of these; true where it has no motion, and where there are none of these",
        _compute_aims,
    ),
    ("comp_plan", "paid_for"): Derived(TEXT, "the motions of its measures, '' for none", _compute_paid),
    ("comp_plan", "unpaid"): Derived(
        TEXT, "its roles that sell what no measure pays for, as 'renewals-manager sells renewal'; '' for none",
        _compute_paid,
    ),
}  # fmt: skip
