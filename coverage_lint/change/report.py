"""What a comparison of two versions tells: what changed in sales terms, and which findings are new."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from coverage_lint.codes import CODES
from coverage_lint.findings import ModelReport, Report, in_order
from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.select import asked_unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from coverage_lint.change.moves import Move
    from coverage_lint.codes import Code
    from coverage_lint.discovery.left_out import LeftOut
    from coverage_lint.findings import Figure, Finding
    from coverage_lint.location import Location
    from coverage_lint.policy.policy import Policy


class FieldChange(NamedTuple):
    """A field that has another value, or a row that came, went or has another amount."""

    field: str
    """'quota', 'phasing Q1', 'target for new-business'."""
    before: str
    """As people read it; '' where there was none."""
    after: str
    by: str
    """The difference, '+20 %' or '+2 people'; '' where it has no meaning."""


class EntityChange(NamedTuple):
    """An entity that came, went or changed. The plan itself is one, without an id."""

    kind: str
    id: str
    how: Literal["added", "removed", "changed"]
    sentences: tuple[str, ...]
    """What happened, in sales terms: 'ada moved enterprise → smb'."""
    fields: tuple[FieldChange, ...]
    before: Location | None
    after: Location | None
    moves: tuple[tuple[Move, ...], ...] = ()
    """For each sentence, how far the amounts moved that it tells of; () where none are told."""

    def told(self) -> Iterator[tuple[str, tuple[Move, ...]]]:
        """Yield each sentence with its moves."""
        yield from zip_longest(self.sentences, self.moves, fillvalue=())

    weight: int | Fraction = 0
    """The largest amount of money by which a field of it changed, or that came, went or moved with it."""


class FigureChange(NamedTuple):
    """One of the plan's figures before and after; None where that version has no plan."""

    before: Figure | None
    after: Figure | None
    by: str
    """The difference as people read it; '' where there is none, or none can be computed."""


class ModelChange(NamedTuple):
    """One model in two versions."""

    path: str
    """Of the newer version; of the older one where the model is gone."""
    before_path: str | None
    """Of the older version, None for a model that is new; of two folders, as if both had the newer one's name."""
    how: Literal["added", "removed", "changed", "unchanged"]
    figures: tuple[FigureChange, ...]
    entities: tuple[EntityChange, ...]
    report: ModelReport | None
    """What holds now: `findings` are the new ones, `baselined` the old. None for a model that is gone."""
    fixed: tuple[Finding, ...]
    """Findings of the older version that occur no more; their places are in its text."""
    name: str = ""
    """The plan's name, where its file holds several."""


class NoLongerChecked(NamedTuple):
    """What the newer version takes away from being checked."""

    finding: Finding
    path: str
    """The file that took it away, or was taken away: what `--allow-removed` names."""
    codes: tuple[str, ...]
    """The policies that are not asked, or not as before; () where a whole plan is not checked."""
    fail_on: str
    """The least severity that fails the run, where the call does not say: by the older version's settings."""
    allowed: str
    """Why it may: 'approved anew', 'its fiscal year is over', '--allow-removed'; '' where it may not."""


class ChangeReport(NamedTuple):
    """What changed between two versions: one entry a model, in the order of their paths."""

    before: str
    """What the older version is, for people."""
    after: str
    models: tuple[ModelChange, ...]
    passed_over: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What else to know, such as settings that changed between the two."""
    no_longer_checked: tuple[NoLongerChecked, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """What was not read in the newer version though it may hold a model, or settings, by path."""

    def report(self) -> Report:
        """Return what holds now as the report of a check, whose findings are the new ones.

        What is no longer checked stands with the model that it is about, or by itself, unless it may go. Places in the
        older text are left out: no reader of such a report has it.
        """
        reports = [one for one in self.reports() if one is not None]
        models = tuple(sorted(reports, key=lambda report: report.path))
        return Report(models, self.passed_over, left_out=self.left_out)

    def reports(self) -> list[ModelReport | None]:
        """Return how each of `models` stands, None for one that is gone; then what is told by itself."""
        reports = [one.report and _of_now(one.report) for one in self.models]
        at = {report.path: number for number, report in reversed(list(enumerate(reports))) if report is not None}
        for one in self.no_longer_checked:
            if one.allowed:
                continue
            report = reports[at[one.path]] if one.path in at else None
            if report is not None:
                asked = report.asked if report.figures else _unread(report.asked)
                findings = tuple(in_order((*report.findings, one.finding)))
                reports[at[one.path]] = report._replace(findings=findings, asked=asked)
            else:
                at[one.path] = len(reports)
                alone = ModelReport(one.path, None, (one.finding,), (), (), draft=False, files=(one.path,))
                reports.append(alone._replace(fail_on=one.fail_on, asked=_unread(CODES.values())))  # type: ignore[arg-type]
        return reports

    def judged_by(self, fail_on: str | None) -> ChangeReport:
        """Return it with the least severity that fails, where the call says it."""
        if fail_on is None:
            return self
        models = (
            one._replace(report=one.report and one.report._replace(fail_on=fail_on))  # type: ignore[arg-type]
            for one in self.models
        )
        taken = (one._replace(fail_on=fail_on) for one in self.no_longer_checked)
        return self._replace(models=tuple(models), no_longer_checked=tuple(taken))


def _unread(asked: Iterable[Code | Policy]) -> tuple[Code | Policy, ...]:
    """Return what is asked of a file that could not be read, or is not checked."""
    return tuple(one for one in asked if asked_unread(one.code))


def _of_now(report: ModelReport) -> ModelReport:
    files = frozenset(report.files)
    return report._replace(
        findings=tuple(_placed_in(files, finding) for finding in report.findings),
        ignored=tuple(one._replace(finding=_placed_in(files, one.finding)) for one in report.ignored),
        baselined=tuple(_placed_in(files, finding) for finding in report.baselined),
    )


def _placed_in(files: frozenset[str], finding: Finding) -> Finding:
    related = tuple(one for one in finding.related if one.location.path in files)
    traces = tuple(
        trace._replace(places=tuple(one for one in trace.places if one.location.path in files))
        for trace in finding.traces
    )
    return finding._replace(related=related, traces=traces)
