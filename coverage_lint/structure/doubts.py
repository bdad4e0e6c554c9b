"""Which absent fields an unknown key may stand for, by its values: nobody knows whether those are given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map, Seq, Value
from coverage_lint.nearness import nearest
from coverage_lint.schemas import TYPE, Schema, Section
from coverage_lint.structure import guesses
from coverage_lint.structure.unknown_keys import Unknown, unknown_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.document.documents import Rejections
    from coverage_lint.location import Source
    from coverage_lint.structure.model_paths import Place

_NUMBER = re.compile(r"\W*(?:[A-Z]{3}\W*)?[0-9][0-9.,'_\s]*\W*[A-Za-z]{0,3}\W*")
_DATE = re.compile(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{1,4}|[0-9]{5,8}")
_NUMBERS = ("amount", "ratio", "count")
_MOST_VALUES = 20
"""Different values of a column that are looked at."""
_MOST_KEYS = 200
"""Unknown keys of one mapping, and of one table, that are looked at; as many are told."""


class Doubts:
    """Refuses, in a model, the fields that unknown keys may stand for."""

    def __init__(self, root: Map, rejected: Rejections) -> None:
        """Take the model, and what was refused in it so far."""
        self.root = root
        self.rejected = rejected
        self.ids: dict[str, set[str]] = {}
        self.told: set[tuple[int, str]] = set()
        """The headers of tables that were told."""

    def doubt_columns(self, section: Section, listed: Seq, failing: Iterable[int]) -> None:
        """Refuse, in the rows of a CSV table, the fields that its unknown headers may stand for.

        A row whose cell below such a header is empty gives nothing there, whatever the header stands for.
        """
        unknown: dict[int, dict[str, Unknown]] = {}
        for index in failing:
            row = listed[index]
            if isinstance(row, Map) and row.source.header is not None:
                found = unknown.setdefault(id(row.source), {})
                if len(found) < _MOST_KEYS:
                    found.update((one.key, one) for one in unknown_keys(row, section.entity, _MOST_KEYS))
        rows: dict[int, list[Map]] = {}
        for row in listed if unknown else ():
            if isinstance(row, Map) and id(row.source) in unknown:
                rows.setdefault(id(row.source), []).append(row)
        for source, of_table in rows.items():
            meant = self._fields_of_table(of_table, unknown[source].values(), section.entity)
            alike: dict[frozenset[str], list[Map]] = {}
            for row in of_table:
                alike.setdefault(frozenset(key for key in meant if row.get(key) is not None), []).append(row)
            for keys, given in alike.items():
                if keys:
                    self.rejected.reject_in_all(given, frozenset(name for key in keys for name in meant[key]))

    def _fields_of_table(
        self, rows: list[Map], unknown: Iterable[Unknown], schema: Schema
    ) -> dict[str, frozenset[str]]:
        """Return the fields that each unknown header of a table may stand for: whole ones, or more of what is there."""
        absent, parts = _not_in_header(rows[0].source, schema)
        meant: dict[str, frozenset[str]] = {}
        for one in unknown:
            values = _different(row.get(one.key) for row in rows)
            if one.meant:
                torn = parts if any(isinstance(value, Map) for value in values) else ()
                meant[one.key] = frozenset(name for name in one.meant if name in absent or name in torn)
                continue
            fitting = {
                name for name, inner in parts.items() if any(_fits(value, part) for value in values for part in inner)
            }
            meant[one.key] = frozenset(fitting.union(self.fields_meant(values, absent, schema)))
        return meant

    def not_yet_told(self, place: Place, node: Map, unknown: list[Unknown]) -> list[Unknown]:
        """Return the unknown keys of a mapping, without headers of a table that were reported for an earlier row."""
        if node.source.header is None or len(place.path) != place.entity_depth():
            return unknown
        fresh = [one for one in unknown if (id(node.source), one.key) not in self.told]
        self.told.update((id(node.source), one.key) for one in fresh)
        return fresh

    def doubt_fields(self, node: Map, unknown: Iterable[Unknown], schema: Schema) -> None:
        """Refuse the absent fields of a mapping that its unknown keys may stand for."""
        absent = [name for name in schema.get("properties", ()) if node.get(name) is None]
        for one in unknown:
            if not one.meant:
                for name in self.fields_meant([node[one.key]], absent, schema):
                    self.rejected.reject(node, name)

    def fields_meant(self, values: Iterable[Value], absent: Iterable[str], schema: Schema) -> tuple[str, ...]:
        """Return those of the absent fields that one of an unknown key's values fits.

        Where values are ids of a section, days, or words of a list of choices, only such fields are meant, and the
        entry's own id; otherwise every field that takes a value of the kind.
        """
        held = _different(values)
        fields = {name: schema["properties"][name] for name in absent}
        near = {name for name, field in fields.items() if any(self._is_one_of(value, field) for value in held)}
        if near:
            return tuple(name for name in fields if name in near or name == "id")
        return tuple(name for name, field in fields.items() if any(_fits(value, field) for value in held))

    def _is_one_of(self, value: Value, field: Schema) -> bool:
        """True if a value is an id that the field may name, one of its choices, or, for days, a day."""
        if isinstance(value, (Map, bool)):
            return False
        if _lists_text(field):
            parts = value if isinstance(value, Seq) else str(value).split(";")
            return any(
                self._is_one_of(part, field["items"]) for part in parts[:_MOST_VALUES] if not isinstance(part, Seq)
            )
        if isinstance(value, Seq):
            return False
        text = str(value).strip()
        section = field.get("x-refers-to")
        if section:
            return guesses.kebab(text) in self._ids(section)
        if "enum" in field:
            return bool(nearest(text, [word for word in field["enum"] if word is not None]))
        return field.get(TYPE) == "date" and _DATE.fullmatch(text) is not None

    def _ids(self, section: str) -> set[str]:
        """Return the ids of a section."""
        known = self.ids.get(section)
        if known is None:
            listed: Value = self.root
            for step in section.split("."):
                listed = listed.get(step) if isinstance(listed, Map) else None
            entries = listed if isinstance(listed, Seq) else ()
            ids = (one.get("id") for one in entries if isinstance(one, Map))
            known = self.ids[section] = {one for one in ids if isinstance(one, str)}
        return known


def _not_in_header(source: Source, schema: Schema) -> tuple[list[str], dict[str, list[Schema]]]:
    """Return the fields that no header names, and the missing parts of fields that are named in part."""
    names = source.header.names if source.header is not None else frozenset()
    absent: list[str] = []
    parts: dict[str, list[Schema]] = {}
    for name, field in schema["properties"].items():
        inner = field.get("properties", {})
        if name not in names:
            absent.append(name)
        elif "x-rows" in field:
            parts[name] = [part for part in field["patternProperties"].values() if isinstance(part, dict)]
        elif any(f"{name}.{part}" in names for part in inner):
            parts[name] = [part for key, part in inner.items() if f"{name}.{key}" not in names]
    return absent, parts


def _different(values: Iterable[Value]) -> list[Value]:
    held: list[Value] = []
    seen: set[object] = set()
    for value in values:
        known = id(value) if isinstance(value, (Map, Seq)) else value
        if known not in seen and value is not None:
            seen.add(known)
            held.append(value)
            if len(held) == _MOST_VALUES:
                break
    return held


def _fits(value: Value, field: Schema) -> bool:
    """True if a field takes values of the kind, whatever it would say of this one."""
    types = field.get("type", ())
    if isinstance(value, Map):
        return "object" in types and _looks_like(value, field)
    if isinstance(value, Seq):
        item = field.get("items", {})
        first = value[0] if value else None
        return "array" in types and (_looks_like(first, item) if isinstance(first, Map) else _lists_text(field))
    if isinstance(value, bool):
        return "boolean" in types
    if field.get(TYPE) in _NUMBERS or "number" in types:
        return not isinstance(value, str) or _NUMBER.fullmatch(value.strip()[:100]) is not None
    if "boolean" in types:
        return guesses.flag(value) is not None
    if not isinstance(value, str):
        return field.get(TYPE) == "id"
    if "enum" in field or field.get(TYPE) == "date":
        return False
    return "string" in types or _lists_text(field)


def _lists_text(field: Schema) -> bool:
    return "string" in field.get("items", {}).get("type", ())


def _looks_like(value: Map, field: Schema) -> bool:
    """True if a mapping has rows like the field, or at least half of the field's own fields."""
    if "x-rows" in field:
        return True
    known = field.get("properties", {})
    return 2 * sum(key in known for key in value) >= len(value)
