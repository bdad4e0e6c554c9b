"""Open questions that lack the same field of a section, shown as one, with a count and their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.decisions.verdict import QUESTION
from coverage_lint.findings import Related
from coverage_lint.render.findings.summary import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.findings import Finding

MOST_PLACES = 10
"""Places beside the first that are named; beyond these they are counted."""


def folded(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings with each that is alike to an earlier one taken into that."""
    if not any(one.code == QUESTION for one in findings):
        return [*findings]
    held: dict[object, list[Finding]] = {}
    for at, one in enumerate(findings):
        alike = (one.location.path, one.like, one.severity) if one.code == QUESTION else at
        held.setdefault(alike, []).append(one)
    return [_one(alike) for alike in held.values()]


def _one(alike: Sequence[Finding]) -> Finding:
    first, *others = alike
    if not others:
        return first
    policies = _policies(alike)
    message = (
        f"{first.like} is not written for {counted(len(alike), 'entity', 'entities')}, so {_named(policies)} cannot be "
        "answered"
    )
    shown = others[:MOST_PLACES]
    related = [Related(one.location, f"{one.entity} lacks it too") for one in shown]
    more = len(others) - len(shown)
    help_text = f"{first.help} The same for {counted(more, 'more')} beside those shown." if more else first.help
    return first._replace(message=message, related=tuple(related), waits=policies, help=help_text)


def _policies(alike: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for one in alike for code in one.waits))


def _named(codes: Sequence[str]) -> str:
    most = 3
    named = list(codes[:most])
    if len(codes) > most:
        named.append(f"{len(codes) - most:,} more")
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
