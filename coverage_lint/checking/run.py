"""A check, whole: from paths to a report."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.decisions.verdict import counts_in_draft
from coverage_lint.discovery.find_models import find_models
from coverage_lint.discovery.left_out import MOST_NAMED, NO_TOP_KEY, LeftOut
from coverage_lint.discovery.marker import MARKER, plain
from coverage_lint.document.encoding import guess
from coverage_lint.errors import Misuse
from coverage_lint.findings import SEVERITIES, Finding, ModelReport, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_lint.checking.options import Options
    from coverage_lint.entities.model import Model


_OWN_FILES = ".coverage-"


class Examined(NamedTuple):
    """A report, and the records of each of its models, in the same order."""

    report: Report
    models: tuple[Model | None, ...]
    """None for a file that could not be read, and for all where records were not to be kept."""
    judged: tuple[Callable[[str], bool], ...]
    """Whether a policy was asked of it, by code."""


def is_own_file(path: str) -> bool:
    """Tell this program's own files by how their names begin: settings, a baseline, a schema for editors."""
    return os.path.basename(path).startswith(_OWN_FILES)


def check_paths(paths: Sequence[str], options: Options, cwd: str) -> Report:
    """Check the models that paths name or hold. Raises Misuse."""
    return examine(paths, options, cwd, keep=False).report


def examine(paths: Sequence[str], options: Options, cwd: str, *, keep: bool = True) -> Examined:
    """Check the models that paths name or hold, and keep their records for who shows more of them. Raises Misuse."""
    from coverage_lint.checking.checker import Checker

    found = find_models(paths, cwd)
    if found.errors:
        raise Misuse("; ".join(found.errors))
    named = {os.path.abspath(os.path.join(cwd, path)) for path in paths}
    passed_over = [file.shown for file in found.passed_over if not is_own_file(file.shown)]
    checker = Checker(options, cwd, keep=keep)
    searched = named or {os.path.abspath(cwd)}
    models = [
        file
        for file in found.models
        if os.path.abspath(os.path.join(cwd, file.path)) in named or not checker.excludes(file.path, searched)
    ]
    checker.check_words(dict.fromkeys(os.path.dirname(file.path) for file in models))
    if not models and not paths:
        raise Misuse(_no_model(found.left_out))
    none = [file.shown for file in models if not checker.check_file(file.path, file.shown)]
    checker.check_something_asked()
    left_out = {*found.left_out, *(LeftOut(shown, NO_TOP_KEY) for shown in none)}
    left_out = {one for one in left_out if one.reason != NO_TOP_KEY or not is_own_file(one.path)}
    reports = checker.reports()
    left_out |= set(checker.left_out())
    tables = {file for report in reports for file in report.files}
    report = Report(
        reports,
        tuple(sorted({*passed_over, *none} - tables)),
        checker.gone(),
        checker.moved(),
        tuple(sorted(one for one in left_out if one.path not in tables)),
    )
    return Examined(report, tuple(one.model for one in checker.checked), tuple(map(checker.judged, checker.checked)))


def _no_model(left_out: Sequence[LeftOut]) -> str:
    """Say that there is no model; what was left out may be where it is."""
    words = "no model found below this folder: a model is a YAML or JSON file with the key coverage_model"
    first = "; ".join(f"{one.path}: {one.reason}" for one in left_out[:MOST_NAMED])
    return f"{words}. Not read: {first}" if first else words


def check_data(data: bytes, shown: str, options: Options, folder: str | None = None) -> Report:
    """Check the models in a file's bytes; `from:` reads below the folder. Raises Misuse."""
    from coverage_lint.checking.checker import Checker

    cwd = os.getcwd()
    checker = Checker(options, cwd)
    checker.check_words((folder or cwd,))
    is_model = checker.check_bytes(data, shown, folder)
    checker.check_something_asked()
    left_out: tuple[LeftOut, ...] = ()
    if not is_model and MARKER in plain(guess(data)):
        left_out = (LeftOut(shown, NO_TOP_KEY),)
    return Report(checker.reports(), () if is_model else (shown,), checker.gone(), checker.moved(), left_out)


def judged_by(report: Report, fail_on: str | None) -> Report:
    """Return a report with the least severity that fails, where the call says it."""
    if fail_on is None:
        return report
    return report._replace(models=tuple(one._replace(fail_on=fail_on) for one in report.models))  # type: ignore[arg-type]


def fails(report: Report, fail_on: str | None = None) -> bool:
    """True if a report has a finding at or above a severity; 'never' has none.

    None is what settings say of each model, error where they say nothing. In drafts only CL0 errors count.
    """
    return any(counts(finding, model, fail_on) for model in report.models for finding in model.findings)


def counts(finding: Finding, model: ModelReport, fail_on: str | None = None) -> bool:
    """True if a finding of a model fails the run."""
    least = fail_on or model.fail_on
    if least == "never":
        return False
    if model.draft:
        return counts_in_draft(finding)
    return finding.severity in SEVERITIES[: SEVERITIES.index(least) + 1]
