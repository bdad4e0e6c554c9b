"""A report as a good compiler writes it: where, what, why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.render.cells import visible, width, wrap
from coverage_lint.render.excerpt import Mark, excerpt, place
from coverage_lint.render.segments import Segment
from coverage_lint.render.summary import counted, drafts, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.document.nodes import Location
    from coverage_lint.findings import Finding, Related, Report, Trace, Undecided
    from coverage_lint.render.segments import Line, View

_SHOWN_PLACES = 3
"""So many related places are shown with their lines; the others in a note each."""


def lay_out(report: Report, view: View) -> Iterator[Line]:
    """Lay a whole report out: findings, undecided policies if they are wanted, the summary."""
    for model in report.models:
        for finding in model.findings:
            yield from lay_out_finding(finding, view)
            yield []
    if view.undecided:
        for model in report.models:
            yield from _undecided(model.undecided, view)
    draft = drafts(report)
    if draft:
        yield from _sentence([Segment("note", "note"), Segment("", ": ")], draft, view)
    clean = bool(report.models) and not report.findings()
    took = "" if view.seconds is None else f" in {view.seconds:.2f} s"
    line = visible(summary(report, listed=view.undecided), view.encoding)
    yield [Segment("clean" if clean else "summary", line), Segment("quiet", took)]


def lay_out_finding(finding: Finding, view: View) -> Iterator[Line]:
    """Lay one finding out: head, excerpt, the places that took part, help."""
    head = [
        Segment(finding.severity, finding.severity),
        Segment(finding.severity, f"[{finding.code} {finding.name}]"),
        Segment("", ": "),
    ]
    yield from _sentence(head, finding.message, view, "message", indent=2)
    shown, others = _related(finding)
    marks = [Mark(finding.location, finding.label, finding.severity)]
    marks += [Mark(related.location, related.label, "related", "-") for related in shown]
    yield from excerpt(marks, view)
    gutter = max(len(str(mark.location.line)) for mark in marks)
    yield from _notes(finding, others, gutter, view)
    if finding.help:
        yield from _remark("help", finding.help, gutter, view)
    yield from _remark("see", f"coverage-lint explain {finding.code}", gutter, view)


def _related(finding: Finding) -> tuple[tuple[Related, ...], tuple[Related, ...]]:
    """Part the related places into those shown with their lines and those named in notes."""
    if len(finding.related) > _SHOWN_PLACES:
        return (), finding.related
    return finding.related, ()


def _notes(finding: Finding, related: tuple[Related, ...], gutter: int, view: View) -> Iterator[Line]:
    for other in related:
        yield from _remark("note", _with_place(other, finding.location), gutter, view)
    told: set[Related] = set(finding.related)
    for trace in finding.traces:
        new = [spot for spot in trace.places if spot not in told]
        told.update(new)
        if new or trace.more or trace.value not in finding.message:
            yield from _trace(trace, new, finding.location, gutter, view)


def _trace(trace: Trace, new: list[Related], here: Location, gutter: int, view: View) -> Iterator[Line]:
    """Show a figure and where it came from: on one line for one place, else a line each."""
    figure = f"{trace.name.replace('_', ' ')} {trace.value}"
    if len(new) == 1 and not trace.more:
        yield from _remark("note", f"{figure}: {_with_place(new[0], here)}", gutter, view)
        return
    yield from _remark("note", figure + (":" if new else ""), gutter, view)
    for spot in new:
        yield from _sentence([Segment("", " " * (gutter + 9))], _with_place(spot, here), view)
    if trace.more:
        more = f"and {counted(trace.more, 'more place', 'more places')}"
        yield [
            Segment("", " " * (gutter + 9)),
            Segment("quiet", more if new else f"from {counted(trace.more, 'place')}"),
        ]


def _with_place(spot: Related, here: Location) -> str:
    """Give what a place contributed and where it is: by its line, and by its file where that is another."""
    line = spot.location.line
    where = f"line {line}" if spot.location.source is here.source else f"{spot.location.path}:{line}"
    return f"{spot.label}, {where}" if spot.label else where


def _remark(kind: str, text: str, gutter: int, view: View) -> Iterator[Line]:
    head = [Segment("gutter", " " * gutter + " = "), Segment(kind, kind), Segment("", ": ")]
    return _sentence(head, text, view)


def _sentence(head: Line, text: str, view: View, style: str = "", indent: int = -1) -> Iterator[Line]:
    """Put a sentence behind its head, on a terminal in lines of its width, indented as far as it begins."""
    shown = visible(text, view.encoding)
    begin = sum(width(segment.text) for segment in head)
    if not view.wrap or begin + width(shown) <= view.width:
        yield [*head, Segment(style, shown)]
        return
    indent = begin if indent < 0 else indent
    first, *rest = wrap(shown, view.width - begin, view.width - indent)
    yield [*head, Segment(style, first)]
    for line in rest:
        yield [Segment("", " " * indent), Segment(style, line)]


def _undecided(undecided: tuple[Undecided, ...], view: View) -> Iterator[Line]:
    """List what could not be answered, by policy."""
    by_policy: dict[tuple[str, str], list[Undecided]] = {}
    for entry in undecided:
        by_policy.setdefault((entry.code, entry.name), []).append(entry)
    for (code, name), entries in by_policy.items():
        message = f"not answered for {counted(len(entries), 'entity', 'entities')}, which lack what it asks for"
        if len(entries) == 1:
            message = "not answered for an entity, which lacks what it asks for"
        head = [Segment("undecided", f"undecided[{code} {name}]"), Segment("", ": ")]
        yield from _sentence(head, message, view, "message", indent=2)
        for entry in entries:
            lacks = f" lacks {', '.join(entry.lacks)}" if entry.lacks else ""
            where = [Segment("arrow", "  --> "), place(entry.location, view), Segment("", ": ")]
            yield from _sentence(where, f"{entry.entity}{lacks}", view, indent=6)
        yield []
