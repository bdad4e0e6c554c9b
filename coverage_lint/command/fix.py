"""`coverage-lint fix`: exact repairs, written into the files or printed as a patch."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from coverage_lint.console.parser import iso_day, listed
from coverage_lint.console.streams import write, write_bytes
from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from coverage_lint.checking.options import Options
    from coverage_lint.console.parser import Arguments, Parser
    from coverage_lint.fixing.fixes import Fixes

EXAMPLES = """\
  coverage-lint fix                                repair every model below this folder
  coverage-lint fix coverage.yaml people.csv       repair these files; no other file is written
  coverage-lint fix --diff                         print the repairs as a patch; nothing is written
  coverage-lint fix --select CL011,unused-ignore   repair only what these policies find
  coverage-lint fix --unsafe                       also write the id that a wrong reference is nearest to
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: this folder)")
    parser.add_argument(
        "--diff", action="store_true", help="print the repairs as a patch, for `git apply`; nothing is written"
    )
    parser.add_argument(
        "--select",
        action="append",
        metavar="CODES",
        help="repair only what these policies find: codes, prefixes of codes, or names, separated by commas",
    )
    parser.add_argument(
        "--unsafe", action="store_true", help="also make repairs that need judgement, such as a reference to a near id"
    )
    parser.add_argument(
        "--exit-non-zero-on-fix", action="store_true", help="end with 1 if anything was repaired, as hooks do"
    )
    parser.add_argument("--baseline", metavar="FILE", help="the baseline file; what it accepts is not repaired")
    parser.add_argument("--no-baseline", action="store_true", help="do not use a baseline")
    parser.add_argument("--on", type=iso_day, metavar="DATE", help="today's date, as YYYY-MM-DD")
    parser.add_argument("--engine", choices=["durable", "interpreter"], help="what matches rules")
    parser.add_argument("--color", choices=["auto", "always", "never"], default="auto", help="as for 'check'")


def run(arguments: Arguments) -> int:
    """Repair, show, and give the exit status."""
    from coverage_lint.decisions.verdict import fails
    from coverage_lint.engine.faults import EngineUnavailable
    from coverage_lint.fixing.run import fix_paths
    from coverage_lint.fixing.run import write as write_files

    try:
        fixes = fix_paths(
            arguments.paths,
            _options(arguments),
            os.getcwd(),
            select=listed(arguments.select),
            unsafe=arguments.unsafe,
        )
    except EngineUnavailable as error:
        raise Misuse(str(error)) from error
    if arguments.diff:
        _show_patch(fixes, arguments)
        return int(bool(fixes.files))
    write_files(fixes)
    _show(fixes, arguments)
    return int(fails(fixes.report) or (arguments.exit_non_zero_on_fix and bool(fixes.files)))


def _options(arguments: Arguments) -> Options:
    from coverage_lint.checking.options import Options

    baseline = "" if arguments.no_baseline else arguments.baseline
    return Options(engine=arguments.engine, on=arguments.on, baseline=baseline)


def _show(fixes: Fixes, arguments: Arguments) -> None:
    from coverage_lint.console.terminal import look, painted
    from coverage_lint.render.findings.fixes import lay_out_fixes

    terminal = look(sys.stdout, arguments.color)
    write(sys.stdout, painted(lay_out_fixes(fixes, terminal.view(), written=True), terminal))


def _show_patch(fixes: Fixes, arguments: Arguments) -> None:
    """Write the patch to standard output, and what it leaves out to standard error."""
    from coverage_lint.console.terminal import look, painted
    from coverage_lint.render.findings.fixes import lay_out_not_made
    from coverage_lint.render.findings.patch import patch

    for file in fixes.files:
        if file.encoding.startswith("utf-16"):  # two bytes a line feed: no line, for a patch
            write(sys.stderr, f"coverage-lint: {file.shown} is UTF-16, which no patch can hold\n")
            continue
        head, text = patch(file.shown, file.before.decode(file.encoding), file.splices)
        write_bytes(sys.stdout, head.encode("utf-8") + text.encode(file.encoding))
    terminal = look(sys.stderr, arguments.color)
    write(sys.stderr, painted(lay_out_not_made(fixes, terminal.view()), terminal))
