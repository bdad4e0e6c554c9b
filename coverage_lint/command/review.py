"""`coverage-lint review`: the plan against what happened, from the CRM."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from coverage_lint.console import check_options as judging
from coverage_lint.console import format_options as formats
from coverage_lint.console.parser import iso_day
from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser
    from coverage_lint.reviewing.run import Reviewed

PRESETS = ("salesforce", "salesforce-fivetran", "hubspot-fivetran", "dynamics")
EXAMPLES = """\
  coverage-lint review plans/2027                    by the actuals.yaml beside the plan
  coverage-lint review plans/2027 --as-of 2027-05-31 on that day, as known now
  coverage-lint review coverage.yaml --actuals crm/ --preset salesforce
      by tables as Salesforce exports them: Opportunity.csv, Account.csv, User.csv …
  coverage-lint review plans/2027 --evidence out/    also write all rows that are not in order, a file a policy
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="the plan's file, or folders with plans")
    parser.add_argument(
        "--actuals",
        metavar="PATH",
        help="the actuals.yaml, or the CRM's data itself: a folder of CSV and Parquet files, or one such file "
        "(default: actuals.yaml beside the plan)",
    )
    parser.add_argument("--preset", choices=PRESETS, help="table and column names that are known")
    parser.add_argument(
        "--as-of",
        type=iso_day,
        metavar="DATE",
        help="the day of the review, as YYYY-MM-DD (default: the newest day in the data)",
    )
    parser.add_argument(
        "--evidence", metavar="DIR", help="write all rows that are not in order there as CSV, a file a policy"
    )
    parser.add_argument(
        "--names", action="store_true", help="show ids of accounts in the evidence; without it they are left out"
    )
    parser.add_argument("--write", action="store_true", help="begin the next review's file, with what is still open")
    formats.configure(parser)
    judging.configure_outcome(parser)
    judging.configure(parser, "it is the day of the review")


def run(arguments: Arguments) -> int:
    """Review, show, and give the exit status."""
    from time import perf_counter

    from coverage_lint.console.output import Shown, show
    from coverage_lint.decisions.verdict import fails, judged_by
    from coverage_lint.reviewing.figures import figures
    from coverage_lint.reviewing.told import told

    begun = perf_counter()
    formats.check_outputs(arguments)
    reviewed = _reviewed(arguments)
    report = judged_by(reviewed.report, arguments.fail_on)
    told_of = tuple((told(one), figures(one)) for one in reviewed.held if one is not None)
    show(Shown(report, review=told_of), arguments, perf_counter() - begun)
    if arguments.write:
        _write(reviewed)
    return int(fails(report, arguments.fail_on))


def _write(reviewed: Reviewed) -> None:
    """Begin the next review of each plan, and say where. Raises Misuse."""
    from coverage_lint.console.streams import write
    from coverage_lint.reviewing.next_month import begin_next

    for held in reviewed.held:
        if held is not None:
            write(sys.stderr, f"coverage-lint: {begin_next(held)} is begun, with what is still open\n")


def _reviewed(arguments: Arguments) -> Reviewed:
    from coverage_lint.engine.faults import EngineUnavailable
    from coverage_lint.reviewing.run import Request, review_paths

    options = judging.options_of(arguments, lacks=formats.wants_lacks(arguments))._replace(actuals=True)
    request = Request(arguments.actuals, arguments.preset, arguments.as_of)
    then = None
    if arguments.evidence is not None:
        from coverage_lint.reviewing.evidence import Evidence, check_folder

        check_folder(arguments.evidence)
        then = Evidence(arguments.evidence, names=arguments.names).take
    try:
        return review_paths(arguments.paths, options, request, os.getcwd(), then)
    except EngineUnavailable as error:
        raise Misuse(str(error)) from error
