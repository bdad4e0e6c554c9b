"""The options that say how a report is shown: `--format` for standard output, `--output` for files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.console.parser import Arguments, Parser
    from coverage_lint.findings import Report

FORMATS = {
    "text": "each finding with its lines; inside GitHub Actions, annotations follow",
    "concise": "one line per finding, path:line:column: severity code name: message, with counts on standard error",
    "json": "for programs",
    "sarif": "SARIF 2.1.0",
    "junit": "JUnit XML",
    "github": "annotations",
    "gitlab": "code quality",
    "markdown": "for a comment",
}
"""The formats, as the help of a command describes them."""
_TELL_WHAT_LACKS = frozenset(("json", "junit"))
"""These always name what an undecided policy lacked."""


class Output(NamedTuple):
    """A format, and the file that takes it."""

    format: str
    path: str


def configure(parser: Parser) -> None:
    """Add the options to a command's."""
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        help=". ".join(f"{name}{' (default)' if name == 'text' else ''}: {about}" for name, about in FORMATS.items()),
    )
    parser.add_argument(
        "--output",
        action="append",
        default=[],
        type=_output,
        metavar="FORMAT=FILE",
        help="also write this format to a file; can be repeated",
    )


def _output(text: str) -> Output:
    from argparse import ArgumentTypeError

    word, sign, path = text.partition("=")
    if not sign:
        raise ArgumentTypeError(f"{text!r} is not FORMAT=FILE, such as sarif=findings.sarif")
    if word not in FORMATS:
        from coverage_lint.nearness import did_you_mean, nearest

        hint = did_you_mean(nearest(word, FORMATS)) or f"the formats are {', '.join(FORMATS)}"
        raise ArgumentTypeError(f"{word!r} is not a format; {hint}")
    if not path:
        raise ArgumentTypeError(f"{text!r} names no file; write {word}=FILE")
    if path == "-":
        raise ArgumentTypeError(f"'-' is not a file; --format {word} writes to standard output")
    return Output(word, path)


def format_of(arguments: Arguments) -> str:
    """Return the format on standard output."""
    return str(arguments.format or "text")


def annotates(arguments: Arguments, environment: Mapping[str, str]) -> bool:
    """True if annotations follow the text: inside GitHub Actions, unless a format is asked for."""
    return not arguments.format and environment.get("GITHUB_ACTIONS") == "true"


def wants_lacks(arguments: Arguments) -> bool:
    """True if a format tells what undecided policies lacked, which costs time to work out."""
    formats = {format_of(arguments), *(output.format for output in arguments.output)}
    return bool(arguments.show_undecided) or not formats.isdisjoint(_TELL_WHAT_LACKS)


def check_outputs(arguments: Arguments) -> None:
    """Refuse files that cannot be written, before a check that may take long. Raises Misuse."""
    if not arguments.output:
        return
    from coverage_lint.system.whole_file import why_not

    taken: set[str] = set()
    for output in arguments.output:
        path = os.path.realpath(output.path)
        folder = os.path.dirname(path)
        if os.path.isdir(path):
            raise Misuse(f"--output: {output.path} is a folder")
        refused = why_not(output.path)
        if refused:
            raise Misuse(f"--output: {output.path} is not written: {refused}")
        if not os.path.isdir(folder):
            raise Misuse(
                f"--output: {output.path} cannot be written: there is no folder {os.path.dirname(output.path)}"
            )
        if path in taken:
            raise Misuse(f"--output: {output.path} is given twice")
        taken.add(path)


def spare_models(outputs: list[Output], report: Report, cwd: str) -> None:
    """Refuse to write over a file that was checked. Raises Misuse."""
    read = {os.path.realpath(os.path.join(cwd, path)) for model in report.models for path in model.files}
    for output in outputs:
        if os.path.realpath(output.path) in read:
            raise Misuse(f"--output: {output.path} is one of the checked files, so it is not overwritten")
