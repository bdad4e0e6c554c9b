"""The place in the file of a record or one of its fields: `locate`. Each finding of a policy has its place from here.

What breaks the schema has no record yet: structure/model_paths.py finds its place. A `Location`
(location.py) turns its character offsets into line and column when asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.entities.records import Record
from coverage_lint.schemas import plan_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.location import Location


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
            key = holder.key_location(name)
            in_table = record.owner is not None and key.start < holder.start  # there the key is a heading
            return own_place(record.owner) if in_table else key  # type: ignore[arg-type]
    return next((field_place(mapping, name) for name in mapping), mapping.location())


def _row_place(node: Map | Seq, key: str | int, field: str) -> Location:
    if isinstance(node, Seq):
        return node.item_location(cast("int", key))
    name = cast("str", key)
    if field in {"amount", "share", "accounts", "person"} and node[name] is not None:
        return node.value_location(name)
    return node.key_location(name)
