"""A comparison, whole: from two versions of the files to what changed, and which findings are new."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, cast

from coverage_lint.change.differences import differences
from coverage_lint.change.figures import figure_changes
from coverage_lint.change.report import ChangeReport, ModelChange
from coverage_lint.checking.checker import Checker
from coverage_lint.checking.run import is_own_file
from coverage_lint.comparing.lacking import lacking_in
from coverage_lint.comparing.old_and_new import tell_apart
from coverage_lint.comparing.older_rules import OlderRules
from coverage_lint.comparing.taken_away import allowed_by
from coverage_lint.comparing.watch import Watch
from coverage_lint.entities.changes import fiscal_start
from coverage_lint.findings import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.change.report import EntityChange
    from coverage_lint.checking.checker import Checked
    from coverage_lint.checking.options import Options
    from coverage_lint.findings import Finding, ModelReport
    from coverage_lint.revisions import FilePair, Versions


_MOST_PAIRS = 10_000
_UNUSED = "CL030"
"""Tells of an ignore that silences nothing."""


class _Two(NamedTuple):
    """One model in both versions, by its number among those checked; None where it is not there."""

    before: int | None
    after: int | None


def compare(versions: Versions, options: Options, allowed: Sequence[str] = ()) -> ChangeReport:
    """Check both versions and compare them. Raises Misuse.

    Both are judged by the newer version's settings; its ignores and baseline take findings out as in a check. What the
    older version's own settings would find beyond that is told as no longer checked, but for the files `allowed`, or
    below folders of these. Without a day in the options, today is the day of the newer version's commit.
    """
    return _Comparison(versions, options._replace(on=options.on or versions.after.day), allowed).report()


class _Comparison:
    """Two checkers, one for each version, with the settings of the newer."""

    def __init__(self, versions: Versions, options: Options, allowed: Sequence[str]) -> None:
        self.versions = versions
        self.options = options
        self.allowed = allowed
        home = versions.after.folder
        self.after = Checker(options, home, keep=True, changes=True)
        self.before = Checker(options._replace(baseline="", lacks=False), home, keep=True, changes=True)
        self.before.finder, self.before.rules = self.after.finder, self.after.rules
        self.needless: frozenset[tuple[str, int]] = frozenset()
        self.older = OlderRules(versions, options, self.after)
        self.watch = Watch(versions, options, self.older, self.before, self.after)

    def report(self) -> ChangeReport:
        """Return everything."""
        versions, after = self.versions, self.after
        pairs = [pair for pair in versions.pairs if not self._excluded(pair)]
        after.check_words(sorted({os.path.dirname(pair.home) for pair in pairs}))
        passed_over = [file for file in versions.passed_over if not is_own_file(file)]
        kept = {pair.home for pair in pairs}
        for pair in versions.pairs:
            if pair.home not in kept:
                self._note_excluded(pair)
        twos = [two for pair in pairs for two in self._checked(pair, passed_over)]
        older, newer = self.before.reports(), after.reports()
        taken = self.watch.told(newer)
        if not taken:  # else what is not asked any more is told
            after.check_something_asked()
        self.needless = self._needless(older)
        self.in_file = [Counter(report.path for report in reports) for reports in (older, newer)]
        models = [self._change(two, older, newer) for two in twos]
        return ChangeReport(
            versions.before.name,
            versions.after.name,
            tuple(sorted(models, key=lambda one: one.path)),
            tuple(sorted(set(passed_over) - {file for report in newer for file in report.files})),
            (*versions.notes, *self.older.notes),
            tuple(allowed_by(one, self.allowed) for one in taken),
        )

    def _needless(self, older: Sequence[ModelReport]) -> frozenset[tuple[str, int]]:
        """Return where ignores of the older version stand that silence nothing, whatever its own change was.

        That change is not asked for here, and an ignore of a policy about changes may have been needed for it.
        """
        if not any(one.code == _UNUSED for report in older for one in report.findings):
            return frozenset()
        self.before.changes = False
        found = [one for report in self.before.reports() for one in report.findings if one.code == _UNUSED]
        return frozenset(map(_at, found))

    def _excluded(self, pair: FilePair) -> bool:
        """True if settings leave a file out that was not named itself."""
        folder = self.versions.after.folder
        named = {os.path.abspath(os.path.join(folder, path)) for path in self.versions.after.paths}
        return pair.home not in named and self.after.excludes(pair.home, named or {folder})

    def _note_excluded(self, pair: FilePair) -> None:
        """Tell of plans that were checked, and which the newer version's settings leave out."""
        if pair.before is None or self.older.excludes(pair):
            return
        folder = self.versions.after.folder
        named = {os.path.abspath(os.path.join(folder, path)) for path in self.versions.after.paths}
        by = self.after.excluding(pair.home, named or {folder})
        place = None if by is None else by[0].place("exclude", by[1])
        path = pair.after.shown if pair.after is not None else self._path_before(pair.before.shown)
        for number in self._check_older(pair):
            self.watch.excluded(pair, number, path, self._path_before(pair.before.shown), place)

    def _check_older(self, pair: FilePair) -> range:
        """Check the older version of a file, by the newer version's settings."""
        if pair.before is None:
            return range(0)
        begun = len(self.before.checked)
        self.before.check_file(pair.before.path, self.versions.before.prefix + pair.before.shown, pair.home)
        return range(begun, len(self.before.checked))

    def _checked(self, pair: FilePair, passed_over: list[str]) -> list[_Two]:
        """Check both versions of a file, and match its models."""
        older, newer = self._check_older(pair), range(0)
        if pair.after is not None:
            begun = len(self.after.checked)
            if not self.after.check_file(pair.after.path, pair.after.shown):
                passed_over.append(pair.after.shown)
            newer = range(begun, len(self.after.checked))
        twos = _matched(older, newer, self.before.checked, self.after.checked)
        for two in twos:
            if two.before is not None and two.after is not None:
                self.after.ask_of_change(two.after, self.before.checked[two.before].model)
        path = "" if pair.before is None else self._path_before(pair.before.shown)
        self.watch.look(pair, path, [(two.before, two.after) for two in twos])
        return twos

    def _change(self, two: _Two, older: Sequence[ModelReport], newer: Sequence[ModelReport]) -> ModelChange:
        """Compare one model."""
        before = None if two.before is None else older[two.before]
        after = None if two.after is None else newer[two.after]
        entities = self._entities(two)
        fixed: tuple[Finding, ...] = ()
        if after is not None and two.after is not None:
            lenient, fail_on = self.watch.standing(two.after)
            if after.draft and not lenient:
                after = after._replace(draft=False)
                before = before and before._replace(draft=False)
            after = after._replace(fail_on=fail_on)  # type: ignore[arg-type]
        was_checked = two.before is not None and two.before not in self.watch.unchecked
        if before is not None and after is not None and was_checked:
            apart = tell_apart(before, after, lacking_in(self.before.checked[cast("int", two.before)].model))
            after = after._replace(findings=apart.new, baselined=tuple(in_order((*after.baselined, *apart.old))))
            fixed = tuple(one for one in apart.fixed if one.code != _UNUSED or _at(one) in self.needless)
        before_path = None if before is None else self._path_before(before.path)
        path = after.path if after is not None else before_path or ""
        same = before_path == path and not entities and not fixed and after is not None and not after.findings
        return ModelChange(
            path,
            before_path,
            "added" if before is None else "removed" if after is None else "unchanged" if same else "changed",
            figure_changes(before.figures if before else (), after.figures if after else ()),
            entities,
            after,
            fixed,
            self._name(two, path, before),
        )

    def _name(self, two: _Two, path: str, before: ModelReport | None) -> str:
        """Name a plan that its file's path does not tell from others."""
        in_older, in_newer = self.in_file
        if in_newer[path] < 2 and (before is None or in_older[before.path] < 2):  # noqa: PLR2004 - several
            return ""
        one = self.after.checked[two.after] if two.after is not None else self.before.checked[two.before or 0]
        return _name(one) or ""

    def _path_before(self, shown: str) -> str:
        """Return the path of an older file as it would be in the newer version, so that only a moved file differs."""
        before, after = self.versions.before, self.versions.after
        path = shown.removeprefix(before.prefix)
        folders = (before.name, after.name)
        if all(name.endswith("/") for name in folders) and path.startswith(before.name):
            return after.name + path.removeprefix(before.name)
        return path

    def _entities(self, two: _Two) -> tuple[EntityChange, ...]:
        """Tell what changed, where both versions could be read."""
        before = None if two.before is None else self.before.checked[two.before].model
        after = None if two.after is None else self.after.checked[two.after].model
        unread = (two.before is not None and before is None) or (two.after is not None and after is None)
        return () if unread else differences(before, after)


