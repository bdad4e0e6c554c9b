"""`coverage-lint policies list`: every policy in a line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.command.streams import write

if TYPE_CHECKING:
    from coverage_lint.command.parser import Arguments, Parser
    from coverage_lint.policy.page import Page

EXAMPLES = """\
  coverage-lint policies list
  coverage-lint policies list rules/ --format json    your own, for a program
"""


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="policy files and folders (default: all that ships)")
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(arguments: Arguments) -> int:
    """List the policies."""
    from coverage_lint.policy.page import pack_pages, shipped_pages

    pages = pack_pages(arguments.paths) if arguments.paths else shipped_pages()
    write(sys.stdout, _json(pages) if arguments.format == "json" else _text(pages))
    return 0


def _text(pages: list[Page]) -> str:
    longest = max((len(page.name) for page in pages), default=0)
    lines = []
    for page in pages:
        grave = f"{page.severity}/error" if page.harder else page.severity
        lines.append(f"{page.code}  {page.name:{longest}}  {grave:13}  {page.title}\n")
    return "".join(lines)


def _json(pages: list[Page]) -> str:
    import json

    listed = [
        {
            "code": page.code,
            "name": page.name,
            "title": page.title,
            "severity": page.severity,
            "error_when": page.error_when or None,
            "element": page.element() or None,
            "for": page.subject or None,
            "when": page.when or None,
            "why": page.why,
            "source": page.source or None,
            "parameters": [
                {
                    "name": spec.name,
                    "type": spec.type.name,
                    "default": None if spec.default is None else str(spec.default),
                    "minimum": None if spec.minimum is None else str(spec.minimum),
                    "maximum": None if spec.maximum is None else str(spec.maximum),
                    "about": spec.about,
                }
                for spec in page.parameters
            ],
        }
        for page in pages
    ]
    return json.dumps({"version": 1, "policies": listed}, indent=2, ensure_ascii=False) + "\n"
