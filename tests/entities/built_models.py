"""Models given as text and built into records, whatever is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.document.model_file import read_documents
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.policy.fields.catalogue import build_model, catalogue
from coverage_lint.structure import check_structure

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import Finding

YEAR = "plan: {fiscal_year: {start: 2027-01-01, end: 2027-12-31}}\n"


class Built(NamedTuple):
    model: Model
    findings: list[Finding]

    def record(self, kind: str, identity: str) -> Record:
        (one,) = [record for record in self.model.records(kind) if record.id == identity]
        return one

    def get(self, kind: str, identity: str, field: str) -> object:
        """Return a field of an entity, None where it is unknown."""
        return self.of(self.record(kind, identity), field)

    def of(self, record: Record, field: str) -> object:
        self.model.ensure(record.kind, field)
        value = record.values.get(field)
        return None if value is REJECTED else value

    def plan(self, field: str) -> object:
        return self.of(self.model.plan, field)

    def names(self, kind: str, identity: str, field: str) -> list[str | None] | None:
        """Return the ids in a relation, '?' for a member that nobody knows; None where the relation is unknown."""
        held = self.get(kind, identity, field)
        assert held is None or isinstance(held, list)
        return None if held is None else ["?" if one is UNKNOWN_MEMBER else one.id for one in held]

    def codes(self) -> list[str]:
        return [found.code for found in self.findings]

    def places(self) -> list[tuple[str, str, int, int]]:
        return [
            (found.code, found.location.path, found.location.line, found.location.column) for found in self.findings
        ]


def build(text: str, *, marker: str = "coverage_model: 1\n") -> Built:
    """Build a model below the marker, with the findings of every stage up to the entities."""
    (document,) = read_documents((marker + text).encode(), "model.yaml").documents
    found = [*document.problems, *check_structure(document)]
    model, problems = build_model(document, catalogue())
    return Built(model, [*found, *problems])


def sound(text: str) -> Built:
    built = build(text)
    assert built.findings == []
    return built
