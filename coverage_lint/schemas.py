"""The JSON Schemas that ship, of models, settings and policy files: loaded once, compiled, and their parts by name.

That of the model is also laid flat: every `$ref` is replaced by what it names, with the keywords beside it on top, as
editors read it. So a field's schema carries its own title, and one wrong value breaks one keyword once.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from coverage_lint.frozen import NamedTuple
from coverage_lint.system.cache import kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    import jsonschema_rs

Schema: TypeAlias = dict[str, Any]

_SAID = frozenset({"title", "description", "examples", "default", "$comment"})
_NAMES = frozenset({"properties", "patternProperties", "$defs"})
"""Keywords that hold schemas by names, which can be those of keywords."""

TYPE = "x-type"
"""In a part whose reference was followed: what a field holds, such as amount; where nothing says it, the definition."""


class Section(NamedTuple):
    """A list of entities: where it is in a model, what it holds, and the flat schema of one."""

    path: tuple[str, ...]
    kind: str
    entity: Schema


@cache
def load_schema(name: str = "coverage-model") -> Schema:
    """Load a schema as it is shipped: that of models, "settings" or "policy". Not to be changed by callers."""
    import json

    from coverage_lint.system.shipped_data import read_data

    schema: Schema = json.loads(read_data("schemas", f"{name}.schema.json"))
    return schema


def compile_schema(schema: Schema | str, *, formats: bool = False) -> jsonschema_rs.Draft202012Validator:
    """Compile a schema, or its JSON, by jsonschema-rs."""
    from coverage_lint.system.own_process import import_jsonschema_rs

    made: jsonschema_rs.Draft202012Validator = import_jsonschema_rs().Draft202012Validator(
        schema, validate_formats=formats
    )
    return made


def resolve(part: Schema, definitions: Schema) -> Schema:
    """Replace the reference of a part by what it names; keywords beside it come first."""
    reference = part.get("$ref")
    if reference is None:
        return part
    name = reference.rpartition("/")[2]
    return {TYPE: name, **definitions[name], **{keyword: held for keyword, held in part.items() if keyword != "$ref"}}


def part_at(part: Schema, definitions: Schema, path: Iterable[str | int]) -> Schema:
    """Return the part of a schema that applies to a place in a document; {} if none does."""
    for step in path:
        if isinstance(step, int):
            part = part.get("items", {})
        else:
            part = part.get("properties", {}).get(step) or part.get("additionalProperties") or {}
        part = resolve(part, definitions)
    return part


@cache
def compiled_schema() -> jsonschema_rs.Draft202012Validator:
    """Return the model's schema compiled, formats on."""
    return compile_schema(kept("structure", str, _bare_text), formats=True)


def _bare_text() -> str:
    """Return the model's schema as JSON, without what is said to people and to this program: a quarter of it."""
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
    """Return the model's schema with every reference replaced by what it names. Not to be changed by callers."""
    return kept("flat", dict, _flat)


def _flat() -> Schema:
    schema = load_schema()
    top = {keyword: value for keyword, value in schema.items() if keyword not in ("$defs", "$id", "$schema")}
    return _flatten(top, schema["$defs"])


def _flatten(schema: Schema, definitions: Schema) -> Schema:
    schema = resolve(schema, definitions)
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


@cache
def section_paths() -> tuple[tuple[str, ...], ...]:
    """Return the path of every section, without loading what their entities are."""
    return kept("sections", tuple, lambda: tuple(section.path for section in sections()))


@cache
def phasings() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return every section of entities and each field of theirs that splits an amount over the year."""
    return kept("phasings", tuple, lambda: tuple((one.path, key) for one in sections() for key in _phasings(one)))


def _phasings(section: Section) -> list[str]:
    return [key for key, part in section.entity["properties"].items() if part.get(TYPE) == "phasing"]


@cache
def plan_fields() -> tuple[str, ...]:
    """Return the fields of the section `plan`."""
    return kept("plan-fields", tuple, lambda: tuple(flat_schema()["properties"]["plan"]["properties"]))


@cache
def single_kinds() -> frozenset[str]:
    """Return the kinds that a model has one of, such as plan and budget."""
    return kept("single-kinds", frozenset, lambda: frozenset(_single_kinds(flat_schema())))


def _single_kinds(schema: Schema) -> list[str]:
    held = [part for part in schema.get("properties", {}).values() if "x-kind" in part]
    return [kind for part in held for kind in (part["x-kind"], *_single_kinds(part))]


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
