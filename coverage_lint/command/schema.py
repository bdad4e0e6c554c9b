"""`coverage-lint schema`: the JSON Schemas that ship with the program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.console.streams import write_bytes
from coverage_lint.system.shipped_data import read_data

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint schema > .coverage-model.schema.json
      then the first line of a model beside it makes editors complete and explain every field:
      # yaml-language-server: $schema=.coverage-model.schema.json
  coverage-lint schema report              the output of 'coverage-lint check --format json'
  coverage-lint schema change              the output of 'coverage-lint diff --format json'
  coverage-lint schema plan-report         the output of 'coverage-lint report --format json'
"""

SCHEMAS = {
    "model": "coverage-model.schema.json",
    "report": "report.schema.json",
    "change": "change.schema.json",
    "plan-report": "plan-report.schema.json",
    "settings": "settings.schema.json",
    "policy": "policy.schema.json",
    "actuals": "actuals.schema.json",
    "review": "review.schema.json",
}


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "schema",
        nargs="?",
        choices=list(SCHEMAS),
        default="model",
        help="which schema: of a model (default), of the JSON of check, diff or report, of settings, of policies, of "
        "actuals.yaml, or of reviews",
    )


def run(arguments: Arguments) -> int:
    """Print the schema, byte by byte as it is kept."""
    write_bytes(sys.stdout, read_schema(arguments.schema))
    return 0


def read_schema(name: str) -> bytes:
    """Read a schema by its key in SCHEMAS."""
    return read_data("schemas", SCHEMAS[name])
