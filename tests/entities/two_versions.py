"""Two versions of a model, given as text and built into one of their changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from built_models import build

from coverage_lint.entities.catalogue import CHANGE
from coverage_lint.entities.changes import ChangeModel
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.findings import Finding


class Changed(NamedTuple):
    model: ChangeModel
    findings: list[Finding]

    def record(self, kind: str, identity: str | None) -> Record:
        (one,) = [record for record in self.model.records(kind + CHANGE) if record.id == identity]
        return one

    def get(self, kind: str, identity: str | None, field: str) -> object:
        """Return a field of a change, None where it is unknown."""
        self.model.ensure(kind + CHANGE, field)
        value = self.record(kind, identity).values.get(field)
        return None if value is REJECTED else value

    def periods(self, kind: str, identity: str, field: str) -> list[tuple[object, ...]] | None:
        """Return period, last day, and both figures of the rows that a change holds; () for one that nobody knows."""
        held = self.get(kind, identity, field)
        assert held is None or isinstance(held, list)
        if held is None:
            return None
        names = ("period", "end", "was", "now")
        return [() if row is UNKNOWN_MEMBER else tuple(row.values[name] for name in names) for row in held]


def compare(before: str, after: str) -> Changed:
    """Build the change from one text to another, with the findings of both."""
    older, newer = build(before), build(after)
    return Changed(ChangeModel(older.model, newer.model), [*older.findings, *newer.findings])
