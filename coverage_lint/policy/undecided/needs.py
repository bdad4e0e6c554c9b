"""From an expression that is unknown to the fields of the model that it lacks.

A `Lack` is a field that a person can write; a `Need` is what is unknown for want of several. What a computed field
lacks is worked out for all records of its kind at once, by its operands, when the first of them is asked for: so a
thousand sellers without a role's productivity take one look at each of them.

An example: a policy asks whether `capacity < need`; goal `new` has no target, and a role of two sellers has no
productivity. The answer lacks a Need of two parts. That of `capacity`, once it is asked for, has those of the groups
and then of the sellers as parts, and ends in one Lack, the `productivity` of the role; that of `need` ends in the
`target` of `new`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

from coverage_lint.document.nodes import Map
from coverage_lint.entities.derived.operands import OPERANDS, SOME, Either, When
from coverage_lint.entities.names import in_section
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record, root
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.columns import Batch, Columns
from coverage_lint.language.expression import Aggregate, Call, Field, Let, Logic, Variable, children
from coverage_lint.policy.fields.catalogue import catalogue, declared
from coverage_lint.policy.undecided.operand_expressions import operand_expressions, parse_operand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.entities.derived.operands import Operand
    from coverage_lint.entities.model import Model
    from coverage_lint.language.expression import Node
    from coverage_lint.policy.fields.compute import Definition

ABSENT, REFUSED, TODAY = "absent", "refused", "today"


class Lack(NamedTuple):
    """A field that stands in the way of an answer, and why: it is absent, was refused, or is the day of today."""

    record: Record
    field: str
    """Below the record; with the section before it where that is not there itself: `staffing.backfill_days`."""
    reason: str = ABSENT
    others: tuple[tuple[Record, str], ...] = ()
    """Fields of which one would do as well."""


class Need:
    """What is unknown for lack of its parts; those of a computed field are worked out when they are asked for."""

    __slots__ = ("field", "logic", "parts", "record")

    def __init__(
        self, parts: list[Part] | None, *, logic: str = "", record: Record | None = None, field: str = ""
    ) -> None:
        """Take the parts, and 'and' or 'or' where one of them alone may settle the answer."""
        self.parts = parts
        self.logic = logic
        self.record = record
        self.field = field


Part: TypeAlias = "Lack | Need"
Parts: TypeAlias = "list[Part | None]"
"""For each record of a batch what it lacks, None where the value is known."""


class Needs:
    """Works out what expressions over a model lack."""

    def __init__(self, model: Model) -> None:
        """Take the model; of two versions, each computes its own fields."""
        self.model = model
        self.models = {id(one.plan): one for one in model.versions()}
        self.own: dict[tuple[int, int], Columns] = {}
        self.computed: dict[tuple[int, str], Need] = {}
        self.once: dict[tuple[int, int], Part | None] = {}
        self.lets: dict[tuple[int, str, int], tuple[Batch, Parts]] = {}
        """By columns, name and batch; the batch is held, so that its identity stays its own."""
        self.expressions: dict[tuple[str, str], Node] = {}
        self.left_out: dict[tuple[str, str], Part] = {}

    def of(self, columns: Columns, node: Node, batch: Batch) -> Parts:
        """Return what a node lacks for each record of a batch."""
        if not node.free:
            key = (id(columns), id(node))
            if key not in self.once:
                self.once[key] = self._unknown(columns, node, Batch(1, {}, {}, kept={}))[0]
            return [self.once[key]] * batch.size
        if batch.above is not None and batch.variable not in node.free:
            held = self.of(columns, node, batch.above)
            return [part for part, size in zip(held, batch.sizes, strict=True) for _ in range(size or 0)]
        return self._unknown(columns, node, batch)

    def _unknown(self, columns: Columns, node: Node, batch: Batch) -> Parts:
        values = columns.column(node, batch)
        if None not in values:
            return [None] * batch.size
        found = self._lacking(columns, node, batch)
        return [(part or Need([])) if value is None else None for value, part in zip(values, found, strict=True)]

    def _lacking(self, columns: Columns, node: Node, batch: Batch) -> Parts:
        if isinstance(node, Let):
            return self._let(columns, node, batch)
        if isinstance(node, Field):
            return self._field(columns, node, batch)
        if isinstance(node, Aggregate):
            few = columns.few(node, batch)
            if few is None:
                return self._rows(columns, node, batch)
            found = self._rows(columns, node, few[0])
            return [found[at] for at in few[1]]
        if isinstance(node, Variable):
            today = Lack(self.model.plan, TODAY, TODAY) if node.name == TODAY else None
            return [today] * batch.size
        if isinstance(node, Call) and node.function in {"missing", "exists"}:
            return self._field(columns, cast("Field", node.arguments[0]), batch)
        held = [self.of(columns, part, batch) for _, part in children(node)]
        held = [parts for parts in held if any(parts)]
        if len(held) < 2:  # noqa: PLR2004 - most parts of a condition lack nothing
            return held[0] if held else [None] * batch.size
        logic = node.op if isinstance(node, Logic) else ""
        return [_joined(parts, logic=logic) for parts in zip(*held, strict=True)]

    def _let(self, columns: Columns, node: Let, batch: Batch) -> Parts:
        """Return what a name under `let` lacks: once for a batch, since names may name each other again and again."""
        key = (id(columns), node.name, id(batch))
        known = self.lets.get(key)
        if known is None:
            known = self.lets[key] = (batch, self.of(columns, columns.lets[node.name], batch))
        return known[1]

    def _field(self, columns: Columns, node: Field, batch: Batch) -> Parts:
        self.model.ensure(node.base.type.kind, node.name)
        bases = columns.column(node.base, batch)
        name = node.name
        above: Parts = self.of(columns, node.base, batch) if None in bases else []
        made: Parts = [None] * batch.size
        for at, base in enumerate(bases):
            if base is None:
                made[at] = self._below(above[at], node)
                continue
            value = base.values.get(name)
            if value is None:
                made[at] = self.absent(base, name)
            elif value is REJECTED:
                made[at] = self._refused(base, name)
        return made

    def _below(self, above: Part | None, node: Field) -> Part | None:
        """Return the field of a section that is not there, by its whole path; of any other record, the reference."""
        if not isinstance(above, Lack) or above.reason != ABSENT or not isinstance(node.base, Field):
            return above
        spec = self.model.catalogue.kinds[node.base.base.type.kind].specs.get(node.base.name)
        written = node.name in self.model.catalogue.kinds[node.base.type.kind].specs
        is_section = above.field.rpartition(".")[2] == node.base.name and spec is not None and spec.shape == "record"
        if not is_section or not written:
            return above
        return above._replace(field=f"{above.field}.{node.name}")

    def absent(self, record: Record, field: str) -> Part:
        """Return what a field without a value lacks: itself, its operands, or the section that would fill it."""
        kind = self.model.catalogue.kinds[record.kind]
        if "plan_before" in record.values:  # a change, whose record is of the kind that changed
            return self._of_change(record, field)
        if _is_computed(record.kind, field):
            return self._computed(record, field)
        if field in kind.specs:
            return Lack(record, field)
        if field not in kind.fields or kind.fields[field].name != "relation":
            return Need([])  # computed from nothing that could be written
        plan, section = root(record), in_section(kind.fields[field].kind, self.model.catalogue)
        return Lack(plan, section, REFUSED if _has(plan, section) else ABSENT)

    def _of_change(self, change: Record, field: str) -> Part:
        """Return what an answer about both versions lacks."""
        if field != "in_force":
            return Need([])
        before, after = (cast("Record", change.values[name]) for name in ("plan_before", "plan_after"))
        status = before.values.get("status")
        parts: list[Part] = [] if isinstance(status, str) else [Lack(before, "status", REFUSED if status else ABSENT)]
        parts += [Lack(one, "fiscal_year.start") for one in (before, after) if _start(one) is None]
        return _joined(parts, logic="") or Need([])

    def _refused(self, record: Record, field: str) -> Part:
        """Return what a refused value lacks: the section that it refers to, where that is not there."""
        spec = self.model.catalogue.kinds[record.kind].specs.get(field)
        section = spec.section if spec is not None else ""
        if not section:  # a row of a map refers by its key
            owner = record.owner
            owned = self.model.catalogue.kinds[owner.kind].specs.values() if owner is not None else ()
            section = next(
                (one.section for one in owned if one.type.kind == record.kind and one.key_field == field), ""
            )
        plan = root(record)
        return Lack(plan, section) if section and not _has(plan, section) else Lack(record, field, REFUSED)

    def _computed(self, record: Record, field: str) -> Need:
        key = (id(record), field)
        need = self.computed.get(key)
        if need is None:
            need = self.computed[key] = Need(None, record=record, field=field)
        return need

    def parts(self, need: Need) -> Sequence[Part]:
        """Return the parts of a need, worked out now for all records of its kind if nobody has asked before."""
        if need.parts is None:
            record = cast("Record", need.record)
            self._compute(self.models[id(root(record))], record.kind, need.field)
            if need.parts is None:
                need.parts = []
        return need.parts

    def _compute(self, model: Model, kind: str, field: str) -> None:
        model.ensure(kind, field)
        records = [one for one in model.records(kind) if _is_unknown(one.values.get(field))]
        batch = Batch(len(records), {} if kind == "plan" else {"this": records}, {}, kept={})
        if (kind, field) in OPERANDS:
            columns = self._columns(model, None)
            held = [self._operand(columns, kind, operand, batch, records) for operand in OPERANDS[kind, field]]
            found = [dict.fromkeys(column[at] for column in held) for at in range(len(records))]
        else:
            definition = declared()[kind, field]
            columns = self._columns(model, definition)
            found = [dict.fromkeys(_opened(part)) for part in self.of(columns, definition.value, batch)]
        for record, parts in zip(records, found, strict=True):
            self._computed(record, field).parts = [part for part in parts if part is not None]

    def _columns(self, model: Model, definition: Definition | None) -> Columns:
        """Return what evaluates operands over a model, or the expression of a declared field."""
        key = id(model), id(definition)
        columns = self.own.get(key)
        if columns is None:
            lets = {} if definition is None else definition.lets
            columns = self.own[key] = Columns(model, lets, {}, {"plan": model.plan, "today": None})
        return columns

    def _operand(self, columns: Columns, kind: str, operand: Operand, batch: Batch, records: Sequence[Record]) -> Parts:
        if isinstance(operand, Either):
            options = [self._option(columns, kind, text, batch, records) for text in operand.options]
            return [_either(found) for found in zip(*options, strict=True)]
        if isinstance(operand, When):
            holds = columns.column(self._expression(kind, operand.condition), batch)
            found = self._operand(columns, kind, operand.operand, batch, records)
            return [part if held is True else None for held, part in zip(holds, found, strict=True)]
        if operand.startswith(SOME):
            name = operand.removeprefix(SOME)
            return [None if one.values.get(name) else self._none_of(one, name) for one in records]
        return self.of(columns, self._expression(kind, operand), batch)

    def _option(self, columns: Columns, kind: str, text: str, batch: Batch, records: Sequence[Record]) -> Parts:
        if text in self.model.catalogue.kinds[kind].specs:  # the field itself, not what it is computed from
            return [Lack(one, text) if one.values.get(text) is None else None for one in records]
        return self.of(columns, self._expression(kind, text), batch)

    def _none_of(self, record: Record, name: str) -> Part:
        return Lack(record, name) if record.values.get(name) == [] else self.absent(record, name)

    def _expression(self, kind: str, text: str) -> Node:
        if self.model.catalogue is catalogue():
            return operand_expressions()[kind, text]
        known = self.expressions.get((kind, text))
        if known is None:
            known = self.expressions[kind, text] = parse_operand(text, kind, self.model.catalogue)
        return known

    def _rows(self, columns: Columns, node: Aggregate, batch: Batch) -> Parts:
        """Return what the rows of an aggregate lack: those that its filter surely leaves out lack nothing."""
        inner = columns.inner(node, batch)
        rows, sizes = inner.rows[node.variable], inner.sizes
        none: Parts = [None] * len(rows)
        keeps = none if node.condition is None else columns.column(node.condition, inner)
        doubts = none if node.condition is None else self.of(columns, node.condition, inner)
        held = [self.of(columns, part, inner) for part in (node.element, node.second) if part is not None]
        whole = self.of(columns, node.source, batch) if None in sizes else []
        bases = self._holders(columns, node.source, batch) if None in rows else []
        made: Parts = []
        at = 0
        for index, size in enumerate(sizes):
            if size is None:
                made.append(whole[index])
                continue
            parts: dict[Part, None] = {}
            for row in range(at, at + size):
                if rows[row] is None:
                    if keeps[row] is not False:
                        parts.update(dict.fromkeys(bases[index]))
                    continue
                if node.condition is not None and keeps[row] is not True:
                    doubt = doubts[row]  # what may not belong is not asked for more
                    if doubt is not None:
                        parts.setdefault(doubt)
                    continue
                for column in held:
                    part = column[row]
                    if part is not None:
                        parts.setdefault(part)
            at += size
            made.append(_joined(tuple(parts), logic="or" if node.function == "any" else ""))
        return made

    def _holders(self, columns: Columns, source: Node, batch: Batch) -> list[list[Part]]:
        """Return for each record why a member of its relation is not known: refused, or itself computed."""
        while isinstance(source, Let):
            source = columns.lets[source.name]
        if not isinstance(source, Field):
            return [[]] * batch.size
        bases = columns.column(source.base, batch)
        return [[] if one is None else [self._member(one, source.name)] for one in bases]

    def _member(self, record: Record, name: str) -> Part:
        if _is_computed(record.kind, name):
            return self._computed(record, name)
        key = (record.kind, name)
        if key not in self.left_out:
            self.left_out[key] = self._left_out(record, name)
        return self.left_out[key]

    def _left_out(self, record: Record, name: str) -> Part:
        """Return the references that every record has, and some don't: any of those may be to this one."""
        model = self.models[id(root(record))]
        parts: list[Part | None] = [
            Lack(one, spec.name, REFUSED if one.values.get(spec.name) is REJECTED else ABSENT)
            for kind in model.catalogue.kinds.values()
            for spec in kind.specs.values()
            if spec.expected and spec.reverse == name and model.catalogue.sections[spec.section] == record.kind
            for one in model.records(kind.name)
            if one.values.get(spec.name) in (None, REJECTED)
        ]
        return _joined(parts, logic="") or Lack(record, name, REFUSED)


