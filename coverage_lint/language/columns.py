"""Expressions over all records of a kind at once: each node makes a column of values.

A node without row variables is answered once. An aggregate lays its rows end to end, answers its
parts as columns over them, and folds each record's stretch; a filter that compares a field of the
rows with a value from outside finds its rows in an index.

None is an unknown value, for what is absent as for what was refused; REJECTED stands only in columns of fields as
they are read, for `missing` and `exists`, which tell the two apart. Of a relation, UNKNOWN_MEMBER is a row that may
belong to it; in the column of the rows it is None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.alike import outer_parts, told_apart
from coverage_lint.language.costs import MAX_ROWS, TOO_MANY_ROWS, Lengths, NumberTooLong, TooCostly, check_digits
from coverage_lint.language.expression import (
    Aggregate,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Field,
    Let,
    Literal,
    Logic,
    Node,
    Not,
    OneOf,
    Parameter,
    Variable,
)
from coverage_lint.language.operations import ARITHMETIC, COMBINE, COMPARE, ancestors, is_missing
from coverage_lint.language.reductions import reduce_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coverage_lint.entities.model import Model

Column = list[Any]
FEW = 8
"""Rows for each record, or records, below which nothing is sought to spare."""
KNOWN = "="
"""Ends the path of a field of which what was rejected is unknown."""


class Batch(NamedTuple):
    """Records that are answered together: one column of records for each row variable.

    The rows of an aggregate know the batch that asks: what does not depend on a row is answered there, once.
    """

    size: int
    rows: dict[str, Column]
    lets: dict[str, Column]
    above: Batch | None = None
    variable: str = ""
    """What the aggregate calls its rows."""
    sizes: Sequence[int | None] = ()
    """How many rows each record of the batch above has."""
    shared: dict[tuple[str, ...], Column] | None = None
    """Fields of all records of a kind by their path, as read: many policies ask for the same ones.

    Behind a path, KNOWN, `missing` or `exists` is what was made of them; () is the values of the records themselves.
    None of these columns may be changed.
    """
    kept: dict[object, Any] | None = None
    """The answers of nodes by their identity, for whoever asks for each part after the whole; None keeps none."""


class Columns:
    """Evaluates the expressions of one policy over a model."""

    def __init__(
        self, model: Model, lets: Mapping[str, Node], parameters: Mapping[str, object], variables: Mapping[str, object]
    ) -> None:
        """Take the policy's let expressions, its parameters' values, and `plan`, `today` and the like."""
        self.model = model
        self.lets = lets
        self.parameters = parameters
        self.variables = variables
        self.answered: dict[object, Any] = {}
        self.rows_left = MAX_ROWS
        self.lengths: Lengths | None = None
        self.traces: dict[int, list[tuple[Record, str]]] = {}
        self.sources: dict[tuple[int, str], list[tuple[Record, str]]] = {}
        self.traced = 0
        """How many places were gathered for traces."""

    def column(self, node: Node, batch: Batch) -> Column:
        """Return a node's value for every record of a batch; None is unknown."""
        if not node.free:
            return [self.once(node)] * batch.size
        if batch.above is not None and batch.variable not in node.free:
            return _spread(self.column(node, batch.above), batch.sizes)
        kept = batch.kept
        if kept is None:
            made: Column = self._evaluate[type(node)](self, node, batch)
            return made
        known: Column | None = kept.get(id(node))
        if known is None:
            known = kept[id(node)] = self._evaluate[type(node)](self, node, batch)
        return known

    def once(self, node: Node) -> Any:
        """Return the value of a node that depends on no row."""
        known = self.answered.get(id(node), self)
        if known is self:
            known = self.answered[id(node)] = self._evaluate[type(node)](self, node, Batch(1, {}, {}))[0]
        return known

    def _literal(self, node: Literal, batch: Batch) -> Column:
        return [node.value] * batch.size

    def _parameter(self, node: Parameter, batch: Batch) -> Column:
        return [self.parameters[node.name]] * batch.size

    def _variable(self, node: Variable, batch: Batch) -> Column:
        return batch.rows[node.name] if node.name in batch.rows else [self.variables[node.name]] * batch.size

    def _let(self, node: Let, batch: Batch) -> Column:
        known = batch.lets.get(node.name)
        if known is None:
            try:
                known = batch.lets[node.name] = self.column(self.lets[node.name], batch)
            except NumberTooLong as stop:
                stop.let = stop.let or node.name
                raise
        return known

    def _field(self, node: Field, batch: Batch) -> Column:
        shared = batch.shared
        path = () if shared is None else _own_path(node, batch.variable or "this")
        if not path or shared is None:
            self.model.ensure(node.base.type.kind, node.name)
            return known_values(self.column(node.base, batch), node.name)
        known = shared.get((*path, KNOWN))
        if known is None:
            known = shared[(*path, KNOWN)] = [None if one is REJECTED else one for one in self._read(node, batch)]
        return known

    def _read(self, node: Field, batch: Batch) -> Column:
        """Return a field as it is read: None where it is absent, REJECTED where it, or its record, is unknown."""
        path = () if batch.shared is None else _own_path(node, batch.variable or "this")
        if path and batch.shared is not None and path in batch.shared:
            return batch.shared[path]
        name = node.name
        self.model.ensure(node.base.type.kind, name)
        if not path or batch.shared is None:
            return [REJECTED if one is None else one.values.get(name) for one in self.column(node.base, batch)]
        if isinstance(node.base, Variable):
            made = own_values(batch.shared, batch.rows[node.base.name], name)
        else:
            made = [REJECTED if one is None else one.values.get(name) for one in self.column(node.base, batch)]
        batch.shared[path] = made
        return made

    def _presence(self, function: str, asked: Field, batch: Batch) -> Column:
        """Return whether a field is missing, or exists."""
        shared = batch.shared
        path = () if shared is None else _own_path(asked, batch.variable or "this")
        known = shared.get((*path, function)) if path and shared is not None else None
        if known is None:
            known = self._missing(asked, batch)
            if function == "exists":
                known = [None if one is None else not one for one in known]
            if path and shared is not None:
                shared[(*path, function)] = known
        return known

    def _missing(self, asked: Field, batch: Batch) -> Column:
        written = self.model.is_written(asked.base.type.kind, asked.name)
        values = self._read(asked, batch)
        absent = True if written else None
        return [
            absent if value is None else is_missing(value) if type(value) is list or value is REJECTED else False
            for value in values
        ]

    def _arithmetic(self, node: Arithmetic, batch: Batch) -> Column:
        compute = ARITHMETIC[node.op]
        left, right = self.column(node.left, batch), self.column(node.right, batch)
        made = [None if a is None or b is None else compute(a, b) for a, b in zip(left, right, strict=True)]
        if self.lengths is None:
            self.lengths = Lengths(self.lets, self.parameters)
        if self.lengths.may_be_long(node):
            check_digits(made)
        return made

    def _comparison(self, node: Comparison, batch: Batch) -> Column:
        compare = COMPARE[node.op]
        left, right = self.column(node.left, batch), self.column(node.right, batch)
        return [None if a is None or b is None else compare(a, b) for a, b in zip(left, right, strict=True)]

    def _logic(self, node: Logic, batch: Batch) -> Column:
        settles = node.op == "or"
        made = self.column(node.parts[0], batch)
        for part in node.parts[1:]:
            other = self.column(part, batch)
            made = [
                settles if a is settles or b is settles else (None if a is None or b is None else not settles)
                for a, b in zip(made, other, strict=True)
            ]
        return made

    def _negation(self, node: Not, batch: Batch) -> Column:
        return [None if value is None else not value for value in self.column(node.part, batch)]

    def _one_of(self, node: OneOf, batch: Batch) -> Column:
        return [None if value is None else value in node.options for value in self.column(node.item, batch)]

    def _choice(self, node: Choice, batch: Batch) -> Column:
        parts = (self.column(part, batch) for part in (node.condition, node.chosen, node.other))
        return [None if asked is None else (one if asked else other) for asked, one, other in zip(*parts, strict=True)]

    def _call(self, node: Call, batch: Batch) -> Column:
        if node.function in {"missing", "exists"}:
            return self._presence(node.function, cast("Field", node.arguments[0]), batch)
        first, *others = [self.column(argument, batch) for argument in node.arguments]
        if not others:
            if node.function == "abs":
                return [None if value is None else abs(value) for value in first]
            return self._above(node, first)
        combine = COMBINE[node.function]
        for other in others:
            first = [None if a is None or b is None else combine(a, b) for a, b in zip(first, other, strict=True)]
        return first

    def _above(self, node: Call, records: Column) -> Column:
        """Answer `depth` and `ancestors`: the first from the tree, the second one by one."""
        kind = node.arguments[0].type.kind
        if node.function == "depth":
            forest = self.model.forest(kind)
            numbers = [None if one is None else forest.number(one) for one in records]
            return [None if number is None else forest.depths[number] for number in numbers]
        parent = self.model.catalogue.kinds[kind].acyclic
        made: Column = []
        for one in records:
            above = ancestors(one, parent)
            made.append(above)
            self.spend(len(above or ()))
        return made

    def spend(self, rows: int) -> None:
        """Count rows that are looked at. Raises TooCostly."""
        self.rows_left -= rows
        if self.rows_left < 0:
            raise TooCostly(TOO_MANY_ROWS)

    def _aggregate(self, node: Aggregate, batch: Batch) -> Column:
        source = node.source
        while isinstance(source, Let):
            source = self.lets[source.name]
        if isinstance(source, Call) and node.free:
            from coverage_lint.language.above import answer_above

            answers = answer_above(self, node, source.arguments[0], batch)
            if answers is not None:
                return answers
        few = self.few(node, batch)
        if few is None:
            return self._reduced(node, batch)
        made = self._reduced(node, few[0])
        return [made[at] for at in few[1]]

    def few(self, node: Aggregate, batch: Batch) -> tuple[Batch, list[int]] | None:
        """Return a batch of the records that differ for the aggregate, and which of them each record equals.

        None where looking at all rows costs little, or all records differ.
        """
        if batch.kept is None:
            return self._few(node, batch)
        key = (id(node), "few")
        if key not in batch.kept:
            batch.kept[key] = self._few(node, batch)
        known: tuple[Batch, list[int]] | None = batch.kept[key]
        return known

    def _few(self, node: Aggregate, batch: Batch) -> tuple[Batch, list[int]] | None:
        if batch.size <= FEW or not batch.rows:
            return None
        sources = self.column(node.source, batch)
        if sum(len(source) for source in sources if source) <= FEW * batch.size:
            return None
        parts = outer_parts(node)
        held = [self.column(part, batch) for part in parts]
        firsts, where = told_apart([sources, *held])
        if len(firsts) * 2 > batch.size:
            return None
        rows = {name: self._records_of(name, batch) for name in node.free}
        lets = {part.name: [values[at] for at in firsts] for part, values in zip(parts, held, strict=True)
                if isinstance(part, Let)}  # fmt: skip
        few = {name: [held[at] for at in firsts] for name, held in rows.items()}
        return Batch(len(firsts), few, lets, kept=None if batch.kept is None else {}), where

    def _records_of(self, name: str, batch: Batch) -> Column:
        """Return the records that a variable of a batch, or of one above it, stands for."""
        if name in batch.rows or batch.above is None:
            return batch.rows[name]
        return _spread(self._records_of(name, batch.above), batch.sizes)

    def _reduced(self, node: Aggregate, batch: Batch) -> Column:
        """List the rows of an aggregate for every record, and reduce them."""
        inner = self.inner(node, batch)
        rows, sizes = inner.rows[node.variable], inner.sizes
        values = [1] * len(rows) if node.element is None else self.column(node.element, inner)
        if node.second is not None:
            values = list(zip(values, self.column(node.second, inner), strict=True))
        keeps = None if node.condition is None else self.column(node.condition, inner)
        if None in rows:
            keeps = _doubt(rows, keeps)
        made: Column = []
        at = 0
        none = reduce_rows(node.function, (), None)
        for size in sizes:
            if not size:
                made.append(None if size is None else none)
                continue
            stretch = slice(at, at + size)
            made.append(reduce_rows(node.function, values[stretch], None if keeps is None else keeps[stretch]))
            at += size
        return made

    def inner(self, node: Aggregate, batch: Batch) -> Batch:
        """Return the rows of an aggregate for all records of a batch."""
        key = (id(node), "rows")
        if batch.kept is not None and key in batch.kept:
            known: Batch = batch.kept[key]
            return known
        rows, sizes = self.rows_of(node, batch)
        shared = self.model.columns_of(node.source.type.kind, rows)
        inner = Batch(len(rows), {node.variable: rows}, {}, batch, node.variable, sizes, shared)
        if batch.kept is not None:
            inner = batch.kept[key] = inner._replace(kept={})
        return inner

    def kept(self, node: Aggregate, batch: Batch) -> list[Record]:
        """Return the rows of an aggregate that its filter surely keeps, for a batch of one record."""
        rows, sizes = self.rows_of(node, batch)
        if node.condition is None:
            return [row for row in rows if row is not None]
        inner = Batch(len(rows), {node.variable: rows}, {}, batch, node.variable, sizes)
        keeps = self.column(node.condition, inner)
        return [row for row, keep in zip(rows, keeps, strict=True) if row is not None and keep is True]

    def rows_of(self, node: Aggregate, batch: Batch) -> tuple[Column, list[int | None]]:
        """Concatenate the rows of all records; a size of None means that the rows are unknown."""
        if not node.source.free and batch.rows:
            link = link_of(node)
            if link is not None:
                return self._indexed_rows(node, link, batch)
        sources = self.column(node.source, batch)
        wanted = sum(len(source) for source in sources if source)
        if wanted > FEW * batch.size and batch.size > FEW:
            link = link_of(node)
            if link is not None:
                return self._found_rows(node, link, batch, sources)
        self.spend(wanted)
        rows: Column = []
        for source in sources:
            rows += source or ()
        return _known(rows), [None if source is None else len(source) for source in sources]

    def _found_rows(
        self, node: Aggregate, link: tuple[Node, Node], batch: Batch, sources: Column
    ) -> tuple[Column, list[int | None]]:
        """Find each record's rows as in an index, where each record has rows of its own or shares them with others."""
        inside, outside = link
        held = {id(source): source for source in sources if source}
        whole = [row for source in held.values() for row in source]
        self.spend(len(whole))
        owners = [owner for owner, source in held.items() for _ in source]
        known = _known(whole)
        index: dict[tuple[int, object], Column] = {}
        values = self.column(inside, Batch(len(known), {node.variable: known}, {}))
        for row, owner, value in zip(known, owners, values, strict=True):
            index.setdefault((owner, value), []).append(row)
        rows: Column = []
        sizes: list[int | None] = []
        for source, value in zip(sources, self.column(outside, batch), strict=True):
            if source is None:
                sizes.append(None)
                continue
            found = _known(source) if value is None else [
                *index.get((id(source), value), ()), *index.get((id(source), None), ())
            ]  # fmt: skip
            self.spend(len(found))
            sizes.append(len(found))
            rows += found
        return rows, sizes

    def _indexed_rows(self, node: Aggregate, link: tuple[Node, Node], batch: Batch) -> tuple[Column, list[int | None]]:
        """Find each record's rows by the value that both sides of an equality must share."""
        source = self.once(node.source)
        if source is None:
            return [], [None] * batch.size
        inside, outside = link
        key = (id(node), "index")
        index = self.answered.get(key)
        if index is None:
            index = {}
            all_rows = _known(source)
            for row, value in zip(
                all_rows, self.column(inside, Batch(len(all_rows), {node.variable: all_rows}, {})), strict=True
            ):
                index.setdefault(value, []).append(row)
            self.answered[key] = index
        unsure = index.get(None, [])
        rows: Column = []
        sizes: list[int | None] = []
        for value in self.column(outside, batch):
            found = [] if value is None else [*index.get(value, ()), *unsure]
            sizes.append(None if value is None and source else len(found))
            rows += found
            self.spend(len(found))
        return rows, sizes

    _evaluate: ClassVar[dict[type, Callable[[Columns, Any, Batch], Column]]] = {
        Literal: _literal, Parameter: _parameter, Variable: _variable, Let: _let, Field: _field,
        Arithmetic: _arithmetic, Comparison: _comparison, Logic: _logic, Not: _negation, OneOf: _one_of,
        Choice: _choice, Call: _call, Aggregate: _aggregate,
    }  # fmt: skip


