"""A report as JUnit's XML, as Jenkins, GitLab and others read it: a suite a model, a case a policy asked.

A policy that found something is a case for each finding instead. A finding that does not fail the run, by
its severity, an ignore or the baseline, is skipped, and so is what could not be decided: neither is a pass.
Elements, their order and attributes satisfy the schemas of both Ant and Jenkins.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from coverage_lint.render.findings.junit_cases import cases
from coverage_lint.render.findings.summary import counted, drafts, summary
from coverage_lint.render.reader_limits import Bounded, fitting, shortened
from coverage_lint.render.shield import shielded
from coverage_lint.render.terminal.cells import visible
from coverage_lint.render.terminal.segments import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.findings import ModelReport, Report
    from coverage_lint.render.findings.junit_cases import Case
    from coverage_lint.render.repository_paths import Repository

MOST_BYTES, MOST_ELEMENTS = 30_000_000, 250_000
"""What GitLab reads of a file: less than 30 MB (docs.gitlab.com, 'Unit test reports'), and so many elements, which is
fewer than the 500,000 cases that GitLab.com takes (gitlab.com/gitlab-org/gitlab, issue 507482)."""
_FOR_SUITE = (4_000, 5)
"""Bytes and elements that a suite takes without its cases and its path, which stands in every case as well."""
_LONGEST_TEXT = 20_000
"""Characters of a case's text, or message: GitLab reads no very large elements (docs.gitlab.com, 'Unit test
reports')."""
_NO_TIME = "1970-01-01T00:00:00"
"""Ant's schema asks for a time, and two runs must give the same bytes."""


def render(
    report: Report,
    repository: Repository,
    fail_on: str | None = None,
    encoding: str = "utf-8",
) -> str:
    """Return the document as text that an encoding holds."""
    return bounded(report, repository, fail_on, encoding).text


def bounded(
    report: Report,
    repository: Repository,
    fail_on: str | None = None,
    encoding: str = "utf-8",
    limits: tuple[int, int] = (MOST_BYTES, MOST_ELEMENTS),
) -> Bounded:
    """Return the document within what GitLab reads, and what was left out for that."""
    view = View(path=repository.path)
    paths = [repository.path(model.path) for model in report.models]
    suites = [
        [(case, _case(case, path)) for case in cases(model, fail_on, view)]
        for model, path in zip(report.models, paths, strict=True)
    ]
    note, kept = _within(suites, paths, limits)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"]
    told = note
    for model, path, found in zip(report.models, paths, kept, strict=True):
        if found or not note:
            lines.append(_suite(len(lines) - 2, model, path, found, told))
            told = ""
    text = shielded("\n".join([*lines, "</testsuites>"]) + "\n", "markup")
    return Bounded(text if encoding == "utf-8" else text.encode("ascii", "xmlcharrefreplace").decode("ascii"), note)


def _within(
    suites: Sequence[Sequence[tuple[Case, str]]], paths: Sequence[str], limits: tuple[int, int]
) -> tuple[str, list[list[tuple[Case, str]]]]:
    """Return what is said about cases that have no room, and the cases that have, by suite."""
    every = [(at, *one) for at, found in enumerate(suites) for one in found]
    costs = [(len(text.encode("utf-8", "xmlcharrefreplace")) + 1, 1 + bool(case.kind)) for _, case, text in every]
    whole = (sum(size for size, _ in costs), sum(elements for _, elements in costs))
    around = (sum(len(_escaped(_token(path)).encode("utf-8", "xmlcharrefreplace")) for path in paths), 0)
    room = [
        most - min(cost + len(paths) * one, most // 2)
        for most, cost, one in zip(limits, around, _FOR_SUITE, strict=True)
    ]
    if all(cost <= left for cost, left in zip(whole, room, strict=True)):
        return "", [list(found) for found in suites]
    stays = fitting([case.rank for _, case, _ in every], costs, room)
    kept: list[list[tuple[Case, str]]] = [[] for _ in suites]
    for (at, case, text), stay in zip(every, stays, strict=True):
        if stay:
            kept[at].append((case, text))
    lost = Counter(case.kind or "passed" for (_, case, _), stay in zip(every, stays, strict=True) if not stay)
    said = ", ".join(f"{count:,} {_NOUNS[kind]}" for kind, count in lost.items())
    missing = f"{sum(lost.values()):,} of {counted(len(every), 'case')} left out of JUnit ({said}), the least grave"
    return f"{missing}: GitLab reads {limits[0]:,} bytes and {limits[1]:,} elements of a file", kept


_NOUNS = {"failure": "failures", "skipped": "skipped", "passed": "passed"}


def _suite(at: int, model: ModelReport, path: str, found: Sequence[tuple[Case, str]], note: str) -> str:
    from coverage_lint.findings import Report

    kinds = Counter(case.kind for case, _ in found)
    attributes = {
        "name": _token(path),
        "package": "coverage-lint",
        "id": at,
        "timestamp": _NO_TIME,
        "hostname": "localhost",
        "tests": len(found),
        "failures": kinds["failure"],
        "errors": 0,
        "skipped": kinds["skipped"],
        "time": 0,
    }
    alone = Report((model,), ())
    notes = [note for note in (summary(alone, listed=True), drafts(alone)) if note]
    lines = [
        f"  <testsuite{_attributes(attributes)}>",
        "    <properties>",
        f"      <property{_attributes({'name': 'status', 'value': _short(model.status or '')})}/>",
        "    </properties>",
        *(text for _, text in found),
        f"    <system-out>{_escaped(visible('; '.join(notes)))}</system-out>",
        f"    <system-err>{_escaped(note)}</system-err>",
        "  </testsuite>",
    ]
    return "\n".join(lines)


def _case(case: Case, path: str) -> str:
    attributes = {"name": _token(case.name), "classname": f"{_class_of(path)}.{case.element.replace(' ', '-')}"}
    head = f"    <testcase{_attributes({**attributes, 'time': 0})}"
    if not case.kind:
        return f"{head}/>"
    said = {"message": _short(case.message), **({"type": case.type} if case.type else {})}
    body = f"<{case.kind}{_attributes(said)}>{_escaped(shortened(case.text, _LONGEST_TEXT))}</{case.kind}>"
    return f"{head}>\n      {body}\n    </testcase>"


def _class_of(path: str) -> str:
    """Write a path so that its dots make no packages."""
    return _token(path.replace(".", "_"))


def _token(text: str) -> str:
    return " ".join(visible(text).split()) or "-"


def _short(text: str) -> str:
    return shortened(visible(text), _LONGEST_TEXT)


def _attributes(values: dict[str, object] | dict[str, str]) -> str:
    return "".join(f' {name}="{_escaped(str(value))}"' for name, value in values.items())


def _escaped(text: str) -> str:
    """Write text for an element or an attribute; what XML 1.0 holds in no way is shown as an escape."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", lambda odd: f"\\u{ord(odd[0]):04x}", text)
