"""Declared fields, and how they are computed over a model: for all records of their kind at once, with their places."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coverage_lint.entities.derived.sums import MAX_BITS
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.columns import Batch, Columns
from coverage_lint.language.costs import NumberTooLong, TooCostly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coverage_lint.entities.catalogue import Type
    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Scalar
    from coverage_lint.language.expression import Node


class Shown(NamedTuple):
    """Places that a trace of the field shows: those behind a value, or a field of each row of a relation."""

    node: Node
    path: tuple[str, ...] = ()
    """From each row to the field that is shown as it stands; () for the places behind the node's value."""


class Definition(NamedTuple):
    """A field of a kind that is computed by one expression."""

    kind: str
    name: str
    type: Type
    unit: str
    about: str
    source: str
    """Where the formula comes from, '' where it needs no authority."""
    lets: dict[str, Node]
    value: Node
    shows: tuple[Shown, ...] | None
    """None for the places behind the value itself."""


def derived_of(definition: Definition) -> Derived:
    """Make a declared field one that a model computes when it is first asked for."""

    def compute(model: Model) -> None:
        records = model.records(definition.kind)
        for record, value in zip(records, _values(definition, model, records), strict=True):
            record.values[definition.name] = value

    def places(model: Model, record: Record) -> list[Place]:
        key = (definition.kind, definition.name, id(record))
        known: list[Place] | None = model.places.get(key)
        if known is None:
            known = model.places[key] = list(dict.fromkeys(_places(definition, model, record)))
        return known

    return Derived(definition.type, definition.about, compute, places, definition.unit)


def _values(definition: Definition, model: Model, records: Sequence[Record]) -> Iterable[Any]:
    """Return the value for each record; unknown where a number grows longer than anybody could read."""
    columns = Columns(model, definition.lets, {}, {"plan": model.plan})
    held = list(records)
    try:
        made = columns.column(definition.value, _batch(definition, held, model.columns_of(definition.kind, held)))
    except (TooCostly, NumberTooLong):
        made = [_alone(columns, definition, record) for record in records]
    return (_readable(value) for value in made) if definition.type.name in _FRACTIONS else made


_FRACTIONS = frozenset({"money", "ratio", "number"})


def _alone(columns: Columns, definition: Definition, record: Record) -> Scalar:
    """Answer for one record, so that a number without end in one leaves the others known."""
    try:
        made: Scalar = columns.column(definition.value, _batch(definition, [record]))[0]
    except (TooCostly, NumberTooLong):
        return None
    return made


def _readable(value: Exact | None) -> Exact | None:
    """Return a number, but for one with more below its line than sums and products may have."""
    return None if type(value) is Fraction and value.denominator.bit_length() > MAX_BITS else value


def _batch(definition: Definition, records: list[Any], shared: dict[tuple[str, ...], list[Any]] | None = None) -> Batch:
    return Batch(len(records), {} if definition.kind == "plan" else {"this": records}, {}, shared=shared)


def _places(definition: Definition, model: Model, record: Record) -> Iterator[Place]:
    from coverage_lint.policy.trace import trace

    columns, batch = _columns_for_places(definition, model, record), _batch(definition, [record])
    if definition.shows is None and definition.type.name in {"flag", "text"}:
        return
    if definition.shows is None:
        yield from trace(columns, definition.value, batch)
        return
    for shown in definition.shows:
        if not shown.path:
            yield from trace(columns, shown.node, batch)
            continue
        for row in columns.column(shown.node, batch)[0] or ():
            at: Any = row
            for step in shown.path[:-1]:
                at = at.values.get(step) if isinstance(at, Record) else None
            if isinstance(at, Record) and row is not UNKNOWN_MEMBER:
                yield at, shown.path[-1]


def _columns_for_places(definition: Definition, model: Model, record: Record) -> Columns:
    """Return what answers about the plan that a record belongs to: of two versions, its own."""
    plan = record
    while plan.owner is not None:
        plan = plan.owner
    key = (definition.kind, definition.name, id(plan), "columns")
    known: Columns | None = model.places.get(key)
    if known is None:
        known = model.places[key] = Columns(model, definition.lets, {}, {"plan": plan})
    return known
