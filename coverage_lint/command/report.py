"""`coverage-lint report`: what the people who run sales look at, of one plan or of a folder of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.console import check_options as judging
from coverage_lint.console.report_formats import FORMS, format_of
from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint report coverage.yaml -o report.html   one page to look at, print or mail; the extra 'report' draws it
  coverage-lint report coverage.yaml -o report.md     for a pull request or a wiki; the ending says which format
  coverage-lint report plans/ -o reports/ --format html   a page for each model below a folder, and an index
  coverage-lint report coverage.yaml -o report.html --base origin/main    with what changed since then
  coverage-lint report coverage.yaml --format json    all figures, for programs; the schema is
                                                      'coverage-lint schema plan-report'
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: this folder)")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE|FOLDER/",
        help="a file for one model, or a folder for one page per model and an index (default: standard output)",
    )
    parser.add_argument(
        "--base",
        metavar="BASE",
        help="show what changed since an earlier version: a git revision (where this one branched off), file or folder",
    )
    parser.add_argument(
        "--format", choices=list(FORMS), help="default: by the ending of the file's name, else markdown"
    )
    judging.configure(parser, "policies that need it stay undecided")


def run(arguments: Arguments) -> int:
    """Check, gather, write. Whatever was found, the status is 0: a report has been made."""
    from coverage_lint.engine.faults import EngineUnavailable
    from coverage_lint.report.build_portraits import portraits

    form = FORMS[format_of(arguments)]()
    folder = _folder(arguments.output)
    options = judging.options_of(arguments, lacks=True)
    try:
        taken = portraits(arguments.paths, options, os.getcwd(), arguments.base)
    except EngineUnavailable as error:
        raise Misuse(str(error)) from error
    if not taken.portraits:
        raise Misuse("none of these files is a model: a YAML or JSON file with the top-level key coverage_model")
    from coverage_lint.console.report_files import write_folder, write_one

    if folder is not None:
        write_folder(folder, form, taken)
    else:
        write_one(arguments.output, form, taken)
    return 0


def _folder(output: str | None) -> str | None:
    """Return the folder that pages go to; None for a file or standard output. Raises Misuse."""
    if output is None:
        return None
    if output.endswith(("/", os.sep)) or os.path.isdir(output):
        if os.path.lexists(output.rstrip("/" + os.sep) or output) and not os.path.isdir(output):
            raise Misuse(f"--output: {output} is not a folder")
        return output
    above = os.path.dirname(output)
    if above and not os.path.isdir(above):
        raise Misuse(f"--output: {output} cannot be written: there is no folder {above}")
    return None
