"""One finding as a good compiler writes it: where, what, the places that took part, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse, PolicyError
from coverage_lint.render.findings.excerpt import Mark, excerpt
from coverage_lint.render.findings.summary import counted
from coverage_lint.render.terminal.segments import Segment, remark, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.findings import Finding, Related, Trace
    from coverage_lint.location import Location
    from coverage_lint.render.terminal.segments import Line, View

_SHOWN_PLACES = 3
"""So many related places are shown with their lines; the others in a note each."""


def lay_out_finding(finding: Finding, view: View) -> Iterator[Line]:
    """Format one finding: head, excerpt, related places, help."""
    head = [
        Segment(finding.severity, finding.severity),
        Segment(finding.severity, f"[{finding.code} {finding.name}]"),
        Segment("", ": "),
    ]
    yield from sentence(head, finding.message, view, "message", indent=2)
    shown, others = _related(finding)
    marks = [Mark(finding.location, finding.label, finding.severity)]
    marks += [Mark(related.location, related.label, "related", "-") for related in shown]
    yield from excerpt(marks, view)
    gutter = max(len(str(mark.location.line)) for mark in marks)
    yield from _notes(finding, others, gutter, view)
    if finding.help:
        yield from remark("help", finding.help, gutter, view)
    yield from remark("see", f"coverage-lint explain {finding.code}", gutter, view)


def _related(finding: Finding) -> tuple[tuple[Related, ...], tuple[Related, ...]]:
    """Split related places into those shown with their lines and those named in notes."""
    if len(finding.related) > _SHOWN_PLACES:
        return (), finding.related
    return finding.related, ()


def _notes(finding: Finding, related: tuple[Related, ...], gutter: int, view: View) -> Iterator[Line]:
    for other in related:
        yield from remark("note", _with_place(other, finding.location, view), gutter, view)
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
        yield from remark("note", f"{figure}: {_with_place(new[0], here, view)}", gutter, view)
        return
    yield from remark("note", figure + (":" if new else ""), gutter, view)
    for spot in new:
        yield from sentence([Segment("", " " * (gutter + 9))], _with_place(spot, here, view), view)
    if trace.more:
        more = f"and {counted(trace.more, 'more place', 'more places')}"
        yield [
            Segment("", " " * (gutter + 9)),
            Segment("quiet", more if new else f"from {counted(trace.more, 'place')}"),
        ]


def _with_place(spot: Related, here: Location, view: View) -> str:
    """Return what a place contributed and where it is: by its line, and by its file where that is another."""
    line = spot.location.line
    where = f"line {line}" if spot.location.source is here.source else f"{view.path(spot.location.path)}:{line}"
    return f"{spot.label}, {where}" if spot.label else where


def lay_out_misuse(error: Misuse, view: View) -> Iterator[Line]:
    """Format what is wrong with a call; an error in a policy is shown at its line."""
    head = [Segment("", "coverage-lint: "), Segment("error", "error"), Segment("", ": ")]
    yield from sentence(head, str(error), view, "message", indent=2)
    if not isinstance(error, PolicyError):
        return
    gutter = 1
    if error.location is not None:
        gutter = len(str(error.location.line))
        yield from excerpt([Mark(error.location, "", "error")], view)
    if error.help:
        yield from remark("help", error.help, gutter, view)
