"""`coverage-lint check`: from paths to a report, shown."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.console import check_options as judging
from coverage_lint.console import format_options as formats
from coverage_lint.console.streams import read_input
from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from coverage_lint.checking.options import Options
    from coverage_lint.console.parser import Arguments, Parser
    from coverage_lint.findings import Report

EXAMPLES = """\
  coverage-lint check                              every model below this folder
  coverage-lint check coverage.yaml plans/         a file, and every model below a folder
  coverage-lint check --select CL3,goal-not-phased codes that begin with CL3, and one policy by its name
  coverage-lint check --fail-on warning --strict   warnings fail too, and drafts like any other plan
  coverage-lint check --format json > report.json  for programs; the schema is 'coverage-lint schema report'
  coverage-lint check --output sarif=a.sarif --output junit=a.xml   for CI; docs/formats.md describes all formats
  coverage-lint check - --stdin-name coverage.yaml < coverage.yaml
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; '-' is standard input")
    formats.configure(parser)
    judging.configure_outcome(parser)
    judging.configure(parser, "policies that need it stay undecided")
    parser.add_argument(
        "--stdin-name",
        metavar="PATH",
        help="with '-': the path to use for standard input; tables are read from its folder",
    )


def run(arguments: Arguments) -> int:
    """Check, show, and give the exit status."""
    from time import perf_counter

    from coverage_lint.console.output import Shown, show
    from coverage_lint.decisions.verdict import fails, judged_by

    begun = perf_counter()
    options = judging.options_of(arguments, lacks=formats.wants_lacks(arguments))
    formats.check_outputs(arguments)
    report = judged_by(_checked(arguments, options), arguments.fail_on)
    show(Shown(report), arguments, perf_counter() - begun)
    return int(fails(report, arguments.fail_on))


def _checked(arguments: Arguments, options: Options) -> Report:
    from coverage_lint.checking.run import check_paths
    from coverage_lint.engine.faults import EngineUnavailable

    try:
        if "-" in arguments.paths:
            return _check_input(arguments, options)
        if arguments.stdin_name is not None:
            raise Misuse("--stdin-name is only for the path '-', standard input")
        return check_paths(arguments.paths, options, os.getcwd())
    except EngineUnavailable as error:
        raise Misuse(str(error)) from error


def _check_input(arguments: Arguments, options: Options) -> Report:
    from coverage_lint.checking.run import check_data
    from coverage_lint.document.limits import Limits

    if len(arguments.paths) > 1:
        raise Misuse("'-' reads standard input, and cannot be combined with other paths")
    data = read_input(Limits().size)
    if data is None:
        raise Misuse("'-' reads standard input, but it is closed")
    name = arguments.stdin_name
    if not name:
        return check_data(data, "<stdin>", options)
    return check_data(data, name.replace(os.sep, "/"), options, os.path.dirname(os.path.abspath(name)))
