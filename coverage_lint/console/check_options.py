"""The options that say how models are judged, shared by the commands that check some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.console.parser import iso_day, listed

if TYPE_CHECKING:
    from coverage_lint.checking.options import Options
    from coverage_lint.console.parser import Arguments, Parser


def configure(parser: Parser, today: str) -> None:
    """Add the options to a command's; `today` says what holds without `--on`."""
    parser.add_argument(
        "--select",
        action="append",
        metavar="CODES",
        help="check only these policies: codes, prefixes of codes, or names, separated by commas; can be repeated",
    )
    parser.add_argument(
        "--ignore", action="append", metavar="CODES", help="do not check these policies; written as for --select"
    )
    parser.add_argument("--no-ignores", action="store_true", help="also show findings that ignore comments hide")
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="the baseline file (default: the one that settings name, else the nearest above a model)",
    )
    parser.add_argument(
        "--no-baseline", action="store_true", help="do not use a baseline: findings in it count like new ones"
    )
    parser.add_argument("--strict", action="store_true", help="drafts fail like any other plan")
    parser.add_argument("--on", type=iso_day, metavar="DATE", help=f"today's date, as YYYY-MM-DD; without it, {today}")
    parser.add_argument(
        "--engine",
        choices=["durable", "interpreter"],
        help="what matches rules: durable-rules (default where it runs) or the interpreter; the findings are the same",
    )


def configure_outcome(parser: Parser) -> None:
    """Add the options of commands that show findings, and end by them."""
    parser.add_argument(
        "--fail-on",
        choices=["error", "warning", "info", "never"],
        help="the lowest severity that makes the exit code 1 (default: what settings say, else error)",
    )
    parser.add_argument(
        "--show-undecided",
        action="store_true",
        help="list the policies that could not be answered, and the fields that they need",
    )
    parser.add_argument(
        "--color",
        choices=["auto", "always", "never"],
        default="auto",
        help="auto (default): colours on a terminal, unless NO_COLOR or TERM=dumb is set; FORCE_COLOR turns them on",
    )


def options_of(arguments: Arguments, *, lacks: bool) -> Options:
    """Return what the arguments say; `lacks` asks for what each undecided policy lacked."""
    from coverage_lint.checking.options import Options

    return Options(
        select=listed(arguments.select),
        ignore=listed(arguments.ignore),
        engine=arguments.engine,
        on=arguments.on,
        strict=arguments.strict,
        ignores=not arguments.no_ignores,
        baseline="" if arguments.no_baseline else arguments.baseline,
        lacks=lacks,
    )
