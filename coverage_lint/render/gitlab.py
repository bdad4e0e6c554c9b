"""New findings as GitLab's code quality reads them: docs.gitlab.com/ci/testing/code_quality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_lint.render.cells import visible
from coverage_lint.render.fingerprints import results
from coverage_lint.render.repository_paths import span

if TYPE_CHECKING:
    from coverage_lint.findings import Finding, Report
    from coverage_lint.render.fingerprints import Result
    from coverage_lint.render.repository_paths import Repository

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, repository: Repository, encoding: str = "utf-8") -> str:
    """Give the document as text that an encoding holds, with a line break at its end."""
    import json

    issues = [_issue(one, repository) for one in results(report, repository) if one.standing == "new"]
    return json.dumps(issues, ensure_ascii=encoding != "utf-8", indent=2) + "\n"


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
    if finding.severity != "error" or not finding.code.startswith("CL0"):
        return _SEVERITIES[finding.severity]
    return "blocker" if finding.code.startswith("CL00") else "critical"
