"""What changed between two versions, for a terminal: the plan's figures, what happened, and what it breaks."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from coverage_lint.change.figures import worth_showing
from coverage_lint.change.sections import by_section
from coverage_lint.render.change.summary import change_summary, entity_counts, heading, not_allowed, quiet, tally
from coverage_lint.render.findings.summary import counted, drafts, left_out
from coverage_lint.render.terminal.cells import visible, width
from coverage_lint.render.terminal.segments import Segment, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.change.report import ChangeReport, EntityChange, FigureChange, ModelChange
    from coverage_lint.findings import Finding, ModelReport
    from coverage_lint.render.terminal.segments import Line, View

MOST = 30
"""Sentences below a heading, and fixed findings of a model; beyond these they are counted."""
_SIGNS = {"added": ("came", "+"), "removed": ("went", "-"), "changed": ("quiet", "~")}
_ALL = "--format json has all"


def lay_out_change(change: ChangeReport, view: View) -> Iterator[Line]:
    """Format a comparison: the versions, each model that changed, and the counts as the last line."""
    yield from sentence([], f"{change.before} → {change.after}", view, "message", indent=2)
    yield []
    for note in change.notes:
        yield from _note(note, view)
    if change.notes:
        yield []
    for model in change.models:
        if not quiet(model):
            yield from _lay_out_model(model, view)
    yield from _no_longer_checked(change, view)
    if view.undecided:
        from coverage_lint.render.findings.text import lay_out_undecided

        for model in change.models:
            yield from lay_out_undecided(model.report.undecided if model.report else (), view)
    yield from lay_out_change_summary(change, view)


def _no_longer_checked(change: ChangeReport, view: View) -> Iterator[Line]:
    """Format what the change removes from the check: in full if it fails, in one line if it is allowed."""
    if not change.no_longer_checked:
        return
    from coverage_lint.render.findings.finding import lay_out_finding

    files = {file for model in change.models if model.report is not None for file in model.report.files}
    yield [Segment("note", "No longer checked")]
    yield []
    for one in change.no_longer_checked:
        if one.allowed:
            words = f"{one.finding.message} ({one.path}; {one.allowed})"
            yield from sentence([Segment("note", f"allowed[{one.finding.code}]"), Segment("", ": ")], words, view)
        else:
            for line in lay_out_finding(one.finding, view):
                yield [part if not part.link or part.link in files else part._replace(link="") for part in line]
        yield []


def _note(text: str, view: View) -> Iterator[Line]:
    return sentence([Segment("note", "note"), Segment("", ": ")], text, view)


def lay_out_change_summary(change: ChangeReport, view: View) -> Iterator[Line]:
    """Format the summary of a comparison: what was left out, drafts, unchanged models, and the counts."""
    for note in (*left_out(change.left_out), drafts(change.report())):
        if note:
            yield from _note(note, view)
    same = sum(map(quiet, change.models))
    if same:
        yield [Segment("", f"{counted(same, 'model')} unchanged")]
    counts = tally(change)
    clean = bool(change.models) and not (counts.errors or counts.warnings or counts.infos or not_allowed(change))
    line = change_summary(change, listed=view.undecided)
    *broken, last = sentence([], line, view, "clean" if clean else "summary", indent=2)
    yield from broken
    yield [*last, Segment("quiet", "" if view.seconds is None else f" in {view.seconds:.2f} s")]


def _lay_out_model(model: ModelChange, view: View) -> Iterator[Line]:
    """Format a model: its figures, what changed, the new findings in full, and the fixed ones."""
    link = model.path if model.report is not None else ""
    yield [Segment("note", visible(heading(model), view.encoding), link)]
    yield from _figures([one for one in model.figures if worth_showing(one)], view)
    if model.how in {"added", "removed"}:
        counts = entity_counts(model.entities)
        if counts:
            yield from sentence([Segment("", "  ")], counts, view)
    else:
        yield from _sections(model.entities, view)
    yield []
    if model.report is not None and model.report.findings:
        yield from _new(model.report, view)
    if model.fixed:
        yield from _fixed(model.fixed, view)
        yield []


def _figures(figures: Sequence[FigureChange], view: View) -> Iterator[Line]:
    """Format a table of figures, with columns as wide as needed."""
    if not figures:
        return
    rows = [("", "before", "after", "difference"), *map(_row, figures)]
    cells = [[visible(cell, view.encoding) for cell in row] for row in rows]
    widths = [max(width(row[at]) for row in cells) for at in range(4)]
    for at, (title, *values) in enumerate(cells):
        numbers = [" " * (2 + widths[1 + i] - width(value)) + value for i, value in enumerate(values)]
        padding = " " * (widths[0] - width(title))
        yield [Segment("", f"  {title}{padding}"), Segment("" if at else "quiet", "".join(numbers))]


def _row(figure: FigureChange) -> tuple[str, str, str, str]:
    before, after = figure.before, figure.after
    named = after or before
    title = named.title if named is not None else ""
    return title, before.shown if before else "-", after.shown if after else "-", figure.by


def _sections(entities: Sequence[EntityChange], view: View) -> Iterator[Line]:
    for title, changes in by_section(entities).items():
        yield []
        yield [Segment("note", f"  {visible(title, view.encoding)}")]
        told = ((one.how, words) for one in changes for words in one.sentences)
        for how, words in islice(told, MOST):
            style, sign = _SIGNS[how]
            yield from sentence([Segment(style, f"    {sign} ")], words, view)
        left = sum(1 for _ in told)
        if left:
            yield [Segment("quiet", f"      and {left:,} more; {_ALL}")]


def _new(report: ModelReport, view: View) -> Iterator[Line]:
    """Format findings as a check does. The older version has no file to link to."""
    from coverage_lint.render.findings.finding import lay_out_finding

    files = frozenset((report.path, *report.files))
    for finding in report.findings:
        for line in lay_out_finding(finding, view):
            yield [one if not one.link or one.link in files else one._replace(link="") for one in line]
        yield []


def _fixed(findings: Sequence[Finding], view: View) -> Iterator[Line]:
    for finding in findings[:MOST]:
        place = f"{finding.location.path}:{finding.location.line}:{finding.location.column}"
        head = [Segment("clean", f"fixed[{finding.code} {visible(finding.name, view.encoding)}]"), Segment("", ": ")]
        yield from sentence(head, f"{finding.message} ({place})", view, indent=2)
    if len(findings) > MOST:
        yield [Segment("quiet", f"and {len(findings) - MOST:,} more fixed; {_ALL}")]
