"""From a document to records: values read exactly, defaults applied, references resolved both ways.

References, duplicate ids and cycles are judged from the schema's annotations alone (CL020 to CL022).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.document.documents import Rejections
    from coverage_lint.document.nodes import Value
    from coverage_lint.entities.catalogue import Catalogue, FieldSpec, Kind
    from coverage_lint.entities.records import Scalar


class Reference(NamedTuple):
    """A reference as written, waiting for its target."""

    record: Record
    spec: FieldSpec
    field: str
    target: str
    node: Map | Seq
    key: str | int


class Draft(NamedTuple):
    """The records of a model before their references are resolved."""

    plan: Record
    by_kind: dict[str, list[Record]]
    by_id: dict[str, dict[str, Record]]
    duplicates: list[tuple[Record, Record]]
    """The second of two entities with one id, and the first."""
    unidentified: set[str]
    """Kinds that hold an entity whose id was rejected, or is another's: what is referred to may be that one."""
    present: set[str]
    """Kinds whose section is there."""
    references: list[Reference]
    dropped: list[Record]
    """Entities that no relation holds, since their id is rejected or taken."""
    refused: list[FieldSpec]
    """Fields that were rejected somewhere: whatever they would have referred to may have one more member."""
    compared: dict[str, int]
    """How many ids of each kind have been compared with dangling ones, in search of what was meant."""


def exact(value: int | Decimal | str) -> int | Fraction:
    """Read an amount or ratio: whole ones as int, others as Fraction, underscores left out."""
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        value = value.replace("_", "")
        if value.isdecimal():
            return int(value)
    read = Fraction(value)
    return read.numerator if read.denominator == 1 else read


