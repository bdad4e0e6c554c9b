"""Which open questions of a newer version the older one left open too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map
from coverage_lint.entities.names import entity_name
from coverage_lint.entities.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.entities.model import Model
    from coverage_lint.findings import Finding


def lacking_in(model: Model | None) -> Callable[[Finding], bool]:
    """Return what says of an open question whether a model holds its entity, and lacks the field as well."""
    entities: dict[str, Record] = {}

    def was_lacking(finding: Finding) -> bool:
        if model is None:
            return False
        if not entities:
            entities.update(_by_name(model))
        record = entities.get(finding.entity)
        return record is not None and _lacks(record, finding.field)

    return was_lacking


def _by_name(model: Model) -> dict[str, Record]:
    kinds = model.catalogue.sections.values()
    named = {entity_name(one): one for kind in kinds for one in model.records(kind) if one.id is not None}
    return {**named, "plan": model.plan}


def _lacks(record: Record, field: str) -> bool:
    """True if a path of fields ends at one that is not written; a row of a list is known in its own version alone."""
    if record.kind == "plan" and field == "plan":  # all of that section
        return not isinstance(record.node, Map) or "plan" not in record.node
    steps = field.removeprefix("plan.").split(".") if record.kind == "plan" else field.split(".")
    for step in steps:
        value = record.values.get(step)
        if value is None or value == []:
            return True
        if not isinstance(value, Record):
            return False
        record = value
    return False
