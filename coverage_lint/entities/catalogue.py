"""The entity catalogue: kinds, their fields and types, read from the model's JSON Schema.

The schema is the one place where a field is described; its annotations (`x-kind`, `x-refers-to`,
`x-reverse`, `x-acyclic`, `x-rows`, `x-type`) say what JSON Schema has no words for.
"""

from __future__ import annotations

from functools import cache

from coverage_lint.frozen import NamedTuple
from coverage_lint.schemas import TYPE, Schema, resolve


class Type(NamedTuple):
    """money, ratio, count, number, date, text, flag; entity and relation with the kind they hold."""

    name: str
    kind: str = ""
    options: tuple[str, ...] = ()
    """The words that an enumerated text can be."""

    def __str__(self) -> str:
        """Return the words that messages use."""
        if self.name == "relation":
            return f"relation of {self.kind} rows"
        return self.kind if self.name == "entity" else self.name


MONEY, RATIO, COUNT, NUMBER = Type("money"), Type("ratio"), Type("count"), Type("number")
DATE, TEXT, FLAG = Type("date"), Type("text"), Type("flag")


@cache
def entity(kind: str) -> Type:
    """Return the type of a reference to a kind."""
    return Type("entity", kind)


@cache
def relation(kind: str) -> Type:
    """Return the type of a relation of a kind's rows."""
    return Type("relation", kind)


class FieldSpec(NamedTuple):
    """How one field of a kind is written, and what it becomes."""

    name: str
    type: Type
    shape: str
    """scalar, reference, references, map (x-rows), either (a scalar, or a map in its place), records, scalars (rows of
    one field), record."""
    section: str = ""
    """The section that a reference (or the key of a map's rows) points into."""
    reverse: str = ""
    """The relation that the reference makes on its target."""
    acyclic: bool = False
    key_field: str = ""
    value_field: str = ""
    value_type: Type = NUMBER
    default: object = None
    about: str = ""
    opt_in: bool = False
    """Whether a plan may live without it for ever: what reads it speaks only where it is given."""
    expected: bool = False
    """Whether every record has one: where a reference is left out, it may be to any."""
    row_kind: str = ""
    """The kind of a map's rows."""
    relation: str = ""
    """Where a map may stand in place of one value: the field that holds its rows."""
    whole: str = ""
    """The key whose value then stands for the field itself; without one, it is the sum of all."""


class Kind(NamedTuple):
    """A kind of record: its fields as written, and all that policies can name."""

    name: str
    specs: dict[str, FieldSpec]
    fields: dict[str, Type]
    acyclic: str
    """The field whose references form a tree, '' for none."""


class Catalogue(NamedTuple):
    """All kinds by name, and the kind that each section holds."""

    kinds: dict[str, Kind]
    sections: dict[str, str]
    """Section path, such as 'people' or 'budget.lines', to kind; in the schema's order."""
    plan_fields: tuple[str, ...]
    """The fields of the section `plan` itself; the plan's other fields are the sections."""


_SCALARS = {"amount": MONEY, "ratio": RATIO, "date": DATE, "count": COUNT, "flag": FLAG, "id": TEXT, "text": TEXT}


_ROW_VALUES = {"amount": MONEY, "accounts": COUNT}


class _Reader:
    def __init__(self, schema: Schema) -> None:
        self.defs: dict[str, Schema] = schema["$defs"]
        self.kinds: dict[str, Kind] = {}
        self.sections: dict[str, str] = {}
        self.reverses: list[tuple[str, str, str]] = []
        self.owners: list[tuple[str, str]] = []

    def resolve(self, node: Schema) -> tuple[Schema, str]:
        whole = resolve(node, self.defs)
        return whole, whole[TYPE] if "$ref" in node else ""

    def kind(self, name: str, schema: Schema, path: str) -> None:
        if name in self.kinds:
            return
        kind = self.kinds[name] = Kind(name, {}, {}, "")
        for key, node in schema.get("properties", {}).items():
            spec = self.field(name, key, node, f"{path}.{key}" if path else key)
            if node.get("x-opt-in"):
                spec = spec._replace(opt_in=True)
            if node.get("x-expected"):
                spec = spec._replace(expected=True)
            kind.specs[key] = spec
            kind.fields[key] = spec.type
            if spec.relation:
                kind.fields[spec.relation] = relation(spec.row_kind)
            if spec.acyclic:
                self.kinds[name] = kind = kind._replace(acyclic=key)

    def field(self, owner: str, key: str, raw: Schema, path: str) -> FieldSpec:
        node, definition = self.resolve(raw)
        about, default = node.get("description", ""), node.get("default")
        if "x-refers-to" in node:
            section, reverse = node["x-refers-to"], node.get("x-reverse", "")
            self.reverses.append((section, reverse, owner))
            acyclic = bool(node.get("x-acyclic"))
            return FieldSpec(key, entity(section), "reference", section, reverse, acyclic, about=about)
        if "x-rows" in node:
            return self.rows(owner, key, node, about)
        if "items" in node:
            return self.items(owner, key, node, path)
        if "x-kind" in node:
            self.kind(node["x-kind"], node, path)
            return FieldSpec(key, entity(node["x-kind"]), "record", about=about)
        return FieldSpec(key, self.scalar(node, definition), "scalar", default=default, about=about)

    def items(self, owner: str, key: str, node: Schema, path: str) -> FieldSpec:
        about = node.get("description", "")
        item, _ = self.resolve(node["items"])
        if "x-refers-to" in item:
            section, reverse = item["x-refers-to"], item.get("x-reverse", "")
            self.reverses.append((section, reverse, owner))
            return FieldSpec(key, relation(section), "references", section, reverse, about=about)
        if "x-kind" in item:
            kind = item["x-kind"]
            self.kind(kind, item, path)
            if "id" in item.get("properties", {}):
                self.sections[path] = kind
            self.owners.append((kind, owner))
            return FieldSpec(key, relation(kind), "records", about=about)
        held = self.scalar(*self.resolve(node["items"]))
        kind, field = ("item", "name") if held == TEXT or held.options else ("step", "value")
        self.kinds.setdefault(kind, Kind(kind, {}, {field: TEXT if kind == "item" else held}, ""))
        self.owners.append((kind, owner))
        return FieldSpec(key, relation(kind), "scalars", key_field=field, about=about)

    def rows(self, owner: str, key: str, node: Schema, about: str) -> FieldSpec:
        rows = node["x-rows"]
        name, key_field, value_field = rows["kind"], rows["key"], rows["value"]
        section, reverse = rows.get("key-refers-to", ""), rows.get("key-reverse", "")
        kind = self.kinds.setdefault(name, Kind(name, {}, {}, ""))
        value_type = _ROW_VALUES.get(value_field, RATIO)
        kind.fields[value_field] = value_type
        kind.fields[key_field] = entity(section) if section else TEXT
        if section:
            self.reverses.append((section, reverse, name))
        self.owners.append((name, owner))
        beside = rows.get("relation", "")
        return FieldSpec(
            key, value_type if beside else relation(name), "either" if beside else "map", section, reverse,
            key_field=key_field, value_field=value_field, value_type=value_type, about=about, row_kind=name,
            relation=beside, whole=rows.get("whole", ""),
        )  # fmt: skip

    @staticmethod
    def scalar(node: Schema, definition: str) -> Type:
        if "enum" in node:
            return Type("text", "", tuple(word for word in node["enum"] if isinstance(word, str)))
        if definition in _SCALARS:
            return _SCALARS[definition]
        types = node.get("type", "string")
        names = {types} if isinstance(types, str) else set(types)
        if "boolean" in names:
            return FLAG
        if "integer" in names:
            return COUNT
        return NUMBER if "number" in names else TEXT


