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
    held = {id(person.values.get("role")) for person in draft.by_kind["person"]}
    with_quota = {
        id(person.values.get("role")) for person in draft.by_kind["person"] if person.values.get("quota") is not None
    }
    unsold = held - with_quota
    for role in draft.by_kind["role"]:
        if "carries_quota" not in role.values:
            _set_carries_quota(role, without_quota=id(role) in unsold)
    for person in draft.by_kind["person"]:
        if "quota_kind" not in person.values:
            person.values["quota_kind"] = _quota_kind(person)


def _set_carries_quota(role: Record, *, without_quota: bool) -> None:
    """Set what `sells` and the family say; `without_quota`: the role has people, and nobody in it has a quota."""
    family, sells = role.values.get("family"), role.values.get("sells")
    # Where nothing says how much they sell, a family that sells does not decide alone. Without a family they count as
    # people who do not sell: if they do after all, they add capacity, so that what holds without them holds with them.
    silent = without_quota and role.values.get("productivity") is None
    if sells is REJECTED or sells is False:
        role.values["carries_quota"] = sells
    elif isinstance(family, str):
        if family not in SELLING_FAMILIES or not silent:
            role.values["carries_quota"] = family in SELLING_FAMILIES
    elif family is None and silent:
        role.values["carries_quota"] = False


def _quota_kind(person: Record) -> str | None:
    role = person.values.get("role")
    if role is None:
        return "own"
    family = role.values.get("family") if isinstance(role, Record) else None
    if isinstance(family, str):
        return "rollup" if family in ROLLUP_FAMILIES else "own"
    known = isinstance(role, Record) and family is None and role.values.get("carries_quota") is not None
    return "own" if known else None
