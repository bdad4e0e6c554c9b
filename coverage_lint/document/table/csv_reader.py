"""CSV as RFC 4180 has it, or with another mark than a comma; each cell has its place, unlike in Python's reader."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from coverage_lint.errors import Unreadable
from coverage_lint.frozen import NamedTuple
from coverage_lint.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.location import Source

_BLANK = re.compile(r"(?:[ \t]*+[\r\n])++")
_BREAKS = re.compile(r"[\r\n]++")
_QUOTED = '"[^"]*+(?:""[^"]*+)*+"'


class Cell(NamedTuple):
    """One cell: its text, and where it stands, quotes included."""

    text: str
    start: int
    end: int


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    """Return the expression of one cell, and of the blanks around it: tabs are none where they separate cells."""
    blank = "[ ]" if delimiter == "\t" else r"[ \t]"
    end = rf"{re.escape(delimiter)}\r\n"
    return re.compile(rf"{blank}*+(?:({_QUOTED}){blank}*+(?=[{end}]|\Z)|([^{end}]*+))")


def read_records(source: Source, delimiter: str = ",", at: int = 0) -> Iterator[list[Cell]]:
    """Return the records of a text from a place on; lines without a character are none. Raises Unreadable.

    Spaces around a cell are not part of it, except within quotes.
    """
    text = source.text
    _refuse_nul(source)
    cells = _cell(delimiter)
    while at < len(text):
        blank = _BLANK.match(text, at) if delimiter != "\t" else _BREAKS.match(text, at)
        if blank is not None:
            at = blank.end()
            continue
        record: list[Cell] = []
        while True:
            cell, at = _read_cell(source, cells, at)
            record.append(cell)
            if not text.startswith(delimiter, at):
                break
            at += 1
        at += 2 if text.startswith("\r\n", at) else 1
        if len(record) > 1 or record[0].end > record[0].start:
            yield record


def _read_cell(source: Source, cells: re.Pattern[str], at: int) -> tuple[Cell, int]:
    found = cells.match(source.text, at)
    if found is None:  # the expression matches nothing at least
        raise AssertionError
    quoted, plain = found[1], found[2]
    if quoted is not None:
        start, end = found.span(1)
        return Cell(quoted[1:-1].replace('""', '"'), start, end), found.end()
    start = found.start(2)
    if plain.startswith('"'):
        raise _bad_quotes(source, start)
    stripped = plain.rstrip(" \t")
    return Cell(stripped, start, start + len(stripped)), found.end()


def _bad_quotes(source: Source, start: int) -> Unreadable:
    """Return the error for a quote that never ends, or for text after its end."""
    text = source.text
    at = text.find('"', start + 1)
    while at >= 0 and text.startswith('"', at + 1):
        at = text.find('"', at + 2)
    if at < 0:
        return Unreadable("CL006", Location(source, start, start + 1), "the quotes are never closed")
    behind = at + 1
    while text[behind] in " \t":
        behind += 1
    place = Location(source, behind, behind + 1)
    return Unreadable("CL006", place, "text behind closing quotes; a quote within a cell is written twice")


def _refuse_nul(source: Source) -> None:
    at = source.text.find("\0")
    if at >= 0:
        raise Unreadable("CL006", Location(source, at, at + 1), "a NUL character, which no text file holds")
