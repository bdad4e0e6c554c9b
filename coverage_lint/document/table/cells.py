"""What the cells of a column hold, by the model's schema.

A cell has no type of its own. The field that its header names has: so an id `001` and a person
called `true` stay text, a quota is a number, and a field that takes a list is split at ';'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Seq
from coverage_lint.document.table.form import PLAIN, Form
from coverage_lint.document.yaml.scalars import WORDS, read_number
from coverage_lint.schemas import Schema, sections

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Value
    from coverage_lint.document.table.csv_reader import Cell
    from coverage_lint.location import Source

SEPARATOR = ";"
"""Between the items of a list in one cell."""

_ANY = frozenset(("number", "boolean", "string"))


class Column:
    """The kinds of value in a column, as JSON Schema names them; a list's are its items'."""

    __slots__ = ("form", "is_day", "is_list", "kinds")

    def __init__(self, node: Schema, form: Form = PLAIN) -> None:
        """Take the schema of the column's field, empty for one that nobody knows, and how the table is written."""
        self.form = form
        kinds = _kinds(node)
        self.is_day = node.get("format") == "date"
        self.is_list = "array" in kinds and "string" not in kinds
        self.kinds = (_kinds(node.get("items", {})) if self.is_list else kinds) or _ANY

    def read(self, cell: Cell, source: Source) -> Value:
        """Return a cell's value. Raises RefusedNumber."""
        if not self.is_list:
            return self._scalar(cell.text)
        items = Seq(source, cell.start)
        items.end = cell.end
        at = source.text.find(cell.text, cell.start, cell.end)  # behind a quote; not found where quotes are doubled
        for part in cell.text.split(SEPARATOR):
            text = part.strip()
            if text:
                items.append(self._scalar(text))
                start = at + part.index(text)
                items.marks += (start, start + len(text)) if at >= 0 else (cell.start, cell.end)
            at += len(part) + 1 if at >= 0 else 0
        return items

    def _scalar(self, text: str) -> Value:
        kinds = self.kinds
        if "boolean" in kinds and isinstance(flag := WORDS.get(text), bool):
            return flag
        if "number" in kinds or "integer" in kinds:
            number = read_number(self.form.number(text))
            return text if number is None else number
        return self.form.day(text) if self.is_day else text


def column(section: tuple[str, ...], path: tuple[str, ...], form: Form) -> Column:
    """Return the column of a dotted field of a section's entries, in a table written in this form."""
    node = _entry(section)
    for name in path:
        node = _field(node, name)
    return Column(node, form)


def fields(section: tuple[str, ...]) -> frozenset[str]:
    """Return the names of the fields that a section's entries have."""
    return frozenset(_entry(section).get("properties", ()))


def _entry(section: tuple[str, ...]) -> Schema:
    return next((one.entity for one in sections() if one.path == section), {})


def _field(node: Schema, name: str) -> Schema:
    """Return the schema of a field, or of a map's values; {} for what is unknown."""
    properties: Schema = node.get("properties", {})
    if name in properties:
        return properties[name]  # type: ignore[no-any-return]  # schemas hold schemas
    patterned = [inner for inner in node.get("patternProperties", {}).values() if isinstance(inner, dict)]
    return patterned[0] if patterned and not name.startswith("x-") else {}


def _kinds(node: Schema) -> frozenset[str]:
    kinds = node.get("type", ())
    return frozenset((kinds,) if isinstance(kinds, str) else kinds) - {"null"}
