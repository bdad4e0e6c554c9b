"""Where a value came from, and what it lacked: worked out for findings and undecided policies alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coverage_lint.entities.change_kinds import CHANGE
from coverage_lint.entities.places import entity_name
from coverage_lint.entities.records import Record
from coverage_lint.policy.columns import Batch, Columns
from coverage_lint.policy.expression import Aggregate, Call, Field, Let, Node, Variable, children

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHOWN = frozenset({"money", "ratio", "count", "number", "date"})
_BETWEEN = {"in_force": "status or fiscal year of the plan", "newly_approved": "approvals of the plan"}
"""What an answer about both versions comes from, in the words of the model."""
_MOST_ROWS = 200
"""Rows of an aggregate that are searched for what is lacking."""


def one(record: Record, *, subject: str) -> Batch:
    """Make the batch that asks of one record."""
    return Batch(1, {} if subject == "plan" else {"this": [record]}, {})


def trace(columns: Columns, node: Node, batch: Batch) -> Sequence[tuple[Record, str]]:
    """Give the records and fields that a value was computed from, each once, in the order of the expression.

    What depends on no row is the same for every finding of a policy, and is worked out once.
    """
    if node.free:
        return list(dict.fromkeys(_trace(columns, node, batch)))
    known = columns.traces.get(id(node))
    if known is None:
        known = columns.traces[id(node)] = list(dict.fromkeys(_trace(columns, node, batch)))
    return known


def _trace(columns: Columns, node: Node, batch: Batch) -> Iterator[tuple[Record, str]]:
    if isinstance(node, Let):
        yield from trace(columns, columns.lets[node.name], batch)
    elif isinstance(node, Field):
        record = columns.column(node.base, batch)[0]
        if isinstance(record, Record) and node.type.name in _SHOWN:
            yield from columns.model.sources(record, node.name)
    elif isinstance(node, Aggregate):
        for row in columns.kept(node, batch):
            inner = Batch(1, {**batch.rows, node.variable: [row]}, {})
            if node.element is None or node.element.type.name not in _SHOWN:
                yield (row, "")
            else:
                yield from _trace(columns, node.element, inner)
    else:
        for _, part in children(node):
            yield from trace(columns, part, batch)


def lacks(columns: Columns, node: Node, batch: Batch) -> Iterator[str]:
    """Name the fields that left a value unknown: 'productivity of role hunter'."""
    if columns.column(node, batch)[0] is not None:
        return
    if isinstance(node, Let):
        yield from lacks(columns, columns.lets[node.name], batch)
    elif isinstance(node, Field):
        yield from _lacking_field(columns, node, batch)
    elif isinstance(node, Aggregate):
        yield from _lacking_rows(columns, node, batch)
    elif isinstance(node, Variable):
        yield node.name
    else:
        asked = node.arguments[0] if isinstance(node, Call) and node.function in {"missing", "exists"} else None
        if asked is not None:
            yield from lacks(columns, cast("Field", asked).base, batch)
            yield _named(columns, cast("Field", asked), batch)
        for _, part in children(node):
            yield from lacks(columns, part, batch)


def _lacking_field(columns: Columns, node: Field, batch: Batch) -> Iterator[str]:
    base = columns.column(node.base, batch)[0]
    if isinstance(base, Record):
        yield _named(columns, node, batch)
    else:
        yield from lacks(columns, node.base, batch)


def _named(columns: Columns, node: Field, batch: Batch) -> str:
    base = columns.column(node.base, batch)[0]
    if node.name in _BETWEEN and node.base.type.kind.endswith(CHANGE):
        return _BETWEEN[node.name]
    holder = entity_name(base) if isinstance(base, Record) else str(node.base.type)
    return f"{node.name.replace('_', ' ')} of {holder}"


def _lacking_rows(columns: Columns, node: Aggregate, batch: Batch) -> Iterator[str]:
    source = columns.column(node.source, batch)[0]
    if source is None:
        yield from lacks(columns, node.source, batch)
        return
    for row in source[:_MOST_ROWS]:
        known = row if row.node is not None else None
        inner = Batch(1, {**batch.rows, node.variable: [known]}, {})
        for part in (node.condition, node.element, node.second):
            if part is not None:
                if known is None:
                    yield f"a {node.source.type.kind} that was refused"
                    break
                yield from lacks(columns, part, inner)
