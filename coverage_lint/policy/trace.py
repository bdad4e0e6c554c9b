"""Where a value came from, and what it lacked: worked out for findings and undecided policies alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.records import Record
from coverage_lint.language.columns import Batch, Columns
from coverage_lint.language.expression import Aggregate, Arithmetic, Choice, Field, Let, Node, children

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SHOWN = frozenset({"money", "ratio", "count", "number", "date"})


class Less(str):
    """The name of a field whose value was taken off; as a name it is the same."""

    __slots__ = ()


def one(record: Record, *, subject: str) -> Batch:
    """Make the batch that asks of one record."""
    return Batch(1, {} if subject == "plan" else {"this": [record]}, {})


def trace(columns: Columns, node: Node, batch: Batch) -> Sequence[tuple[Record, str]]:
    """Return the records and fields that a value was computed from, each once, in the order of the expression.

    What depends on no row is the same for every finding of a policy, and is worked out once.
    """
    if node.free:
        return list(dict.fromkeys(_trace(columns, node, batch, set())))
    known = columns.traces.get(id(node))
    if known is None:
        known = columns.traces[id(node)] = list(dict.fromkeys(_trace(columns, node, batch, set())))
    return known


def _trace(columns: Columns, node: Node, batch: Batch, told: set[str]) -> Iterator[tuple[Record, str]]:
    """Gather places; names under `let` that are already shown add none."""
    if not node.free and id(node) in columns.traces:
        yield from columns.traces[id(node)]
    elif isinstance(node, Let):
        if node.name not in told:
            told.add(node.name)
            yield from _trace(columns, columns.lets[node.name], batch, told)
    elif isinstance(node, Field):
        record = columns.column(node.base, batch)[0]
        if isinstance(record, Record) and node.type.name in _SHOWN:
            yield from _sources(columns, record, node.name)
    elif isinstance(node, Aggregate):
        yield from _trace_rows(columns, node, batch, told)
    else:
        decided = [_decided(columns, node, batch)] if isinstance(node, Choice) else [one for _, one in children(node)]
        for at, part in enumerate(decided):
            if part is not None:
                places = _trace(columns, part, batch, told)
                yield from _turned(places) if at and isinstance(node, Arithmetic) and node.op == "-" else places


def _turned(places: Iterable[tuple[Record, str]]) -> Iterator[tuple[Record, str]]:
    """Take off what was added, and add what was taken off."""
    for record, field in places:
        yield record, str(field) if isinstance(field, Less) else Less(field)


def _trace_rows(columns: Columns, node: Aggregate, batch: Batch, told: set[str]) -> Iterator[tuple[Record, str]]:
    rows = columns.kept(node, batch)
    columns.traced += len(columns.column(node.source, batch)[0] or ())
    for row in rows:
        inner = Batch(1, {**batch.rows, node.variable: [row]}, {})
        if node.element is None or node.element.type.name not in _SHOWN:
            yield (row, "")
        else:
            yield from _trace(columns, node.element, inner, told)


def _decided(columns: Columns, node: Choice, batch: Batch) -> Node | None:
    """Return which of two values holds, None where the condition is unknown."""
    asked = columns.column(node.condition, batch)[0]
    return None if asked is None else (node.chosen if asked else node.other)


def _sources(columns: Columns, record: Record, field: str) -> Sequence[tuple[Record, str]]:
    """Return what a value came from, sought once for all findings of the policy."""
    key = (id(record), field)
    places = columns.sources.get(key)
    if places is None:
        places = columns.sources[key] = columns.model.sources(record, field)
        columns.traced += _walked(columns, record)
    columns.traced += len(places)
    return places


def _walked(columns: Columns, record: Record) -> int:
    """Return how many records stand below one: what its figures come from is sought among them."""
    if not columns.model.catalogue.kinds[record.kind].acyclic:
        return 1
    forest = columns.model.forest(record.kind)
    number = forest.number(record)
    return 1 if number is None else forest.last[number] - number + 1
