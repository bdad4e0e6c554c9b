"""What is known of a figure that cannot be computed whole: one bad cell leaves its record out of a sum, no more.

Policies keep the strict meaning, by which a sum with an unknown part is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_lint.entities.derived.business.attainment import known_expected
from coverage_lint.entities.derived.sums import total
from coverage_lint.entities.derived.year.headcount import known_headcount, known_open_seats
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.columns import Batch, Columns
from coverage_lint.language.expression import Aggregate, Arithmetic, Call, Choice, Comparison, Field, Let, Logic, Not
from coverage_lint.language.operations import ARITHMETIC, COMBINE, COMPARE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from coverage_lint.entities.model import Model
    from coverage_lint.language.expression import Node
    from coverage_lint.policy.fields.compute import Definition

Rows = dict[str, Record]


class LeftOut(NamedTuple):
    """What a value is known without."""

    entries: frozenset[tuple[int, object]] = frozenset()
    """The records, each by where it is written: somebody in two groups is one."""
    unknown: int = 0
    """How many more may belong to it, of which nobody knows where they do."""

    def number(self) -> int:
        """Return how many there are."""
        return len(self.entries) + self.unknown


class Known(NamedTuple):
    """A value as far as it is known; None where nothing of it is."""

    value: Any
    left_out: LeftOut = LeftOut()


NOTHING = Known(None)
_COMPUTED: dict[tuple[str, str], Callable[[Model], tuple[object, Sequence[Record]]]] = {
    ("plan", "expected"): known_expected,
    ("plan", "headcount"): known_headcount,
    ("plan", "open_seats"): known_open_seats,
}
"""Fields that the program computes, and how as far as is known."""


class KnownValues:
    """Evaluates expressions over a model, with records left out of sums where they make them unknown."""

    def __init__(self, model: Model, definitions: Mapping[tuple[str, str], Definition]) -> None:
        """Take the model, and the fields that are declared by expressions."""
        self._model = model
        self._definitions = definitions
        self._columns: dict[tuple[str, str], Columns] = {}
        self._made: dict[tuple[str, str, int], Known] = {}

    def known(self, columns: Columns, node: Node, rows: Rows) -> Known:
        """Return the value of a node for one record of each row variable. Raises TooCostly."""
        value = columns.column(node, Batch(1, {name: [row] for name, row in rows.items()}, {}))[0]
        if value is not None:
            return Known(value)
        if isinstance(node, Let):
            return self.known(columns, columns.lets[node.name], rows)
        if isinstance(node, Field):
            return self._field(columns, node, rows)
        if isinstance(node, Aggregate):
            return self._sum(columns, node, rows) if node.function == "sum" and node.element else NOTHING
        if isinstance(node, Call) and node.function in {"missing", "exists"}:
            return self._presence(columns, node, rows)
        if isinstance(node, Choice):
            asked = self.known(columns, node.condition, rows)
            if asked.value is None:
                return NOTHING
            chosen = self.known(columns, node.chosen if asked.value else node.other, rows)
            return chosen._replace(left_out=_all((asked, chosen)))
        return self._computed(columns, node, rows)

    def _computed(self, columns: Columns, node: Node, rows: Rows) -> Known:
        """Compute with parts of which each is known as far as it is."""
        if isinstance(node, Not):
            part = self.known(columns, node.part, rows)
            return part._replace(value=None if part.value is None else not part.value)
        if isinstance(node, Logic):
            return self._logic(columns, node, rows)
        if isinstance(node, Arithmetic | Comparison):
            parts = [self.known(columns, part, rows) for part in (node.left, node.right)]
            compute: Any = (ARITHMETIC if isinstance(node, Arithmetic) else COMPARE)[node.op]
        elif isinstance(node, Call) and node.function in COMBINE:
            parts = [self.known(columns, part, rows) for part in node.arguments]
            compute = COMBINE[node.function]
        else:
            return NOTHING
        if any(part.value is None for part in parts):
            return Known(None, _all(parts))
        made = parts[0].value
        for part in parts[1:]:
            made = compute(made, part.value)
        return Known(made, _all(parts))

    def _logic(self, columns: Columns, node: Logic, rows: Rows) -> Known:
        settles = node.op == "or"
        parts = [self.known(columns, part, rows) for part in node.parts]
        for part in parts:
            if part.value is settles:
                return part
        return Known(None if any(part.value is None for part in parts) else not settles, _all(parts))

    def _field(self, columns: Columns, node: Field, rows: Rows) -> Known:
        record = columns.column(node.base, Batch(1, {name: [row] for name, row in rows.items()}, {}))[0]
        if not isinstance(record, Record):
            return NOTHING
        name = (record.kind, node.name)
        key = (*name, id(record))
        if key not in self._made:
            self._made[key] = NOTHING
            self._made[key] = self._of_record(name, record)
        return self._made[key]

    def _of_record(self, name: tuple[str, str], record: Record) -> Known:
        """Return a computed field of a record, as far as it is known."""
        if name in _COMPUTED:
            value, left = _COMPUTED[name](self._model)
            return Known(value, _left(left))
        definition = self._definitions.get(name)
        if definition is None:
            return NOTHING
        columns = self._columns.get(name)
        if columns is None:
            columns = self._columns[name] = Columns(self._model, definition.lets, {}, {"plan": self._model.plan})
        return self.known(columns, definition.value, {} if record.kind == "plan" else {"this": record})

    def _presence(self, columns: Columns, node: Call, rows: Rows) -> Known:
        """Say whether a relation has rows that are known to be there."""
        asked = node.arguments[0]
        assert isinstance(asked, Field)  # noqa: S101 - the type check has seen to it
        record = columns.column(asked.base, Batch(1, {name: [row] for name, row in rows.items()}, {}))[0]
        held = record.values.get(asked.name) if isinstance(record, Record) else None
        if not isinstance(held, list):
            return NOTHING
        return Known(any(one is not UNKNOWN_MEMBER for one in held) is (node.function == "exists"))

    def _sum(self, columns: Columns, node: Aggregate, rows: Rows) -> Known:
        source = self.known(columns, node.source, rows).value
        if not isinstance(source, list):
            return NOTHING
        there = [row for row in source if row is not UNKNOWN_MEMBER]
        inner = Batch(
            len(there), {**{name: [row] * len(there) for name, row in rows.items()}, node.variable: there}, {}
        )
        assert node.element is not None  # noqa: S101 - a sum has one
        values = columns.column(node.element, inner)
        keeps = [True] * len(there) if node.condition is None else columns.column(node.condition, inner)
        added: list[Any] = []
        left: set[tuple[int, object]] = set()
        unknown = len(source) - len(there)
        for row, value, keep in zip(there, values, keeps, strict=True):
            one = self._row(columns, node, {**rows, node.variable: row}, value, keep=keep)
            if one is None:
                continue
            if one.value is None:
                left.add(_entry(row))
            else:
                added.append(one.value)
                left |= one.left_out.entries
                unknown = max(unknown, one.left_out.unknown)
        return Known(total(added) if added else None, LeftOut(frozenset(left), unknown))

    def _row(self, columns: Columns, node: Aggregate, rows: Rows, value: object, *, keep: bool | None) -> Known | None:
        """Return what a row adds; None where it surely does not belong."""
        row = rows[node.variable]
        parent = self._model.catalogue.kinds[row.kind].acyclic
        if parent and row.values.get(parent) is REJECTED:  # it may be part of another one, and count there
            return NOTHING if keep is not False else None
        if keep is None and node.condition is not None:
            keep = self.known(columns, node.condition, rows).value
        if not keep:
            return NOTHING if keep is None else None
        assert node.element is not None  # noqa: S101 - a sum has one
        return self.known(columns, node.element, rows) if value is None else Known(value)


def _entry(record: Record) -> tuple[int, object]:
    return id(record.node), record.key


def _left(records: Iterable[Record]) -> LeftOut:
    held = list(records)
    known = frozenset(_entry(one) for one in held if one is not UNKNOWN_MEMBER)
    return LeftOut(known, sum(one is UNKNOWN_MEMBER for one in held))


def _all(parts: Iterable[Known]) -> LeftOut:
    entries: frozenset[tuple[int, object]] = frozenset()
    unknown = 0
    for part in parts:
        entries |= part.left_out.entries
        unknown = max(unknown, part.left_out.unknown)
    return LeftOut(entries, unknown)
