"""Takes the portraits of models: checks them, and gathers what a report shows of each."""

from __future__ import annotations

import os.path
from collections import Counter
from typing import TYPE_CHECKING, cast

from coverage_lint.checking.asked_policies import all_asked
from coverage_lint.checking.asked_policies import asked as pages_asked
from coverage_lint.checking.rule_set import Rules
from coverage_lint.checking.run import examine
from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple
from coverage_lint.report.asked import Asked
from coverage_lint.report.gather import gather
from coverage_lint.settings.find import SettingsFinder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coverage_lint.authoring.policy_page import Page
    from coverage_lint.checking.options import Options
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import ModelReport, Report, Severity
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact
    from coverage_lint.settings.settings import Settings

FIGURES = (("CL301", "over_assignment"), ("CL302", "over_assignment"), ("CL502", "least"), ("CL502", "most"))
"""Parameters of shipped policies that a report draws as marks."""


class Taken(NamedTuple):
    """The report of a check, and for each of its models, in the same order, what to show."""

    report: Report
    portraits: tuple[Portrait, ...]
    before: tuple[Portrait | None, ...]
    """What each was in an earlier version; None where there is none, or none was asked for."""
    pages: tuple[Page, ...]
    """Of every policy that was asked of any of them."""


def portraits(paths: Sequence[str], options: Options, cwd: str, base: str | None = None) -> Taken:
    """Check the models that paths name or hold, and gather what a report shows of each.

    `base` is an earlier version to show beside: a git revision, compared where it was left, or a file or folder
    beside the one path. Raises Misuse.
    """
    examined = examine(paths, options, cwd)
    pages = pages_asked(examined.report, options, cwd)
    asked = _asked(examined.report, pages, options, cwd)
    models = examined.report.models
    made = tuple(
        gather(records, model, one) for records, model, one in zip(examined.models, models, asked, strict=True)
    )
    older = {} if base is None else _older(base, paths, options, cwd)
    before = []
    numbers: Counter[str] = Counter()
    for model, one in zip(models, asked, strict=True):
        home = os.path.abspath(os.path.join(cwd, model.path))
        report, records = older.get((home, numbers[home]), (None, None))
        numbers[home] += 1
        before.append(None if report is None else gather(records, report, one))
    return Taken(examined.report, made, tuple(before), tuple(all_asked(pages)))


def _asked(report: Report, pages_of: Sequence[Sequence[Page]], options: Options, cwd: str) -> list[Asked]:
    """Return for each model what was asked of it, by the settings that hold for it."""
    finder = SettingsFinder(cwd)
    figures: dict[int, Mapping[tuple[str, str], Exact]] = {}
    made = []
    for model, pages in zip(report.models, pages_of, strict=True):
        settings = finder.nearest(os.path.dirname(model.path))
        if id(settings) not in figures:
            figures[id(settings)] = _figures(options, settings, cwd)
        made.append(Asked(_severities(pages), figures[id(settings)], options.on))
    return made


def _older(
    base: str, paths: Sequence[str], options: Options, cwd: str
) -> dict[tuple[str, int], tuple[ModelReport, Model | None]]:
    """Check the earlier version of models: each by its file as it is called now, and its number in it."""
    from coverage_lint.checking.checker import Checker
    from coverage_lint.revisions import versions

    head = None
    if os.path.lexists(os.path.join(cwd, base)):
        if len(paths) != 1:
            raise Misuse(f"--base {base} is a file or folder: give the one path that it is an earlier version of")
        head, paths = paths[0], ()
    places = []
    with versions(base, head, paths, cwd) as both:
        checker = Checker(options._replace(baseline=""), both.after.folder, keep=True)
        for pair in both.pairs:
            if pair.before is not None and pair.after is not None:
                begun = len(checker.checked)
                checker.check_file(pair.before.path, both.before.prefix + pair.before.shown, pair.home)
                places += [(pair.home, one.number) for one in checker.checked[begun:]]
        reports = checker.reports()
    return {place: (report, one.model) for place, report, one in zip(places, reports, checker.checked, strict=True)}


def _severities(pages: Sequence[Page]) -> dict[str, Severity]:
    return {page.code: cast("Severity", page.severity) for page in pages}


def _figures(options: Options, settings: Settings, cwd: str) -> dict[tuple[str, str], Exact]:
    """Return the figures in force: as settings say, else as the policies ship."""
    from coverage_lint.policy.shipped import shipped

    policies = {policy.code: policy for policy in shipped().policies}
    given = Rules(options, settings, cwd).parameters()
    return {
        (code, name): cast("Exact", given.get(code, {}).get(name, policies[code].parameters[name].default))
        for code, name in FIGURES
    }
