"""The derived field of people that names what their role requires and they do not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, TEXT
from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def _compute_lacking(model: Model) -> None:
    for person in model.records("person"):
        person.values["certifications_lacking"] = _lacking(person)


def _lacking(person: Record) -> str | None:
    """Name the certifications that the role requires and the person does not list.

    '' for none; a person who lists none at all holds none; unknown where one of either side is.
    """
    role = person.values.get("role")
    if role is None or (isinstance(role, Record) and role.values.get("certifications") is None):
        return ""
    required = _names(role) if isinstance(role, Record) else None
    held = [] if person.values.get("certifications") is None else _names(person)
    if required is None or held is None:
        return None
    lacking = [name for name in required if name is not None and name not in held]
    if lacking:
        return None if None in held else ", ".join(lacking)
    return None if None in required else ""


def _names(holder: Record) -> list[str | None] | None:
    """Give the names that a record lists, None for each that was refused."""
    listed = rows(holder, "certifications")
    if listed is None:
        return None
    names = [None if row is UNKNOWN_MEMBER else row.values.get("name") for row in listed]
    return [name if isinstance(name, str) else None for name in names]


def _compute_required(model: Model) -> None:
    """Tell which certifications of a person the role asks for, and which of them a later entry renews."""
    by_role: dict[int, list[str | None] | None] = {}
    for person in model.records("person"):
        held = [row for row in rows(person, "certifications") or () if row is not UNKNOWN_MEMBER]
        role = id(person.values.get("role"))
        if role not in by_role:
            by_role[role] = _required(person)
        required = by_role[role]
        for row in held:
            name = row.values.get("name")
            known = None if required is None or not isinstance(name, str) or None in required else False
            row.values["required"] = True if required is not None and name in required else known
            row.values["renewed"] = len(held) > 1 and any(_renews(other, row) for other in held)


def _required(person: Record) -> list[str | None] | None:
    """Give the names that a person's role requires, None for each that was refused; None when the role is unknown."""
    role = record(person.values.get("role"))
    if role is None:
        return [] if person.values.get("role") is None else None
    return [] if role.values.get("certifications") is None else _names(role)


def _renews(other: Record, row: Record) -> bool:
    if other is row or other.values.get("name") != row.values.get("name"):
        return False
    later, expires = other.values.get("expires"), row.values.get("expires")
    return expires is not None and (later is None or REJECTED in (later, expires) or str(later) > str(expires))


CERTIFICATIONS: dict[tuple[str, str], Derived] = {
    ("person", "certifications_lacking"): Derived(
        TEXT, "certifications that the role requires and the person does not list, '' for none", _compute_lacking
    ),
    ("certification", "required"): Derived(FLAG, "whether the person's role requires it", _compute_required),
    ("certification", "renewed"): Derived(
        FLAG, "whether the person lists it again, to expire later or never", _compute_required
    ),
}
