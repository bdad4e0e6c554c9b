"""A report as a good compiler writes it: where, what, why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.render.findings.summary import (
    counted,
    drafts,
    gone,
    left_out,
    moved,
    summary,
    waiting_for_today,
)
from coverage_lint.render.terminal.segments import Segment, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coverage_lint.findings import Report, Undecided
    from coverage_lint.render.terminal.segments import Line, View


def lay_out(report: Report, view: View) -> Iterator[Line]:
    """Format a whole report: findings, undecided policies if wanted, the summary."""
    findings = report.findings()
    if findings:  # most runs are clean, and need none of that
        from coverage_lint.render.findings.finding import lay_out_finding
        from coverage_lint.render.findings.folded import folded

        for finding in folded(findings):
            yield from lay_out_finding(finding, view)
            yield []
    if view.undecided:
        for model in report.models:
            yield from lay_out_undecided(model.undecided, view)
            yield from lay_out_undecided(model.not_asked, view)
    yield from lay_out_summary(report, view)


def lay_out_summary(report: Report, view: View) -> Iterator[Line]:
    """Format the summary of a run: a note on drafts if there are any, and the counts as the last line."""
    notes = (*left_out(report.left_out), gone(report), moved(report), drafts(report), waiting_for_today(report))
    for note in notes:
        if note:
            yield from sentence([Segment("note", "note"), Segment("", ": ")], note, view)
    clean = bool(report.models) and not report.findings()
    took = "" if view.seconds is None else f" in {view.seconds:.2f} s"
    line = summary(report, listed=view.undecided)
    *broken, last = sentence([], line, view, "clean" if clean else "summary", indent=2)
    yield from broken
    yield [*last, Segment("quiet", took)]


def lay_out_undecided(undecided: Iterable[Undecided], view: View) -> Iterator[Line]:
    """List what could not be answered, by policy."""
    from coverage_lint.render.findings.excerpt import place

    by_policy: dict[tuple[str, str], list[Undecided]] = {}
    for entry in undecided:
        by_policy.setdefault((entry.code, entry.name), []).append(entry)
    for (code, name), entries in by_policy.items():
        word = "not asked" if entries[0].reason == "opt-in" else "undecided"
        head = [Segment("undecided", f"{word}[{code} {name}]"), Segment("", ": ")]
        message = f"{counted(len(entries), 'entity lacks', 'entities lack')} what it asks for"
        yield from sentence(head, message, view, "message", indent=2)
        for entry in entries:
            where = [Segment("arrow", "  --> "), place(entry.location, view), Segment("", ": ")]
            yield from sentence(where, lacking(entry), view, indent=6)
        yield []


def lacking(entry: Undecided) -> str:
    """Return what is undecided and, if known, which fields are missing."""
    return f"{entry.entity} lacks {', '.join(entry.lacks)}" if entry.lacks else entry.entity
