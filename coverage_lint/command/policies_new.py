"""`coverage-lint policies new`: a policy and its cases, to fill in."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from coverage_lint.command.streams import write
from coverage_lint.policy.problems import Misuse

if TYPE_CHECKING:
    from coverage_lint.command.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint policies new AC101 group-too-large --for group --folder rules
"""
POLICY = """\
- code: {code}
  name: {name}
  title: {title}
  severity: warning
  why: Say in two sentences why this matters, in words that a sales leader accepts.
  source: Where the rule comes from; "our own" is a source.
  parameters:
    most:
      type: count
      default: 12
      minimum: 1
      about: how many people a {kind} may have
  for: {kind}
  let:
    heads: {count}
  when: heads > most
  message: {{heads:count}} people, {{most:count}} at most
  help: Make two of it, or raise the limit.
"""
CASES = """\
- policy: {code}
  name: one too many
  parameters: {{most: 1}}
  model: |
{fires}
- policy: {code}
  name: at the limit
  model: ""
"""
_KINDS = {
    "plan": ("count(people)", "    coverage_model: 1   # fires {code}\n"),
    "group": (
        "count(people)",
        "    groups:\n      - id: hunters   # fires {code}\n      - id: farmers   # fires {code}\n",
    ),
}


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("code", metavar="CODE", help="capital letters of your own and three digits, such as AC101")
    parser.add_argument("name", metavar="NAME", help="the same in words, kebab-case")
    parser.add_argument("--for", dest="kind", choices=sorted(_KINDS), default="group", help="what it is asked of")
    parser.add_argument("--folder", default=".", help="where its two files go (default: here)")


def run(arguments: Arguments) -> int:
    """Write NAME.yaml and NAME.cases.yaml; both, or none where one is there already."""
    code, name = arguments.code, arguments.name
    if not re.fullmatch("[A-Z]{2,8}[0-9]{3}", code) or code.startswith("CL"):
        raise Misuse(f"{code} is no code of your own: two to eight capital letters other than CL, and three digits")
    if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name):
        raise Misuse(f"{name} is no name: write it in lower case with hyphens, such as group-too-large")
    counted, fires = _KINDS[arguments.kind]
    title = name.replace("-", " ").capitalize()
    files = {
        f"{name}.yaml": POLICY.format(code=code, name=name, title=title, kind=arguments.kind, count=counted),
        f"{name}.cases.yaml": CASES.format(code=code, fires=fires.format(code=code).rstrip("\n")),
    }
    paths = {os.path.join(arguments.folder, file): text for file, text in files.items()}
    for path in paths:
        if os.path.lexists(path):
            raise Misuse(f"{path} is there already")
    os.makedirs(arguments.folder, exist_ok=True)
    for path, text in paths.items():
        with open(path, "x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    first = os.path.join(arguments.folder, f"{name}.yaml")
    write(sys.stdout, f"wrote {' and '.join(paths)}\nnext: fill them in, then coverage-lint policies test {first}\n")
    return 0
