"""Lines of a source with places in them underlined and labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.render.terminal.cells import TAB, visible, width
from coverage_lint.render.terminal.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.location import Location, Source
    from coverage_lint.render.terminal.segments import Line, View

CUT = "..."
_LEAST = 20
"""Cells of source that are shown however narrow the terminal."""


class Fitted(NamedTuple):
    """A source line as it is shown, and where in it the place stands, in cells."""

    text: str
    before: int
    under: int


class Mark(NamedTuple):
    """A place to underline; the finding's own comes first and is underlined with '^'."""

    location: Location
    label: str
    style: str
    sign: str = "^"


def excerpt(marks: Sequence[Mark], view: View) -> Iterator[Line]:
    """Show the lines of all marks: the first one's file first, each file's lines in their order."""
    files: dict[int, list[Mark]] = {}
    for mark in marks:
        files.setdefault(id(mark.location.source), []).append(mark)
    gutter = max(len(str(mark.location.line)) for mark in marks)
    for index, group in enumerate(files.values()):
        yield [Segment("arrow", " " * gutter + ("-->" if not index else ":::") + " "), place(group[0].location, view)]
        if group[0].location.source.text:
            yield [Segment("gutter", " " * gutter + " |")]
            yield from _lines(group, gutter, view)
            yield [Segment("gutter", " " * gutter + " |")]


def place(location: Location, view: View) -> Segment:
    """Return path, line and column as editors and terminals read them."""
    shown = f"{visible(view.path(location.path), view.encoding)}:{location.line}:{location.column}"
    return Segment("place", shown, location.path)


def _lines(marks: list[Mark], gutter: int, view: View) -> Iterator[Line]:
    room = max(view.width - gutter - 3, _LEAST)
    source = marks[0].location.source
    shown, text = 0, ""
    for mark in sorted(marks, key=lambda mark: mark.location.start):
        line = mark.location.line
        if shown and line > shown + 1:
            yield [Segment("gutter", CUT)]
        fitted = fit(source.line(line), *_span(source, mark.location), room, view.encoding)
        if (line, fitted.text) != (shown, text):  # what is cut around one place may not show the other
            yield [Segment("gutter", f"{line:>{gutter}} | "), Segment("source", fitted.text)]
        shown, text = line, fitted.text
        margin = Segment("gutter", " " * gutter + " | ")
        yield from _underline(mark, fitted, margin, room, view)


def _span(source: Source, location: Location) -> tuple[int, int]:
    """Return the stretch to underline within its first line, in characters; at least one."""
    first = location.column - 1
    if location.end_line == location.line:
        return first, max(location.end_column - 1, first + 1)
    return first, max(len(source.line(location.line)), first + 1)


def _underline(mark: Mark, fitted: Fitted, margin: Segment, room: int, view: View) -> Iterator[Line]:
    """Underline a place, with its label behind it, or below where that would be too wide."""
    signs = Segment(mark.style, " " * fitted.before + mark.sign * fitted.under)
    label = visible(mark.label, view.encoding)
    beside = fitted.before + fitted.under + 1 + width(label) <= room
    if label and (beside or not view.wrap):
        yield [margin, signs, Segment(mark.style, f" {label}")]
        return
    yield [margin, signs]
    if label:
        yield [margin, Segment(mark.style, " " * max(0, min(fitted.before, room - width(label))) + label)]


def fit(line: str, first: int, last: int, room: int, encoding: str) -> Fitted:
    """Show a line in so many cells, cut around the stretch from `first` to `last`, in characters."""
    offset = max(0, first - room)
    end = first + room
    cells = [_cell(letter, encoding) for letter in line[offset:end]]
    widths = [width(cell) for cell in cells]
    first, last = min(first - offset, len(cells)), min(last - offset, len(cells))
    left, right = 0, len(cells)
    if offset or end < len(line) or sum(widths) > room:
        left = _left_edge(widths, first, last, room, cut=bool(offset))
        right = _right_edge(widths, left, room - (len(CUT) if left or offset else 0), cut=end < len(line))
    head = CUT if left or offset else ""
    tail = CUT if right < len(cells) or end < len(line) else ""
    text = head + "".join(cells[left:right]) + tail
    return Fitted(text, len(head) + sum(widths[left:first]), max(1, sum(widths[first : min(last, right)])))


def _cell(letter: str, encoding: str) -> str:
    return TAB if letter == "\t" else visible(letter, encoding)


def _left_edge(widths: list[int], first: int, last: int, room: int, *, cut: bool) -> int:
    """Begin at the line's beginning when the stretch shows, else a third of the room before the stretch."""
    if not cut and sum(widths[:last]) + len(CUT) <= room:
        return 0
    left, used = first, len(CUT)
    while left and used + widths[left - 1] <= room // 3:
        left -= 1
        used += widths[left]
    while 0 < left < first and not widths[left]:
        left += 1  # a mark without its letter would sit on the dots
    return left


def _right_edge(widths: list[int], left: int, room: int, *, cut: bool) -> int:
    """End where the room ends, with dots unless the line ends there too."""
    if not cut and sum(widths[left:]) <= room:
        return len(widths)
    right, used = left, len(CUT)
    while right < len(widths) and used + widths[right] <= room:
        used += widths[right]
        right += 1
    return right