def own_values(shared: dict[tuple[str, ...], Column], records: Column, name: str) -> Column:
    """Read a field of all records of a kind: by way of their values, which stay at hand."""
    held = shared.get(())
    if held is None:
        held = shared[()] = [record.values for record in records]
    return [values.get(name) for values in held]


def known_values(records: Column, name: str) -> Column:
    """Read a field of each record; unknown where it, or the record, is unknown."""
    return [None if one is None or (value := one.values.get(name)) is REJECTED else value for one in records]


def _own_path(node: Field, variable: str) -> tuple[str, ...]:
    """Return the path of a field that is reached from a variable by references alone; () for any other."""
    if isinstance(node.base, Variable):
        return (node.name,) if node.base.name == variable else ()
    above = _own_path(node.base, variable) if isinstance(node.base, Field) else ()
    return (*above, node.name) if above else ()


def _spread(values: Column, sizes: Sequence[int | None]) -> Column:
    """Repeat each record's value for each of its rows."""
    return [value for value, size in zip(values, sizes, strict=True) for _ in range(size or 0)]


def _known(rows: Sequence[Record]) -> Column:
    """Return rows with None in the place of those that nobody knows."""
    return [None if row is UNKNOWN_MEMBER else row for row in rows] if UNKNOWN_MEMBER in rows else list(rows)


def _doubt(rows: Column, keeps: Column | None) -> Column:
    """Make unknown rows doubtful, unless the filter surely leaves them out."""
    kept = [True] * len(rows) if keeps is None else keeps
    return [None if row is None and keep is not False else keep for row, keep in zip(rows, kept, strict=True)]


def link_of(node: Aggregate) -> tuple[Node, Node] | None:
    """Find an equality between a value of the rows alone and one from outside, that every row must meet."""
    must = [node.condition]
    if node.function == "any":
        must.append(node.element)
    for part in [one for whole in must for one in conjuncts(whole)]:
        if isinstance(part, Comparison) and part.op == "==":
            for inside, outside in ((part.left, part.right), (part.right, part.left)):
                if inside.free == {node.variable} and outside.free and node.variable not in outside.free:
                    return inside, outside
    return None


def conjuncts(node: Node | None) -> tuple[Node, ...]:
    """Return the conditions that must all hold for one to hold."""
    if isinstance(node, Logic) and node.op == "and":
        return tuple(part for one in node.parts for part in conjuncts(one))
    return () if node is None else (node,)
