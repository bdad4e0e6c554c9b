"""Which policies a check asked of a model, for reports that also name what was not found."""

from __future__ import annotations

import os.path
from functools import lru_cache
from typing import TYPE_CHECKING

from coverage_lint.decisions.selection import Selection
from coverage_lint.policy.select import hideable
from coverage_lint.settings.find import SettingsFinder

if TYPE_CHECKING:
    from coverage_lint.authoring.policy_page import Page
    from coverage_lint.checking.options import Options
    from coverage_lint.findings import ModelReport, Report
    from coverage_lint.settings.settings import Settings


def asked(report: Report, options: Options, cwd: str, *, changes: bool = False) -> list[tuple[Page, ...]]:
    """Return for each model of a report the pages of the policies asked, in the order of their codes. Raises Misuse.

    Those about changes are among them only where `changes` says that two versions were compared.
    """
    finder = SettingsFinder(cwd)
    known: dict[int, list[Page]] = {}
    made = []
    for model in report.models:
        settings = finder.nearest(os.path.dirname(model.path))
        if id(settings) not in known:
            pages = sorted([*_shipped(), *_own(settings, cwd)], key=lambda page: page.code)
            known[id(settings)] = [page for page in pages if changes or not page.of_change]
        pages = known[id(settings)]
        selection = Selection(options, settings, os.path.abspath(os.path.join(cwd, model.path)))
        unread = _unread(model)
        made.append(
            tuple(page for page in pages if selection.wants(page.code, page.name) and not (unread and _later(page)))
        )
    return made


def all_asked(asked_of: list[tuple[Page, ...]]) -> list[Page]:
    """Return each page once, in the order of the codes."""
    by_code = {page.code: page for pages in asked_of for page in pages}
    return [by_code[code] for code in sorted(by_code)]


def _unread(model: ModelReport) -> bool:
    """True if a model could not be read at all."""
    return not model.figures and any(not hideable(finding.code) for finding in model.findings)


def _later(page: Page) -> bool:
    """True if a policy is asked only of what could be read."""
    return hideable(page.code)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Page, ...]:
    from coverage_lint.authoring.policy_page import shipped_pages

    return tuple(shipped_pages())


def _own(settings: Settings, cwd: str) -> list[Page]:
    if not settings.policies:
        return []
    from coverage_lint.authoring.policy_page import page_of
    from coverage_lint.policy.fields.catalogue import catalogue
    from coverage_lint.policy.load import load_policies
    from coverage_lint.settings.pack_files import pack_files

    files = pack_files(settings, cwd)
    return [page_of(policy, path) for path, shown in files for policy in load_policies(path, shown, catalogue())]
