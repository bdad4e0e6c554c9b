"""New findings as GitLab's code quality reads them: docs.gitlab.com/ci/testing/code_quality.

The format has no limit of its own. What is sent has: the artifacts of a job are 100 MB at most, unless an instance
says otherwise (docs.gitlab.com, 'Maximum artifacts size').
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_lint.decisions.verdict import QUESTION
from coverage_lint.render.findings.fingerprints import results
from coverage_lint.render.findings.json_document import written
from coverage_lint.render.findings.summary import left_out
from coverage_lint.render.reader_limits import Bounded, fitting, not_shown, rank
from coverage_lint.render.repository_paths import span
from coverage_lint.render.terminal.cells import visible

if TYPE_CHECKING:
    from coverage_lint.findings import Finding, Report
    from coverage_lint.render.findings.fingerprints import Result
    from coverage_lint.render.repository_paths import Repository

MOST_BYTES = 100_000_000
_BESIDES = 2_000
"""Bytes kept for the brackets around all, and for the entry that says what is left out."""
_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, repository: Repository, encoding: str = "utf-8") -> str:
    """Return the document as text that an encoding holds, with a line break at its end."""
    return bounded(report, repository, encoding).text


def bounded(report: Report, repository: Repository, encoding: str = "utf-8", most: int = MOST_BYTES) -> Bounded:
    """Return the document within what GitLab takes, and what was left out for that."""
    found = [one for one in results(report, repository) if one.standing == "new"]
    issues = [_issue(one, repository) for one in found]
    notes = [
        _told(words, one.path, repository, one.path)
        for words, one in zip(left_out(report.left_out, repository.path), report.left_out, strict=False)
    ]
    whole = written([*issues, *notes], encoding)
    if len(whole) * 4 <= most or len(whole.encode("utf-8")) <= most:
        return Bounded(whole, "")
    costs = [(len(written([issue], encoding).encode("utf-8")),) for issue in issues]
    kept = fitting(
        [rank(one) for one in found], costs, (most - _BESIDES - len(written(notes, encoding).encode("utf-8")),)
    )
    lost = [one for one, stays in zip(found, kept, strict=True) if not stays]
    note = not_shown(lost, len(found), "GitLab's code quality", f"GitLab takes {most:,} bytes")
    shown = [issue for issue, stays in zip(issues, kept, strict=True) if stays]
    told = _told(note, report.models[0].path, repository)
    return Bounded(written([*shown, *notes, told], encoding), note)


def _told(note: str, path: str, repository: Repository, subject: str = "") -> dict[str, Any]:
    """Return an entry that says what is left out; the format has no other place for it.

    `subject` tells its entry from others of the kind.
    """
    from hashlib import sha256

    known_by = f"left-out {visible(repository.path(subject))}" if subject else "left-out"
    return {
        "description": visible(note),
        "check_name": "coverage-lint left-out",
        "fingerprint": sha256(known_by.encode()).hexdigest()[:32],
        "severity": "info",
        "location": {"path": visible(repository.path(path)), "lines": {"begin": 1}},
    }


def _issue(one: Result, repository: Repository) -> dict[str, Any]:
    finding = one.finding
    return {
        "description": visible(finding.message),
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": one.fingerprint,
        "severity": _severity(finding),
        "location": {
            "path": visible(repository.path(finding.location.path)),
            "lines": {"begin": span(finding.location).line},
        },
    }


def _severity(finding: Finding) -> str:
    """Put what keeps a model from being read above what is wrong in it."""
    if finding.severity != "error" or not finding.code.startswith("CL0") or finding.code == QUESTION:
        return _SEVERITIES[finding.severity]
    return "blocker" if finding.code.startswith("CL00") else "critical"
