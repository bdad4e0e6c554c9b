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

    from coverage_lint.change.report import ChangeReport, ModelChange, NoLongerChecked
    from coverage_lint.checking.checker import Checked
    from coverage_lint.checking.options import Options
    from coverage_lint.checking.policy_set import PolicySet
    from coverage_lint.comparing.two_versions import TwoVersions
    from coverage_lint.discovery.left_out import LeftOut
    from coverage_lint.findings import ModelReport, Report
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact

FIGURES = (
    ("CL301", "over_assignment"), ("CL302", "over_assignment"), ("CL217", "least"), ("CL217", "peak"),
    ("CL502", "least"), ("CL502", "most"),
)  # fmt: skip
"""Parameters of shipped policies by which a report draws marks."""


class Earlier(NamedTuple):
    """What a model was in an earlier version, and what changed since then, as `diff` tells it."""

    portrait: Portrait | None
    """None where it was not there."""
    change: ModelChange
    now: ModelReport | None
    """How the model stands, with what is no longer checked of it; None where it is gone."""
    since: str
    """What the earlier version is, for people."""
    no_longer_checked: tuple[NoLongerChecked, ...]
    """What the change takes away from being checked in the model's file."""
    notes: tuple[str, ...]


class Taken(NamedTuple):
    """The report of a check, and for each of its models, in the same order, what to show."""

    report: Report
    portraits: tuple[Portrait, ...]
    earlier: tuple[Earlier | None, ...]
    """What each was; None where no earlier version was asked for, or it does not have the model's file."""

    def left_out_beside(self) -> tuple[LeftOut, ...]:
        """Return what a page of one plan tells that was not read: where there are several, their index tells it."""
        return self.report.left_out if len(self.portraits) == 1 else ()


def portraits(paths: Sequence[str], options: Options, cwd: str, base: str | None = None) -> Taken:
    """Check the models that paths name or hold, and gather what a report shows of each.

    `base` is an earlier version to show beside: a git revision, compared where it was left, or a file or folder
    beside the one path. Then today is the day that `diff` takes, unless the options say it. Raises Misuse.
    """
    if base is None:
        examined = examine(paths, options, cwd)
        made = [gather(one.model, one.report, _asked(one, options.on)) for one in examined.checked]
        return Taken(examined.report, tuple(made), (None,) * len(made))
    return _beside(base, paths, options, cwd)


def _asked(one: Checked, today: str | None) -> Asked:
    """Return what was asked of a model, by the settings that hold for it."""
    return Asked({policy.code: policy.severity for policy in one.report.asked}, _figures(one.policy_set), today)


def _beside(base: str, paths: Sequence[str], options: Options, cwd: str) -> Taken:
    """Gather models, each beside what it was: by its file as it is called now, and its number in it."""
    from coverage_lint.comparing.compare import compare_models
    from coverage_lint.revisions import versions

    head, named = None, paths
    if os.path.lexists(os.path.join(cwd, base)):
        if len(paths) != 1:
            raise Misuse(f"--base {base} is a file or folder: give the one path that it is an earlier version of")
        head, named = paths[0], ()
    beside = [options.baseline] if options.baseline else []
    with versions(base, head, named, cwd, beside) as both:
        options = options._replace(on=options.on or both.after.day)
        compared = compare_models(both, options)
        examined = examine(paths, options, cwd)
    found = {
        (two.pair.home, two.after.number): (two, change) for two, change in compared.models if two.after is not None
    }
    whole = compared.change
    standing = {id(change): now for change, now in zip(whole.models, whole.reports(), strict=False)}
    made, earlier = [], []
    numbers: Counter[str] = Counter()
    for one in examined.checked:
        asked = _asked(one, options.on)
        made.append(gather(one.model, one.report, asked))
        home = os.path.abspath(os.path.join(cwd, one.report.path))
        pair = found.get((home, numbers[home]))
        numbers[home] += 1
        earlier.append(None if pair is None else _earlier(*pair, standing, whole, asked))
    return Taken(examined.report, tuple(made), tuple(earlier))


def _earlier(
    two: TwoVersions, change: ModelChange, standing: dict[int, ModelReport | None], whole: ChangeReport, asked: Asked
) -> Earlier:
    was = two.before
    taken = tuple(one for one in whole.no_longer_checked if one.path in {change.path, change.before_path})
    portrait = None if was is None else gather(was.model, was.report, asked)
    return Earlier(portrait, change, standing[id(change)], whole.before, taken, whole.notes)


def _figures(policy_set: PolicySet) -> dict[tuple[str, str], Exact]:
    """Return the figures in force: as settings say, else as the policies ship."""
    from coverage_lint.policy.shipped import shipped

    policies = {policy.code: policy for policy in shipped().policies}
    given = policy_set.parameters()
    return {
        (code, name): cast("Exact", given.get(code, {}).get(name, policies[code].parameters[name].default))
        for code, name in FIGURES
    }