class Builder:
    """Makes the records of one document."""

    def __init__(self, catalogue: Catalogue, rejected: Rejections) -> None:
        """Take the kinds, and what was refused so far."""
        self.catalogue = catalogue
        self.rejected = rejected
        self.draft = Draft(
            Record("plan", None, None), {name: [] for name in catalogue.kinds}, {}, [], set(), set(), [], [], [], {}
        )
        self.defaults = {
            kind.name: [
                (spec.name, cast("Scalar", spec.default)) for spec in kind.specs.values() if spec.default is not None
            ]
            for kind in catalogue.kinds.values()
        }
        self.numbers: dict[str | Decimal, int | Fraction] = {}

    def build(self, root: Map) -> Draft:
        """Make all records of the root."""
        plan = self.draft.plan
        own = None if self.rejected.refused(root, "plan") else root.get("plan")
        plan.node = root
        self.draft.by_kind["plan"].append(plan)
        kind = self.catalogue.kinds["plan"]
        fields = self.catalogue.plan_fields
        for node in (root, own):
            if not isinstance(node, Map):
                continue
            for key, raw in node.items():
                if raw is not None and key in kind.specs and (key in fields) == (node is own):
                    self.read(plan, kind.specs[key], raw, node)
            self.mark_rejected(plan, kind, node)
        if self.rejected.refused(root, "plan"):
            for name in fields:
                plan.values[name] = REJECTED
                self.draft.refused.append(kind.specs[name])
        return self.draft

    def record(self, kind: Kind, node: Map, owner: Record) -> Record:
        """Make one record of a mapping, whole."""
        identity = node.get("id")
        made = Record(kind.name, identity if isinstance(identity, str) else None, node, None, owner)
        values = made.values
        if owner.kind != "plan" or kind.name == "approval":
            values[owner.kind] = owner
        specs = kind.specs
        refused = self.rejected.keys(node)
        read = self.read if refused else self.take
        for key, raw in node.items():
            if raw is None or key in refused:
                continue
            spec = specs.get(key)
            if spec is not None:
                if type(raw) is int or type(raw) is bool:
                    values[key] = raw
                elif spec.shape == "scalar":
                    values[key] = self.scalar(spec, raw)
                else:
                    read(made, spec, raw, node)
        if refused:
            self.mark_rejected(made, kind, node)
        for name, default in self.defaults[kind.name]:
            if name not in values:
                values[name] = default
        self.draft.by_kind[kind.name].append(made)
        return made

    def mark_rejected(self, record: Record, kind: Kind, node: Map) -> None:
        """Mark what was refused in a mapping, so that no policy reports it again."""
        for name in self.rejected.keys(node):
            if isinstance(name, str) and name in kind.specs:
                record.values[name] = REJECTED
                self.draft.refused.append(kind.specs[name])

    def scalar(self, spec: FieldSpec, raw: Value) -> Scalar:
        """Read a scalar as its field's type."""
        if spec.type.name in {"money", "ratio", "number", "count"} and isinstance(raw, str | Decimal):
            return self.number(raw)
        return cast("Scalar", raw)

    def number(self, raw: str | Decimal) -> int | Fraction:
        """Read a number exactly, each way of writing it once."""
        known = self.numbers.get(raw)
        if known is None:
            known = self.numbers[raw] = exact(raw)
        return known

    def read(self, record: Record, spec: FieldSpec, raw: Value, node: Map) -> None:
        """Read a field of any shape into a record, unless it was refused."""
        if self.rejected and self.rejected.refused(node, spec.name):
            record.values[spec.name] = REJECTED
        else:
            self.take(record, spec, raw, node)

    def take(self, record: Record, spec: FieldSpec, raw: Value, node: Map) -> None:
        """Read a field of a mapping without rejected values."""
        name = spec.name
        if spec.shape == "reference":
            self.draft.references.append(Reference(record, spec, name, cast("str", raw), node, name))
        elif spec.shape == "record":
            held = self.record(self.catalogue.kinds[spec.type.kind], cast("Map", raw), record)
            record.values[name] = held
        elif spec.shape == "map":
            phased = spec.row_kind == "phase"
            mapped = (
                self.halved(record, spec, cast("Map", raw)) if phased else self.map_rows(record, spec, cast("Map", raw))
            )
            if mapped or not raw:  # a map of nothing but nulls is as absent as they are
                record.values[name] = mapped
        elif spec.shape == "either" and isinstance(raw, Map):
            self.parts(record, spec, raw)
        elif spec.shape in {"scalar", "either"}:
            record.values[name] = self.scalar(spec, raw)
        else:
            record.values[name] = self.list_rows(record, spec, cast("Seq", raw))

    def parts(self, record: Record, spec: FieldSpec, node: Map) -> None:
        """Read a map in place of one value: its rows, and what they say of the whole."""
        rows = self.map_rows(record, spec, node)
        if not rows:
            return
        record.values[spec.relation] = rows
        counted = [row for row in rows if row is UNKNOWN_MEMBER or spec.whole in {"", row.key}]
        amounts = [row.values.get(spec.value_field) for row in counted]
        if REJECTED in amounts:
            record.values[spec.name] = REJECTED
        elif amounts:
            record.values[spec.name] = sum(cast("list[int | Fraction]", amounts))

    def halved(self, record: Record, spec: FieldSpec, node: Map) -> list[Record]:
        """Read a phasing, in which a half stands for its quarters."""
        rows = self.map_rows(record, spec, node)
        if "H1" not in node and "H2" not in node:
            return rows
        from coverage_lint.entities.halves import in_quarters

        made = in_quarters(rows)
        phases = self.draft.by_kind[spec.row_kind]
        del phases[len(phases) - sum(row is not UNKNOWN_MEMBER for row in rows) :]
        phases.extend(row for row in made if row is not UNKNOWN_MEMBER)
        return made

    def map_rows(self, owner: Record, spec: FieldSpec, node: Map) -> list[Record]:
        """Make a row of each entry of a map; the key may be a reference."""
        rows = []
        doubted = self.rejected.keys(node)
        for key, raw in node.items():
            refused = bool(doubted) and self.rejected.refused(node, key)
            if key.startswith("x-") or (raw is None and not refused):
                continue
            row = Record(spec.row_kind, None, node, key, owner)
            row.values[owner.kind] = owner
            if spec.section:
                self.draft.references.append(Reference(row, spec, spec.key_field, key, node, key))
            else:
                row.values[spec.key_field] = key
            if refused:
                row.values[spec.value_field] = REJECTED
            else:
                value = cast("int | Decimal | str", raw)
                row.values[spec.value_field] = value if isinstance(value, int) else self.number(value)
            rows.append(row)
        if doubted and self.rejected.refused(node):
            rows.append(UNKNOWN_MEMBER)
            self.draft.refused.append(spec)
        self.draft.by_kind[spec.row_kind].extend(row for row in rows if row is not UNKNOWN_MEMBER)
        return rows

    def list_rows(self, owner: Record, spec: FieldSpec, node: Seq) -> list[Record]:
        """Make the members of a list: entities, rows of scalars, or references."""
        members: list[Record] = []
        kind = self.catalogue.kinds[spec.type.kind]
        if spec.shape == "records":
            self.draft.present.add(kind.name)
        doubted = self.rejected.keys(node)
        for index, raw in enumerate(node):
            if (doubted and self.rejected.refused(node, index)) or (self.rejected and self.refused_whole(raw)):
                members.append(UNKNOWN_MEMBER)
                self.draft.refused.append(spec)
                if spec.shape == "records":
                    self.draft.unidentified.add(kind.name)
            elif spec.shape == "references":
                self.draft.references.append(Reference(owner, spec, spec.name, cast("str", raw), node, index))
            elif isinstance(raw, Map):
                members.append(self.member(kind, raw, owner))
            else:
                members.append(self.scalar_row(kind, spec, raw, owner, node, index))
        return members

    def refused_whole(self, raw: Value) -> bool:
        """True if an item was refused as a whole."""
        return isinstance(raw, Map) and None in self.rejected.keys(raw)

    def member(self, kind: Kind, raw: Map, owner: Record) -> Record:
        """Make an entity of a list, and enter its id; a second one with an id is an unknown member."""
        made = self.record(kind, raw, owner)
        if "id" not in kind.specs:
            return made
        if made.id is None or made.values.get("id") is REJECTED:
            self.draft.unidentified.add(kind.name)
            self.draft.by_kind[kind.name].pop()
            self.draft.dropped.append(made)
            return UNKNOWN_MEMBER
        known = self.draft.by_id.setdefault(kind.name, {})
        first = known.setdefault(made.id, made)
        if first is not made:
            self.draft.unidentified.add(kind.name)
            self.draft.duplicates.append((made, first))
            self.draft.by_kind[kind.name].pop()
            self.draft.dropped.append(made)
            return UNKNOWN_MEMBER
        return made

    def scalar_row(self, kind: Kind, spec: FieldSpec, raw: Value, owner: Record, node: Seq, index: int) -> Record:
        """Make a row of one field: a text of a list, a month of a ramp, a certification by name."""
        row = Record(kind.name, None, node, index, owner)
        row.values[owner.kind] = owner
        field = spec.key_field or "name"
        row.values[field] = self.number(raw) if isinstance(raw, Decimal) else cast("Scalar", raw)
        self.draft.by_kind[kind.name].append(row)
        return row