def _is_computed(kind: str, field: str) -> bool:
    return (kind, field) in OPERANDS or (kind, field) in declared()


def _opened(part: Part | None) -> Sequence[Part | None]:
    """Return the parts of an expression that lacks several, each of which it needs; else the part itself."""
    several = isinstance(part, Need) and part.record is None and not part.logic and part.parts
    return part.parts or () if several and isinstance(part, Need) else (part,)


def _joined(parts: Sequence[Part | None], *, logic: str) -> Part | None:
    known = [part for part in parts if part is not None]
    if len(known) < 2:  # noqa: PLR2004
        return known[0] if known else None
    return Need(known, logic=logic)


def _either(found: Sequence[Part | None]) -> Part | None:
    """Return what would do where every option is unknown: all of them in one where each is a field, else the last."""
    if None in found:
        return None
    *others, last = found
    if isinstance(last, Lack) and all(isinstance(one, Lack) and one.reason == last.reason for one in others):
        return last._replace(others=tuple((one.record, one.field) for one in cast("list[Lack]", others)))
    return last


def _is_unknown(value: Any) -> bool:  # noqa: ANN401 - any value of a record
    return value is None or (type(value) is list and UNKNOWN_MEMBER in value)


def _start(plan: Record) -> object:
    year = plan.values.get("fiscal_year")
    return year.values.get("start") if isinstance(year, Record) else year


def _has(plan: Record, section: str) -> bool:
    """True if a section is written, at whatever depth, also where what is written there was refused."""
    node: object = plan.node
    held: object = plan
    for key in section.split("."):
        node = node.get(key) if isinstance(node, Map) else None
        held = held.values.get(key) if isinstance(held, Record) else None
        if held is REJECTED:
            return True
    return node is not None
