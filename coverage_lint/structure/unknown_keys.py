"""CL011: misspelt and unknown keys, which field was probably meant, and where it belongs.

`explain` (explain.py) calls `unknown_keys` for each mapping that breaks the schema, and `report_unknown` for each such
key. The field that was probably meant counts as refused from then on, so that policies which read it stay undecided; if
no field is near, doubts.py refuses each absent one whose type the value has. What is near, nearness.py says.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.exact_fix import exact_fix, header_fix
from coverage_lint.document.nodes import Map
from coverage_lint.frozen import NamedTuple
from coverage_lint.listing import listed
from coverage_lint.nearness import did_you_mean, edits, nearest, nearest_choice, plain
from coverage_lint.schemas import Schema, flat_schema, load_schema, sections
from coverage_lint.structure import guesses
from coverage_lint.structure.wording import shown

if TYPE_CHECKING:
    from coverage_lint.document.documents import Rejections
    from coverage_lint.findings import Finding
    from coverage_lint.structure.model_paths import Place


class Unknown(NamedTuple):
    """A key that is none of its mapping's, and the fields it may have been meant for, all equally near."""

    key: str
    meant: tuple[str, ...]


class Advice(NamedTuple):
    """How a message goes on after naming the key, the label of the key, and how to repair it."""

    clause: str
    label: str
    help: str | None


_ROW_RULES = {
    "period": (
        "periods are H1 and H2, Q1 to Q4, or months such as 2027-01",
        "Write H1, Q1 or a month such as 2027-01.",
    ),
    "motion": (
        "motions are new_business, existing, expansion and renewal",
        "Write new_business, existing, expansion or renewal.",
    ),
    "id": ("ids are lower-case letters, digits and single hyphens", "Write the id as it stands where it is defined."),
}
"""What the keys of rows are, and what to write, by what the schema calls the key."""


def unknown_keys(node: Map, schema: Schema, most: int) -> list[Unknown]:
    """Find the keys of a mapping that its flat schema does not know, the first of them if there are too many."""
    fields = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    strange = (key for key in node if key not in fields and not any(re.search(pattern, key) for pattern in patterns))
    rows = schema.get("x-rows", {}).get("key", "")
    return [Unknown(key, _meant(key, rows, tuple(fields))) for key in islice(strange, most)]


@lru_cache(maxsize=1000)
def _meant(key: str, rows: str, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a key of rows by some name, or else of a mapping of fields, was meant to be."""
    if rows == "motion":
        return nearest_choice(key, _motions())
    if rows:
        guess = guesses.period(key) if rows == "period" else guesses.kebab(key)
        return (guess,) if guess else ()
    near = nearest(key, fields)
    if near and _namesake(key) and edits(plain(key), plain(near[0]), 1) > 1:
        return ()  # a field of something else, not a slip
    return near


@cache
def _motions() -> tuple[str, ...]:
    """Return the words for motions."""
    return tuple(word for word in load_schema()["$defs"]["motion"]["enum"] if word is not None)


def _namesake(key: str) -> str | None:
    """Return the field of something else that has the key's name, but for case and hyphens."""
    return _plain_fields().get(plain(key))


@cache
def _plain_fields() -> dict[str, str]:
    """Return every field by its name without case and hyphens."""
    return {plain(field): field for field in reversed(_owners_of_fields())}


def report_unknown(place: Place, unknown: Unknown, schema: Schema, rejected: Rejections) -> Finding:
    """Return the finding for an unknown key of the mapping at a place, and refuse the fields that were meant."""
    node = place.value()
    if not isinstance(node, Map):
        raise TypeError("only a mapping has unknown keys")
    absent = tuple(name for name in unknown.meant if node.get(name) is None)
    torn = tuple(
        name for name in unknown.meant if isinstance(node.get(name), Map) and isinstance(node[unknown.key], Map)
    )
    for name in (*absent, *torn):  # a table's header may name one column of a map rightly and the next one not
        rejected.reject(node, name)
    if "x-rows" in schema:
        place.refuse(rejected)  # what its rows add up to is unknown now
    advice = _advice(unknown, absent, schema)
    at = node.key_location(unknown.key)
    there = place.child(unknown.key)
    heads_a_column = not node.start <= at.start < node.end
    only = unknown.meant[0] if len(unknown.meant) == 1 and unknown.meant[0] not in node else None
    if heads_a_column:
        index = len(there.field().split(".")) - 1
        fix = header_fix(at, unknown.key, index, only)
        where = _where_in_table(place)
    else:
        fix = exact_fix(at, unknown.key, only, is_text=True)
        where = _where(place)
    return finding(
        "CL011",
        at,
        f"unknown {_noun(place, schema)} {shown(unknown.key)}{where}{advice.clause}",
        label=advice.label,
        help=advice.help,
        entity="" if heads_a_column else there.entity(),
        field=there.field(),
        fix=fix,
        subject="" if heads_a_column else place.rows(),
    )


def _noun(place: Place, schema: Schema) -> str:
    if "x-rows" in schema:
        key: str = schema["x-rows"]["key"]
        return key if key in _ROW_RULES else "id"
    return "field" if place.path else "section"


def _where(place: Place) -> str:
    if not place.path:
        return ""
    subject, entity = place.subject(), place.child("").entity()
    return f" in {entity}" if subject == entity else f" in {subject} of {entity}"


def _where_in_table(place: Place) -> str:
    """Report an unknown header of a table once, for all its rows."""
    rows = place.section()
    field = place.field()
    return f" in {field} of {rows}" if field else f" in {rows}"


def _advice(unknown: Unknown, absent: tuple[str, ...], schema: Schema) -> Advice:
    key, meant = unknown
    if absent:
        return Advice(did_you_mean(absent, after="; "), did_you_mean(absent), f"Write {' or '.join(absent)}.")
    if meant:
        return Advice(f"; {meant[0]} is there already", "unknown", f"Keep one of the two, as {meant[0]}.")
    rows = schema.get("x-rows")
    if rows is not None:
        rule, advice = _ROW_RULES.get(rows["key"], _ROW_RULES["id"])
        return Advice(f"; {rule}", f"not {'a ' + rows['key'] if rows['key'] in _ROW_RULES else 'an id'}", advice)
    field = _namesake(key)
    if field:
        owners = _owners_of_fields()[field]
        places = listed(owners[:3])
        advice = (
            f"Move it to {places}."
            if len(owners) == 1
            else f"Remove it, or call it x-{key} if it is a note of your own."
        )
        return Advice(f"; {field} is a field of {places}", "a field of something else", advice)
    if key in flat_schema()["properties"]:
        return Advice(f"; {key} is a section of the model", "a section", "Move it to the top level of the model.")
    return Advice("", "unknown", None)


@cache
def _owners_of_fields() -> dict[str, tuple[str, ...]]:
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
