"""The last line: what was found, what could not be answered, what was passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.decisions.verdict import verdict_of_all
from coverage_lint.discovery.left_out import MOST_NAMED
from coverage_lint.policy.undecided.policies import UndecidedPolicies

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_lint.discovery.left_out import LeftOut
    from coverage_lint.findings import ModelReport, Report


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def summary(report: Report, *, listed: bool = False) -> str:
    """Count everything in one line; `listed` when the undecided stand above it already."""
    parts = [_found(report)]
    if report.models:
        undecided = sum(len(model.undecided) for model in report.models)
        not_asked = sum(len(model.not_asked) for model in report.models)
        apart = f", {not_asked:,} not asked" if not_asked else ""
        hint = " (--show-undecided)" if (undecided or not_asked) and not listed else ""
        parts.append(f"{undecided:,} undecided{apart}{hint}")
    ignored = sum(len(model.ignored) for model in report.models)
    old = sum(len(model.baselined) for model in report.models)
    if ignored:
        parts.append(f"{ignored:,} ignored")
    if old:
        parts.append(f"{old:,} old, in the baseline")
    if report.passed_over:
        parts.append(f"{counted(len(report.passed_over), 'file')} passed over")
    if report.left_out:
        parts.append(f"{len(report.left_out):,} left out")
    verdict = f": {verdict_of_all(report.models).words()}" if report.models else ""
    return "; ".join(parts) + verdict


def _found(report: Report) -> str:
    if not report.models and report.beside:
        return f"{report.beside[0]}: no findings" if len(report.beside) == 1 else _no_findings(len(report.beside))
    if not report.models:
        return "no model among the files"
    counts = report.counts()
    if any(counts.values()):
        errors, warnings = counted(counts["error"], "error"), counted(counts["warning"], "warning")
        return f"{errors}, {warnings}, {counted(counts['info'], 'info')}"
    if len(report.models) == 1:
        return f"{report.models[0].path}: no findings"
    return f"{counted(len(report.models), 'model')}: no findings"


def _no_findings(files: int) -> str:
    return f"{counted(files, 'file')}: no findings"


MOST_GONE = 10
"""Entries of a baseline that are named; beyond these they are counted."""


def gone(report: Report) -> str:
    """Return which entries of a baseline no longer occur; '' for none."""
    if not report.gone:
        return ""
    named = _named(report.gone)
    return f"no longer found, though in the baseline: {named}. `coverage-lint baseline --update` drops them"


def moved(report: Report) -> str:
    """Return which models were moved since their findings were recorded; '' for none."""
    if not report.moved:
        return ""
    named = _named([f"{one.before_path} is now {one.path}" for one in report.moved])
    return f"the baseline knows another path: {named}. `coverage-lint baseline --update` writes the new one"


def _named(entries: Sequence[str]) -> str:
    more = len(entries) - MOST_GONE
    return "; ".join(entries[:MOST_GONE]) + (f"; and {more:,} more" if more > 0 else "")


def left_out(entries: Sequence[LeftOut], path: Callable[[str], str] = str) -> list[str]:
    """Return what was left out, a sentence for each file or folder, and one that counts those beyond."""
    told = [f"left out: {path(one.path)}: {one.reason}" for one in entries[:MOST_NAMED]]
    more = len(entries) - MOST_NAMED
    return [*told, f"left out: {more:,} more, which --format json names"] if more > 0 else told


def waiting_for_today(report: Report) -> str:
    """Return how many questions depend on today's date; '' for none."""
    count = sum(map(_of_today, report.models))
    if not count:
        return ""
    return f"{counted(count, 'question depends', 'questions depend')} on today's date: give it with --on YYYY-MM-DD"


def _of_today(model: ModelReport) -> int:
    if isinstance(model.undecided, UndecidedPolicies):
        return model.undecided.of_reason("today")
    return sum(one.reason == "today" for one in model.undecided)


def drafts(report: Report) -> str:
    """Return the note that drafts fail only for structure errors; '' if there is no draft."""
    paths = [model.path for model in report.models if model.draft]
    if not paths:
        return ""
    named = f"{paths[0]} is a draft" if len(paths) == 1 else f"{len(paths)} plans are drafts"
    return f"{named}: only structure errors (CL0) fail the run; --strict checks it like any other plan"
