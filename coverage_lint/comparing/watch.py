"""Watches what a change takes away: plans in force, and findings that the older version's settings ask for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.change.report import NoLongerChecked
from coverage_lint.checking.run import counts
from coverage_lint.comparing import taken_away
from coverage_lint.comparing.asked_less import asked_less
from coverage_lint.comparing.causes import place_of
from coverage_lint.comparing.force import APPROVED, OVER, approves, in_force, is_over, left_force
from coverage_lint.comparing.silenced import lost, not_covered
from coverage_lint.comparing.taken_away import Cause
from coverage_lint.decisions.identity import identity
from coverage_lint.frozen import NamedTuple
from coverage_lint.revisions.remains import ELSEWHERE, UNMARKED
from coverage_lint.system.files import nowhere

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.checking.checker import Checked, Checker
    from coverage_lint.checking.options import Options
    from coverage_lint.comparing.older_rules import Judged, OlderRules
    from coverage_lint.document.nodes import Location
    from coverage_lint.entities.records import Record
    from coverage_lint.findings import Finding, ModelReport
    from coverage_lint.revisions import FilePair, Versions

_SAYS_DRAFT = re.compile(r"""(?m)["']?\bstatus["']?[ \t]*:[ \t]*["']?(?:draft|in_review)\b""")


class _Seen(NamedTuple):
    """A model of the newer version."""

    pair: FilePair
    before: int | None
    """Its older version by its number, where there is one."""
    judged: Judged | None
    """By the older version's settings; None where these say the same."""


