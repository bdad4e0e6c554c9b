"""`coverage-lint policies compile`: what the rules engine is given."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.command.policies.packs import add_pack, packs
from coverage_lint.console.streams import encoding_of, write
from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser
    from coverage_lint.policy.to_engine import Measure

EXAMPLES = """\
  coverage-lint policies compile                       all policies
  coverage-lint policies compile CL301 CL302           two policies
  coverage-lint policies compile AC101 --pack rules/   one of your own
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("policies", nargs="*", metavar="POLICY", help="codes or names (default: all)")
    add_pack(parser)


def run(arguments: Arguments) -> int:
    """Print durable-rules' JSON, and what each measure of a fact is."""
    import json

    from coverage_lint.policy.policy_page import find_page, known_pages
    from coverage_lint.policy.program import compile_policies
    from coverage_lint.render.findings.json_document import written

    pages = known_pages(packs(arguments))
    wanted = {find_page(word, pages).code for word in arguments.policies}
    policies = [page.policy for page in pages if page.policy is not None and (not wanted or page.code in wanted)]
    if not policies:
        raise Misuse("codes that begin with CL0 are found while a model is read, without the rules engine")
    program = compile_policies(policies)
    made = {
        "rulesets": {ruleset.name: json.loads(ruleset.text) for ruleset in program.rulesets},
        "measures": {name: {"policy": code, **_told(measure)} for name, (code, measure) in program.measures.items()},
    }
    write(sys.stdout, written(made, encoding_of(sys.stdout)))
    return 0


def _told(measure: Measure) -> dict[str, str]:
    """Return the meaning of a fact's measure: the sign of a difference, or whether a condition is true."""
    from coverage_lint.language.unparse import written
    from coverage_lint.policy.to_engine import Raw, Sign

    if isinstance(measure, Sign):
        return {"sign_of": f"{written(measure.left)} - ({written(measure.right)})"}
    return {"field": measure.name} if isinstance(measure, Raw) else {"flag": written(measure.node)}
