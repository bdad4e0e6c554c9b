"""Files beside models, checked by their schemas: what the CRM's tables mean, and reviews."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.decisions.selection import Selection
from coverage_lint.findings import ModelReport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.checking.checker import Checker
    from coverage_lint.discovery.find_models import FoundFile


def check_beside(files: Sequence[FoundFile], checker: Checker) -> list[ModelReport]:
    """Return a report for each file in which something is wrong. Raises Misuse for broken settings."""
    from coverage_lint.discovery.beside import kind_of_file, kind_of_root
    from coverage_lint.document.other_file import read_other_file
    from coverage_lint.structure.other_files import check_other_file
    from coverage_lint.structure.review_file import check_review_file

    reports = []
    for file in files:
        rules = checker.policy_sets.nearest(os.path.dirname(os.path.abspath(os.path.join(checker.cwd, file.path))))
        root, findings = read_other_file(file.path, file.shown, rules.settings.limits)
        if root is not None:
            kind = kind_of_root(root) or kind_of_file(file.path)
            findings = [*findings, *check_other_file(root, kind)]
            if kind == "review":
                findings += check_review_file(root)
        selection = Selection(checker.options, rules.settings, os.path.abspath(os.path.join(checker.cwd, file.path)))
        kept = tuple(selection.kept(findings))
        if kept:
            made = ModelReport(file.shown, None, kept, (), (), draft=False, files=(file.shown,))
            reports.append(made._replace(fail_on=rules.settings.fail_on or "error"))
    return reports
