"""Files of the project's own: YAML lists of policies, figures, cases, read with their places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from coverage_lint.document.encoding import decode
from coverage_lint.document.limits import Limits
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.document.yaml.reader import read_stream
from coverage_lint.errors import PolicyError, Unreadable
from coverage_lint.location import Location
from coverage_lint.schemas import Schema, compile_schema, load_schema, part_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    import jsonschema
    import jsonschema_rs

    from coverage_lint.document.nodes import Value

LIMITS = Limits(size=4 * 1024 * 1024, problems=1)


def read_list(path: str, shown: str) -> Seq:
    """Read a file that holds one YAML list of mappings. Raises PolicyError."""
    root = read_yaml(path, shown)
    if not isinstance(root, Seq):
        what = "is a model" if isinstance(root, Map) and "coverage_model" in root else "is none"
        raise PolicyError(f"{shown} must hold a list of policies, figures or cases; it {what}", _place_of(root))
    return root


def read_yaml(path: str, shown: str, named_in: str | None = None) -> Map | Seq:
    """Read a file that holds one YAML document; `named_in` as for `open_file`. Raises PolicyError."""
    from coverage_lint.system.files import read_file

    try:
        data = read_file(path, shown, LIMITS, named_in)
    except Unreadable as stop:
        raise PolicyError(f"{shown}: {stop.finding.message}", stop.finding.location) from None
    source, misencoded = decode(data, shown)
    stream = read_stream(source, LIMITS)
    problem = misencoded or stream.broken
    if problem is None and stream.documents:
        problem = next(iter(stream.documents[0].problems), None)
    if problem is not None:
        raise PolicyError(problem.message, problem.location, help_text=problem.help)
    root = stream.documents[0].root if len(stream.documents) == 1 else None
    if not isinstance(root, Map | Seq):
        raise PolicyError(f"{shown} must hold one YAML document", Location(source, 0, 0))
    return root


def _place_of(node: Value) -> Location | None:
    return node.location() if isinstance(node, Map | Seq) else None


@cache
def _schema(definition: str) -> Schema:
    """Return the schema of a file whose entries are policies, figures or cases."""
    return {**load_schema("policy"), "items": {"$ref": f"#/$defs/{definition}"}}


@cache
def _validator(definition: str) -> jsonschema_rs.Draft202012Validator:
    return compile_schema(_schema(definition))


def _first_error(entries: Map | Seq, definition: str) -> jsonschema.ValidationError:
    """Return what is wrong with a file, by jsonschema. A misspelt key comes before the key that is then missing."""
    import jsonschema

    errors: list[jsonschema.ValidationError] = list(
        jsonschema.Draft202012Validator(_schema(definition)).iter_errors(entries)
    )
    return next((error for error in errors if error.validator == "additionalProperties"), errors[0])


def check_shape(entries: Map | Seq, definition: str) -> None:
    """Check a file's list with schemas/policy.schema.json. Raises PolicyError at the first error."""
    if _validator(definition).is_valid(entries):
        return
    from coverage_lint.structure.model_paths import location_at, value_at

    error = _first_error(entries, definition)
    path = tuple(error.absolute_path)
    message, help_text = error.message, ""
    node: Any = value_at(entries, path)
    place = location_at(entries, path)
    if error.validator == "additionalProperties" and isinstance(node, Map):
        from coverage_lint.nearness import help_with, nearest

        known = _fields(definition, path)
        strange = next(key for key in node if key not in known)
        hint = help_with(nearest(strange, known))
        raise PolicyError(f"unknown key {strange}", node.key_location(strange), help_text=hint)
    if error.validator == "required":
        missing = next(name for name in cast("list[str]", error.validator_value) if name not in node)
        message, help_text = f"{missing} is missing", _about(definition, path, missing)
    elif path and isinstance(path[-1], str):
        help_text = _about(definition, path[:-1], path[-1])
    if isinstance(node, Map | Seq):
        place = Location(place.source, place.start, min(place.end, place.start + 1)) if isinstance(node, Seq) else place
    raise PolicyError(message, place, help_text=help_text)


def _fields(definition: str, path: Sequence[str | int]) -> dict[str, Schema]:
    """Return what the schema says of the keys of the mapping at a path, which begins with an entry's number."""
    schema = _schema(definition)
    fields: dict[str, Schema] = part_at(schema, schema["$defs"], path).get("properties", {})
    return fields


def _about(definition: str, path: Sequence[str | int], key: str) -> str:
    """Return the schema's words on a key, '' where it has none."""
    return str(_fields(definition, path).get(key, {}).get("description", ""))
