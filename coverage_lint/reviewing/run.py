"""A review, whole: the plans that paths lead to, each held against its CRM."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.checking.checker import Checker
from coverage_lint.checking.outcome import check_something_asked, outcome
from coverage_lint.checking.run import left_out
from coverage_lint.discovery.find_models import find_models, show
from coverage_lint.errors import Misuse
from coverage_lint.findings import Report
from coverage_lint.frozen import NamedTuple
from coverage_lint.review.bad_cells import bad_cells
from coverage_lint.review.database_tables import DatabaseTables
from coverage_lint.review.hold import hold_against
from coverage_lint.review.log import FOLDER, read_log
from coverage_lint.review.raw_tables import RawTables
from coverage_lint.review.references import check_references
from coverage_lint.reviewing.actuals_file import read_actuals
from coverage_lint.reviewing.ask import ask_of_actuals
from coverage_lint.system.data_files import DataFiles, check_installed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_lint.checking.checker import Checked
    from coverage_lint.checking.options import Options
    from coverage_lint.findings import ModelReport
    from coverage_lint.review.actual_model import ActualModel
    from coverage_lint.review.log import Log
    from coverage_lint.reviewing.actuals_file import Actuals


class Request(NamedTuple):
    """What a call says of the CRM."""

    actuals: str | None = None
    preset: str | None = None
    as_of: str | None = None


class Held(NamedTuple):
    """A plan that was held against its CRM."""

    report: ModelReport
    model: ActualModel
    actuals: Actuals
    log: Log


class Reviewed(NamedTuple):
    """A report of what happened, and what was measured of each plan, in the same order; None of one that cannot be."""

    report: Report
    held: tuple[Held | None, ...]


def review_paths(
    paths: Sequence[str],
    options: Options,
    request: Request,
    cwd: str,
    then: Callable[[ActualModel, Actuals], None] | None = None,
) -> Reviewed:
    """Review the plans that paths name or hold; `then` is called while a plan's data is open. Raises Misuse."""
    check_installed()
    found = find_models(paths, cwd)
    if found.errors:
        raise Misuse("; ".join(found.errors))
    checker = Checker(options, cwd, keep=True)
    named = {os.path.abspath(os.path.join(cwd, path)) for path in paths} or {os.path.abspath(cwd)}
    files = [
        file
        for file in found.models
        if os.path.abspath(os.path.join(cwd, file.path)) in named or not checker.excludes(file.path, named)
    ]
    if not files:
        raise Misuse("no model found: a model is a YAML or JSON file with the top-level key coverage_model")
    if len(files) > 1 and request.actuals is not None:
        raise Misuse(f"--actuals is for one plan, and there are {len(files):,}: {files[0].shown}, {files[1].shown} …")
    checker.check_words(dict.fromkeys(os.path.dirname(file.path) for file in files))
    checked: list[Checked] = []
    held: list[tuple[ActualModel, Actuals] | None] = []
    for file in files:
        for one in checker.check_file(file.path, file.shown):
            if one.model is None:
                checked.append(one)
                held.append(None)
                continue
            asked, model, actuals = _held(one, file.path, request, cwd, then)
            checked.append(asked)
            held.append((model, actuals))
    check_something_asked(checked, options)
    ended = outcome(checked, options, cwd)
    report = Report(ended.reports, (), ended.gone, ended.moved, left_out(found.left_out, (), ended.reports), ())
    pairs = zip(ended.reports, held, strict=True)
    return Reviewed(
        report, tuple(None if two is None else Held(one, *two, log_beside(one.path, cwd)) for one, two in pairs)
    )


def _held(
    one: Checked, path: str, request: Request, cwd: str, then: Callable[[ActualModel, Actuals], None] | None
) -> tuple[Checked, ActualModel, Actuals]:
    """Hold one plan against its CRM, and ask the policies."""
    assert one.model is not None  # noqa: S101 - the caller looked
    actuals = read_actuals(request.actuals, request.preset, path, request.as_of, cwd)
    source = actuals.source
    paths = [source.path] if source.is_database else sorted(set(source.files.values()))
    with DataFiles(paths, actuals.named_in) as data:
        tables = DatabaseTables(data, source) if source.is_database else RawTables(data, source)
        log = log_beside(path, cwd)
        model = hold_against(one.model, data, tables, actuals.mapping, request.as_of, log)
        groups, people = ([record.id or "" for record in one.model.records(kind)] for kind in ("group", "person"))
        dangling = check_references(log, groups, people)
        asked = ask_of_actuals(one, model, (*bad_cells(model.measures.book), *log.findings, *dangling))
        if then is not None:
            then(model, actuals)
        data.check_same()
    return asked, model, actuals


def log_beside(model: str, cwd: str) -> Log:
    """Return the log of the reviews that stand beside a plan."""
    folder = os.path.join(os.path.dirname(os.path.abspath(os.path.join(cwd, model))), FOLDER)
    return read_log(folder, show(folder, cwd))
