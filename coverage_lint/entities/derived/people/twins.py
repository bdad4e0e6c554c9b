"""Who is entered twice: two people who agree in all that is planned for them, and in their names but for a slip."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, TEXT
from coverage_lint.entities.derived.sums import number
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Record

SAME = ("role", "group", "manager", "start", "quota")
"""What two entries of one person agree in; the last two are stated."""
LEAST_LETTERS = 4
"""Shorter words, and words with figures, tell seats apart: `rep-a` and `rep-b`, `hunter-1` and `hunter-2`."""
MOST_KEPT = 5
"""Of entries that share all but a letter, how many are held against the next one."""
WORDS = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


def _compute_twins(model: Model) -> None:
    alike: dict[tuple[object, ...], list[Record]] = {}
    for person in model.records("person"):
        values = person.values
        same = [values.get(field) for field in SAME]
        refused = REJECTED in (*same, values.get("name"), values.get("status"), values.get("count"))
        values.update(twin=None if refused else "", twin_named_alike=False)
        stated = isinstance(values.get("start"), str) and number(values.get("quota"))
        if not refused and stated and values.get("status") != "open" and values.get("count") == 1:
            alike.setdefault((*map(id, same[:3]), *same[3:]), []).append(person)
    for people in alike.values():
        if len(people) > 1:
            _find_among(people)


def _find_among(people: list[Record]) -> None:
    """Hold each against those before it that share all words but one, and that one but for a letter."""
    before: dict[Words, list[tuple[Record, Words]]] = {}
    for person in people:
        words = _words(person)
        keys = list(_keys(words))
        for other, others in [one for key in keys for one in before.get(key, ())]:
            if not _one_seat(person, other) and _near(words, others):
                person.values.update(twin=other.id, twin_named_alike=_spelling(person) == _spelling(other))
                break
        for key in keys:
            held = before.setdefault(key, [])
            if len(held) < MOST_KEPT:
                held.append((person, words))


def _spelling(person: Record) -> str:
    name = person.values.get("name")
    return " ".join((name if isinstance(name, str) else person.id or "").casefold().split())


def _words(person: Record) -> Words:
    """Return the words of a name in the order of the alphabet, without accents; of an id where there is no name."""
    plain = unicodedata.normalize("NFKD", _spelling(person))
    return tuple(sorted(WORDS.findall("".join(one for one in plain if not unicodedata.combining(one)))))


def _keys(words: Words) -> Iterator[Words]:
    """Give the words, and if there are several, all that is left when a letter of one long word goes."""
    yield words
    for at, word in enumerate(words):
        if len(words) > 1 and len(word) >= LEAST_LETTERS and word.isalpha():
            others = words[:at] + words[at + 1 :]
            for letter in range(len(word)):
                yield (*others, "", word[:letter] + word[letter + 1 :])
            yield (*others, "", word)


def _near(words: Words, others: Words) -> bool:
    """True if two names have the same words, but for a letter or two that changed places in one."""
    mine, theirs = [one for one in words if one not in others], [one for one in others if one not in words]
    if not mine and not theirs:
        return words == others
    return len(mine) == len(theirs) == 1 and _one_slip(mine[0], theirs[0])


def _one_slip(word: str, other: str) -> bool:
    """True if one letter is another one, is left out, or changed places with the next."""
    if len(word) < len(other):
        word, other = other, word
    if len(word) - len(other) > 1 or len(other) < LEAST_LETTERS:
        return False
    at = next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), len(other))
    if len(word) > len(other):
        return word[at + 1 :] == other[at:]
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    return word[at + 1 :] == other[at + 1 :] or swapped == other


def _one_seat(one: Record, other: Record) -> bool:
    seat = one.values.get("seat")
    return isinstance(seat, str) and seat == other.values.get("seat")


def _sources(_model: Model, person: Record) -> list[Place]:
    return [(person, "name" if person.values.get("name") else "")]


TWINS: dict[tuple[str, str], Derived] = {
    ("person", "twin"): Derived(
        TEXT, "an earlier one, no open seat, with the same role, group, manager, start and quota, and the same name "
        "but for a slip; '' for nobody", _compute_twins, _sources,
    ),
    ("person", "twin_named_alike"): Derived(FLAG, "whether that one has just the same name", _compute_twins),
}  # fmt: skip