def read_catalogue(schema: Schema) -> Catalogue:
    """Read the kinds out of the model's JSON Schema. Raises KeyError where an annotation is incomplete."""
    reader = _Reader(schema)
    reader.kind("plan", reader.resolve(schema["properties"]["plan"])[0], "")
    reader.owners.append(("approval", "plan"))
    plan = reader.kinds["plan"]
    own = tuple(plan.specs)
    for key, node in schema["properties"].items():
        if key in {"$schema", "coverage_model", "plan"}:
            continue
        spec = reader.field("plan", key, node, key)
        plan.specs[key] = spec
        plan.fields[key] = spec.type
    _finish(reader)
    return Catalogue(reader.kinds, reader.sections, own)


def _finish(reader: _Reader) -> None:
    """Turn section names into kinds, now that all are known; add reverse relations and owners."""
    kinds, sections = reader.kinds, reader.sections
    for kind in kinds.values():
        for name, spec in kind.specs.items():
            if spec.section and spec.shape not in {"map", "either"}:
                kind.specs[name] = spec._replace(type=spec.type._replace(kind=sections[spec.section]))
                kind.fields[name] = kind.specs[name].type
        for name, held in kind.fields.items():
            if held.name == "entity" and held.kind in sections:
                kind.fields[name] = entity(sections[held.kind])
    for section, reverse, source in reader.reverses:
        if reverse:
            kinds[sections[section]].fields.setdefault(reverse, relation(source))
    for kind_name, owner in reader.owners:
        if owner != "plan" or kind_name == "approval":
            kinds[kind_name].fields.setdefault(owner, entity(owner))


CHANGE = "_change"
"""Ends the names of the kinds that hold an entity in two versions: group_change."""
ACTUAL = "_actual"
"""Ends the names of the kinds that hold an entity against what happened: group_actual."""

PERIOD = "period"
"""The kind of the rows that hold a period in two versions; they are there in changes alone."""
_FIELDS: dict[str, dict[str, Type]] = {
    "plan": {"moved": RATIO, "stayed": COUNT},
    "goal": {"changed_periods": relation(PERIOD)},
    "group": {"changed_quota_periods": relation(PERIOD), "changed_target_periods": relation(PERIOD)},
    "person": {"changed_periods": relation(PERIOD), "moved": RATIO},
}
"""What is computed of a change, by the kind that changed (derived/changed.py says how)."""
_PERIOD_FIELDS = {"period": TEXT, "end": DATE, "was": MONEY, "now": MONEY}


def change_kinds(catalogue: Catalogue) -> dict[str, Kind]:
    """Return the kinds of change: of the plan, and of whatever has an id; and that of the periods they hold."""
    fields = {"plan_before": entity("plan"), "plan_after": entity("plan"), "in_force": FLAG, "newly_approved": FLAG}
    made = {PERIOD: Kind(PERIOD, {}, dict(_PERIOD_FIELDS), "")}
    for kind in ("plan", *dict.fromkeys(catalogue.sections.values())):
        own = {"before": entity(kind), "after": entity(kind), **fields, **_FIELDS.get(kind, {})}
        made[f"{kind}{CHANGE}"] = Kind(f"{kind}{CHANGE}", {}, own, "")
    return made
