"""A finding a line, as editors and grep read them: path:line:column: severity code name: message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.render.findings.excerpt import place
from coverage_lint.render.findings.folded import folded
from coverage_lint.render.findings.text import lacking
from coverage_lint.render.terminal.cells import visible
from coverage_lint.render.terminal.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.findings import Report
    from coverage_lint.render.terminal.segments import Line, View


def lay_out(report: Report, view: View) -> Iterator[Line]:
    """Format one line for each finding and, if wanted, for each undecided policy."""
    for model in report.models:
        for found in folded(model.findings):
            message = visible(found.message, view.encoding)
            head = Segment(found.severity, f"{found.severity} {found.code} {found.name}")
            yield [place(found.location, view), Segment("", ": "), head, Segment("", f": {message}")]
    for model in report.models if view.undecided else ():
        for entry in (*model.undecided, *model.not_asked):
            word = "not asked" if entry.reason == "opt-in" else "undecided"
            head = Segment("undecided", f"{word} {entry.code} {entry.name}")
            entity = visible(f": {lacking(entry)}", view.encoding)
            yield [place(entry.location, view), Segment("", ": "), head, Segment("", entity)]