def _at(finding: Finding) -> tuple[str, int]:
    return finding.location.path, finding.location.start


def _matched(older: range, newer: range, before: Sequence[Checked], after: Sequence[Checked]) -> list[_Two]:
    """Match the models of a file's two versions: by the plan's name where that tells them apart, else the most alike.

    Alike is first what is for the same fiscal year, then what has more ids in common, then what stands in that order.
    """
    left = list(older)
    made: dict[int, int] = {}
    names = [_name(before[number]) for number in older]
    for number in newer:
        name = _name(after[number])
        if name is not None and names.count(name) == 1 and older[names.index(name)] in left:
            made[number] = older[names.index(name)]
            left.remove(made[number])
    rest = [number for number in newer if number not in made]
    for number, match in _by_likeness(left, rest, before, after):
        if match in left and number not in made:
            made[number] = match
            left.remove(match)
    return [_Two(made.get(number), number) for number in newer] + [_Two(number, None) for number in left]


def _by_likeness(
    older: Sequence[int], newer: Sequence[int], before: Sequence[Checked], after: Sequence[Checked]
) -> list[tuple[int, int]]:
    """Return pairs of models, newer and older, the most alike first; of very many, those in the same order alone."""
    if not 1 < len(older) * len(newer) <= _MOST_PAIRS:
        return list(zip(newer, older, strict=False))
    held = {one: _ids(before[one]) for one in older}
    has = {one: _ids(after[one]) for one in newer}
    alike = {
        (number, match): (_year(after[number]) == _year(before[match]), len(held[match] & has[number]))
        for number in newer
        for match in older
    }
    return sorted(alike, key=lambda pair: alike[pair], reverse=True)


def _ids(one: Checked) -> frozenset[tuple[str, str]]:
    kinds = one.model.by_kind if one.model is not None else {}
    return frozenset((kind, record.id) for kind, held in kinds.items() for record in held if record.id is not None)


def _year(one: Checked) -> str | None:
    return fiscal_start(one.model.plan) if one.model is not None else None


def _name(one: Checked) -> str | None:
    name = one.model.plan.values.get("name") if one.model is not None else None
    return name if isinstance(name, str) else None
