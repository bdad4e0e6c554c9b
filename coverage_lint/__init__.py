"""A policy checker for sales coverage models kept as YAML in git.

    from coverage_lint import check

    report = check("coverage.yaml")
    for finding in report.findings():
        print(finding.location.path, finding.location.line, finding.code, finding.message)

The names below load with their first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coverage_lint.api import check as check
    from coverage_lint.document.nodes import Location as Location
    from coverage_lint.document.nodes import Source as Source
    from coverage_lint.findings import Figure as Figure
    from coverage_lint.findings import Finding as Finding
    from coverage_lint.findings import ModelReport as ModelReport
    from coverage_lint.findings import Related as Related
    from coverage_lint.findings import Report as Report
    from coverage_lint.findings import Severity as Severity
    from coverage_lint.findings import Trace as Trace
    from coverage_lint.findings import Undecided as Undecided
    from coverage_lint.policy.problems import Misuse as Misuse
    from coverage_lint.version import __version__ as __version__
