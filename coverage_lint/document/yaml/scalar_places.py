"""Where a stretch of a scalar's value stands in its file, however the scalar is written there."""

from __future__ import annotations

from coverage_lint.frozen import NamedTuple
from coverage_lint.location import Location


class _Piece(NamedTuple):
    """A line's share of a value, without indentation and quotes, and the offset in the file that it begins at."""

    text: str
    offset: int


def place_within(place: Location, start: int, end: int) -> Location:
    """Return the place of a stretch of a value, by offsets into the value, on the line that it begins on.

    Gives the whole scalar where it is written with escapes or empty lines, so that offsets tell nothing.
    """
    at = 0
    for piece in _pieces(place):
        if start <= at + len(piece.text):  # between two lines there is one space, or a line break
            first = piece.offset + min(start - at, max(0, len(piece.text) - 1))
            last = piece.offset + min(end - at, len(piece.text))
            return Location(place.source, first, max(last, first + 1))
        at += len(piece.text) + 1
    return place


def _pieces(place: Location) -> list[_Piece]:
    """Split a scalar into its parts on each line; [] if the parts do not add up to the value."""
    written = place.source.text[place.start : place.end]
    lines: list[_Piece] = []
    at = place.start
    for line in written.splitlines(keepends=True):
        indent = len(line) - len(line.lstrip(" "))
        lines.append(_Piece(line.strip(), at + (indent if lines else 0)))
        at += len(line)
    sign = written[:1]
    if sign in {"|", ">"}:
        indents = {piece.offset - place.source.text.rfind("\n", 0, piece.offset) for piece in lines[1:] if piece.text}
        lines = lines[1:] if len(indents) == 1 else []
    elif sign in {'"', "'"}:
        lines = _unquoted(lines, written, sign)
    while lines and not lines[-1].text:
        del lines[-1]
    return lines if all(piece.text for piece in lines) else []


def _unquoted(lines: list[_Piece], written: str, quote: str) -> list[_Piece]:
    """Take the quotes off; [] where something within is escaped."""
    if "\\" in written if quote == '"' else "''" in written:
        return []
    first = lines[0]
    lines = [_Piece(first.text[1:], first.offset + 1), *lines[1:]]
    return [*lines[:-1], lines[-1]._replace(text=lines[-1].text.removesuffix(quote))]
