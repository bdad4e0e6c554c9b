"""The findings of a plan as its page lists them: by element, gravest first, with why and where from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.findings import SEVERITIES
from coverage_lint.frozen import NamedTuple
from coverage_lint.report.portrait.portrait import ELEMENTS, STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.codes import Code
    from coverage_lint.location import Location
    from coverage_lint.policy.policy import Policy
    from coverage_lint.report.portrait.people import GroupPage
    from coverage_lint.report.portrait.portrait import FindingEntry, Portrait, UndecidedEntry
    from coverage_lint.report.portrait.refs import Exact


FILE = "For whoever keeps the file"
"""Stands above what is told of the file rather than of the plan."""


class ElementFindings(NamedTuple):
    """The findings of one element, or of the file."""

    element: str
    title: str
    entries: tuple[FindingEntry, ...]
    counts: tuple[tuple[str, int], ...]
    """Severity and how many, without those that do not occur."""


def by_element(portrait: Portrait) -> tuple[ElementFindings, ...]:
    """Return the findings of every element that has any, in the order of the elements, then those of the file."""
    listed = []
    structural = portrait.findings.structural()
    apart = {entry.anchor for entry in structural}
    parts = [
        (element, title, tuple(one for one in portrait.findings.of(element) if one.anchor not in apart))
        for element, title in ELEMENTS.items()
    ]
    for element, title, entries in [*parts, ("file", FILE, structural)]:
        counts = {"error": 0, "warning": 0, "info": 0}
        for entry in entries:
            counts[entry.finding.severity] += 1
        if entries:
            listed.append(ElementFindings(element, title, entries, tuple((s, n) for s, n in counts.items() if n)))
    return tuple(listed)


class GroupFindings(NamedTuple):
    """The findings that concern a group: what its leader mends, and what is of the file."""

    own: tuple[FindingEntry, ...]
    """Gravest first, then by amount."""
    file: tuple[FindingEntry, ...]


def of_group(page: GroupPage, portrait: Portrait) -> GroupFindings:
    """Return the findings of a group."""
    held = [portrait.findings.found[at] for at in page.findings]
    own = [one for one in held if not one.finding.code.startswith(STRUCTURE)]

    def rank(entry: FindingEntry) -> tuple[int, Exact]:
        stake = entry.finding.stake
        return SEVERITIES.index(entry.finding.severity), -stake.amount if stake is not None else 0

    return GroupFindings(tuple(sorted(own, key=rank)), tuple(one for one in held if one not in own))


class OpenQuestion(NamedTuple):
    """A policy that could not be answered, with all that it was asked of."""

    code: str
    name: str
    element: str
    entries: tuple[UndecidedEntry, ...]

    @property
    def shown(self) -> tuple[UndecidedEntry, ...]:
        """Those that are named."""
        return self.entries[:NAMED]

    @property
    def more(self) -> int:
        """How many are only counted."""
        return max(0, len(self.entries) - NAMED)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What was absent or refused, each field once, those of what is named."""
        return tuple(dict.fromkeys(lack for one in self.shown for lack in one.undecided.lacks))


NAMED = 10
"""Entities that an open question names; beyond these it counts."""


def open_questions(portrait: Portrait) -> tuple[OpenQuestion, ...]:
    """Return what could not be answered, by policy, in the order of the first of each."""
    held: dict[tuple[str, str], list[UndecidedEntry]] = {}
    for entry in portrait.findings.undecided:
        held.setdefault((entry.undecided.code, entry.element), []).append(entry)
    return tuple(
        OpenQuestion(code, entries[0].undecided.name, element, tuple(entries))
        for (code, element), entries in held.items()
    )


def reasons(portrait: Portrait, asked: Sequence[Code | Policy]) -> dict[str, str]:
    """Return why the policies are that found something, by code; `asked` adds those that do not ship."""
    held = portrait.findings
    codes = {entry.finding.code for entry in (*held.found, *held.ignored, *held.baselined)}
    codes |= {entry.undecided.code for entry in held.undecided}
    known = {policy.code: policy.why for policy in asked}
    if not codes <= known.keys():
        from coverage_lint.policy.policy_page import shipped_pages

        known = {page.code: page.why for page in shipped_pages()} | known
    return {code: known[code] for code in codes & known.keys()}


def place(location: Location) -> str:
    """Write a place as editors read it."""
    return f"{location.path}:{location.line}"
