"""`coverage-lint baseline`: today's findings, so that only new ones fail."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from coverage_lint.console.parser import iso_day
from coverage_lint.console.streams import write
from coverage_lint.errors import Misuse
from coverage_lint.system.reach import is_outside

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.checking.run import Examined
    from coverage_lint.console.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint baseline              record the findings of every model below this folder
  coverage-lint baseline --update     remove entries that no longer occur; add none
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    from coverage_lint.settings.settings import BASELINE

    parser.add_argument("paths", nargs="*", metavar="PATH", help="models and folders (default: this folder)")
    parser.add_argument(
        "--file",
        metavar="FILE",
        help="the baseline file (default: the one that settings name, else the nearest above the models, "
        f"else {BASELINE} in this folder)",
    )
    parser.add_argument("--update", action="store_true", help="remove entries that no longer occur; add none")
    parser.add_argument(
        "--force", action="store_true", help="record all findings of these models again; entries of other models stay"
    )
    parser.add_argument(
        "--on", type=iso_day, metavar="DATE", help="today's date, as YYYY-MM-DD; use the same as for 'check'"
    )
    parser.add_argument("--engine", choices=["durable", "interpreter"], help="the engine that matches rules")


def run(arguments: Arguments) -> int:
    """Record or update the baseline, and say what became of it."""
    from coverage_lint.checking.options import Options
    from coverage_lint.checking.run import examine
    from coverage_lint.engine.faults import EngineUnavailable

    if arguments.update and arguments.force:
        raise Misuse("use either --update or --force, not both")
    if arguments.file is not None:
        _allow(arguments.file, arguments)
    try:
        options = Options(engine=arguments.engine, on=arguments.on, baseline="")
        examined = examine(arguments.paths, options, os.getcwd(), keep=False)
    except EngineUnavailable as error:
        raise Misuse(str(error)) from error
    report = examined.report
    if not report.models:
        raise Misuse("none of the files is a model, so there is nothing to record")
    usual = _usual(examined)
    shown = arguments.file
    if shown is None:
        if len(usual) > 1:
            raise Misuse(
                f"these models have several baselines ({', '.join(usual)}): name only the models of one baseline"
            )
        (shown,) = usual
        if is_outside(shown, os.path.dirname(os.path.abspath(shown))):
            raise Misuse(f"{shown} is a symbolic link, so it is not written: name the file that it leads to")
        _allow(shown, arguments)
    said = _update(examined, shown) if arguments.update else _record(examined, shown)
    if not arguments.update and {os.path.realpath(path) for path in usual} != {os.path.realpath(shown)}:
        said += f"'check' does not find it by itself: use --baseline {shown}, or name it in settings\n"
    write(sys.stdout, said)
    return 0


def _allow(path: str, arguments: Arguments) -> None:
    """Refuse to update what is not there, and to write over what is."""
    there = os.path.lexists(path)
    if arguments.update and not there:
        raise Misuse(f"{path} does not exist; `coverage-lint baseline` creates it")
    if there and not arguments.update and not arguments.force:
        raise Misuse(
            f"{path} already exists; --update removes entries that no longer occur, --force records all findings again"
        )


def _usual(examined: Examined) -> list[str]:
    """Return the baselines that 'check' holds the models against, as shown to people."""
    from coverage_lint.decisions.baseline.file import find_baseline
    from coverage_lint.discovery.find_models import show
    from coverage_lint.settings.settings import BASELINE

    cwd = os.getcwd()
    found: dict[str, None] = {}
    for one in examined.checked:
        folder = os.path.dirname(os.path.abspath(one.report.path))
        path = one.settings.baseline or find_baseline(folder)
        if path is None:
            below = folder == cwd or folder.startswith(cwd.rstrip(os.sep) + os.sep)
            path = os.path.join(cwd if below else folder, BASELINE)
        found[show(path, cwd)] = None
    return list(found)


def _judges(examined: Examined) -> list[Callable[[str], bool]]:
    """Return what says of each model whether a policy was asked of it, by code."""
    from coverage_lint.checking.outcome import judged

    return [judged(one, examined.options) for one in examined.checked]


def _record(examined: Examined, shown: str) -> str:
    from coverage_lint.decisions.baseline.file import load_baseline, save_baseline
    from coverage_lint.decisions.baseline.ledger import record

    path, report = os.path.abspath(shown), examined.report
    before = None
    if os.path.exists(path):
        try:
            before = load_baseline(path, shown, merge=True).counts
        except Misuse:  # what is broken is written over: that is asked for
            before = None
    save_baseline(record(report.models, path, os.getcwd(), before, _judges(examined)), shown)
    counted = sum(record(report.models, path, os.getcwd()).counts.values())
    left = len(report.findings()) + sum(len(model.waiting) for model in report.models) - counted
    said = f"recorded {counted:,} finding{'' if counted == 1 else 's'} in {shown}: from now on only new ones fail\n"
    return said + (f"not recorded: {left:,} because a file could not be read\n" if left else "")


def _update(examined: Examined, shown: str) -> str:
    from coverage_lint.decisions.baseline.file import load_baseline, save_baseline
    from coverage_lint.decisions.baseline.ledger import Ledger
    from coverage_lint.findings import in_order

    path, models = os.path.abspath(shown), examined.report.models
    ledger = Ledger(load_baseline(path, shown, merge=True), os.getcwd())
    found = [in_order((*model.findings, *model.waiting)) for model in models]
    judges = _judges(examined)
    ledger.find_moved(zip(models, found, judges, strict=True))
    for model, judged in zip(models, judges, strict=True):
        ledger.compare(model, model.findings, judged)
    dropped = sum(ledger.gone().values())
    save_baseline(ledger.kept(), shown)
    left = sum(ledger.baseline.counts.values()) - dropped
    moved = "".join(f"{old} is now {new}\n" for new, old in sorted(ledger.moved.items()))
    return f"{moved}{dropped:,} dropped, {left:,} kept in {shown}; none added\n"
