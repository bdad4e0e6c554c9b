"""The model's JSON Schema: loaded once, compiled once, and laid flat for explaining.

Laid flat means that every `$ref` is replaced by what it names, with the keywords beside it on
top, as editors read it. So a field's schema carries its own title, and one wrong value breaks one
keyword once.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from coverage_lint.frozen import NamedTuple
from coverage_lint.system.cache import kept

if TYPE_CHECKING:
    import jsonschema_rs

Schema: TypeAlias = dict[str, Any]

_SAID = frozenset({"title", "description", "examples", "default", "$comment"})
_NAMES = frozenset({"properties", "patternProperties", "$defs"})
"""Keywords that hold schemas by names, which can be those of keywords."""

TYPE = "x-type"
"""In a flat schema: what a field holds, such as amount; where nothing says it, the definition that it referred to."""


class Section(NamedTuple):
    """A list of entities: where it is in a model, what it holds, and the flat schema of one."""

    path: tuple[str, ...]
    kind: str
    entity: Schema


@cache
def load_schema() -> Schema:
    """Load the schema of the model as it is shipped. Not to be changed by callers."""
    import json

    from coverage_lint.system.shipped_data import read_data

    schema: Schema = json.loads(read_data("schemas", "coverage-model.schema.json"))
    return schema


@cache
def compiled_schema() -> jsonschema_rs.Draft202012Validator:
    """Return the schema compiled by jsonschema-rs, formats on."""
    from coverage_lint.system.own_process import import_jsonschema_rs

    bare = kept("structure", str, _bare_text)
    made: jsonschema_rs.Draft202012Validator = import_jsonschema_rs().Draft202012Validator(bare, validate_formats=True)
    return made


def _bare_text() -> str:
    """Return the schema as JSON, without what is said to people and to this program: a quarter of it."""
    from json import dumps

    return dumps(_bare(load_schema()))


def _bare(schema: Any) -> Any:  # noqa: ANN401 - whatever stands in a schema
    if not isinstance(schema, dict):
        return [_bare(part) for part in schema] if isinstance(schema, list) else schema
    return {
        keyword: {name: _bare(part) for name, part in held.items()} if keyword in _NAMES else _bare(held)
        for keyword, held in schema.items()
        if keyword not in _SAID and not keyword.startswith("x-")
    }


@cache
def flat_schema() -> Schema:
    """Return the schema with every reference replaced by what it names. Not to be changed by callers."""
    return kept("flat", dict, _flat)


def _flat() -> Schema:
    schema = load_schema()
    top = {keyword: value for keyword, value in schema.items() if keyword not in ("$defs", "$id", "$schema")}
    return _flatten(top, schema["$defs"])


def _flatten(schema: Schema, definitions: Schema) -> Schema:
    reference = schema.get("$ref")
    if reference is not None:
        name = reference.rpartition("/")[2]
        schema = {TYPE: name, **definitions[name], **schema}
        del schema["$ref"]
    flat = dict(schema)
    for keyword in ("properties", "patternProperties"):
        if keyword in schema:
            flat[keyword] = {
                key: _flatten(part, definitions) if isinstance(part, dict) else part
                for key, part in schema[keyword].items()
            }
    if "items" in schema:
        flat["items"] = _flatten(schema["items"], definitions)
    return flat


@cache
def sections() -> tuple[Section, ...]:
    """Return every section that lists entities, in the schema's order."""
    return tuple(_sections(flat_schema(), ()))


def _sections(schema: Schema, path: tuple[str, ...]) -> list[Section]:
    found = []
    for key, part in schema.get("properties", {}).items():
        here = (*path, key)
        item = part.get("items", {})
        if "id" in item.get("properties", {}):
            found.append(Section(here, item["x-kind"], item))
        elif "x-kind" in part:
            found += _sections(part, here)
    return found


@cache
def owners_of_fields() -> dict[str, tuple[str, ...]]:
    """Return, for every field name, the sections and records that have it: leader -> (groups,)."""
    owners: dict[str, tuple[str, ...]] = {}
    for section in sections():
        for key in section.entity["properties"]:
            owners[key] = (*owners.get(key, ()), ".".join(section.path))
    for path, part in _records(flat_schema(), ()):
        for key in part["properties"]:
            owners[key] = (*owners.get(key, ()), ".".join(path))
    owners.pop("id")
    return owners


def _records(schema: Schema, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], Schema]]:
    """Find the mappings that stand alone, such as plan and process.crm."""
    found = []
    for key, part in schema["properties"].items():
        if "x-kind" in part and "properties" in part and "items" not in part:
            found += [((*path, key), part), *_records(part, (*path, key))]
    return found
