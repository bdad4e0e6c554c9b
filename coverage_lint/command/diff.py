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
  coverage-lint diff origin/main                   the working tree, compared with where it branched off origin/main
  coverage-lint diff origin/main HEAD              what is committed, compared with the same
  coverage-lint diff v2026..v2027 --path acme/     two versions directly, only models below a folder
  coverage-lint diff old.yaml new.yaml             two files, or two folders
  coverage-lint diff origin/main --fail-on warning --output markdown=change.md --output sarif=change.sarif
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("base", metavar="BASE", help="the older version: a git revision, a file or a folder")
    parser.add_argument(
        "head",
        nargs="?",
        metavar="HEAD",
        help="the newer version (default: the working tree). Of two revisions, HEAD is compared with the commit "
        "where it branched off BASE, like BASE...HEAD; BASE..HEAD compares the two directly",
    )
    parser.add_argument(
        "--path",
        action="append",
        default=[],
        metavar="PATH",
        help="compare only these files and folders; can be repeated",
    )
    parser.add_argument(
        "--allow-removed",
        action="append",
        default=[],
        metavar="PATH",
        help="accept that this plan in force is removed, or that this file of settings, policies or a baseline hides "
        "findings; a folder stands for all files below it; can be repeated",
    )
    formats.configure(parser)
    judging.configure_outcome(parser)
    judging.configure(parser, "the date of the newer version's commit; for plain files, none")


def run(arguments: Arguments) -> int:
    """Compare, show, and give the exit status: 1 where a new finding counts."""
    from time import perf_counter

    from coverage_lint.comparing.compare import compare
    from coverage_lint.console.output import Shown, show
    from coverage_lint.decisions.verdict import fails
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
            change = change.judged_by(arguments.fail_on)
            report = change.report()
            show(Shown(report, change), arguments, perf_counter() - begun)
    except EngineUnavailable as error:
        raise Misuse(str(error)) from error
    return int(fails(report))
