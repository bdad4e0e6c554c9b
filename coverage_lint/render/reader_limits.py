"""What the services that read reports take: beyond it they refuse a file as a whole, so the gravest findings are kept.

How much each takes stands where its format is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.findings import SEVERITIES
from coverage_lint.frozen import NamedTuple
from coverage_lint.render.findings.summary import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.render.findings.fingerprints import Result


class Bounded(NamedTuple):
    """A report within its reader's limits."""

    text: str
    left_out: str
    """In a sentence, which findings are not in it and why; '' where all of them are."""


def shortened(text: str, most: int) -> str:
    """Return a text cut to so many characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def fitting(ranks: Sequence[int], costs: Sequence[Sequence[int]], limits: Sequence[int]) -> list[bool]:
    """Return which of the entries have room together, the lowest ranks first and among alike the first ones.

    Each entry costs something of each limit. Where one has no room, none behind it is taken: what is there is then the
    gravest without a gap.
    """
    kept = [False] * len(ranks)
    room = list(limits)
    for at in sorted(range(len(ranks)), key=lambda at: ranks[at]):
        room = [left - cost for left, cost in zip(room, costs[at], strict=True)]
        if min(room) < 0:
            break
        kept[at] = True
    return kept


def rank(result: Result) -> int:
    """Return how grave a finding is, 0 for the gravest; what is ignored or old comes behind all that is new."""
    return SEVERITIES.index(result.finding.severity) + (0 if result.standing == "new" else len(SEVERITIES))


def not_shown(results: Iterable[Result], total: int, where: str, why: str) -> str:
    """Return the sentence about findings that are left out, '' where there are none."""
    nouns: dict[str, int] = {}
    for one in results:
        noun = one.finding.severity if one.standing == "new" else f"{one.standing} finding"
        nouns[noun] = nouns.get(noun, 0) + 1
    if not nouns:
        return ""
    said = ", ".join(counted(count, noun) for noun, count in nouns.items())
    missing = sum(nouns.values())
    return f"{missing:,} of {counted(total, 'finding')} left out of {where} ({said}), the least grave: {why}"
