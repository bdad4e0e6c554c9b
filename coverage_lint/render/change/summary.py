"""What a comparison of two versions comes to, in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.change.sections import noun
from coverage_lint.frozen import NamedTuple
from coverage_lint.render.findings.summary import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.change.report import ChangeReport, EntityChange, ModelChange


class Tally(NamedTuple):
    """Counts over all models. Errors, warnings and infos are new findings."""

    errors: int
    warnings: int
    infos: int
    old: int
    fixed: int
    ignored: int
    undecided: int


def tally(change: ChangeReport) -> Tally:
    """Count the findings of a comparison."""
    reports = [one.report for one in change.models if one.report is not None]
    new = [finding.severity for report in reports for finding in report.findings]
    return Tally(
        new.count("error"),
        new.count("warning"),
        new.count("info"),
        sum(len(report.baselined) for report in reports),
        sum(len(one.fixed) for one in change.models),
        sum(len(report.ignored) for report in reports),
        sum(len(report.undecided) for report in reports),
    )


def new_findings(counts: Tally, *, all_severities: bool = False) -> str:
    """Count what is new: '1 new error, 2 new warnings'."""
    by_severity = ((counts.errors, "new error"), (counts.warnings, "new warning"), (counts.infos, "new info"))
    if not any(count for count, _ in by_severity):
        return "no new findings"
    return ", ".join(counted(count, word) for count, word in by_severity if count or all_severities)


def change_summary(change: ChangeReport, *, listed: bool = False) -> str:
    """Count everything in one line; `listed` when the undecided stand above it already."""
    counts = tally(change)
    if not change.models:
        parts = ["no model in either version"] if not change.no_longer_checked else []
    else:
        parts = [new_findings(counts, all_severities=True), f"{counts.old:,} old", f"{counts.fixed:,} fixed"]
        parts += [f"{counts.ignored:,} ignored"] if counts.ignored else []
        hint = " (--show-undecided)" if counts.undecided and not listed else ""
        parts.append(f"{counts.undecided:,} undecided{hint}")
    if change.no_longer_checked:
        parts.append(f"{len(change.no_longer_checked):,} no longer checked")
    if change.passed_over:
        parts.append(f"{counted(len(change.passed_over), 'file')} passed over")
    if change.left_out:
        parts.append(f"{len(change.left_out):,} left out")
    return "; ".join(parts)


def not_allowed(change: ChangeReport) -> int:
    """Count what is no longer checked, and may not be."""
    return sum(not one.allowed for one in change.no_longer_checked)


def heading(model: ModelChange) -> str:
    """Return the name of a model, and what happened to its file."""
    name = f"{model.path}, {model.name}" if model.name else model.path
    if model.how == "added":
        return f"{name} (new)"
    if model.how == "removed":
        return f"{name} (gone)"
    renamed = model.before_path is not None and model.before_path != model.path
    return f"{name} (renamed from {model.before_path})" if renamed else name


def entity_counts(entities: Iterable[EntityChange]) -> str:
    """Count entities by kind: '4 goals, 12 people'; what has no id is left out."""
    found: dict[str, int] = {}
    for one in entities:
        if one.id:
            found[one.kind] = found.get(one.kind, 0) + 1
    return ", ".join(f"{count:,} {noun(kind, count)}" for kind, count in found.items())


def quiet(model: ModelChange) -> bool:
    """True if there is nothing to say of a model."""
    return model.how == "unchanged" and not (model.report is not None and model.report.findings)
