"""Ignores in a model: comments (and, in a CSV table, a column) that silence findings, with a reason.

    groups:
      # coverage-lint: ignore[CL303] two hires are signed and start in March
      - id: hunters

On the line of an entity or the one above it, an ignore covers the whole entity; elsewhere it covers
its line, or the one below. `ignore-file[...]` covers the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.codes import finding
from coverage_lint.decisions.ignores.comments import Ignore, read_ignores
from coverage_lint.decisions.ignores.reach import innermost, reached
from coverage_lint.decisions.ignores.removal import removal
from coverage_lint.decisions.ignores.syntax import HELP
from coverage_lint.findings import Ignored
from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.select import hideable
from coverage_lint.policy.undecided.policies import Open

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coverage_lint.decisions.ignores.policy_words import Words
    from coverage_lint.document.documents import Document
    from coverage_lint.findings import Finding, Undecided
    from coverage_lint.policy.undecided.unanswered import Asked

Mark: TypeAlias = "tuple[str, int, str]"
"""A word of an ignore: the file and offset of the ignore, and the word."""


class Sifted(NamedTuple):
    """The findings of one model after the ignores of its file."""

    kept: list[Finding]
    ignored: list[Ignored]


class Ignores:
    """The ignores that stand in a file and its tables; its models share those of the file."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Read them."""
        read = read_ignores(documents)
        self._ignores = [one for one in read if isinstance(one, Ignore)]
        self._told = _by_document(documents, read)
        self.used: set[Mark] = set()
        """The words that silence a finding, or may: their policy could not be answered where they stand."""

    def sift(self, findings: Sequence[Finding], undecided: Iterable[Undecided]) -> Sifted:
        """Take out what is silenced in one of the models, by the innermost ignore."""
        hidden = [one if hideable(one.code) else None for one in findings]
        by = innermost(self._ignores, hidden)
        kept = [one for one, index in zip(findings, by, strict=True) if index is None]
        ignored = [
            Ignored(one, self._ignores[index].reason)
            for one, index in zip(findings, by, strict=True)
            if index is not None
        ]
        places = [one for one in (*hidden, *undecided) if one is not None]
        self.used.update(_mark(self._ignores[index], word) for index, word in reached(self._ignores, places))
        return Sifted(kept, ignored)

    def waits(self, asked: Asked) -> list[bool]:
        """Return for each record of a policy that was left open whether it waits: no ignore silences it there."""
        told = [Open(asked.policy, [record]) for record in asked.records]
        places = [next(one.told()) for one in told]
        return [one is None for one in innermost(self._ignores, places)]

    def reach(self, findings: Sequence[Finding]) -> list[bool]:
        """Return for each finding whether an ignore silences it, which does not count as used for that."""
        return [one is not None for one in innermost(self._ignores, findings)]

    def problems(self, number: int, used: set[Mark], words: Words) -> Iterator[Finding]:
        """Yield the findings about the ignores of one of the models (CL030, CL031).

        `used` has the words that silence something anywhere, since models may share a table; `words` says which
        policies the words mean, and whether these were asked.
        """
        for one in self._told.get(number, ()):
            if isinstance(one, Ignore):
                yield from _judge(one, used, words)
            else:
                yield one


def _by_document(documents: Sequence[Document], read: Iterable[Ignore | Finding]) -> dict[int, list[Ignore | Finding]]:
    """Return the findings of each model, by its number; in a file of several models, of the one around the comment."""
    from bisect import bisect_right

    holders = {
        id(source): number for number, document in reversed(list(enumerate(documents))) for source in document.sources
    }
    begins = [document.root.start for document in documents]
    told: dict[int, list[Ignore | Finding]] = {}
    for one in read:
        place = one.location
        number = holders[id(place.source)]
        if place.source is documents[0].source:
            number = max(0, bisect_right(begins, place.start) - 1)
        told.setdefault(number, []).append(one)
    return told


def _mark(ignore: Ignore, word: str) -> Mark:
    return ignore.location.path, ignore.location.start, word


def _judge(ignore: Ignore, used: set[Mark], words: Words) -> Iterator[Finding]:
    unknown = {word: flaw for word in ignore.patterns if (flaw := words.unknown(word)) is not None}
    if unknown:
        named = "; ".join(flaw.flaw for flaw in unknown.values())
        advice = " ".join(dict.fromkeys(flaw.advice for flaw in unknown.values()))
        label = "silences nothing" if len(unknown) == len(ignore.patterns) else "silences less than it says"
        yield finding(
            "CL030",
            ignore.location,
            f"this ignore names {named}",
            label=label,
            help=advice,
            subject=_subject(ignore, unknown),
        )
    unused = [
        word
        for word in ignore.patterns
        if word not in unknown and _mark(ignore, word) not in used and words.judged(word)
    ]
    if unused:
        told = f"this ignore of {', '.join(unused)} silences nothing"
        yield finding(
            "CL030",
            ignore.location,
            told,
            label="no such finding here",
            subject=_subject(ignore, unused),
            fix=removal(ignore, unused),
        )
    if not ignore.reason:
        yield finding(
            "CL031",
            ignore.location,
            "this ignore gives no reason",
            label="why is it accepted?",
            help=HELP,
            subject=_subject(ignore, ignore.patterns),
        )


def _subject(ignore: Ignore, words: Iterable[str]) -> str:
    return ": ".join(part for part in (ignore.entity, ", ".join(words)) if part)
