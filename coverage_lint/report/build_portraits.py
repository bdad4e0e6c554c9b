"""Takes the portraits of models: checks them, and gathers what a report shows of each."""

from __future__ import annotations

import os.path
from collections import Counter
from typing import TYPE_CHECKING, cast

from coverage_lint.checking.run import examine
from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple
from coverage_lint.report.asked import Asked
from coverage_lint.report.gather import gather

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.checking.checker import Checked
    from coverage_lint.checking.options import Options
    from coverage_lint.checking.rule_set import Rules, RuleSets
    from coverage_lint.discovery.left_out import LeftOut
    from coverage_lint.findings import Report
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact

FIGURES = (
    ("CL301", "over_assignment"), ("CL302", "over_assignment"), ("CL217", "least"), ("CL217", "peak"),
    ("CL502", "least"), ("CL502", "most"),
)  # fmt: skip
"""Parameters of shipped policies by which a report draws marks."""


class Taken(NamedTuple):
    """The report of a check, and for each of its models, in the same order, what to show."""

    report: Report
    portraits: tuple[Portrait, ...]
    before: tuple[Portrait | None, ...]
    """What each was in an earlier version; None where there is none, or none was asked for."""

    def left_out_beside(self) -> tuple[LeftOut, ...]:
        """Return what a page of one plan tells that was not read: where there are several, their index tells it."""
        return self.report.left_out if len(self.portraits) == 1 else ()


def portraits(paths: Sequence[str], options: Options, cwd: str, base: str | None = None) -> Taken:
    """Check the models that paths name or hold, and gather what a report shows of each.

    `base` is an earlier version to show beside: a git revision, compared where it was left, or a file or folder
    beside the one path. Raises Misuse.
    """
    examined = examine(paths, options, cwd)
    figures = {id(one.rules): _figures(one.rules) for one in examined.checked}
    asked = [_asked(one, figures[id(one.rules)], options.on) for one in examined.checked]
    made = tuple(gather(one.model, one.report, its) for one, its in zip(examined.checked, asked, strict=True))
    older = {} if base is None else _older(base, paths, options, examined.rule_sets)
    before = []
    numbers: Counter[str] = Counter()
    for one, its in zip(examined.checked, asked, strict=True):
        home = os.path.abspath(os.path.join(cwd, one.report.path))
        was = older.get((home, numbers[home]))
        numbers[home] += 1
        before.append(None if was is None else gather(was.model, was.report, its))
    return Taken(examined.report, made, tuple(before))


def _asked(one: Checked, figures: dict[tuple[str, str], Exact], today: str | None) -> Asked:
    """Return what was asked of a model, by the settings that hold for it."""
    return Asked({policy.code: policy.severity for policy in one.report.asked}, figures, today)


def _older(base: str, paths: Sequence[str], options: Options, rule_sets: RuleSets) -> dict[tuple[str, int], Checked]:
    """Check the earlier version of models: each by its file as it is called now, and its number in it."""
    from coverage_lint.checking.checker import Checker
    from coverage_lint.checking.outcome import outcome
    from coverage_lint.revisions import versions

    head, cwd = None, rule_sets.cwd
    if os.path.lexists(os.path.join(cwd, base)):
        if len(paths) != 1:
            raise Misuse(f"--base {base} is a file or folder: give the one path that it is an earlier version of")
        head, paths = paths[0], ()
    found: list[tuple[str, Checked]] = []
    with versions(base, head, paths, cwd) as both:
        folder = both.after.folder
        known = rule_sets if folder == cwd else None  # elsewhere, what is said of settings has other paths
        checker = Checker(options._replace(baseline=""), folder, keep=True, rule_sets=known)
        for pair in both.pairs:
            if pair.before is not None and pair.after is not None:
                checked = checker.check_file(pair.before.path, both.before.prefix + pair.before.shown, pair.home)
                found += [(pair.home, one) for one in checked]
        ended = outcome([one for _, one in found], checker.options, folder)
    return {(home, one.number): one for (home, _), one in zip(found, ended.models, strict=True)}


def _figures(rules: Rules) -> dict[tuple[str, str], Exact]:
    """Return the figures in force: as settings say, else as the policies ship."""
    from coverage_lint.policy.shipped import shipped

    policies = {policy.code: policy for policy in shipped().policies}
    given = rules.parameters()
    return {
        (code, name): cast("Exact", given.get(code, {}).get(name, policies[code].parameters[name].default))
        for code, name in FIGURES
    }
