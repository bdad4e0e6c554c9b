"""What changed since an earlier version, in Markdown, as `diff` tells it, the largest amounts first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.change.figures import has_changed
from coverage_lint.change.sections import heading
from coverage_lint.change.weight import largest_first
from coverage_lint.findings import SEVERITIES
from coverage_lint.render.change.markdown import FIGURES_HEAD, figure_row
from coverage_lint.render.change.summary import entity_counts
from coverage_lint.render.findings.markdown import escaped, finding_entry
from coverage_lint.render.findings.summary import counted
from coverage_lint.render.reader_limits import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.report.build_portraits import Earlier

MOST = 40
"""Entries of a list."""


def changed(earlier: Earlier) -> list[str]:
    """Return everything that `diff` tells of a plan; long lists are cut, and say so."""
    return list(_changed(earlier))


def _changed(earlier: Earlier) -> Iterator[str]:
    change = earlier.change
    report = change.report
    held = report.findings if report is not None else ()
    new = sorted(held, key=lambda one: SEVERITIES.index(one.severity))
    old = len(report.baselined) if report is not None else 0
    what = f"{entity_counts(change.entities) or 'the plan itself'} changed"
    if change.how == "added":
        what = "the plan is new"
    elif not change.entities:
        what = "nothing that the plan says changed"
    yield "## What changed"
    yield ""
    counts = f"{len(new):,} new, {old:,} old, {len(change.fixed):,} fixed"
    yield f"Since {escaped(shortened(earlier.since, 200))}: {escaped(what)}. Findings: {counts}."
    yield ""
    figures = [one for one in change.figures if has_changed(one)]
    if earlier.portrait is not None and figures:
        yield from (FIGURES_HEAD, *map(figure_row, figures), "")
    if change.how == "changed":
        told = largest_first(change.entities)
        lines = [f"- {heading(one.kind)}: {escaped(words)}" for one in told for words in one.sentences]
        yield from _list("Everything that changed, the largest amounts first", lines, "change")
    yield from _list("New findings", list(map(finding_entry, new)), "finding")
    fixed = [f"- **{one.code} {escaped(one.name)}**: {escaped(one.message)}" for one in change.fixed]
    yield from _list("Fixed findings", fixed, "finding")
    taken = [
        f"- **{one.finding.code} {escaped(one.finding.name)}**: {escaped(one.finding.message)}"
        for one in earlier.no_longer_checked
    ]
    yield from _list("No longer checked", taken, "entry")


def _list(title: str, lines: Sequence[str], noun: str) -> Iterator[str]:
    if not lines:
        return
    yield from (f"**{title}**", "", *lines[:MOST])
    if len(lines) > MOST:
        plural = "entries" if noun == "entry" else ""
        yield f"- and {counted(len(lines) - MOST, f'more {noun}', f'more {plural}' if plural else '')}"
    yield ""
