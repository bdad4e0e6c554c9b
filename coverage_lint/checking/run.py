"""A check, whole: from paths to a report."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.discovery.find_models import find_models
from coverage_lint.discovery.left_out import MOST_NAMED, NO_TOP_KEY, LeftOut
from coverage_lint.document.encoding import guess
from coverage_lint.document.marker import MARKER, plain
from coverage_lint.errors import Misuse
from coverage_lint.findings import ModelReport, Report
from coverage_lint.frozen import NamedTuple
from coverage_lint.system.files import forget

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.checking.checker import Checked, Checker
    from coverage_lint.checking.options import Options
    from coverage_lint.checking.policy_set import PolicySets
    from coverage_lint.discovery.find_models import FoundFile


_OWN_FILES = ".coverage-"


class Examined(NamedTuple):
    """A report, and what was checked, a model each in the same order."""

    report: Report
    checked: tuple[Checked, ...]
    options: Options
    policy_sets: PolicySets


def is_own_file(path: str) -> bool:
    """True if a name begins like this program's own files: settings, a baseline, a schema for editors."""
    return os.path.basename(path).startswith(_OWN_FILES)


def check_paths(paths: Sequence[str], options: Options, cwd: str) -> Report:
    """Check the models that paths name or hold. Raises Misuse."""
    return examine(paths, options, cwd, keep=False).report


def examine(paths: Sequence[str], options: Options, cwd: str, *, keep: bool = True) -> Examined:
    """Check the models that paths name or hold, and keep their records for who shows more of them. Raises Misuse."""
    from coverage_lint.checking.checker import Checker
    from coverage_lint.checking.outcome import check_something_asked, outcome

    found = find_models(paths, cwd)
    if found.errors:
        raise Misuse("; ".join(found.errors))
    named = {os.path.abspath(os.path.join(cwd, path)) for path in paths}
    passed_over = [file.shown for file in found.passed_over if not is_own_file(file.shown)]
    checker = Checker(options, cwd, keep=keep)
    searched = named or {os.path.abspath(cwd)}
    models = [
        file
        for file in found.models
        if os.path.abspath(os.path.join(cwd, file.path)) in named or not checker.excludes(file.path, searched)
    ]
    checker.check_words(dict.fromkeys(os.path.dirname(file.path) for file in models))
    if not models and not found.beside and not paths:
        raise Misuse(_no_model(found.left_out))
    checked: dict[str, list[Checked]] = {}
    for file in models:
        checked[file.shown] = checker.check_file(file.path, file.shown)
        if not keep:
            forget(file.path)
    found_in = [one for held in checked.values() for one in held]
    beside = _beside(found.beside, named, checker)
    none = [shown for shown, held in checked.items() if not held]
    check_something_asked(found_in, options)
    ended = outcome(found_in, options, cwd)
    unread = [one for one in checker.policy_sets.finder.left_out() if one.path not in ended.baselines]
    tables = {file for report in ended.reports for file in report.files}
    report = Report(
        tuple(sorted((*ended.reports, *beside), key=lambda one: one.path)) if beside else ended.reports,
        tuple(sorted({*passed_over, *none} - tables)),
        ended.gone,
        ended.moved,
        left_out((*found.left_out, *unread), none, ended.reports),
        tuple(file.shown for file in found.beside),
    )
    return Examined(report, ended.models, options, checker.policy_sets)


def _beside(files: Sequence[FoundFile], named: set[str], checker: Checker) -> list[ModelReport]:
    """Return what is wrong with files beside models, but for those that settings pass over."""
    if not files:
        return []
    from coverage_lint.checking.beside import check_beside

    def counts(file: FoundFile) -> bool:
        whole = os.path.abspath(os.path.join(checker.cwd, file.path))
        return whole in named or not checker.excludes(file.path, named or {os.path.abspath(checker.cwd)})

    return check_beside([file for file in files if counts(file)], checker)


def left_out(
    entries: Iterable[LeftOut], unmarked: Iterable[str], reports: Iterable[ModelReport]
) -> tuple[LeftOut, ...]:
    """Return what was not read, by path, with files found as models that turned out to be none; no table of a model."""
    tables = {file for report in reports for file in report.files}
    told = {*entries, *(LeftOut(shown, NO_TOP_KEY) for shown in unmarked)}
    return tuple(
        sorted(
            one for one in told if one.path not in tables and not (one.reason == NO_TOP_KEY and is_own_file(one.path))
        )
    )


def _no_model(entries: Sequence[LeftOut]) -> str:
    """Return the message that there is no model, with what was left out, where it may be."""
    words = "no model found below this folder: a model is a YAML or JSON file with the top-level key coverage_model"
    first = "; ".join(f"{one.path}: {one.reason}" for one in entries[:MOST_NAMED])
    return f"{words}. Not read: {first}" if first else words


def check_data(data: bytes, shown: str, options: Options, folder: str | None = None) -> Report:
    """Check the models in a file's bytes; `from:` reads below the folder. Raises Misuse."""
    from coverage_lint.checking.checker import Checker
    from coverage_lint.checking.outcome import check_something_asked, outcome

    cwd = os.getcwd()
    checker = Checker(options, cwd)
    checker.check_words((folder or cwd,))
    checked = checker.check_bytes(data, shown, folder)
    check_something_asked(checked, options)
    told: tuple[LeftOut, ...] = ()
    if not checked and MARKER in plain(guess(data)):
        told = (LeftOut(shown, NO_TOP_KEY),)
    ended = outcome(checked, options, cwd)
    return Report(ended.reports, () if checked else (shown,), ended.gone, ended.moved, told)
