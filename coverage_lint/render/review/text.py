"""A review for a terminal: what it says, then findings as a check shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.render.findings.text import lay_out
from coverage_lint.render.terminal.segments import Segment, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.findings import Report
    from coverage_lint.render.terminal.segments import Line, View
    from coverage_lint.reviewing.told import Told


def lay_out_review(report: Report, reviews: Sequence[Told], view: View) -> Iterator[Line]:
    """Format a whole review."""
    for told in reviews:
        yield from sentence([], f"{told.sentence}.", view, "message")
        for note in told.notes:
            yield from sentence([Segment("note", "note"), Segment("", ": ")], note, view)
        yield []
        for part in told.parts:
            yield [Segment("message", part.heading)]
            for line in part.lines:
                yield from sentence([Segment("", "  ")], line, view, indent=4)
            yield []
    yield from lay_out(report, view)
