"""`coverage-lint explain`: why a policy is, what it asks, and what to do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.command.policies.packs import add_pack, packs
from coverage_lint.console.streams import write
from coverage_lint.console.terminal import look, painted

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint explain CL301
  coverage-lint explain quota-over-assignment
  coverage-lint explain CL3                    those whose codes begin so, a line each
  coverage-lint explain AC101 --pack rules/    one of your own
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("policy", metavar="POLICY", help="a code, a name, or the beginning of codes")
    add_pack(parser)
    parser.add_argument("--color", choices=["auto", "always", "never"], default="auto", help="colours (default: auto)")


def run(arguments: Arguments) -> int:
    """Show the page of a policy, or list those whose codes begin with what was given."""
    from coverage_lint.authoring.examples import illustrated
    from coverage_lint.policy.policy_page import find_page, known_pages, pages_with
    from coverage_lint.render.policy_pages.terminal import lay_out

    pages = known_pages(packs(arguments))
    terminal = look(sys.stdout, arguments.color)
    begun = pages_with(arguments.policy, pages)
    if begun:
        from coverage_lint.render.policy_pages.policy_list import lay_out as lay_out_list

        write(sys.stdout, painted(lay_out_list(begun, terminal.view()), terminal))
        return 0
    (page,) = illustrated([find_page(arguments.policy, pages)], pages)
    write(sys.stdout, painted(lay_out(page, terminal.view()), terminal))
    return 0
