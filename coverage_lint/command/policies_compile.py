"""`coverage-lint policies compile`: what the rules engine is given."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.command.streams import write

if TYPE_CHECKING:
    from coverage_lint.command.parser import Arguments, Parser
    from coverage_lint.policy.lower import Measure

EXAMPLES = """\
  coverage-lint policies compile CL301
  coverage-lint policies compile --pack rules/    all of a pack
"""


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("policies", nargs="*", metavar="POLICY", help="codes (default: all)")
    parser.add_argument(
        "--pack", action="append", default=[], metavar="PATH", help="your own policies: a folder or file"
    )


def run(arguments: Arguments) -> int:
    """Print durable-rules' JSON, and what each measure of a fact is."""
    import json

    from coverage_lint.data import data_path
    from coverage_lint.entities.model import full_catalogue
    from coverage_lint.policy.cases import pack_paths, shown_path
    from coverage_lint.policy.load import load_policies
    from coverage_lint.policy.page import find_page, page_of
    from coverage_lint.policy.program import compile_policies
    from coverage_lint.structure.schema import load_schema

    catalogue = full_catalogue(load_schema())
    paths = pack_paths(arguments.pack or [data_path("policies")])
    policies = [policy for path in paths for policy in load_policies(path, shown_path(path), catalogue)]
    if arguments.policies:
        pages = [page_of(policy, ()) for policy in policies]
        wanted = {find_page(word, pages).code for word in arguments.policies}
        policies = [policy for policy in policies if policy.code in wanted]
    program = compile_policies(policies)
    made = {
        "rulesets": {ruleset.name: json.loads(ruleset.text) for ruleset in program.rulesets},
        "measures": {name: {"policy": code, **_told(measure)} for name, (code, measure) in program.measures.items()},
    }
    write(sys.stdout, json.dumps(made, indent=2, ensure_ascii=False) + "\n")
    return 0


def _told(measure: Measure) -> dict[str, str]:
    from coverage_lint.policy.lower import Raw, Sign
    from coverage_lint.policy.written import written

    if isinstance(measure, Sign):
        return {"sign_of": f"{written(measure.left)} - ({written(measure.right)})"}
    return {"field": measure.name} if isinstance(measure, Raw) else {"flag": written(measure.node)}
