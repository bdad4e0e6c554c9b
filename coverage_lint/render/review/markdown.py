"""A review as GitHub's Markdown: what it says, then the findings as a check has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.render.findings.markdown import MOST, escaped, fitting, joined, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.findings import Report
    from coverage_lint.reviewing.told import Told

_FOR_REVIEW = 30_000
"""The most characters that what a review says takes; its findings get the rest."""


def render_review(report: Report, reviews: Sequence[Told], *, undecided: bool = False) -> str:
    """Return the review, in as many characters as a comment holds."""
    lines: list[str] = []
    for told in reviews:
        lines += [f"**{escaped(told.sentence)}.**", "", *(f"{escaped(note)}\n" for note in told.notes)]
        for part in told.parts:
            lines += [f"### {part.heading}", "", *(f"- {escaped(line)}" for line in part.lines), ""]
    shown = fitting(lines, _FOR_REVIEW)
    cut = [] if shown == len(lines) else ["", "**Cut here**, since a comment holds no more.", ""]
    above = joined([*lines[:shown], *cut])
    return f"{above}\n{render(report, undecided=undecided, most=MOST - len(above))}"
