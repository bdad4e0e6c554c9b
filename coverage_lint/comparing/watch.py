"""Watches what a change takes away: plans in force, and findings that the older version's settings ask for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.change.report import NoLongerChecked
from coverage_lint.comparing import taken_away
from coverage_lint.comparing.asked_less import asked_less
from coverage_lint.comparing.causes import changed_file, place_of
from coverage_lint.comparing.force import APPROVED, OVER, approves, in_force, is_over, left_force
from coverage_lint.comparing.silenced import lost, not_covered
from coverage_lint.comparing.taken_away import Cause
from coverage_lint.comparing.two_versions import plan_name
from coverage_lint.decisions.identity import identity
from coverage_lint.decisions.verdict import counts
from coverage_lint.revisions.remains import ELSEWHERE, UNMARKED
from coverage_lint.system.files import nowhere

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.checking.checker import Checked
    from coverage_lint.checking.options import Options
    from coverage_lint.comparing.older_rules import OlderRules
    from coverage_lint.comparing.two_versions import TwoVersions
    from coverage_lint.entities.records import Record
    from coverage_lint.findings import Finding, ModelReport
    from coverage_lint.location import Location
    from coverage_lint.revisions import FilePair, Versions

_SAYS_DRAFT = re.compile(r"""(?m)["']?\bstatus["']?[ \t]*:[ \t]*["']?(?:draft|in_review)\b""")


class Watch:
    """Keeps what is needed to tell what is no longer checked, once both versions are."""

    def __init__(self, versions: Versions, options: Options, older: OlderRules) -> None:
        """Take the versions, the options of the call, and who judges by the older version's settings."""
        self._today = options.on
        self._options = options
        self._folder = versions.after.folder
        self._older = older
        self._plans: list[NoLongerChecked] = []

    def excluded(self, pair: FilePair, one: Checked, path: str, before: str, place: Location | None) -> None:
        """Note a plan of the older version that is excluded now."""
        if _binds(one):
            told = taken_away.plan_excluded(path, plan_name(one) or "", place, before)
            self._take(pair, one, told, path)

    def look(self, pair: FilePair, path: str, models: Sequence[TwoVersions]) -> list[TwoVersions]:
        """Note what became of the plans of a file, and judge the newer ones by the older version's settings."""
        was_checked = not self._older.excludes(pair)
        models = self._judged(pair, [one._replace(was_checked=was_checked) for one in models])
        for one in models:
            if one.before is not None and was_checked and _binds(one.before):
                self._look_at(path, one, one.before)
        return models

    def _look_at(self, path: str, two: TwoVersions, one: Checked) -> None:
        """Note a plan that was in force, if it is not any more."""
        pair, now = two.pair, two.after
        if now is None or pair.left == ELSEWHERE:
            path = path if pair.after is None else pair.after.shown
            self._take(pair, one, taken_away.plan_gone(path, plan_name(one) or "", pair.left), path)
            return
        if now.model is None:
            if one.model is not None and not any(found.severity == "error" for found in now.report.findings):
                told = taken_away.plan_gone(now.report.path, plan_name(one) or "", UNMARKED)
                self._take(pair, one, told, now.report.path)
            return
        left = left_force(None if one.model is None else one.model.plan, now.model.plan)
        if left is not None:
            told = taken_away.plan_left(left.location, now.report.path, left.message, left.field)
            self._take(pair, one, told, now.report.path, now.model.plan)

    def _take(self, pair: FilePair, one: Checked, told: Finding, path: str, now: Record | None = None) -> None:
        plan = None if one.model is None else one.model.plan
        allowed = OVER if is_over(plan, self._today) else APPROVED if now is not None and approves(plan, now) else ""
        self._plans.append(NoLongerChecked(told, path, (), self._older.fail_on(pair), allowed))

    def _judged(self, pair: FilePair, models: list[TwoVersions]) -> list[TwoVersions]:
        """Judge the newer models of a file where the older version's settings or baseline say something else."""
        newer = [one.after for one in models if one.after is not None]
        if not newer or (self._older.same_settings(pair) and self._older.same_baseline(pair)):
            return models
        befores = [one.model_before for one in models if one.after is not None]
        judged = iter(self._older.judge(pair, newer, befores))
        return [one if one.after is None else one._replace(judged=next(judged, None)) for one in models]

    def standing(self, two: TwoVersions) -> tuple[bool, str]:
        """True if the newer version of a model may be a draft that is forgiven, and what fails the run for it."""
        assert two.after is not None  # noqa: S101 - only what is there has a standing
        lenient = self._older.lenient_to_drafts(two.pair)
        if two.before is not None and two.was_checked:
            lenient = lenient and (two.before.model is None or two.before.report.status == "draft")
        return lenient, self._older.fail_on(two.pair, two.after.report.fail_on)

    def told(self, models: Sequence[TwoVersions]) -> list[NoLongerChecked]:
        """Return everything that is no longer checked, by the files, once all is found."""
        silenced = [
            lost for one in models if one.after is not None for lost in self._silenced(one, one.after, one.after.report)
        ]
        entries = [*self._plans, *taken_away.silenced(silenced)]
        entries += self._asked_less(models, {one.path for one in entries if one.codes})
        return sorted(entries, key=lambda one: (one.path, one.finding.location.start, one.finding.message))

    def _silenced(
        self, two: TwoVersions, now: Checked, report: ModelReport
    ) -> Iterator[tuple[Cause, Finding, str, str]]:
        """Return what the older version's settings find in a model, and the newer ones do not show as gravely."""
        was, judged = two.before, two.judged
        if now.model is None and judged is not None and judged.checked.model is not None:
            return  # limits keep it from being read, which is told
        ignored = [one.finding for one in report.ignored]
        found = judged.standing if judged is not None else [*report.findings, *ignored]
        missing = lost(found, report.findings)
        missing = not_covered(missing, was.ignores if was else None, was.model if was else None)
        lenient, fail_on = self.standing(two)
        forgiven = report._replace(draft=lenient and report.status == "draft")
        by_ignore, by_baseline = ({identity(one) for one in held} for held in (ignored, report.baselined))
        plans = [None if one is None or one.model is None else one.model.plan for one in (was, now)]
        for one in missing:
            allowed, grave = "", one
            if identity(one) in by_ignore:
                cause = Cause(report.path, one.location, f"ignore comments in {report.path} silence")
                allowed = APPROVED if approves(*plans) else ""
                if was is None:  # a new plan takes nothing away
                    grave = _lighter(one)
            elif identity(one) in by_baseline:
                cause = self._by_baseline(now)
            else:
                cause = self._by_settings(two.pair, now, one)
            if forgiven.draft and not counts(one, forgiven, "info"):
                grave = _lighter(one)
            yield cause, grave, fail_on, allowed

    def _by_baseline(self, one: Checked) -> Cause:
        from coverage_lint.checking.outcome import baseline_of
        from coverage_lint.discovery.find_models import show

        path = baseline_of(one.settings, self._options, one.report.path, self._folder) or ""
        shown = show(path, self._folder)
        return Cause(shown, nowhere(shown), f"the baseline {shown} silences")

    def _by_settings(self, pair: FilePair, now: Checked, one: Finding) -> Cause:
        """Return which key of the settings, or which pack, a finding is lost by."""
        from coverage_lint.settings.paths import applies

        settings = now.settings
        home = pair.home
        inner = [own.glob for own in settings.per_file if applies(settings, own, home)]
        placed = place_of(settings, one.code, one.name, inner)
        own = next((policy for policy in now.policy_set.own() if policy.code == one.code), None)
        if own is not None and placed is None:
            path = own.location.path
            return Cause(path, own.location, f"{one.code} as {path} has it now silences")
        if placed is not None:
            path = placed[0].path
            return Cause(path, placed[0], placed[1].format(path))
        older = self._older.settings(pair)
        path = changed_file(older, settings) or now.report.path
        return Cause(path, nowhere(path), f"what changed in {path} silences")

    def _asked_less(self, models: Sequence[TwoVersions], told: set[str]) -> Iterator[NoLongerChecked]:
        """Report settings that check less, unless another finding reports them already."""
        met: set[tuple[int, int]] = set()
        for two in models:
            now = two.after
            if now is None or two.judged is None:
                continue
            was = two.judged.checked
            if (id(was.settings), id(now.settings)) in met:
                continue
            met.add((id(was.settings), id(now.settings)))
            path = changed_file(was.settings, now.settings)
            if path is None or path in told:
                continue
            words, codes = asked_less(was, now)
            if words:
                place = nowhere(path)
                yield taken_away.asked_less(path, place, words, codes)


def _binds(one: Checked) -> bool:
    """True if a model of the older version was in force; of one that could not be read, its text decides."""
    if one.model is not None:
        return in_force(one.model.plan)
    texts = (finding.location.source.text for finding in one.report.findings)
    return not any(_SAYS_DRAFT.search(text) for text in texts)


def _lighter(one: Finding) -> Finding:
    """Return the finding as a warning, which does not make the run fail."""
    return one._replace(severity="warning") if one.severity == "error" else one
