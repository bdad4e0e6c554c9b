"""`coverage-lint baseline`: today's findings, so that only new ones fail."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from coverage_lint.command.streams import write
from coverage_lint.policy.problems import Misuse

if TYPE_CHECKING:
    from coverage_lint.command.parser import Arguments, Parser
    from coverage_lint.findings import Report

EXAMPLES = """\
  coverage-lint baseline              record the findings of every model below this folder
  coverage-lint baseline --update     drop what no longer occurs; nothing is added
"""


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    from coverage_lint.decisions.baseline import NAME

    parser.add_argument("paths", nargs="*", metavar="PATH", help="models and folders (default: this folder)")
    parser.add_argument("--file", default=NAME, metavar="FILE", help=f"where the baseline is (default: {NAME})")
    parser.add_argument("--update", action="store_true", help="drop entries that no longer occur, and add none")
    parser.add_argument("--force", action="store_true", help="record anew where there is a baseline")
    parser.add_argument("--engine", choices=["durable", "interpreter"], help="what matches rules")


def run(arguments: Arguments) -> int:
    """Record or update the baseline, and say what became of it."""
    from coverage_lint.checking import Options, check_paths

    path = arguments.file
    there = os.path.lexists(path)
    if arguments.update and not there:
        raise Misuse(f"{path} is not there; `coverage-lint baseline` records one")
    if there and not arguments.update and not arguments.force:
        raise Misuse(f"{path} is there already; --update drops what no longer occurs, --force records anew")
    report = check_paths(arguments.paths, Options(engine=arguments.engine, baseline=""), os.getcwd())
    write(sys.stdout, _update(report, path) if arguments.update else _record(report, path))
    return 0


def _record(report: Report, path: str) -> str:
    from coverage_lint.decisions.baseline import record, save_baseline

    made = record(report.findings(), path, os.getcwd())
    save_baseline(made)
    counted = sum(made.counts.values())
    left = len(report.findings()) - counted
    said = f"recorded {counted:,} finding{'' if counted == 1 else 's'} in {path}: from now on only new ones fail\n"
    return said + (f"not recorded: {left:,} that kept a file from being read\n" if left else "")


def _update(report: Report, path: str) -> str:
    from coverage_lint.decisions.baseline import compare, gone, kept, load_baseline, of_files, save_baseline

    baseline = load_baseline(path)
    met = compare(report.findings(), baseline, os.getcwd()).met
    looked_at = of_files(baseline, report.models, os.getcwd())
    dropped = sum(gone(looked_at, met).values())
    others = {key: count for key, count in baseline.counts.items() if key not in looked_at.counts}
    save_baseline(baseline._replace(counts={**others, **kept(looked_at, met).counts}))
    left = sum(baseline.counts.values()) - dropped
    return f"{dropped:,} dropped, {left:,} kept in {path}; none added\n"
