"""The model format as growing needs it: every field with its shape, read from the schema alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema_rs

from coverage_lint.schemas import flat_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema = dict[str, Any]


class Field(NamedTuple):
    """A field of a mapping: what it holds, and how to write a value of it."""

    name: str
    shape: str
    """scalar, reference, references, map, scalars, records or record."""
    schema: Schema
    section: str = ""
    """What a reference, or the keys of a map, point into; of a map that refers to nothing, ''."""
    acyclic: bool = False
    fields: tuple[Field, ...] = ()
    """Of records and of a record."""

    def is_section(self) -> bool:
        """Tell a list of entities with ids."""
        return self.shape == "records" and any(field.name == "id" for field in self.fields)


def read_fields(schema: Schema) -> tuple[Field, ...]:
    """Return the fields of a mapping, in the schema's order."""
    return tuple(
        _field(name, part) for name, part in schema.get("properties", {}).items() if name not in {"from", "$schema"}
    )


def _field(name: str, part: Schema) -> Field:
    if "x-refers-to" in part:
        return Field(name, "reference", part, part["x-refers-to"], bool(part.get("x-acyclic")))
    if "x-rows" in part:
        return Field(name, "map", part, part["x-rows"].get("key-refers-to", ""))
    item = part.get("items")
    if item is None:
        inner = read_fields(part)
        return Field(name, "record" if inner else "scalar", part, fields=inner)
    if "x-refers-to" in item:
        return Field(name, "references", part, item["x-refers-to"])
    inner = read_fields(item)
    return Field(name, "records" if inner else "scalars", part, fields=inner)


def model_fields() -> tuple[Field, ...]:
    """Return the sections of a model."""
    return tuple(field for field in read_fields(flat_schema()) if field.name != "coverage_model")


def lists(fields: tuple[Field, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Yield every section with its path, and every list that stands in a single record: plan.approvals, crm.objects."""
    for field in fields:
        here = (*path, field.name)
        if field.shape == "record":
            yield from lists(field.fields, here)
        elif field.shape not in {"scalar", "reference"}:
            yield here, field


def scalar(schema: Schema, number: int) -> object:
    """Return a value that fits a scalar's schema, another one for most numbers."""
    options = [option for option in schema.get("enum", ()) if option is not None]
    if options:
        return options[number % len(options)]
    plain = {key: value for key, value in schema.items() if not key.startswith("x-")}
    validator = jsonschema_rs.Draft202012Validator(plain, validate_formats=True)
    day = f"{2027 + number // 336}-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d}"
    for value in (f"t{number}", day, 1_000 + number, 0.5, True, "EUR", 1):
        if validator.is_valid(value):
            return value
    raise ValueError(f"no value for {schema}")
