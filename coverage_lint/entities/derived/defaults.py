"""The defaults that depend on another record: what a role's family says of it and of its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.records import REJECTED, Record

if TYPE_CHECKING:
    from coverage_lint.entities.build import Draft

SELLING_FAMILIES = frozenset({"sdr", "inside_sales", "account_executive", "account_manager", "partner_manager"})
"""Roles of these families carry a quota unless they say otherwise (MODEL.md, defaults)."""
ROLLUP_FAMILIES = frozenset({"manager", "director", "vp"})
"""People in roles of these families hold a roll-up quota unless they say otherwise."""


def apply_defaults(draft: Draft) -> None:
    """Set carries_quota of roles and quota_kind of people where they are absent and the family is known."""
    numbers: dict[int, bool] = {}
    for person in draft.by_kind["person"]:
        role = person.values.get("role")
        if isinstance(role, Record):
            numbers[id(role)] = numbers.get(id(role), False) or person.values.get("quota") is not None
    for role in draft.by_kind["role"]:
        family = role.values.get("family")
        if "carries_quota" in role.values:
            continue
        if role.values.get("sells") is REJECTED:
            role.values["carries_quota"] = REJECTED
        elif role.values.get("sells") is False:
            role.values["carries_quota"] = False
        elif isinstance(family, str):
            # Where nothing says how much they sell, and somebody holds the role, the family alone doesn't decide.
            silent = role.values.get("productivity") is None and numbers.get(id(role)) is False
            if family not in SELLING_FAMILIES or not silent:
                role.values["carries_quota"] = family in SELLING_FAMILIES
    for person in draft.by_kind["person"]:
        if "quota_kind" not in person.values:
            person.values["quota_kind"] = _quota_kind(person)


def _quota_kind(person: Record) -> str | None:
    role = person.values.get("role")
    if role is None:
        return "own"
    family = role.values.get("family") if isinstance(role, Record) else None
    if isinstance(family, str):
        return "rollup" if family in ROLLUP_FAMILIES else "own"
    known = isinstance(role, Record) and family is None and role.values.get("carries_quota") is not None
    return "own" if known else None
