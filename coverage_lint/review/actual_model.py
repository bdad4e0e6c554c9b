"""The plan with what happened: a record for the plan, each goal, group, person, segment, role and quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.actual_kinds import ACTUAL_FIELDS, HYGIENE
from coverage_lint.entities.catalogue import ACTUAL
from coverage_lint.entities.model import Model
from coverage_lint.entities.records import Record
from coverage_lint.review.hygiene import ask_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.entities.records import Scalar
    from coverage_lint.review.facts import Fact
    from coverage_lint.review.hygiene import Rows
    from coverage_lint.review.measures import Measures

_AS_THE_ENTITY = frozenset(("target", "target_to_date"))
"""Fields that come from the plan's own target of an entity."""


class ActualModel(Model):
    """A plan held against the CRM. What is not known is absent, and `lacking` says for want of what."""

    def __init__(self, plan: Model, measures: Measures, facts: Iterable[Fact]) -> None:
        """Take the plan, what was measured, and the facts about each of its entities."""
        super().__init__(plan.plan, {}, plan.derived, plan.catalogue, {})
        self.inner = plan
        self.measures = measures
        self.entities: dict[int, Record] = {}
        """The entity of the plan that each record is about."""
        self.lacking: dict[tuple[int, str], tuple[str, ...]] = {}
        self.rows: dict[str, Rows] = {}
        """What is not in order, by kind, as far as it was asked for."""
        for kind in ACTUAL_FIELDS:
            self.by_kind[kind + ACTUAL] = []
        for fact in facts:
            self._add(fact)

    def _add(self, fact: Fact) -> None:
        entity = fact.record
        made = Record(fact.kind, entity.id, entity.node, entity.key, entity.owner)
        values: dict[str, Scalar] = {**fact.values, fact.kind: entity, "plan": self.inner.plan}
        made.values = values
        self.by_kind[fact.kind + ACTUAL].append(made)
        self.entities[id(made)] = entity
        for field, lacks in fact.lacks.items():
            self.lacking[id(made), field] = lacks

    def versions(self) -> tuple[Model, ...]:
        """Return the plan, whose records these are about."""
        return (self.inner,)

    def ensure(self, kind: str, field: str) -> None:
        """Compute a field of the plan; ask the data for what is not in order."""
        if not kind.endswith(ACTUAL):
            self.inner.ensure(kind, field)
            return
        name = field if field in HYGIENE else field.removesuffix("_ids").removesuffix("_amount")
        if kind == f"plan{ACTUAL}" and name in HYGIENE and name not in self.rows:
            self._ask(name)

    def _ask(self, name: str) -> None:
        rows = self.rows[name] = ask_kind(self.measures.book, name)
        (of_plan,) = self.by_kind[f"plan{ACTUAL}"]
        known = rows.number is not None
        of_plan.values.update(
            {
                name: rows.number,
                f"{name}_amount": rows.amount if known else None,
                f"{name}_ids": ", ".join(rows.ids) if known else None,
            }
        )
        for field in (name, f"{name}_amount", f"{name}_ids"):
            if rows.lacks:
                self.lacking[id(of_plan), field] = rows.lacks

    def sources(self, record: Record, field: str) -> list[tuple[Record, str]]:
        """Return what a value of the plan came from; a measured one came from the data."""
        entity = self.entities.get(id(record))
        if entity is None:
            return self.inner.sources(record, field)
        if field in _AS_THE_ENTITY and record.kind in {"group", "goal"}:
            return self.inner.sources(entity, "target")
        return []

    def is_written(self, kind: str, field: str) -> bool:
        """True if a field stands in the plan."""
        return not kind.endswith(ACTUAL) and self.inner.is_written(kind, field)

    def columns_of(self, kind: str, rows: list[object]) -> dict[tuple[str, ...], list[object]] | None:
        """Return where the columns of a kind are kept."""
        return super().columns_of(kind, rows) if kind.endswith(ACTUAL) else self.inner.columns_of(kind, rows)

    def records(self, kind: str) -> list[Record]:
        """Return records of what happened; the plan's own have been asked by a check."""
        return self.by_kind.get(kind, []) if kind.endswith(ACTUAL) else []

    def in_trees(self, kind: str) -> list[Record]:
        """Return all records of a kind of the plan that has trees."""
        return self.inner.records(kind)

    def lacks_of(self, record: Record, fields: Iterable[str]) -> tuple[str, ...]:
        """Return for want of what some fields of a record are not known, each once."""
        found: Mapping[str, None] = {
            one: None for field in sorted(fields) for one in self.lacking.get((id(record), field), ())
        }
        return tuple(found)
