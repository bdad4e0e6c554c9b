"""`coverage-lint policies test`: the cases that stand beside policies, and mutants that none notices."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.console.streams import write
from coverage_lint.console.terminal import look, painted

if TYPE_CHECKING:
    from coverage_lint.authoring.cases import CaseResult
    from coverage_lint.console.parser import Arguments, Parser
    from coverage_lint.console.terminal import Terminal
    from coverage_lint.policy.policy import Policy

EXAMPLES = """\
  coverage-lint policies test                          the shipped policies with their cases
  coverage-lint policies test rules/ pay.yaml          your own: folders, files
  coverage-lint policies test --own                    your own that the settings of this folder name
  coverage-lint policies test rules/ --mutate          and report mistakes that no case would notice
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="policy files and folders (default: those shipped)")
    parser.add_argument(
        "--own",
        action="store_true",
        help="without PATH: the policies that the settings of this folder name; exit code 2 if they name none",
    )
    parser.add_argument(
        "--mutate",
        action="store_true",
        help="also change each policy in small steps, and report changes that no case notices",
    )
    parser.add_argument(
        "--engine", choices=["durable", "interpreter"], help="the engine that matches rules in the cases"
    )
    parser.add_argument("--color", choices=["auto", "always", "never"], default="auto", help="colours (default: auto)")


def run(arguments: Arguments) -> int:
    """Run the cases, show those that fail, and count; then the mutants."""
    from coverage_lint.authoring.cases import run_cases
    from coverage_lint.render.policy_pages.case_results import lay_out

    paths = _own_packs() if arguments.own and not arguments.paths else list(arguments.paths)
    results = run_cases(paths, arguments.engine)
    untested = _untested(paths, results)
    terminal = look(sys.stdout, arguments.color)
    write(sys.stdout, painted(lay_out(results, untested, terminal.view()), terminal))
    if any(result.problem for result in results):
        return 1
    unnoticed = _mutate(paths, terminal) if arguments.mutate else False
    return int(bool(untested) or unnoticed)


def _own_packs() -> list[str]:
    """Return the policy files that the settings of this folder name. Raises Misuse, also where they name none."""
    import os

    from coverage_lint.errors import Misuse
    from coverage_lint.settings.find import SettingsFinder
    from coverage_lint.settings.pack_files import pack_files

    cwd = os.getcwd()
    settings = SettingsFinder(cwd).nearest(cwd)
    if not settings.policies:
        raise Misuse("the settings of this folder name no policies; add `policies: [rules]` to them, or give a PATH")
    return [path for path, _ in pack_files(settings, cwd)]


def _untested(paths: list[str], results: list[CaseResult]) -> list[Policy]:
    """Return the policies that no case is of."""
    from coverage_lint.policy.policy_page import pack_pages, shipped_pages

    tested = {result.code for result in results}
    pages = pack_pages(paths) if paths else shipped_pages()
    return [page.policy for page in pages if page.policy is not None and page.code not in tested]


def _mutate(paths: list[str], terminal: Terminal) -> bool:
    """Run the mutants, show what is not as it must be, and say whether anything is."""
    from coverage_lint.authoring.mutation import mutate_packs
    from coverage_lint.render.policy_pages.case_results import lay_out_mutants

    mutated = mutate_packs(paths)
    write(sys.stdout, painted(lay_out_mutants(mutated, terminal.view()), terminal))
    return bool(mutated.survivors)
