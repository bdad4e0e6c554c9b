"""`coverage-lint policies list`: every policy in a line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.command.policies.packs import packs
from coverage_lint.console.streams import encoding_of, write
from coverage_lint.console.terminal import look, painted
from coverage_lint.entities.catalogue import ACTUAL, CHANGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.console.parser import Arguments, Parser
    from coverage_lint.policy.policy import ParameterSpec, Policy
    from coverage_lint.policy.policy_page import Page

EXAMPLES = """\
  coverage-lint policies list                         all shipped policies, and your own that settings name
  coverage-lint policies list rules/                  only your own
  coverage-lint policies list --format json           for programs
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("pack", nargs="*", metavar="PATH", help="policy files and folders, instead of all policies")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="text (default), or json")
    parser.add_argument("--color", choices=["auto", "always", "never"], default="auto", help="colours (default: auto)")


def run(arguments: Arguments) -> int:
    """List the policies."""
    from coverage_lint.policy.policy_page import known_pages, pack_pages

    pages = pack_pages(arguments.pack) if arguments.pack else known_pages(packs(arguments))
    if arguments.format == "json":
        write(sys.stdout, _json(pages, encoding_of(sys.stdout)))
        return 0
    from coverage_lint.render.policy_pages.policy_list import lay_out

    terminal = look(sys.stdout, arguments.color)
    write(sys.stdout, painted(lay_out(pages, terminal.view()), terminal))
    return 0


def _json(pages: Iterable[Page], encoding: str) -> str:
    """Write policies for programs; what is absent is null. Figures with a point are text, so that none is rounded."""
    from coverage_lint.render.findings.json_document import written

    listed = {"version": 1, "policies": [_told(page) for page in pages]}
    return written(listed, encoding)


def _told(page: Page) -> dict[str, object]:
    policy = page.policy
    return {
        "code": page.code,
        "name": page.name,
        "title": page.title,
        "severity": page.severity,
        "element": page.element() or None,
        "for": _subject(policy) if policy else None,
        "when": policy.asked if policy else None,
        "error_when": (policy.asked_harder or None) if policy else None,
        "why": page.why,
        "source": page.source or None,
        "help": page.help,
        "parameters": [_parameter(spec) for spec in page.parameters],
    }


def _subject(policy: Policy) -> object:
    """Return what a policy is asked of, as policies write it."""
    if policy.of_actuals:
        return {"actual": policy.subject.removesuffix(ACTUAL)}
    return {"change": policy.subject.removesuffix(CHANGE)} if policy.of_change else policy.subject


def _parameter(spec: ParameterSpec) -> dict[str, object]:
    return {
        "name": spec.name,
        "type": spec.type.name,
        "default": _figure(spec.default),
        "minimum": _figure(spec.minimum),
        "maximum": _figure(spec.maximum),
        "about": spec.about,
        "source": spec.source or None,
    }


def _figure(value: object) -> object:
    from coverage_lint.language.unparse import literal

    return value if value is None or isinstance(value, int | str) else literal(value)
