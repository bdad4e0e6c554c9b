"""A comparison, whole: from two versions of the files to what changed, and which findings are new."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from coverage_lint.change.differences import differences
from coverage_lint.change.figures import figure_changes
from coverage_lint.change.report import ChangeReport, ModelChange
from coverage_lint.checking.checker import Checker
from coverage_lint.checking.outcome import check_something_asked, outcome
from coverage_lint.checking.run import is_own_file, left_out
from coverage_lint.comparing.lacking import lacking_in
from coverage_lint.comparing.old_and_new import tell_apart
from coverage_lint.comparing.older_rules import OlderRules
from coverage_lint.comparing.taken_away import allowed_by
from coverage_lint.comparing.two_versions import TwoVersions, matched, plan_name
from coverage_lint.comparing.watch import Watch
from coverage_lint.decisions.identity import has_one_of
from coverage_lint.decisions.one_cause import hold_back, name_waiting, named
from coverage_lint.decisions.verdict import QUESTION
from coverage_lint.findings import in_order
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coverage_lint.change.report import EntityChange
    from coverage_lint.checking.checker import Checked
    from coverage_lint.checking.options import Options
    from coverage_lint.findings import Finding
    from coverage_lint.revisions import FilePair, Versions


_UNUSED = "CL030"
"""Tells of an ignore that silences nothing."""


def compare(versions: Versions, options: Options, allowed: Sequence[str] = ()) -> ChangeReport:
    """Check both versions and compare them. Raises Misuse.

    Both are judged by the newer version's settings; its ignores and baseline take findings out as in a check. What the
    older version's own settings would find beyond that is told as no longer checked, but for the files `allowed`, or
    below folders of these. Without a day in the options, today is the day of the newer version's commit.
    """
    return compare_models(versions, options, allowed).change


def compare_models(versions: Versions, options: Options, allowed: Sequence[str] = ()) -> Compared:
    """Compare as `compare` does, and keep both versions of each model for who shows more of them. Raises Misuse."""
    return _Comparison(versions, options._replace(on=options.on or versions.after.day), allowed).compared()


class Compared(NamedTuple):
    """A comparison, and its models: what was checked of each, and how it changed."""

    change: ChangeReport
    models: tuple[tuple[TwoVersions, ModelChange], ...]


class _Comparison:
    """Two checkers, one for each version, with the settings of the newer."""

    def __init__(self, versions: Versions, options: Options, allowed: Sequence[str]) -> None:
        self.versions = versions
        self.options = options
        self.allowed = allowed
        home = versions.after.folder
        self.after = Checker(options, home, keep=True, changes=True)
        of_before = options._replace(baseline="", lacks=False)
        self.before = Checker(of_before, home, keep=True, changes=True, policy_sets=self.after.policy_sets)
        self.older = OlderRules(versions, options, self.after)
        self.watch = Watch(versions, options, self.older)

    def compared(self) -> Compared:
        """Return everything."""
        versions, after = self.versions, self.after
        pairs = [pair for pair in versions.pairs if not self._excluded(pair)]
        after.check_words(sorted({os.path.dirname(pair.home) for pair in pairs}))
        kept = {pair.home for pair in pairs}
        excluded = [one for pair in versions.pairs if pair.home not in kept for one in self._note_excluded(pair)]
        passed_over = [file for file in versions.passed_over if not is_own_file(file)]
        unmarked: list[str] = []
        models: list[TwoVersions] = []
        for pair in pairs:
            found = self._checked(pair)
            models += found
            if pair.after is not None and all(one.after is None for one in found):
                unmarked.append(pair.after.shown)
        passed_over += unmarked
        models, needless, baselines = self._ended(models, excluded)
        unread = [one for one in after.policy_sets.finder.left_out() if one.path not in baselines]
        taken = self.watch.told(models)
        newer = [one.after for one in models if one.after is not None]
        if not taken:  # else what is not asked any more is told
            check_something_asked(newer, self.options, changes=True)
        in_file = [
            Counter(one.report.path for one in held if one is not None)
            for held in ((*excluded, *(one.before for one in models)), newer)
        ]
        changes = [self._change(one, needless, *in_file) for one in models]
        change = ChangeReport(
            versions.before.name,
            versions.after.name,
            tuple(sorted(changes, key=lambda one: one.path)),
            tuple(sorted(set(passed_over) - {file for one in newer for file in one.report.files})),
            (*versions.notes, *self.older.notes),
            tuple(allowed_by(one, self.allowed) for one in taken),
            left_out((*versions.left_out, *unread), unmarked, [one.report for one in newer]),
        )
        return Compared(change, tuple(zip(models, changes, strict=True)))

    def _ended(
        self, models: Sequence[TwoVersions], excluded: Sequence[Checked]
    ) -> tuple[list[TwoVersions], frozenset[tuple[str, int]], tuple[str, ...]]:
        """Return the models with all that was found, once each is checked; where older ignores are needless; baselines.

        Those silence nothing, whatever the older version's own change was. That change is not asked for here, and an
        ignore of a policy about changes may have been needed for it.
        """
        older = [*excluded, *(one.before for one in models if one.before is not None)]
        newer = [one.after for one in models if one.after is not None]
        home = self.after.cwd
        before = outcome(older, self.before.options, home, changes=True)
        after = outcome(newer, self.options, home, changes=True)
        needless: frozenset[tuple[str, int]] = frozenset()
        if any(found.code == _UNUSED for report in before.reports for found in report.findings):
            alone = outcome(older, self.before.options, home)
            needless = frozenset(_at(one) for report in alone.reports for one in report.findings if one.code == _UNUSED)
        befores, afters = iter(before.models[len(excluded) :]), iter(after.models)
        ended = [one._replace(before=one.before and next(befores), after=one.after and next(afters)) for one in models]
        return ended, needless, after.baselines

    def _excluded(self, pair: FilePair) -> bool:
        """True if settings leave a file out that was not named itself."""
        folder = self.versions.after.folder
        named = {os.path.abspath(os.path.join(folder, path)) for path in self.versions.after.paths}
        return pair.home not in named and self.after.excludes(pair.home, named or {folder})

    def _note_excluded(self, pair: FilePair) -> list[Checked]:
        """Report plans that were checked and that the newer version's settings leave out."""
        if pair.before is None or self.older.excludes(pair):
            return []
        folder = self.versions.after.folder
        named = {os.path.abspath(os.path.join(folder, path)) for path in self.versions.after.paths}
        by = self.after.excluding(pair.home, named or {folder})
        place = None if by is None else by[0].place("exclude", by[1])
        path = pair.after.shown if pair.after is not None else self._path_before(pair.before.shown)
        found = self._check_older(pair)
        for one in found:
            self.watch.excluded(pair, one, path, self._path_before(pair.before.shown), place)
        return found

    def _check_older(self, pair: FilePair) -> list[Checked]:
        """Check the older version of a file, by the newer version's settings."""
        if pair.before is None:
            return []
        return self.before.check_file(pair.before.path, self.versions.before.prefix + pair.before.shown, pair.home)

    def _checked(self, pair: FilePair) -> list[TwoVersions]:
        """Check both versions of a file, and match its models."""
        older = self._check_older(pair)
        newer = [] if pair.after is None else self.after.check_file(pair.after.path, pair.after.shown)
        models = [
            one if one.after is None else one._replace(after=self.after.ask_of_change(one.after, one.model_before))
            for one in matched(pair, older, newer)
        ]
        path = "" if pair.before is None else self._path_before(pair.before.shown)
        return self.watch.look(pair, path, models)

    def _change(
        self,
        two: TwoVersions,
        needless: frozenset[tuple[str, int]],
        in_older: Mapping[str, int],
        in_newer: Mapping[str, int],
    ) -> ModelChange:
        """Compare one model."""
        before = None if two.before is None else two.before.report
        after = None if two.after is None else two.after.report
        entities = _entities(two)
        fixed: tuple[Finding, ...] = ()
        if after is not None:
            lenient, fail_on = self.watch.standing(two)
            if after.draft and not lenient:
                after = after._replace(draft=False)
                before = before and before._replace(draft=False)
            after = after._replace(fail_on=fail_on)  # type: ignore[arg-type]
        if before is not None and after is not None and two.was_checked:
            lacking = lacking_in(two.model_before)
            apart = tell_apart(before, after, lacking)
            if has_one_of(apart.old, after.refuting):
                after = after._replace(findings=(*after.findings, *after.waiting), waiting=())
                apart = tell_apart(before, after, lacking)
            after = after._replace(
                findings=apart.new,
                baselined=tuple(in_order((*after.baselined, *apart.old))),
                old_questions=sum(one.code == QUESTION for one in apart.old),
            )
            fixed = tuple(one for one in apart.fixed if one.code != _UNUSED or _at(one) in needless)
        if after is not None:
            policies = two.after.policy_set  # type: ignore[union-attr]  # its report is there
            held = hold_back(after.findings, policies.holding(), after.refuting)
            after = after._replace(findings=tuple(held.told), waiting=(*after.waiting, *held.waiting))
            names = dict(policies.known())
            after, fixed = named(after, names), name_waiting(fixed, names)
        before_path = None if before is None else self._path_before(before.path)
        path = after.path if after is not None else before_path or ""
        same = before_path == path and not entities and not fixed and after is not None and not after.findings
        alone = in_newer[path] < 2 and (before is None or in_older[before.path] < 2)  # noqa: PLR2004 - several
        return ModelChange(
            path,
            before_path,
            "added" if before is None else "removed" if after is None else "unchanged" if same else "changed",
            figure_changes(before.figures if before else (), after.figures if after else ()),
            entities,
            after,
            fixed,
            "" if alone else plan_name(two.after or two.before) or "",
        )

    def _path_before(self, shown: str) -> str:
        """Return the path of an older file as it would be in the newer version, so that only a moved file differs."""
        before, after = self.versions.before, self.versions.after
        path = shown.removeprefix(before.prefix)
        folders = (before.name, after.name)
        if all(name.endswith("/") for name in folders) and path.startswith(before.name):
            return after.name + path.removeprefix(before.name)
        return path


def _entities(two: TwoVersions) -> tuple[EntityChange, ...]:
    """Return what changed, if both versions could be read."""
    unread = any(one is not None and one.model is None for one in (two.before, two.after))
    return () if unread else differences(two.model_before, two.after and two.after.model)


def _at(finding: Finding) -> tuple[str, int]:
    return finding.location.path, finding.location.start
