"""Two versions of a model as one: a record for each entity and the plan, holding it before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_lint.document.nodes import Map
from coverage_lint.entities.catalogue import CHANGE
from coverage_lint.entities.derived.changed import CHANGED
from coverage_lint.entities.model import Model
from coverage_lint.entities.records import REJECTED, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BINDING = frozenset(("approved", "published"))
"""What a plan's status must be for it to be in force."""


class ChangeModel(Model):
    """Two versions of a model. Entities are matched by id; what came or went lacks the one side.

    Each record of a change has `before` and `after` (absent where the entity is not there), `plan_before` and
    `plan_after`, and two flags that are unknown where what they need is absent or was rejected:
    `in_force` (the older plan was approved or published, and the newer one is not for another fiscal year; to leave the
    year out is no way out of it) and `newly_approved` (the newer plan has an approval that the older one lacks).
    """

    def __init__(self, before: Model, after: Model) -> None:
        """Take both versions."""
        super().__init__(after.plan, {}, {**after.derived, **CHANGED}, after.catalogue, {})
        self.before = before
        self.after = after
        self.shared: dict[str, Any] = {
            "plan_before": before.plan,
            "plan_after": after.plan,
            "in_force": _in_force(before.plan, after.plan),
            "newly_approved": _newly_approved(before.plan, after.plan),
        }
        self.by_kind["plan" + CHANGE] = [self._record("plan", None, before.plan, after.plan, "")]
        for section, kind in after.catalogue.sections.items():
            self.by_kind[kind + CHANGE] = list(self._pairs(kind, section))

    def _pairs(self, kind: str, section: str) -> Iterable[Record]:
        """Pair the entities of a kind: those of the newer version in its order, then those that went."""
        older = {one.id: one for one in reversed(self.before.records(kind)) if one.id is not None}
        seen: set[str] = set()
        for one in self.after.records(kind):
            if one.id is not None and one.id not in seen:
                seen.add(one.id)
                yield self._record(kind, one.id, older.pop(one.id, None), one, section)
        for identity, gone in reversed(older.items()):
            yield self._record(kind, identity, gone, None, section)

    def _record(
        self, kind: str, identity: str | None, before: Record | None, after: Record | None, section: str
    ) -> Record:
        """Make a change. It is placed where the entity stands now; one that went, at its section."""
        *above, last = section.split(".")
        node: Any = self.after.plan.node
        for key in above:
            node = node.get(key) if isinstance(node, Map) else None
        gone = after is None and isinstance(node, Map) and last in node
        made = Record(kind, identity, node if gone else None, last if gone else None, after or self.after.plan)
        made.values = {"before": before, "after": after, **self.shared}
        return made

    def versions(self) -> tuple[Model, ...]:
        """Return both versions."""
        return self.before, self.after

    def plans(self) -> Mapping[str, object]:
        """Return both plans, and the flags about the two."""
        return self.shared

    def ensure(self, kind: str, field: str) -> None:
        """Compute a derived field in both versions; one of changes, once."""
        if kind.endswith(CHANGE):
            super().ensure(kind, field)
            return
        self.before.ensure(kind, field)
        self.after.ensure(kind, field)

    def in_trees(self, kind: str) -> list[Record]:
        """Return the records of both versions: each stands in the trees of its own."""
        return [*self.before.records(kind), *self.after.records(kind)]

    def sources(self, record: Record, field: str) -> list[tuple[Record, str]]:
        """Return what a derived value came from, also where a change holds it."""
        derived = self.derived.get((record.kind + CHANGE, field)) if "plan_before" in record.values else None
        if derived is not None:
            return derived.sources(self, record) if derived.sources is not None else []
        return super().sources(record, field)

    def columns_of(self, kind: str, rows: list[Any]) -> dict[tuple[str, ...], list[Any]] | None:
        """Return where the columns of a kind are kept: of changes here, of entities in their version."""
        if kind.endswith(CHANGE):
            return super().columns_of(kind, rows)
        known = self.after.columns_of(kind, rows)
        return self.before.columns_of(kind, rows) if known is None else known


def _in_force(before: Record, after: Record) -> bool | None:
    status = before.values.get("status")
    if isinstance(status, str) and status not in BINDING:
        return False
    begins = [fiscal_start(before), fiscal_start(after)]
    if None not in begins and begins[0] != begins[1]:
        return False
    known = begins[0] is not None and (begins[1] is not None or _says_no_year(after))
    return True if known and isinstance(status, str) else None


def _says_no_year(plan: Record) -> bool:
    year = plan.values.get("fiscal_year")
    return year is None or (isinstance(year, Record) and year.values.get("start") is None)


def fiscal_start(plan: Record) -> str | None:
    """Return the first day of a plan's fiscal year; None where it is not known."""
    year = plan.values.get("fiscal_year")
    start = year.values.get("start") if isinstance(year, Record) else None
    return start if isinstance(start, str) else None


def _newly_approved(before: Record, after: Record) -> bool | None:
    """Compare approvals by person and day; a plan without any has none."""
    old, new = _approvals(before), _approvals(after)
    if new is None or (old is None and new):
        return None
    return bool(new - (old or frozenset()))


def _approvals(plan: Record) -> frozenset[tuple[str | None, object]] | None:
    """Return who approved, and when; None where it is unknown, since a part was rejected."""
    listed = plan.values.get("approvals")
    if listed is None:
        return frozenset()
    if not isinstance(listed, list):
        return None
    found = set()
    for one in listed:
        by, on = one.values.get("by"), one.values.get("on")
        if by is REJECTED or on is REJECTED:
            return None
        found.add((by.id if isinstance(by, Record) else None, on))
    return frozenset(found)
