"""The table [tool.coverage-lint] of a pyproject.toml, each key and value with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.document.yaml.scalars import RefusedNumber, read_number
from coverage_lint.errors import SettingsError
from coverage_lint.location import Location
from coverage_lint.settings.toml_places import BeyondBounds, NotToml, scan

if TYPE_CHECKING:
    from decimal import Decimal

    from coverage_lint.document.nodes import Value
    from coverage_lint.location import Source

NAME = "coverage-lint"
DEEPEST = 16
"""Tables and lists within each other in settings."""
_AS_KEY = re.compile(NAME + r"""["']?[ \t]*[.=\]\r\n]""")
"""How a key goes on; a requirement `coverage-lint>=1` is none."""
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")


class _Float(str):
    """A number as written; tomllib gives it on unread."""

    __slots__ = ()


def read_toml(source: Source) -> Map | None:
    """Return the table; None where the text has none. Raises SettingsError.

    A text in which the table's name is no key is not looked at further, and may be broken.
    """
    if not _AS_KEY.search(source.text):
        return None
    try:
        written: Map | None = scan(source)
    except NotToml:
        written = None
    except BeyondBounds as stop:
        raise SettingsError(str(stop), Location(source, stop.start, stop.end)) from None
    if written is not None and not _has_table(written):
        return None
    values = _parsed(source)
    if written is None:
        raise AssertionError(f"{source.path} is TOML, and its places were not found")
    tool = written["tool"]
    return _table(tool, values["tool"]) if isinstance(tool, Map) else None


def _has_table(written: Map) -> bool:
    tool = written.get("tool")
    return isinstance(tool, Map) and NAME in tool


def _table(tool: Map, values: object) -> Map:
    table = tool[NAME]
    if not isinstance(table, Map):
        raise SettingsError(f"tool.{NAME} must be a table of settings", tool.value_location(NAME))
    assert isinstance(values, dict)  # noqa: S101 - both were read from one text
    _fill(table, values[NAME], 1)
    return table


def _parsed(source: Source) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(source.text, parse_float=_Float)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(source, str(error)) from None


def _not_toml(source: Source, words: str) -> SettingsError:
    """Return tomllib's error with its line and column."""
    found = _PLACE.search(words)
    text = source.text
    if found is None or found[1] is None:
        start = len(text.rstrip())
    else:
        start = 0
        for _ in range(int(found[1]) - 1):
            start = text.index("\n", start) + 1
        start = min(start + int(found[2]) - 1, len(text))
    said = words[: found.start()] if found else words
    end = start if text[start : start + 1] in {"", "\r", "\n"} else start + 1
    return SettingsError(f"{source.path} is not TOML: {said[:1].lower()}{said[1:]}", Location(source, start, end))


def _fill(table: Map, values: object, depth: int) -> None:
    """Attach the places that were found to their values."""
    assert isinstance(values, dict)  # noqa: S101 - both were read from one text
    starts, ends = table.marks[2::4], table.marks[3::4]
    for key, start, end in zip(table, starts, ends, strict=True):
        table[key] = _filled(table[key], values[key], Location(table.source, start, end), depth)


def _filled(node: Value, value: object, place: Location, depth: int) -> Value:
    if depth > DEEPEST:
        raise SettingsError(f"nested more than {DEEPEST} deep", place)
    if isinstance(node, Map):
        _fill(node, value, depth + 1)
        return node
    if isinstance(node, Seq):
        assert isinstance(value, list)  # noqa: S101 - likewise
        for index, (item, held) in enumerate(zip(node, value, strict=True)):
            node[index] = _filled(item, held, node.item_location(index), depth + 1)
        return node
    return _plain(value, place)


def _plain(value: object, place: Location) -> Value:
    """Return a value as YAML would: exact numbers, days and times as text."""
    if isinstance(value, _Float):
        return _number(value, place)
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _number(str(value), place)
    isoformat = getattr(value, "isoformat", None)
    return str(value) if isoformat is None else str(isoformat())


def _number(text: str, place: Location) -> int | Decimal:
    try:
        number = read_number(text.replace("_", ""))
    except RefusedNumber as refused:
        raise SettingsError(str(refused), place) from None
    if number is None:
        raise SettingsError(f"{text} is not a number that can be used", place)
    return number
