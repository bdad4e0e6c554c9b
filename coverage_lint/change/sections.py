"""The kinds of things that can change, in the order of the schema, and what people call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.change.report import EntityChange

HEADINGS = {
    "plan": "Plan",
    "goal": "Goals",
    "role": "Roles",
    "person": "People",
    "staffing": "Staffing",
    "group": "Groups",
    "segment": "Segments",
    "territory": "Territories",
    "partner": "Partners",
    "budget": "Budget",
    "line": "Budget lines",
    "comp_plan": "Compensation plans",
    "organization": "Organization",
    "unit": "Units",
    "priority": "Priorities",
    "process": "Sales process",
    "stage": "Stages",
    "playbook": "Playbook",
    "play": "Plays",
    "crm": "CRM",
    "review": "Reviews",
}
"""A heading for each kind."""

_NOUNS = {
    "line": ("budget line", "budget lines"),
    "comp_plan": ("compensation plan", "compensation plans"),
    "person": ("person", "people"),
    "territory": ("territory", "territories"),
    "priority": ("priority", "priorities"),
    "crm": ("CRM", "CRMs"),
}


def noun(kind: str, count: int = 1) -> str:
    """Return the word for one of a kind, or for several."""
    one, many = _NOUNS.get(kind) or (kind, f"{kind}s")
    return one if count == 1 else many


def by_section(changes: Iterable[EntityChange]) -> dict[str, list[EntityChange]]:
    """Return changes below their headings, both in the order they came."""
    found: dict[str, list[EntityChange]] = {}
    for change in changes:
        found.setdefault(HEADINGS.get(change.kind, change.kind), []).append(change)
    return found
