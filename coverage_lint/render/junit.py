"""A report as JUnit's XML, as Jenkins, GitLab and others read it: a suite a model, a case a policy asked.

A policy that found something is a case for each finding instead. A finding that does not fail the run, by
its severity, an ignore or the baseline, is skipped, and so is what could not be decided: neither is a pass.
Elements, their order and attributes satisfy the schemas of both Ant and Jenkins.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.checking import counts
from coverage_lint.findings import in_order
from coverage_lint.render.cells import visible
from coverage_lint.render.finding import lay_out_finding
from coverage_lint.render.segments import View, plain
from coverage_lint.render.summary import counted, drafts, summary
from coverage_lint.render.text import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.findings import Finding, ModelReport, Report, Undecided
    from coverage_lint.policy.page import Page

_NO_TIME = "1970-01-01T00:00:00"
"""Ant's schema asks for a time, and two runs must give the same bytes."""
_MOST_NAMED = 5
"""Undecided entities that a case names; beyond these they are counted."""


class _Case(NamedTuple):
    """One test case; `kind` is failure, skipped, or '' for a pass."""

    name: str
    element: str
    kind: str = ""
    message: str = ""
    type: str = ""
    text: str = ""


def render(report: Report, asked: Sequence[Sequence[Page]], fail_on: str | None = None, encoding: str = "utf-8") -> str:
    """Give the document as text that an encoding holds; `asked` are the pages of the policies asked, by model."""
    suites = [
        line
        for at, (model, pages) in enumerate(zip(report.models, asked, strict=True))
        for line in _suite(at, model, pages, fail_on)
    ]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", *suites, "</testsuites>"]
    text = "\n".join(lines) + "\n"
    return text if encoding == "utf-8" else text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _suite(at: int, model: ModelReport, pages: Sequence[Page], fail_on: str | None) -> Iterator[str]:
    from coverage_lint.findings import Report

    cases = list(_numbered(_cases(model, pages, fail_on)))
    kinds = Counter(case.kind for case in cases)
    attributes = {
        "name": _token(model.path),
        "package": "coverage-lint",
        "id": at,
        "timestamp": _NO_TIME,
        "hostname": "localhost",
        "tests": len(cases),
        "failures": kinds["failure"],
        "errors": 0,
        "skipped": kinds["skipped"],
        "time": 0,
    }
    alone = Report((model,), ())
    yield f"  <testsuite{_attributes(attributes)}>"
    yield "    <properties>"
    yield f"      <property{_attributes({'name': 'status', 'value': visible(model.status or '')})}/>"
    yield "    </properties>"
    for case in cases:
        yield from _case(case, _class_of(model.path))
    notes = [note for note in (summary(alone, listed=True), drafts(alone)) if note]
    yield f"    <system-out>{_escaped(visible('; '.join(notes)))}</system-out>"
    yield "    <system-err></system-err>"
    yield "  </testsuite>"


def _cases(model: ModelReport, pages: Sequence[Page], fail_on: str | None) -> Iterator[_Case]:
    ignored = {id(one.finding): one.reason for one in model.ignored}
    old = {id(one) for one in model.baselined}
    found: dict[str, list[Finding]] = {}
    for finding in in_order((*model.findings, *(one.finding for one in model.ignored), *model.baselined)):
        found.setdefault(finding.code, []).append(finding)
    undecided: dict[str, list[Undecided]] = {}
    for entry in model.undecided:
        undecided.setdefault(entry.code, []).append(entry)
    by_code = {page.code: page for page in pages}
    for code in sorted({*by_code, *found, *undecided}):
        element = (by_code[code].element() if code in by_code else "") or "own"
        for finding in found.get(code, ()):
            if id(finding) in ignored:
                aside = f"ignored ({ignored[id(finding)] or 'no reason given'})"
            elif id(finding) in old:
                aside = "old"
            else:
                aside = "" if counts(finding, model, fail_on) else f"{finding.severity}, which does not fail the run"
            yield _of_finding(finding, element, aside)
        if code in undecided:
            yield _of_undecided(undecided[code], element)
        elif code not in found:
            yield _Case(f"{code} {by_code[code].name}", element)


def _of_finding(finding: Finding, element: str, aside: str) -> _Case:
    about = " ".join(word for word in (finding.entity, finding.field) if word)
    name = f"{finding.code} {finding.name}" + (f": {about}" if about else "")
    text = plain(lay_out_finding(finding, View()))
    if aside:
        return _Case(name, element, "skipped", f"{aside}: {finding.message}", text=text)
    return _Case(name, element, "failure", finding.message, finding.severity, text)


def _of_undecided(entries: list[Undecided], element: str) -> _Case:
    named = "; ".join(lacking(entry) for entry in entries[:_MOST_NAMED])
    more = len(entries) - _MOST_NAMED
    rest = f"; and {more:,} more" if more > 0 else ""
    message = f"undecided for {counted(len(entries), 'entity', 'entities')}: {named}{rest}"
    return _Case(f"{entries[0].code} {entries[0].name}: undecided", element, "skipped", message)


def _numbered(cases: Iterator[_Case]) -> Iterator[_Case]:
    """Give the second of two cases with one name a number, since readers keep their history by name."""
    met: Counter[str] = Counter()
    for case in cases:
        met[case.name] += 1
        yield case if met[case.name] == 1 else case._replace(name=f"{case.name} ({met[case.name]})")


def _case(case: _Case, within: str) -> Iterator[str]:
    attributes = {"name": _token(case.name), "classname": f"{within}.{case.element.replace(' ', '-')}", "time": 0}
    head = f"    <testcase{_attributes(attributes)}"
    if not case.kind:
        yield f"{head}/>"
        return
    said = {"message": visible(case.message), **({"type": case.type} if case.type else {})}
    yield f"{head}>"
    yield f"      <{case.kind}{_attributes(said)}>{_escaped(case.text)}</{case.kind}>"
    yield "    </testcase>"


def _class_of(path: str) -> str:
    """Write a path so that its dots make no packages."""
    return _token(path.replace(".", "_"))


def _token(text: str) -> str:
    return " ".join(visible(text).split()) or "-"


def _attributes(values: dict[str, object] | dict[str, str]) -> str:
    return "".join(f' {name}="{_escaped(str(value))}"' for name, value in values.items())


def _escaped(text: str) -> str:
    """Write text for an element or an attribute; what XML 1.0 holds in no way is shown as an escape."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", lambda odd: f"\\u{ord(odd[0]):04x}", text)
