"""What was measured, as plain values by kind and entity: what programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.actual_kinds import ACTUAL_FIELDS
from coverage_lint.entities.catalogue import ACTUAL
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coverage_lint.reviewing.run import Held


class Figures(NamedTuple):
    """The measures of one plan."""

    path: str
    as_of: str
    snapshot: str
    entities: Mapping[str, Sequence[Mapping[str, object]]]
    """For each kind, its entities: `id` and the fields that policies can name; None for what is not known."""


def figures(held: Held) -> Figures:
    """Return the measures of a plan."""
    book = held.model.measures.book
    made: dict[str, list[dict[str, object]]] = {}
    for kind, fields in ACTUAL_FIELDS.items():
        for record in held.model.records(kind + ACTUAL):
            values: dict[str, object] = {field: record.values.get(field) for field in fields}
            made.setdefault(kind, []).append({"id": record.id, **values})
    return Figures(held.report.path, book.as_of, book.snapshot, made)
