"""What the schema of a file that is no model says of it: each fault at its line, in the words that models get."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from coverage_lint.codes import finding
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.location import Location
from coverage_lint.nearness import did_you_mean, nearest
from coverage_lint.schemas import TYPE, Schema, compile_schema, load_schema, part_at
from coverage_lint.structure.model_paths import location_at, value_at
from coverage_lint.structure.wording import describe, shown
from coverage_lint.structure.written_paths import WrittenPaths

if TYPE_CHECKING:
    import jsonschema_rs

    from coverage_lint.findings import Finding

MOST = 200
"""Faults of one file that are told; the next says that there are more."""
_BOUNDS = {"maxItems": "entries", "maxProperties": "keys", "minProperties": "keys"}


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return compile_schema(load_schema(schema), formats=True)


def check_other_file(root: Map, schema: str) -> list[Finding]:
    """Return what a file breaks of a shipped schema, by its name, in the order of the text."""
    validator = _validator(schema)
    if validator.is_valid(root):
        return []
    paths, found = WrittenPaths(root), []
    for error in islice(validator.iter_errors(root), MOST):
        found += _faults(root, error, paths.of(error)[0], load_schema(schema))
    if len(found) >= MOST:
        found[MOST - 1 :] = [finding("CL010", root.location(), f"more than {MOST - 1} faults; the rest is not shown")]
    return sorted(found, key=lambda one: (one.location.start, one.message))


def _faults(root: Map, error: Any, path: tuple[str | int, ...], top: Schema) -> list[Finding]:  # noqa: ANN401
    schema = part_at(top, top["$defs"], path)
    value, place = value_at(root, path), location_at(root, path)
    keyword = str(error.schema_path[-1])
    if isinstance(value, Map) and keyword == "additionalProperties":
        own = "patternProperties" in schema  # then a team's own keys are fine
        known = schema["properties"]
        return [
            _unknown(value, key, path, schema) for key in value if key not in known and not (own and key[:2] == "x-")
        ]
    if isinstance(value, Map) and keyword == "required":
        return [
            finding("CL010", value.location(), f"{_subject(path) or 'the file'} has no {name}", label=f"no {name}",
                    help=f"Give it {name}.", field=_subject(path))
            for name in schema["required"] if name not in value
        ]  # fmt: skip
    if isinstance(value, Map | Seq):  # its beginning says enough
        place = Location(place.source, place.start, min(place.end, place.start + 1))
    subject = _subject(path)
    if keyword in _BOUNDS:
        held = len(value) if isinstance(value, Map | Seq) else 0
        words = f"{subject} has {held:,} {_BOUNDS[keyword]}; {schema[keyword]:,} is the limit"
        return [finding("CL010", place, words, field=subject)]
    if TYPE not in schema and (
        keyword in {"minimum", "maximum", "exclusiveMinimum"} or "integer" in schema.get("type", ())
    ):
        least, most = schema.get("minimum", 0), schema.get("maximum")
        words = f"{subject} is {shown(value)}; it must be a number from {least} to {most:,}"
        return [finding("CL010", place, words, label="out of range", field=subject)]
    if "x-expected" in schema:
        words = f"{subject} is {shown(value)}; it must be {schema['x-expected']}"
        return [finding("CL010", place, words, label=f"not {schema['x-expected'].partition(',')[0]}", field=subject)]
    if keyword == "format":
        words = f"{subject} is {shown(value)}; it must be a day, written YYYY-MM-DD"
        return [finding("CL010", place, words, label="no day", help="Write, for example, 2027-01-31.", field=subject)]
    said = describe(subject, value, keyword, schema)
    return [finding("CL010", place, said.message, label=said.label, help=said.help, field=subject)]


def _unknown(node: Map, key: str, path: tuple[str | int, ...], schema: Schema) -> Finding:
    known = list(schema["properties"])
    guess = did_you_mean(nearest(key, known))
    where = f" in {_subject(path)}" if path else ""
    words = f"unknown key {shown(key)}{where}" + (f"; {guess}" if guess else "")
    label = guess or "unknown"
    return finding(
        "CL011", node.key_location(key), words, label=label, help=f"There are {', '.join(known)}.", field=key
    )


def _subject(path: tuple[str | int, ...]) -> str:
    """Return a place as the subject of a sentence: 'tables.accounts.from', 'item 2 of rates'."""
    names = ".".join(str(step) for step in path if isinstance(step, str))
    return f"item {path[-1] + 1} of {names}" if path and isinstance(path[-1], int) else names
