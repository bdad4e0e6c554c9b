"""Which known word a misspelt one was meant to be, and how people are asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST = 60
"""Words beyond this are no slip of the pen, and would only cost time."""
_BRITISH = re.compile("[a-z]{1,2}[0-9][a-z0-9]?[0-9][a-z]{2}")
"""A British postal code, in small letters and without its space."""


def plain(word: str) -> str:
    """Return a word without what people vary: case, underscores, hyphens, spaces."""
    return word.lower().replace("_", "").replace("-", "").replace(" ", "")


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known words nearest to a misspelt one, all that are equally near; none when none is near."""
    if len(word) > _LONGEST:
        return ()
    meant = plain(word)
    if meant.isdecimal():  # another number is another thing
        return _alike(meant, known)
    best: list[str] = []
    least = min(_allowance(meant), max(0, len(meant) - 1))  # another letter is another word
    letters = set(meant)
    for candidate in known:
        other = plain(candidate)
        # An edit takes away, and brings, one letter at most: most words are told apart without more.
        if abs(len(meant) - len(other)) > least or len(letters.symmetric_difference(other)) > 2 * least:
            continue
        distance = edits(meant, other, least)
        if distance > 1 and meant[:1] != other[:1]:  # two slips that begin with another letter: another word
            continue
        if distance < least or (distance == least and not best):
            best, least = [candidate], distance
        elif distance == least:
            best.append(candidate)
    return tuple(best) or _by_parts(word, tuple(known))


def nearest_id(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that a wrong one was meant to be; never another postal code, nor region-2 for region-1."""
    meant = plain(word)
    if _is_code(meant):
        return _alike(meant, known)
    digits = _digits(meant)
    return tuple(one for one in nearest(word, known) if not digits or _digits(one) in ("", digits))


def _alike(meant: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the words that are a plain one but for case, hyphens and the zeros before it."""
    return tuple(one for one in known if plain(one).lstrip("0") == meant.lstrip("0"))


def nearest_choice(word: str, options: Sequence[str]) -> tuple[str, ...]:
    """Return which of a few choices a word was meant to be: a misspelt one, `new` for new_business, `ae`, `expand`."""
    near = nearest(word, options)
    short = plain(word)
    if near or len(short) < 2:  # noqa: PLR2004 - one letter is no abbreviation
        return near
    first = re.split("[-_ ]", word.strip().lower())[0]
    for fits in (
        [one for one in options if "".join(part[0] for part in one.split("_")) == short],
        [one for one in options if one.split("_")[0] == first or plain(one).startswith(short)],
        [one for one in options if short in one.split("_")],
        [one for one in options if _same_stem(short, plain(one))],
    ):
        if len(fits) == 1:
            return tuple(fits)
    return ()


def only(near: Sequence[str]) -> str | None:
    """Return the word that was meant, where that is one alone."""
    return near[0] if len(near) == 1 else None


def did_you_mean(near: Iterable[str], *, after: str = "") -> str:
    """Return 'did you mean one or another?', after what goes before it; '' where nothing is near."""
    words = " or ".join(near)
    return f"{after}did you mean {words}?" if words else ""


def help_with(near: Iterable[str]) -> str:
    """Return the same question as a sentence of its own."""
    return did_you_mean(near).replace("did", "Did", 1)


def _is_code(word: str) -> bool:
    """True if a plain word is known by its digits, as postal codes are: 10115, de10115, 1012ab, sw1a1aa."""
    return 3 * sum(map(str.isdigit, word)) >= len(word) or _BRITISH.fullmatch(word) is not None


def _digits(word: str) -> str:
    """Return the digits of a word, without zeros before them."""
    return "".join(filter(str.isdigit, word)).lstrip("0")


def _same_stem(word: str, other: str) -> bool:
    """True if two words begin alike and differ in their last letters only, as expand and expansion do."""
    stem = max(4, len(word) - 2)
    return word[:stem] == other[:stem] and len(word) >= stem


def _allowance(word: str) -> int:
    """Return how many edits still count as a misspelling in a word of this length."""
    if len(word) < 5:  # noqa: PLR2004 - in a short word two slips make another word
        return 1
    return 2 if len(word) < 9 else 3  # noqa: PLR2004


def _by_parts(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """Find `start` for `start_date`, `id` for `person-id`, `certifications` for `certs`."""
    parts = word.lower().replace("-", "_").split("_")
    for part in (parts[0], parts[-1]):
        if len(parts) > 1 and part in known:
            return (part,)
    begun = tuple(candidate for candidate in known if len(word) > 3 and candidate.startswith(word.lower().rstrip("s")))  # noqa: PLR2004
    return begun if len(begun) == 1 else ()


def edits(one: str, other: str, limit: int) -> int:
    """Count insertions, deletions, changes and swaps of neighbours between two words; limit + 1 for more."""
    letters, marks = set(one), set(other)
    if abs(len(one) - len(other)) > limit or len(letters - marks) > limit or len(marks - letters) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        earlier, before, row = before, row, [at + 1]
        for to, mark in enumerate(other):
            cost = min(before[to] + (letter != mark), before[to + 1] + 1, row[to] + 1)
            if at and to and letter == other[to - 1] and one[at - 1] == mark:
                cost = min(cost, earlier[to - 1] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
