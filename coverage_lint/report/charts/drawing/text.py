"""Names of a model as a chart can hold them: without what breaks a line, and no longer than their place.

How wide text is, is guessed from its characters, on the wide side: charts are then the same on every machine, whatever
fonts it has.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TYPE_SIZE = 12
SMALL_TYPE = 11
_ELLIPSIS = "…"
_NAMELESS = "(no name)"
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows them: left open, they would turn a figure after a name."""
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")
_RIGHT_TO_LEFT = frozenset(("R", "AL"))
_LONGEST_IN_SENTENCE = 60
_NAMED_IN_SENTENCE = 3

_NARROW = frozenset("iljtfrI.,:;'|!()[]{}/\\`·- ")
_BROAD = frozenset("mwMW@%—…&")


def clean(text: str) -> str:
    """Take out control characters, marks of direction and what XML cannot hold; blanks become one space."""
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or (unicodedata.category(letter) not in {"Cc", "Cs", "Cn"} and letter not in _DIRECTIONS)
    )
    return " ".join(kept.split())


def width(text: str, size: int = TYPE_SIZE) -> int:
    """Guess how wide text is, in units of a chart."""
    return -(-sum(map(_hundredths, text)) * size // 100)


def fit(text: str, room: int, size: int = TYPE_SIZE) -> str:
    """Clean text and cut it, with an ellipsis, to what has room; its end stays, as names often differ there."""
    whole = clean(text) or _NAMELESS
    if width(whole, size) <= room:
        return whole
    left = max(0, room * 100 // size - _hundredths(_ELLIPSIS))
    head = _taken(whole, left * 2 // 3)
    tail = len(whole) - _taken(whole[::-1], left - sum(map(_hundredths, whole[:head])))
    while 0 < head < len(whole) and (whole[head - 1] in _JOINERS or _clings(whole[head])):
        head -= 1
    while tail < len(whole) and (_clings(whole[tail]) or whole[tail - 1] in _JOINERS):
        tail += 1
    return f"{whole[:head].rstrip()}{_ELLIPSIS}{whole[tail:].lstrip()}"


def _taken(text: str, hundredths: int) -> int:
    """Count the characters at the start of text that have room."""
    for count, letter in enumerate(text):
        hundredths -= _hundredths(letter)
        if hundredths < 0:
            return count
    return len(text)


def named(name: str) -> str:
    """Return a name as it stands in a sentence: short, and apart from the direction of what is around it."""
    whole = clean(name) or _NAMELESS
    short = whole if len(whole) <= _LONGEST_IN_SENTENCE else whole[: _LONGEST_IN_SENTENCE - 1].rstrip() + _ELLIPSIS
    if "," in short:
        short = f"“{short}”"
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in short):
        return f"\u2068{short}\u2069"
    return short


def listed(names: Sequence[str], most: int = _NAMED_IN_SENTENCE) -> str:
    """Write names as people list them: the first few, and how many more."""
    shown = [named(name) for name in names[:most]]
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most:,} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else ""


def sentences(parts: Iterable[str]) -> str:
    """Join the sentences that are not empty."""
    return " ".join(part for part in parts if part)


def counted(number: int, one: str, many: str) -> str:
    """Write a number with its noun: 1 group, 2 groups."""
    return f"{number:,} {one if number == 1 else many}"


def _hundredths(letter: str) -> int:
    """Guess a letter's width, in hundredths of the type size."""
    if _clings(letter):
        return 0
    if letter in _NARROW:
        return 32
    if letter in _BROAD:
        return 90
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 130
    if letter.isascii():
        return 70 if letter.isupper() else 55
    return 75


def _clings(letter: str) -> bool:
    return letter in _JOINERS or unicodedata.category(letter) in {"Mn", "Me"}
