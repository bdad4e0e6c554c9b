"""What a sentence about a change speaks of."""

from __future__ import annotations

from coverage_lint.change.sections import noun
from coverage_lint.frozen import NamedTuple


class Subject(NamedTuple):
    """What a sentence is about."""

    kind: str
    id: str
    """'' for the plan, a section, and what has no id that can be read."""
    nth: int
    """Which of several with that id."""

    def named(self) -> str:
        """Name it: 'group smb'; a section by its name alone."""
        if not self.id:
            return noun(self.kind)
        return f"{noun(self.kind)} {self.id}" + self.number()

    def who(self) -> str:
        """Name a person, as people do: by the id alone."""
        return self.id + self.number() if self.id else f"a {noun(self.kind)} without an id"

    def number(self) -> str:
        """Tell it from others with its id."""
        return f" (number {self.nth} with this id)" if self.nth > 1 else ""
