"""What headings and sentences call the kinds of things that can change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.schemas import single_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.change.report import EntityChange


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
        found.setdefault(heading(change.kind), []).append(change)
    return found


def heading(kind: str) -> str:
    """Return the words above the changes of a kind, of which a model may have one or many."""
    if kind == "process":
        return "Sales process"
    words = noun(kind, 1 if kind in single_kinds() else 2)
    return words[0].upper() + words[1:]


class Subject(NamedTuple):
    """What a sentence is about."""

    kind: str
    id: str
    """'' for the plan, a section, and what has no id that can be read."""
    nth: int
    """Which of several with that id."""

    def named(self) -> str:
        """Return its label: 'group smb'; for a section, its name alone."""
        if not self.id:
            return noun(self.kind)
        return f"{noun(self.kind)} {self.id}" + self.number()

    def who(self) -> str:
        """Return its label; for a person, the id alone."""
        return self.id + self.number() if self.id else f"a {noun(self.kind)} without an id"

    def number(self) -> str:
        """Return what tells it apart from others with its id."""
        return f" (number {self.nth} with this id)" if self.nth > 1 else ""