class Watch:
    """Keeps what is needed to tell what is no longer checked, once both versions are."""

    def __init__(
        self, versions: Versions, options: Options, older: OlderRules, before: Checker, after: Checker
    ) -> None:
        """Take the versions, the options of the call, and who checks what by whose settings."""
        self._today = options.on
        self._options = options
        self._versions = versions
        self._older = older
        self._before = before
        self._after = after
        self._seen: dict[int, _Seen] = {}
        self._plans: list[NoLongerChecked] = []
        self.unchecked: set[int] = set()
        """Models of the older version that its own settings excluded: nothing that is found in them is old."""

    def excluded(self, pair: FilePair, number: int, path: str, before: str, place: Location | None) -> None:
        """Note a plan of the older version that is excluded now."""
        one = self._before.checked[number]
        if _binds(one):
            told = taken_away.plan_excluded(path, _name(one), place, before)
            self._take(pair, one, told, path)

    def look(self, pair: FilePair, path: str, twos: Sequence[tuple[int | None, int | None]]) -> None:
        """Note what became of the plans of a file, and judge the newer ones by the older version's settings."""
        if self._older.excludes(pair):
            self.unchecked.update(before for before, _ in twos if before is not None)
        judged = self._judge(pair, twos)
        for before, after in twos:
            if after is not None:
                self._seen[after] = _Seen(pair, before, judged.get(after))
            if before is not None and before not in self.unchecked and _binds(self._before.checked[before]):
                self._look_at(pair, path, self._before.checked[before], after)

    def _look_at(self, pair: FilePair, path: str, one: Checked, after: int | None) -> None:
        """Note a plan that was in force, if it is not any more."""
        if after is None or pair.left == ELSEWHERE:
            path = path if pair.after is None else pair.after.shown
            self._take(pair, one, taken_away.plan_gone(path, _name(one), pair.left), path)
            return
        now = self._after.checked[after]
        if now.model is None:
            if one.model is not None and not any(found.severity == "error" for found in now.report.findings):
                self._take(pair, one, taken_away.plan_gone(now.report.path, _name(one), UNMARKED), now.report.path)
            return
        left = left_force(None if one.model is None else one.model.plan, now.model.plan)
        if left is not None:
            told = taken_away.plan_left(left.location, now.report.path, left.message, left.field)
            self._take(pair, one, told, now.report.path, now.model.plan)

    def _take(self, pair: FilePair, one: Checked, told: Finding, path: str, now: Record | None = None) -> None:
        plan = None if one.model is None else one.model.plan
        allowed = OVER if is_over(plan, self._today) else APPROVED if now is not None and approves(plan, now) else ""
        self._plans.append(NoLongerChecked(told, path, (), self._older.fail_on(pair), allowed))

    def _judge(self, pair: FilePair, twos: Sequence[tuple[int | None, int | None]]) -> dict[int, Judged]:
        """Judge the newer models of a file where the older version's settings or baseline say something else."""
        numbers = sorted((after, before) for before, after in twos if after is not None)
        if not numbers or (self._older.same_settings(pair) and self._older.same_baseline(pair)):
            return {}
        befores = [None if before is None else self._before.checked[before].model for _, before in numbers]
        judged = self._older.judge(pair, befores)
        return {after: one for (after, _), one in zip(numbers, judged, strict=False)}

    def standing(self, number: int) -> tuple[bool, str]:
        """True if a newer model may be a draft that is forgiven, and what fails the run for it."""
        pair, before, _ = self._seen[number]
        lenient = self._older.lenient_to_drafts(pair)
        if before is not None and before not in self.unchecked:
            was = self._before.checked[before]
            lenient = lenient and (was.model is None or was.report.status == "draft")
        return lenient, self._older.fail_on(pair, self._after.checked[number].report.fail_on)

    def told(self, newer: Sequence[ModelReport]) -> list[NoLongerChecked]:
        """Return everything that is no longer checked, by the files; `newer` are the newer version's models."""
        silenced = [one for number, seen in self._seen.items() for one in self._silenced(number, seen, newer[number])]
        entries = [*self._plans, *taken_away.silenced(silenced)]
        entries += self._asked_less({one.path for one in entries if one.codes})
        return sorted(entries, key=lambda one: (one.path, one.finding.location.start, one.finding.message))

    def _silenced(self, number: int, seen: _Seen, report: ModelReport) -> Iterator[tuple[Cause, Finding, str, str]]:
        """Return what the older version's settings find in a model, and the newer ones do not show as gravely."""
        now = self._after.checked[number]
        if now.model is None and seen.judged is not None and seen.judged.checked.model is not None:
            return  # limits keep it from being read, which is told
        ignored = [one.finding for one in report.ignored]
        found = seen.judged.standing if seen.judged is not None else [*report.findings, *ignored]
        missing = lost(found, report.findings)
        was = None if seen.before is None else self._before.checked[seen.before]
        missing = not_covered(missing, was.ignores if was else None, was.model if was else None)
        lenient, fail_on = self.standing(number)
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
                cause = self._by_baseline(number)
            else:
                cause = self._by_settings(seen.pair, now, one)
            if forgiven.draft and not counts(one, forgiven, "info"):
                grave = _lighter(one)
            yield cause, grave, fail_on, allowed

    def _by_baseline(self, number: int) -> Cause:
        from coverage_lint.discovery.find_models import show

        one = self._after.checked[number]
        path = self._after.baseline_of(one.settings, one.report.path) or ""
        shown = show(path, self._versions.after.folder)
        return Cause(shown, nowhere(shown), f"the baseline {shown} silences")

    def _by_settings(self, pair: FilePair, now: Checked, one: Finding) -> Cause:
        """Return which key of the settings, or which pack, a finding is lost by."""
        from coverage_lint.settings.paths import applies

        settings = now.settings
        home = pair.home
        inner = [own.glob for own in settings.per_file if applies(settings, own, home)]
        placed = place_of(settings, one.code, one.name, inner)
        own = next((policy for policy in self._after.rules_of(settings).own() if policy.code == one.code), None)
        if own is not None and placed is None:
            path = own.location.path
            return Cause(path, own.location, f"{one.code} as {path} has it now silences")
        if placed is not None:
            path = placed[0].path
            return Cause(path, placed[0], placed[1].format(path))
        older = self._older.settings(pair)
        path = settings.path or (older.path if older is not None else None) or now.report.path
        return Cause(path, nowhere(path), f"what changed in {path} silences")

    def _asked_less(self, told: set[str]) -> Iterator[NoLongerChecked]:
        """Tell of settings that ask less, where no finding of theirs told so."""
        met: set[tuple[int, int]] = set()
        for number, seen in self._seen.items():
            now = self._after.checked[number]
            if seen.judged is None:
                continue
            was = seen.judged.checked
            if (id(was.settings), id(now.settings)) in met:
                continue
            met.add((id(was.settings), id(now.settings)))
            path = now.settings.path or was.settings.path
            if path is None or path in told:
                continue
            words, codes = asked_less(
                (was.settings, self._older.checker.rules_of(was.settings), was.selection),
                (now.settings, self._after.rules_of(now.settings), now.selection),
            )
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
    """Return a finding that is told, and does not fail the run by itself."""
    return one._replace(severity="warning") if one.severity == "error" else one


def _name(one: Checked) -> str:
    name = one.model.plan.values.get("name") if one.model is not None else None
    return name if isinstance(name, str) else ""
