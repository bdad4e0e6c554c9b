"""Which policies a check asked of a model, for reports that also name what was not found."""

from __future__ import annotations

import os.path
from functools import lru_cache
from typing import TYPE_CHECKING

from coverage_lint.decisions.select import hideable, selects
from coverage_lint.settings.find import SettingsFinder

if TYPE_CHECKING:
    from coverage_lint.checking import Options
    from coverage_lint.findings import ModelReport, Report
    from coverage_lint.policy.page import Page
    from coverage_lint.settings.paths import ForFile
    from coverage_lint.settings.settings import Settings


def asked(report: Report, options: Options, cwd: str) -> list[tuple[Page, ...]]:
    """Give for each model of a report the pages of the policies asked, in the order of their codes. Raises Misuse."""
    finder = SettingsFinder(cwd)
    own: dict[int, list[Page]] = {}
    made = []
    for model in report.models:
        settings = finder.nearest(os.path.dirname(model.path))
        if id(settings) not in own:
            own[id(settings)] = [*_shipped(), *_own(settings, cwd)]
        pages = own[id(settings)]
        if _unread(model):
            made.append(tuple(page for page in pages if not hideable(page.code)))
            continue
        for_file = _for_file(settings, os.path.abspath(os.path.join(cwd, model.path)))
        made.append(tuple(page for page in pages if _was_asked(page, options, for_file)))
    return made


def _unread(model: ModelReport) -> bool:
    """Say whether a model could not be read at all, so that no policy was asked."""
    return not model.figures and any(not hideable(finding.code) for finding in model.findings)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Page, ...]:
    from coverage_lint.policy.page import shipped_pages

    return tuple(shipped_pages())


def _own(settings: Settings, cwd: str) -> list[Page]:
    if not settings.policies:
        return []
    from coverage_lint.entities.model import catalogue
    from coverage_lint.policy.load import load_policies
    from coverage_lint.policy.page import page_of
    from coverage_lint.settings.packs import pack_files

    files = pack_files(settings, cwd)
    return [page_of(policy, path) for path, shown in files for policy in load_policies(path, shown, catalogue())]


def _for_file(settings: Settings, path: str) -> ForFile | None:
    if settings.path is None:
        return None
    from coverage_lint.settings.paths import for_file

    return for_file(settings, path)


def _was_asked(page: Page, options: Options, own: ForFile | None) -> bool:
    if not hideable(page.code):
        return True
    if not _chosen(page, options.select, options.ignore):
        return False
    if own is None:
        return True
    return _chosen(page, () if options.select else own.select, own.ignore) and _severity(page, own) != "off"


def _chosen(page: Page, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    chosen = not select or any(selects(word, page.code, page.name) for word in select)
    return chosen and not any(selects(word, page.code, page.name) for word in ignore)


def _severity(page: Page, own: ForFile) -> str | None:
    return own.severity(page.code, page.name)
