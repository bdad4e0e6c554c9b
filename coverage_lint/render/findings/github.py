"""Findings as annotations: workflow commands that GitHub Actions reads from a step's output.

By docs.github.com, 'Workflow commands for GitHub Actions', and its limits on annotations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.findings import SEVERITIES
from coverage_lint.render.findings.folded import folded
from coverage_lint.render.findings.summary import counted, left_out
from coverage_lint.render.repository_paths import span
from coverage_lint.render.terminal.cells import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.findings import Finding, Report
    from coverage_lint.render.repository_paths import Repository

MOST = 10
"""Annotations of one level that GitHub shows of a step."""
_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_LONGEST_TITLE = 255


def render(report: Report, repository: Repository, encoding: str = "utf-8") -> str:
    """Return a command for each finding that GitHub will show, gravest first, and one that counts the others.

    What was left out is one notice, whatever there is of it.
    """
    every = folded(report.findings())
    by_severity = {level: [one for one in every if one.severity == level] for level in SEVERITIES}
    most = dict.fromkeys(SEVERITIES, MOST)
    notes = "\n".join(visible(words, encoding) for words in left_out(report.left_out, repository.path))
    most["info"] -= bool(notes)
    if any(len(found) > most[level] for level, found in by_severity.items()):
        most["info"] -= 1  # the count is a notice too
    lines = [
        _annotation(finding, repository, encoding)
        for level, found in by_severity.items()
        for finding in found[: most[level]]
    ]
    more: dict[str, int] = {
        level: len(found) - most[level] for level, found in by_severity.items() if len(found) > most[level]
    }
    if notes:
        lines.append(_command("notice", {"title": "coverage-lint left-out"}, notes))
    if more:
        lines.append(_command("notice", {"title": "coverage-lint"}, _uncounted(more)))
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding, repository: Repository, encoding: str) -> str:
    at = span(finding.location)
    properties: dict[str, object] = {
        "file": visible(repository.path(finding.location.path), encoding),
        "line": at.line,
        "endLine": at.end_line,
    }
    if at.line == at.end_line:  # GitHub takes columns within one line only; its last column is inclusive
        properties |= {"col": at.column, "endColumn": max(at.column, at.end_column - 1)}
    properties["title"] = visible(f"{finding.code} {finding.name}", encoding)[:_LONGEST_TITLE]
    said = [visible(text, encoding) for text in (finding.message, finding.help) if text]
    return _command(_LEVELS[finding.severity], properties, "\n".join(said))


def _uncounted(more: Mapping[str, int]) -> str:
    nouns = ", ".join(counted(count, level) for level, count in more.items())
    total = sum(more.values())
    return f"{counted(total, 'more finding')} not annotated ({nouns}): GitHub shows {MOST} of each level a step"


def _command(level: str, properties: Mapping[str, object], message: str) -> str:
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
