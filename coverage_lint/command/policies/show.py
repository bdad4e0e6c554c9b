"""`coverage-lint policies show`: a policy as it is written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.command.policies.packs import add_pack, packs
from coverage_lint.console.streams import write

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint policies show CL301
  coverage-lint policies show AC101 --pack rules/    one of your own
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("policy", metavar="POLICY", help="a code or a name")
    add_pack(parser)


def run(arguments: Arguments) -> int:
    """Print a policy's YAML."""
    from coverage_lint.policy.policy_page import find_page, known_pages, source_of

    write(sys.stdout, source_of(find_page(arguments.policy, known_pages(packs(arguments)))))
    return 0
