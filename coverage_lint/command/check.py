"""`coverage-lint check`: from paths to a report, shown."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.command import formats
from coverage_lint.command.parser import iso_day, listed
from coverage_lint.command.streams import read_input
from coverage_lint.policy.problems import Misuse

if TYPE_CHECKING:
    from coverage_lint.command.parser import Arguments, Parser
    from coverage_lint.findings import Report
    from coverage_lint.options import Options

EXAMPLES = """\
  coverage-lint check                              every model below this folder
  coverage-lint check coverage.yaml plans/         a file, and every model below a folder
  coverage-lint check --select CL3,goal-not-phased only what begins with CL3, and one policy by its name
  coverage-lint check --fail-on warning --strict   as strict as it gets; drafts count like any plan
  coverage-lint check --format json > report.json  for programs; the schema is 'coverage-lint schema report'
  coverage-lint check --output sarif=a.sarif --output junit=a.xml   for CI; docs/formats.md has them all
  coverage-lint check - --stdin-name coverage.yaml < coverage.yaml
"""


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; '-' is standard input")
    formats.configure(parser)
    parser.add_argument(
        "--fail-on",
        choices=["error", "warning", "info", "never"],
        help="the least severity that makes the exit status 1 (default: what settings say, else error)",
    )
    parser.add_argument(
        "--select",
        action="append",
        metavar="CODES",
        help="only these policies: codes, beginnings of codes, names, between commas; repeatable",
    )
    parser.add_argument("--ignore", action="append", metavar="CODES", help="all but these policies, likewise")
    parser.add_argument("--no-ignores", action="store_true", help="show what comments in the models silence, too")
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="the baseline whose findings are old (default: what settings name, else the nearest above a model)",
    )
    parser.add_argument("--no-baseline", action="store_true", help="let old findings count too")
    parser.add_argument("--strict", action="store_true", help="let drafts fail like any plan")
    parser.add_argument(
        "--show-undecided",
        action="store_true",
        help="list the policies that could not be answered, and what they lacked",
    )
    parser.add_argument(
        "--on",
        type=iso_day,
        metavar="DATE",
        help="today, as YYYY-MM-DD; without it what depends on today stays undecided",
    )
    parser.add_argument(
        "--engine",
        choices=["durable", "interpreter"],
        help="what matches rules: durable-rules where it runs (default), or the interpreter; the findings are the same",
    )
    parser.add_argument(
        "--color",
        choices=["auto", "always", "never"],
        default="auto",
        help="auto (default): on a terminal, unless NO_COLOR or TERM=dumb says no; FORCE_COLOR forces it",
    )
    parser.add_argument(
        "--stdin-name", metavar="PATH", help="with '-': the file that standard input is; tables are read beside it"
    )


def run(arguments: Arguments) -> int:
    """Check, show, and give the exit status."""
    from time import perf_counter

    from coverage_lint.checking import fails
    from coverage_lint.command.output import show
    from coverage_lint.options import Options

    begun = perf_counter()
    options = Options(
        select=listed(arguments.select),
        ignore=listed(arguments.ignore),
        engine=arguments.engine,
        on=arguments.on,
        strict=arguments.strict,
        ignores=not arguments.no_ignores,
        baseline="" if arguments.no_baseline else arguments.baseline,
        lacks=formats.wants_lacks(arguments),
    )
    formats.check_outputs(arguments)
    report = _checked(arguments, options)
    show(report, arguments, options, perf_counter() - begun)
    return int(fails(report, arguments.fail_on))


def _checked(arguments: Arguments, options: Options) -> Report:
    from coverage_lint.checking import check_paths
    from coverage_lint.engine.faults import EngineUnavailable

    try:
        if "-" in arguments.paths:
            return _check_input(arguments, options)
        if arguments.stdin_name is not None:
            raise Misuse("--stdin-name names what standard input holds, and goes with the path '-'")
        return check_paths(arguments.paths, options, os.getcwd())
    except EngineUnavailable as error:
        raise Misuse(str(error)) from error


def _check_input(arguments: Arguments, options: Options) -> Report:
    from coverage_lint.checking import check_data
    from coverage_lint.document.limits import Limits

    if len(arguments.paths) > 1:
        raise Misuse("'-' reads standard input, and goes with no other path")
    data = read_input(Limits().size)
    if data is None:
        raise Misuse("'-' reads standard input, which is closed")
    name = arguments.stdin_name
    if not name:
        return check_data(data, "<stdin>", options)
    return check_data(data, name.replace(os.sep, "/"), options, os.path.dirname(os.path.abspath(name)))
