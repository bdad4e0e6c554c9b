"""Settings checked with their schema: keys, types, words and bounds, each error at its line."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.document.nodes import Map, Seq, Value
from coverage_lint.errors import SettingsError
from coverage_lint.frozen import NamedTuple
from coverage_lint.location import Location
from coverage_lint.schemas import Schema, compile_schema, load_schema, part_at

if TYPE_CHECKING:
    import jsonschema_rs

Path: TypeAlias = "tuple[str | int, ...]"

_MOST = 100
"""Faults of which the first in the file is sought; a file with more is no settings."""
_BOUNDS = ("minLength", "maxLength", "minItems", "maxItems", "maxProperties")


class _Fault(NamedTuple):
    """One fault, in the order of the file."""

    start: int
    error: SettingsError


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return compile_schema(load_schema("settings"))


def check_shape(written: Map) -> None:
    """Check settings with schemas/settings.schema.json. Raises SettingsError at the first error in the file."""
    validator = _validator()
    if validator.is_valid(written):
        return
    for table in written.values():
        _refuse_empty_keys(table)
    faults = [_fault(written, error) for error in islice(validator.iter_errors(written), _MOST)]
    raise min(faults, key=lambda fault: fault.start).error


def _refuse_empty_keys(value: Value) -> None:
    """Raise SettingsError at an empty key within a table: the validator leaves it out of the paths that it tells."""
    if isinstance(value, Map):
        if "" in value:
            raise SettingsError("a key is empty", value.key_location(""))
        for inner in value.values():
            _refuse_empty_keys(inner)
    elif isinstance(value, Seq):
        for item in value:
            _refuse_empty_keys(item)


def _fault(written: Map, error: jsonschema_rs.ValidationError) -> _Fault:
    from coverage_lint.structure.model_paths import location_at, value_at
    from coverage_lint.structure.written_paths import WrittenPaths

    path: Path = WrittenPaths(written).of(error)[0]
    top = load_schema("settings")
    schema = part_at(top, top["$defs"], path)
    value, place = value_at(written, path), location_at(written, path)
    unexpected = getattr(error.kind, "unexpected", None)
    if unexpected and isinstance(value, Map):
        strange = set(unexpected)
        key = next(key for key in value if key in strange)
        return _unknown_key(value, key, path, schema)
    if "propertyNames" in error.schema_path and isinstance(value, Map):
        return _odd_name(value, schema["propertyNames"]["maxLength"])
    subject = _subject(path)
    words, help_text = _words(subject, value, schema, str(error.schema_path[-1]))
    if isinstance(value, Map | Seq):  # its beginning says enough
        place = Location(place.source, place.start, min(place.end, place.start + 1))
    return _Fault(place.start, SettingsError(words, place, help_text=help_text))


def _unknown_key(table: Map, key: str, path: Path, schema: Schema) -> _Fault:
    from coverage_lint.nearness import did_you_mean, nearest
    from coverage_lint.structure.wording import shown

    known = list(schema["properties"])
    where = f" in {_subject(path)}" if path else ""
    guess = did_you_mean(nearest(key, known), after="; ")
    place = table.key_location(key)
    words = f"unknown key {shown(key)}{where}{guess}"
    return _Fault(place.start, SettingsError(words, place, help_text=f"There are {', '.join(known)}."))


def _odd_name(table: Map, longest: int) -> _Fault:
    """Refuse a key that is too long, where any key may stand."""
    name = next(name for name in table if len(name) > longest)
    place = table.key_location(name)
    words = f"a key has {len(name):,} characters; at most {longest:,} are allowed"
    return _Fault(place.start, SettingsError(words, place))


def _words(subject: str, value: Value, schema: Schema, keyword: str) -> tuple[str, str]:
    """Return a message for a value that violates its schema, and what to do."""
    from coverage_lint.structure.wording import shown

    if keyword in _BOUNDS and not (keyword == "minLength" and value == ""):
        return f"{subject} is too long: at most {schema[keyword]:,} are allowed", ""
    options = [option for option in schema.get("enum", ()) if option is not None]
    if options:
        from coverage_lint.nearness import did_you_mean, nearest

        near = nearest(value, options) if isinstance(value, str) else ()
        guess = did_you_mean(near, after="; ")
        return f"{subject} is {shown(value)}; it must be one of {', '.join(options)}{guess}", ""
    if "integer" in schema["type"]:
        least, most = schema["minimum"], schema["maximum"]
        return f"{subject} is {shown(value)}; it must be a whole number from {least:,} to {most:,}", ""
    help_text = ""
    if isinstance(value, str) and "array" in schema["type"]:
        help_text = f"Write [{shown(value)}]."
    return f"{subject} is {shown(value)}; it must be {schema['x-expected']}", help_text


def _subject(path: Path) -> str:
    """Return a place as the subject of a sentence: 'limits.depth', 'item 2 of select'."""
    names = ".".join(str(step) for step in path if isinstance(step, str))
    return f"item {path[-1] + 1} of {names}" if path and isinstance(path[-1], int) else names
