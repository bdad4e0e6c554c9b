"""`coverage-lint policies show`: a policy as it is written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.command.streams import write

if TYPE_CHECKING:
    from coverage_lint.command.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint policies show CL301
  coverage-lint policies show AC101 rules/
"""


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("policy", metavar="POLICY", help="a code or a name")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="policy files and folders (default: those shipped)")


def run(arguments: Arguments) -> int:
    """Print a policy's YAML."""
    from coverage_lint.data import data_path
    from coverage_lint.policy.page import find_page, pack_pages, shipped_pages, source_of

    pages = pack_pages(arguments.paths) if arguments.paths else shipped_pages()
    code = find_page(arguments.policy, pages).code
    write(sys.stdout, source_of(code, arguments.paths or [data_path("policies")]))
    return 0
