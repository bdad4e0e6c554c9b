"""A report as GitHub's Markdown: for a job's summary, or a comment on a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.findings import SEVERITIES
from coverage_lint.render.findings.folded import folded
from coverage_lint.render.findings.summary import (
    counted,
    drafts,
    gone,
    left_out,
    moved,
    summary,
    waiting_for_today,
)
from coverage_lint.render.findings.text import lacking
from coverage_lint.render.reader_limits import shortened
from coverage_lint.render.shield import shielded
from coverage_lint.render.terminal.cells import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.findings import Finding, ModelReport, Report

MOST = 60_000
"""Characters; a comment on GitHub holds 65,536."""
_FOR_TABLE = 20_000
"""The most of these that the table of models takes."""
_FOR_COUNTS = 300
"""What is kept for saying how much is cut."""
_HEADINGS = {"error": "Errors", "warning": "Warnings", "info": "Infos"}
_UNSEEN = "&#8203;"
"""A space without width: it parts what GitHub would link or mention."""


def render(report: Report, *, undecided: bool = False, most: int = MOST) -> str:
    """Return a summary, a table of models, and the findings, gravest first, in so many characters at most."""
    lines = [f"## coverage-lint: {escaped(shortened(summary(report, listed=True), 300))}", ""]
    notes = (*left_out(report.left_out), gone(report), moved(report), drafts(report), waiting_for_today(report))
    for note in notes:
        lines += [escaped(shortened(note, 1000)), ""] if note else []
    if report.models:
        lines += [*_table(report.models), ""]
    entries = [*_findings(folded(report.findings())), *(_undecided(report) if undecided else ())]
    whole = joined([*lines, *(entry for _, entry in entries)])
    if len(whole) <= most:
        return whole
    room = most - sum(len(line) + 1 for line in lines) - _FOR_COUNTS
    shown = fitting([entry for _, entry in entries], room)
    left = [kind for kind, _ in entries[shown:] if kind]
    return joined([*lines, *(entry for _, entry in entries[:shown]), "", _cut(left, most)])


def joined(lines: Sequence[str]) -> str:
    """Return lines as a text that ends in one line break and spells no command."""
    return shielded("\n".join(lines).rstrip("\n") + "\n", "markup")


def _table(models: Sequence[ModelReport]) -> Iterator[str]:
    yield "| model | errors | warnings | infos | undecided | ignored | old |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    rows = [_row(model) for model in models]
    shown = fitting(rows, _FOR_TABLE)
    yield from rows[:shown]
    if shown < len(rows):
        yield f"| and {counted(len(rows) - shown, 'more model')} | | | | | | |"


def _row(model: ModelReport) -> str:
    by_severity = [sum(finding.severity == level for finding in model.findings) for level in SEVERITIES]
    figures = [*by_severity, len(model.undecided), len(model.ignored), len(model.baselined)]
    draft = " (draft)" if model.draft else ""
    return f"| {escaped(model.path)}{draft} | {' | '.join(f'{figure:,}' for figure in figures)} |"


def _findings(findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    """Return the findings below a heading for each severity; '' is the kind of a heading."""
    for severity, heading in _HEADINGS.items():
        alike = [finding_entry(finding) for finding in findings if finding.severity == severity]
        if alike:
            yield "", f"### {heading}\n"
            yield from ((severity, entry) for entry in alike)
            yield "", ""


def finding_entry(finding: Finding) -> str:
    """Write an entry of a list: what and where, then what to do on a line of its own."""
    place = f"{finding.location.path}:{finding.location.line}:{finding.location.column}"
    head = f"- **{finding.code} {escaped(finding.name)}** ({escaped(place)}): {escaped(finding.message)}"
    return f"{head}<br>\n  {escaped(finding.help)}" if finding.help else head


def _undecided(report: Report) -> Iterator[tuple[str, str]]:
    undecided = [one for model in report.models for one in model.undecided]
    not_asked = [one for model in report.models for one in model.not_asked]
    for heading, kind, entries in (("Undecided", "undecided", undecided), ("Not asked", "not asked", not_asked)):
        if entries:
            yield "", f"### {heading}\n"
            yield from (
                (kind, f"- **{entry.code} {escaped(entry.name)}**: {escaped(lacking(entry))}") for entry in entries
            )
            yield "", ""


def fitting(entries: Sequence[str], room: int) -> int:
    """Return how many of the entries, from the first on, fit."""
    for at, entry in enumerate(entries):
        room -= len(entry) + 1
        if room < 0:
            return at
    return len(entries)


def _cut(kinds: Sequence[str], most: int) -> str:
    nouns = [
        f"{kinds.count(kind):,} {kind}" if kind in {"undecided", "not asked"} else counted(kinds.count(kind), kind)
        for kind in dict.fromkeys(kinds)
    ]
    return f"**Cut here**, since this holds {most:,} characters: {', '.join(nouns)} more."


def escaped(text: str) -> str:
    """Return text that GitHub shows as it is: no markup, no HTML, nobody mentioned, nothing linked."""
    text = visible(text)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, entity)
    text = re.sub(r"([\\`*_\[\]|~!])", r"\\\1", text).replace("$", "<span>$</span>")
    text = re.sub(r"([@#])(?=\w)", rf"\1{_UNSEEN}", text)
    text = re.sub(r"\b(gh|www)(?=[-.])", rf"\1{_UNSEEN}", text, flags=re.IGNORECASE)
    return text.replace("://", f":{_UNSEEN}//")
