"""What JUnit's XML tells of a model, as test cases: one a policy asked, or one for each of its findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coverage_lint.decisions.verdict import counts
from coverage_lint.findings import SEVERITIES, in_order
from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.policy_page import element_of
from coverage_lint.render.findings.finding import lay_out_finding
from coverage_lint.render.findings.summary import counted
from coverage_lint.render.findings.text import lacking
from coverage_lint.render.reader_limits import shortened
from coverage_lint.render.terminal.segments import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.findings import Finding, ModelReport, Undecided
    from coverage_lint.render.terminal.segments import View

_MOST_NAMED = 5
"""Undecided entities that a case names; beyond these they are counted."""
_LONGEST_NAME = 1_000
"""Characters of a case's name, without its number."""
_SKIPPED = len(SEVERITIES)
_PASSED = _SKIPPED + 1


class Case(NamedTuple):
    """One test case; `kind` is failure, skipped, or '' for a pass."""

    name: str
    element: str
    kind: str = ""
    message: str = ""
    type: str = ""
    text: str = ""
    rank: int = _PASSED
    """How grave it is, 0 for the gravest: failures by their severity, then what is skipped, then what passes."""


def cases(model: ModelReport, fail_on: str | None, view: View) -> Iterator[Case]:
    """Return the cases of a model in the order of their policies' codes, each with a name of its own."""
    return _numbered(_cases(model, fail_on, view))


def _cases(model: ModelReport, fail_on: str | None, view: View) -> Iterator[Case]:
    ignored = {id(one.finding): one.reason for one in model.ignored}
    old = {id(one) for one in model.baselined}
    found: dict[str, list[Finding]] = {}
    for finding in in_order((*model.findings, *(one.finding for one in model.ignored), *model.baselined)):
        found.setdefault(finding.code, []).append(finding)
    undecided: dict[str, list[Undecided]] = {}
    for entry in model.undecided:
        undecided.setdefault(entry.code, []).append(entry)
    names = {policy.code: policy.name for policy in model.asked}
    for code in sorted({*names, *found, *undecided}):
        element = (element_of(code) if code in names else "") or "own"
        for finding in found.get(code, ()):
            if id(finding) in ignored:
                aside = f"ignored ({ignored[id(finding)] or 'no reason given'})"
            elif id(finding) in old:
                aside = "old"
            else:
                aside = "" if counts(finding, model, fail_on) else f"{finding.severity}, which does not fail the run"
            yield _of_finding(finding, element, aside, view)
        if code in undecided:
            yield _of_undecided(undecided[code], element)
        elif code not in found:
            yield Case(f"{code} {names[code]}", element)


def _of_finding(finding: Finding, element: str, aside: str, view: View) -> Case:
    about = " ".join(word for word in (finding.entity, finding.field) if word)
    name = f"{finding.code} {finding.name}" + (f": {about}" if about else "")
    text = plain(lay_out_finding(finding, view))
    if aside:
        return Case(name, element, "skipped", f"{aside}: {finding.message}", text=text, rank=_SKIPPED)
    rank = SEVERITIES.index(finding.severity)
    return Case(name, element, "failure", finding.message, finding.severity, text, rank)


def _of_undecided(entries: list[Undecided], element: str) -> Case:
    named = "; ".join(lacking(entry) for entry in entries[:_MOST_NAMED])
    more = len(entries) - _MOST_NAMED
    rest = f"; and {more:,} more" if more > 0 else ""
    message = f"undecided for {counted(len(entries), 'entity', 'entities')}: {named}{rest}"
    return Case(f"{entries[0].code} {entries[0].name}: undecided", element, "skipped", message, rank=_SKIPPED)


def _numbered(found: Iterator[Case]) -> Iterator[Case]:
    """Return the second of two cases with one name a number, since readers keep their history by name."""
    met: Counter[str] = Counter()
    for case in found:
        name = shortened(case.name, _LONGEST_NAME)
        met[name] += 1
        yield case._replace(name=name if met[name] == 1 else f"{name} ({met[name]})")
