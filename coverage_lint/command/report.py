"""`coverage-lint report`: what the people who run sales look at, of one plan or of a folder of them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.command.parser import iso_day, listed
from coverage_lint.command.streams import encoding_of, write
from coverage_lint.policy.problems import Misuse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_lint.command.parser import Arguments, Parser
    from coverage_lint.report.portrait import Portrait
    from coverage_lint.report.take import Taken

EXAMPLES = """\
  coverage-lint report coverage.yaml -o report.html   one page to look at, print or mail; the extra 'report' draws it
  coverage-lint report coverage.yaml -o report.md     for a pull request or a wiki; the ending says which format
  coverage-lint report plans/ -o reports/ --format html   a page for each model below a folder, and an index
  coverage-lint report coverage.yaml --format json    all figures, for programs; the schema is
                                                      'coverage-lint schema plan-report'
"""


class Form(NamedTuple):
    """A format: how its files end, and what writes them. Its module is loaded when it is asked for."""

    ending: str
    page: Callable[[Portrait, Taken], str]
    """Writes one plan; from what was taken comes what is known besides it."""
    contents: Callable[[Sequence[tuple[str, Portrait]]], str] | None = None
    """Of a folder of pages: files' names, and what is on them; None for a format that holds many plans in one file."""
    many: Callable[[Sequence[Portrait]], str] | None = None
    """Writes many plans as one text; None where each must be a file of its own."""
    errors: str = "backslashreplace"
    """How a character is written that standard output's encoding lacks."""


def _markdown() -> Form:
    from coverage_lint.report.markdown import render, render_index

    return Form(
        "md", lambda portrait, _: render(portrait), render_index, lambda portraits: "\n".join(map(render, portraits))
    )


def _json() -> Form:
    from coverage_lint.report.json_document import render

    return Form("json", lambda portrait, _: render([portrait]), None, render)


def _html() -> Form:
    from coverage_lint.report.page import needed, render_index, render_page

    needed()

    def page(portrait: Portrait, taken: Taken) -> str:
        return render_page(portrait, pages=taken.pages)

    return Form("html", page, render_index, errors="xmlcharrefreplace")


FORMS: dict[str, Callable[[], Form]] = {"markdown": _markdown, "html": _html, "json": _json}
"""The formats; the first is the default."""
ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json"}
"""What the end of a file's name says, where no format is asked for."""


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: this folder)")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE|FOLDER/",
        help="where to write: a file for one model, a folder for a page each and an index (default: standard output)",
    )
    parser.add_argument("--format", choices=list(FORMS), help="default: as the file's name ends, else the first")
    parser.add_argument(
        "--on", type=iso_day, metavar="DATE", help="today, as YYYY-MM-DD; without it what depends on today stays open"
    )
    parser.add_argument(
        "--select", action="append", metavar="CODES", help="ask only these policies, as 'check' does; repeatable"
    )
    parser.add_argument("--ignore", action="append", metavar="CODES", help="ask all but these, likewise")
    parser.add_argument("--no-ignores", action="store_true", help="show what comments in the models silence as found")
    parser.add_argument("--baseline", metavar="FILE", help="the baseline whose findings are old, as of 'check'")
    parser.add_argument("--no-baseline", action="store_true", help="show old findings as found")
    parser.add_argument("--strict", action="store_true", help="treat drafts like any plan")
    parser.add_argument("--engine", choices=["durable", "interpreter"], help="what matches rules, as of 'check'")


def run(arguments: Arguments) -> int:
    """Check, gather, write. Whatever was found, the status is 0: a report has been made."""
    from coverage_lint.engine.faults import EngineUnavailable
    from coverage_lint.options import Options
    from coverage_lint.report.take import portraits

    form = FORMS[_format(arguments)]()
    folder = _folder(arguments.output)
    options = Options(
        select=listed(arguments.select),
        ignore=listed(arguments.ignore),
        engine=arguments.engine,
        on=arguments.on,
        strict=arguments.strict,
        ignores=not arguments.no_ignores,
        baseline="" if arguments.no_baseline else arguments.baseline,
        lacks=True,
    )
    try:
        taken = portraits(arguments.paths, options, os.getcwd())
    except EngineUnavailable as error:
        raise Misuse(str(error)) from error
    if not taken.portraits:
        raise Misuse("none of these files is a model: a YAML or JSON file with the key coverage_model")
    if folder is not None:
        from coverage_lint.command.report_folder import write_folder

        write_folder(folder, form, taken)
    else:
        _write_one(arguments.output, form, taken)
    return 0


def _format(arguments: Arguments) -> str:
    """Give the format: as asked for, else as the file's name ends, else the default."""
    if arguments.format:
        return str(arguments.format)
    ending = os.path.splitext(arguments.output or "")[1].lower()
    return ENDINGS.get(ending, next(iter(FORMS)))


def _folder(output: str | None) -> str | None:
    """Give the folder that pages go to; None for a file or standard output. Raises Misuse."""
    if output is None:
        return None
    if output.endswith(("/", os.sep)) or os.path.isdir(output):
        if os.path.lexists(output.rstrip("/" + os.sep) or output) and not os.path.isdir(output):
            raise Misuse(f"--output: {output} is no folder")
        return output
    above = os.path.dirname(output)
    if above and not os.path.isdir(above):
        raise Misuse(f"--output: {output} cannot be written: there is no folder {above}")
    return None


def _write_one(output: str | None, form: Form, taken: Taken) -> None:
    """Write everything as one text, to a file or to standard output. Raises Misuse."""
    portraits = taken.portraits
    if len(portraits) == 1:
        text = form.page(portraits[0], taken)
    elif form.many is not None:
        text = form.many(portraits)
    else:
        raise Misuse(f"{len(portraits)} models, and one page holds one: name a folder, such as --output reports/")
    if output is None:
        encoding = encoding_of(sys.stdout)
        write(sys.stdout, text.encode(encoding, form.errors).decode(encoding))
        return
    write_files({output: text}, taken)


def write_files(texts: dict[str, str], taken: Taken) -> None:
    """Write files, each whole or not at all; none over a file that was read. Raises Misuse."""
    from coverage_lint.command.formats import Output, spare_models
    from coverage_lint.command.whole_file import write_whole

    spare_models([Output("", path) for path in texts], taken.report, os.getcwd())
    for path, text in texts.items():
        try:
            write_whole(path, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise Misuse(f"--output: {path} cannot be written: {error.strerror or error}") from error
