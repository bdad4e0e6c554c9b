"""`coverage-lint diff`: what a change of the plan does, and whether it breaks anything."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.console import check_options as judging
from coverage_lint.console import format_options as formats
from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint diff origin/main                   the working tree against where it left origin/main
  coverage-lint diff origin/main HEAD              what is committed, against the same
  coverage-lint diff v2026..v2027 --path acme/     two versions as they are, of the models below a folder
  coverage-lint diff old.yaml new.yaml             two files; two folders likewise
  coverage-lint diff origin/main --fail-on warning --output markdown=change.md --output sarif=change.sarif
"""


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("base", metavar="BASE", help="the older version: a git revision, a file or a folder")
    parser.add_argument(
        "head",
        nargs="?",
        metavar="HEAD",
        help="the newer one (default: the working tree). Of two revisions, HEAD is compared with where it left BASE, "
        "as BASE...HEAD in one word says too; BASE..HEAD compares the two as they are",
    )
    parser.add_argument(
        "--path", action="append", default=[], metavar="PATH", help="only these files and folders; repeatable"
    )
    parser.add_argument(
        "--allow-removed",
        action="append",
        default=[],
        metavar="PATH",
        help="a plan in force that may go, or the file of settings, policies or a baseline that may silence findings; "
        "a folder allows all below it; repeatable",
    )
    formats.configure(parser)
    judging.configure_outcome(parser)
    judging.configure(parser, "it is the day of the newer version's commit, and no day for plain files")


def run(arguments: Arguments) -> int:
    """Compare, show, and give the exit status: 1 where a new finding counts."""
    from time import perf_counter

    from coverage_lint.checking.run import fails
    from coverage_lint.comparing.compare import compare
    from coverage_lint.console.output import Shown, show
    from coverage_lint.engine.faults import EngineUnavailable
    from coverage_lint.revisions import versions

    begun = perf_counter()
    options = judging.options_of(arguments, lacks=formats.wants_lacks(arguments))
    formats.check_outputs(arguments)
    try:
        cwd = os.getcwd()
        beside = [options.baseline] if options.baseline else []
        with versions(arguments.base, arguments.head, arguments.path, cwd, beside) as both:
            change = compare(both, options, [os.path.relpath(path, cwd) for path in arguments.allow_removed if path])
            report = change.report()
            show(Shown(report, change), arguments, perf_counter() - begun)
    except EngineUnavailable as error:
        raise Misuse(str(error)) from error
    return int(fails(report, arguments.fail_on))
