"""The place in the file of a record or one of its fields: `locate`. Each finding of a policy has its place from here.

What breaks the schema has no record yet: structure/places.py finds its place. `Source` in
document/nodes.py turns places into lines and columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coverage_lint.document.nodes import Location, Map, Seq
from coverage_lint.entities.records import Record
from coverage_lint.schemas import plan_fields
from coverage_lint.structure.rows import name_of_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.entities.catalogue import Catalogue


def entity_name(record: Record) -> str:
    """Return the name of the entity that a record is, or belongs to: 'person ada', 'plan'."""
    while record.id is None and record.owner is not None:
        record = record.owner
    return "plan" if record.id is None else f"{record.kind.replace('_', ' ')} {record.id}"


def row_name(record: Record) -> str:
    """Return the name of a row by what it refers to, never by its position: 'Q1', 'group north'; '' for no row."""
    if record.id is not None or record.owner is None:
        return ""
    if record.key is None:
        return name_of_row(record.node) if isinstance(record.node, Map) else ""
    key = record.key if isinstance(record.key, str) else cast("Seq", record.node)[record.key]
    return key if isinstance(key, str) else ""


def written_name(record: Record, field: str, catalogue: Catalogue, *, of_all: bool = False) -> str:
    """Return the path by which a field is written in the model: `budget.loaded_factor`, `roles[ae].family`.

    With `of_all` the name that all of its kind share: `roles[].family`.
    """
    if record.kind == "plan":
        return f"plan.{field}" if field.partition(".")[0] in catalogue.plan_fields else field
    section = next((path for path, kind in catalogue.sections.items() if kind == record.kind), "")
    if section and record.id is not None:
        own = f"{section}[{'' if of_all else record.id}]"
        return f"{own}.{field}" if field else own
    if record.owner is None:
        return field
    spec = next(
        (one for one in catalogue.kinds[record.owner.kind].specs.values() if one.type.kind == record.kind), None
    )
    if spec is None:
        return written_name(record.owner, field, catalogue, of_all=of_all)
    own = written_name(record.owner, spec.name, catalogue, of_all=of_all)
    if spec.shape != "record":
        own += f"[{'' if of_all else _row_in_words(record, spec.name)}]"
    return f"{own}.{field}" if field else own


def _row_in_words(record: Record, relation: str) -> str:
    """Return the name of a row by what it refers to, or else by its position in its list, from 1."""
    named = row_name(record)
    if named:
        return named
    held = record.owner.values.get(relation) if record.owner is not None else None
    return str(held.index(record) + 1) if isinstance(held, list) and record in held else ""


def in_section(kind: str, catalogue: Catalogue) -> str:
    """Return the section whose entities hold the records of a kind: of a row, that of what it belongs to."""
    for path, held in catalogue.sections.items():
        if held == kind:
            return path
    owners = (one for one in catalogue.kinds.values() for spec in one.specs.values() if spec.type.kind == kind)
    return next((in_section(owner.name, catalogue) for owner in owners if owner.name not in {"plan", kind}), kind)


def locate(record: Record, field: str = "") -> Location:
    """Return the place of a field's value, or of its key where the value is a map or list.

    A missing field is placed at its record; a missing section, which the plan lacks too, at the model's marker.
    """
    node, key = record.node, record.key
    if node is None:
        return locate(cast("Record", record.owner), field)
    if key is not None:
        return _row_place(node, key, field)
    mapping = cast("Map", node)
    if field and field in mapping:
        return field_place(mapping, field)
    own = mapping.get("plan") if record.kind == "plan" else None
    if isinstance(own, Map) and field in own:
        return field_place(own, field)
    if isinstance(own, Map) and (not field or field in plan_fields()):
        return mapping.key_location("plan")
    return own_place(record)


def follow(record: Record, path: Sequence[str]) -> tuple[Record, str]:
    """Follow a path of fields as far as records go; its last step is the field that is shown, '' for none."""
    for name in path[:-1]:
        step = record.values.get(name)
        if not isinstance(step, Record) or step.node is None:
            return record, name
        record = step
    return record, path[-1] if path else ""


def field_place(mapping: Map, field: str) -> Location:
    """Return the place of a scalar, and of a map or list that of its key; in a table, always the cell."""
    value, key = mapping[field], mapping.key_location(field)
    if (value is None or isinstance(value, Map | Seq)) and key.start >= mapping.start:
        return key
    return mapping.value_location(field)


def own_place(record: Record) -> Location:
    """Return the place by which a record itself is shown: its id, else what it begins with."""
    mapping = record.node
    if record.key is not None:
        return _row_place(cast("Map | Seq", mapping), record.key, "")
    if not isinstance(mapping, Map):
        return cast("Seq", mapping).location()
    if "id" in mapping:
        return mapping.value_location("id")
    above = record.owner.node if record.owner is not None else None
    for holder, name in ((mapping, "coverage_model"), (above, record.kind)):
        if isinstance(holder, Map) and (holder is mapping or holder.get(name) is mapping) and name in holder:
            return holder.key_location(name)
    return next((field_place(mapping, name) for name in mapping), mapping.location())


def _row_place(node: Map | Seq, key: str | int, field: str) -> Location:
    if isinstance(node, Seq):
        return node.item_location(cast("int", key))
    name = cast("str", key)
    if field in {"amount", "share", "accounts", "person"} and node[name] is not None:
        return node.value_location(name)
    return node.key_location(name)
