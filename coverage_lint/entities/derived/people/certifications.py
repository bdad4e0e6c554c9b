"""The derived field of people that names what their role requires and they do not hold."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, TEXT
from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


MOST_NAMED = 10
"""Certifications that are named; those after are counted."""


class _Listed(NamedTuple):
    """The names of a list of certifications, each once, and whether one was refused."""

    names: dict[str, None]
    refused: bool


def _compute_lacking(model: Model) -> None:
    by_role: dict[int, _Listed | None] = {}
    for person in model.records("person"):
        role = person.values.get("role")
        if isinstance(role, Record) and id(role) not in by_role:
            by_role[id(role)] = _names(role)
        person.values["certifications_lacking"] = _lacking(person, by_role.get(id(role)))


def _lacking(person: Record, required: _Listed | None) -> str | None:
    """Return the certifications that the role requires and the person does not list.

    '' for none; a person who lists none at all holds none; unknown where one of either side is.
    """
    role = person.values.get("role")
    if role is None or (isinstance(role, Record) and role.values.get("certifications") is None):
        return ""
    held = _NOTHING if person.values.get("certifications") is None else _names(person)
    if required is None or held is None:
        return None
    count = len(required.names) - sum(1 for name in held.names if name in required.names)
    if count:
        return None if held.refused else _in_words(required, held, count)
    return None if required.refused else ""


def _in_words(required: _Listed, held: _Listed, count: int) -> str:
    lacking = list(islice((name for name in required.names if name not in held.names), MOST_NAMED))
    more = count - len(lacking)
    return ", ".join(lacking) + (f" and {more:,} more" if more else "")


_NOTHING = _Listed({}, refused=False)


def _names(holder: Record) -> _Listed | None:
    """Return what a record lists; None where that is absent or was refused."""
    listed = rows(holder, "certifications")
    if listed is None:
        return None
    names = [REJECTED if row is UNKNOWN_MEMBER else row.values.get("name") for row in listed]
    known = [name for name in names if isinstance(name, str)]
    return _Listed(dict.fromkeys(known), refused=len(known) < len(names))


def _compute_required(model: Model) -> None:
    """Set which certifications of a person the role requires, and which of them a later entry renews."""
    by_role: dict[int, _Listed | None] = {}
    for person in model.records("person"):
        held = [row for row in rows(person, "certifications") or () if row is not UNKNOWN_MEMBER]
        role = id(person.values.get("role"))
        if role not in by_role:
            by_role[role] = _required(person)
        required = by_role[role]
        for row in held:
            name = row.values.get("name")
            known = None if required is None or not isinstance(name, str) or required.refused else False
            row.values["required"] = True if required is not None and name in required.names else known
            row.values["renewed"] = False
        if len(held) > 1:
            _tell_renewed(held)


def _required(person: Record) -> _Listed | None:
    """Return what a person's role requires; None when the role is unknown."""
    role = record(person.values.get("role"))
    if role is None:
        return _NOTHING if person.values.get("role") is None else None
    return _NOTHING if role.values.get("certifications") is None else _names(role)


def _tell_renewed(held: list[Record]) -> None:
    """Mark each entry that has another one of the same name that expires later, never, or at an unknown time."""
    by_name: dict[object, list[Record]] = {}
    for row in held:
        by_name.setdefault(row.values.get("name"), []).append(row)
    for alike in by_name.values():
        ends = [row.values.get("expires") for row in alike]
        open_end = None in ends or REJECTED in ends
        latest = max((end for end in ends if isinstance(end, str)), default="")
        for row, end in zip(alike, ends, strict=True):
            if end is REJECTED:
                row.values["renewed"] = len(alike) > 1
            elif isinstance(end, str):
                row.values["renewed"] = open_end or latest > end


CERTIFICATIONS: dict[tuple[str, str], Derived] = {
    ("person", "certifications_lacking"): Derived(
        TEXT, "certifications that the role requires and the person does not list, '' for none", _compute_lacking
    ),
    ("certification", "required"): Derived(FLAG, "whether the person's role requires it", _compute_required),
    ("certification", "renewed"): Derived(
        FLAG, "whether the person lists it again, to expire later or never", _compute_required
    ),
}
