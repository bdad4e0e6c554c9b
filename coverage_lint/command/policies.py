"""`coverage-lint policies`: about policies themselves."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.command.streams import write
from coverage_lint.command.terminal import look, painted

if TYPE_CHECKING:
    from coverage_lint.command.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint policies test                          the shipped policies with their cases
  coverage-lint policies test rules/ rules/pay.yaml    your own
"""


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("what", choices=["test"], help="test: run the cases that stand beside policies")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="policy files and folders (default: those shipped)")
    parser.add_argument("--engine", choices=["durable", "interpreter"], help="what matches rules")
    parser.add_argument("--color", choices=["auto", "always", "never"], default="auto")


def run(arguments: Arguments) -> int:
    """Run the cases, show those that fail, and count."""
    from coverage_lint.policy.cases import run_cases
    from coverage_lint.render.case_results import lay_out

    results = run_cases(arguments.paths, arguments.engine)
    terminal = look(sys.stdout, arguments.color)
    write(sys.stdout, painted(lay_out(results, terminal.view()), terminal))
    return int(any(result.problem for result in results))
