"""The derived field of people that names what their role requires and they do not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import TEXT
from coverage_lint.entities.derived.sums import rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record

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


CERTIFICATIONS: dict[tuple[str, str], Derived] = {
    ("person", "certifications_lacking"): Derived(
        TEXT, "certifications that the role requires and the person does not list, '' for none", _compute_lacking
    ),
}
