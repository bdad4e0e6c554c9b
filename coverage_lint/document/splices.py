"""Replaced stretches of a text, by character offsets: all that lies between them stays as it is."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Splice(NamedTuple):
    """What stands from start (inclusive) to end (exclusive) becomes the text."""

    start: int
    end: int
    text: str

    def moved(self, by: int) -> Splice:
        """Return the splice of a text that begins by so many characters more, or, if negative, fewer."""
        return Splice(self.start + by, self.end + by, self.text)


class _Piece(NamedTuple):
    """A stretch of the text before, or, with start -1, new text."""

    start: int
    text: str
    length: int


def in_order(splices: Iterable[Splice]) -> list[Splice]:
    """Return splices in the order of the text. Raises ValueError where two overlap, or insert at one place."""
    ordered = sorted(splices)
    for one, other in pairwise(ordered):
        if overlap(one, other):
            raise ValueError(f"{one} and {other} overlap")
    return ordered


def overlap(one: Splice, other: Splice) -> bool:
    """True if two splices cannot both be made, since they share a character, or begin at the same place."""
    return one.start == other.start or (one.start < other.end and other.start < one.end)


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text with splices made. Raises ValueError where two overlap, or one is beyond the end."""
    parts, at = [], 0
    for one in in_order(splices):
        if not 0 <= one.start <= one.end <= len(text):
            raise ValueError(f"{one} is beyond the text")
        parts += [text[at : one.start], one.text]
        at = one.end
    return "".join([*parts, text[at:]])


def origin(position: int, splices: Sequence[Splice]) -> int:
    """Return where a position of the new text was before splices in order; -1 within new text, but for its start."""
    shift = 0
    for one in splices:
        start = one.start + shift
        if position < start:
            break
        if position < start + len(one.text):
            return one.start if position == start else -1
        shift += len(one.text) - (one.end - one.start)
    return position - shift


def composed(first: Sequence[Splice], second: Sequence[Splice]) -> list[Splice]:
    """Return the splices that do at once what the first do, and then the second, which are places of the new text."""
    pieces = _pieces(first)
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + piece.length)
    made: list[_Piece] = []
    at = 0
    for one in in_order(second):
        made += _between(pieces, starts, at, one.start)
        made.append(_Piece(-1, one.text, len(one.text)))
        at = one.end
    made += _between(pieces, starts, at, starts[-1])
    return _splices(made)


_ENDLESS = 1 << 62
"""Stands for the end of a text whose length need not be known."""


def _pieces(splices: Sequence[Splice]) -> list[_Piece]:
    """Return what the new text is made of."""
    made: list[_Piece] = []
    at = 0
    for one in in_order(splices):
        made += [_Piece(at, "", one.start - at), _Piece(-1, one.text, len(one.text))]
        at = one.end
    return [*made, _Piece(at, "", _ENDLESS - at)]


def _between(pieces: Sequence[_Piece], starts: Sequence[int], start: int, end: int) -> Iterable[_Piece]:
    """Yield what pieces hold from one place of the new text to another."""
    at = max(0, bisect_right(starts, start) - 1)
    while at < len(pieces) and starts[at] < end:
        piece = pieces[at]
        low, high = max(start - starts[at], 0), min(end - starts[at], piece.length)
        if low < high:
            text = piece.text[low:high] if piece.start < 0 else ""
            yield _Piece(piece.start + low if piece.start >= 0 else -1, text, high - low)
        at += 1


def _splices(pieces: Iterable[_Piece]) -> list[Splice]:
    """Return splices of the text before: what is new, or left out, between the stretches that stay."""
    made: list[Splice] = []
    at, new = 0, ""
    for piece in pieces:
        if piece.start < 0:
            new += piece.text
            continue
        if new or piece.start > at:
            made.append(Splice(at, piece.start, new))
        at, new = piece.start + piece.length, ""
    return made
