"""What the words of ignores mean: policies that were asked, ones that another command asks, or none there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.select import hideable, of_another_command, selects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.decisions.selection import Selection

_MOST_COMPARED = 20
"""Unknown words that near ones are looked for: with thousands it would take longer than the check."""


class Unknown(NamedTuple):
    """Why a word means no policy, in a few words, and what to write; '' where nothing is near."""

    flaw: str
    advice: str


class Words:
    """Knows the policies of one file's settings, and which of them a run asked of it."""

    def __init__(self, selection: Selection, known: Sequence[tuple[str, str]], unasked: frozenset[str]) -> None:
        """Take what counts, code and name of every policy, and the codes that this run cannot ask."""
        self._selection = selection
        self._known = known
        self._unasked = unasked
        self._judged: dict[str, bool] = {}
        self._compared = 0

    def judged(self, word: str) -> bool:
        """True if this run can say that an ignore of a word is of no use: it asked everything that is meant.

        What settings leave out is asked by no run. A word that means no policy is another matter.
        """
        if word not in self._judged:
            self._judged[word] = self._judge(word)
        return self._judged[word]

    def _judge(self, word: str) -> bool:
        meant = self._meant(word)
        may_hide = [pair for pair in meant if hideable(pair[0])]
        if not may_hide:
            return bool(meant)
        whole = all(code not in self._unasked and self._selection.selects(code, name) for code, name in may_hide)
        return whole and any(self._selection.asks(*pair) for pair in may_hide)

    def _meant(self, word: str) -> list[tuple[str, str]]:
        return [pair for pair in self._known if selects(word, *pair)]

    def unknown(self, word: str) -> Unknown | None:
        """Return what is wrong with a word that means no policy; None for one that means some."""
        if of_another_command(word) or self._meant(word):
            return None
        written = self._written(word)
        if written:
            return Unknown(f"{word}, which is written {written}", f"Write {written}.")
        parts = word.replace(";", " ").replace("|", " ").split()
        if len(parts) > 1 and all(self._meant(part) or self._written(part) for part in parts):
            return Unknown(f"{word}, which needs commas between", f"Write {', '.join(parts)}.")
        from coverage_lint.nearness import help_with

        advice = help_with(self._near(word)) or "`coverage-lint policies list` shows all there are."
        return Unknown(f"{word}, and there is no such policy", advice)

    def _written(self, word: str) -> str:
        """Return how a word is written that is right but for capitals and underscores; '' for any other."""
        code, name = word.upper(), word.lower().replace("_", "-").replace(" ", "-")
        if of_another_command(code) or any(known.startswith(code) for known, _ in self._known):
            return code
        return name if any(known == name for _, known in self._known) else ""

    def _near(self, word: str) -> tuple[str, ...]:
        self._compared += 1
        if self._compared > _MOST_COMPARED:
            return ()
        from coverage_lint.nearness import nearest

        return nearest(word, [one for pair in self._known for one in pair])[:3]
