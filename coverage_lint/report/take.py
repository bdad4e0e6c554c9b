"""Takes the portraits of models: checks them, and gathers what a report shows of each."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING, NamedTuple, cast

from coverage_lint.asked import all_asked
from coverage_lint.asked import asked as pages_asked
from coverage_lint.checking import examine
from coverage_lint.report.asked import Asked
from coverage_lint.report.gather import gather
from coverage_lint.rules import Rules
from coverage_lint.settings.find import SettingsFinder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coverage_lint.findings import Report, Severity
    from coverage_lint.options import Options
    from coverage_lint.policy.page import Page
    from coverage_lint.report.portrait import Portrait
    from coverage_lint.report.refs import Exact
    from coverage_lint.settings.settings import Settings

FIGURES = (("CL301", "over_assignment"), ("CL302", "over_assignment"), ("CL502", "least"), ("CL502", "most"))
"""Parameters of shipped policies that a report draws as marks."""


class Taken(NamedTuple):
    """The report of a check, and the portrait of each of its models, in the same order."""

    report: Report
    portraits: tuple[Portrait, ...]
    pages: tuple[Page, ...]
    """Of every policy that was asked of any of them."""


def portraits(paths: Sequence[str], options: Options, cwd: str) -> Taken:
    """Check the models that paths name or hold, and gather what a report shows of each. Raises Misuse."""
    examined = examine(paths, options, cwd)
    finder = SettingsFinder(cwd)
    figures: dict[int, Mapping[tuple[str, str], Exact]] = {}
    made = []
    asked_of = pages_asked(examined.report, options, cwd)
    for model, records, pages in zip(examined.report.models, examined.models, asked_of, strict=True):
        settings = finder.nearest(os.path.dirname(model.path))
        if id(settings) not in figures:
            figures[id(settings)] = _figures(options, settings, cwd)
        made.append(gather(records, model, Asked(_severities(pages), figures[id(settings)], options.on)))
    return Taken(examined.report, tuple(made), tuple(all_asked(asked_of)))


def _severities(pages: Sequence[Page]) -> dict[str, Severity]:
    return {page.code: cast("Severity", page.severity) for page in pages}


def _figures(options: Options, settings: Settings, cwd: str) -> dict[tuple[str, str], Exact]:
    """Give the figures in force: as settings say, else as the policies ship."""
    from coverage_lint.policy.shipped import shipped

    policies = {policy.code: policy for policy in shipped().policies}
    given = Rules(options, settings, cwd).parameters()
    return {
        (code, name): cast("Exact", given.get(code, {}).get(name, policies[code].parameters[name].default))
        for code, name in FIGURES
    }
