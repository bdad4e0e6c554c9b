"""`coverage-lint actuals init`: look at the CRM's files, and write an actuals.yaml to start from."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from coverage_lint.console.streams import write
from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint actuals init plans/2027/crm           writes plans/2027/actuals.yaml
  coverage-lint actuals init crm -o may/actuals.yaml  another file; the folder must be in the same repository
"""
_EXISTS = "already exists and was not changed; name another file with -o"


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("folder", metavar="CRM_FOLDER", help="the folder of the CRM's CSV or Parquet files")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the file to write (default: actuals.yaml beside the folder)"
    )


def run(arguments: Arguments) -> int:
    """Write the file, and say what to do next."""
    from coverage_lint.discovery.find_models import show
    from coverage_lint.reviewing.first_look import look
    from coverage_lint.system.whole_file import write_new

    folder = os.path.normpath(arguments.folder)
    path = arguments.output or os.path.join(os.path.dirname(os.path.abspath(folder)), "actuals.yaml")
    shown = show(path, os.getcwd())
    if os.path.lexists(path):
        raise Misuse(f"{shown} {_EXISTS}")
    beside = os.path.relpath(os.path.abspath(folder), os.path.dirname(os.path.abspath(path))).replace(os.sep, "/")
    seen = look(folder, show(folder, os.getcwd()), beside)
    try:
        write_new(path, [seen.text.encode("utf-8")])
    except FileExistsError:
        raise Misuse(f"{shown} {_EXISTS}") from None
    except OSError as error:
        raise Misuse(f"{shown} cannot be written: {error.strerror or error}") from None
    told = [f"wrote {shown}: {seen.preset or 'no preset'}, {len(seen.tables)} of 6 tables"]
    if seen.unmatched:
        told.append(f"no column was found for: {', '.join(seen.unmatched)}")
    told.append(f"next: read it, then: coverage-lint review PLAN --actuals {shown}")
    write(sys.stdout, "".join(f"{line}\n" for line in told))
    return 0
