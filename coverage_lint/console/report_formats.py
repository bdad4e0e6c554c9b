"""The formats of a plan's report. What writes one is loaded when it is asked for."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_lint.console.parser import Arguments
    from coverage_lint.discovery.left_out import LeftOut
    from coverage_lint.report.build_portraits import Taken
    from coverage_lint.report.portrait.portrait import Portrait


def _escaped_by(errors: str) -> Callable[[str, str], str]:
    """Return what writes a text for an encoding, each character that it lacks by an error handler of codecs."""
    return lambda text, encoding: text.encode(encoding, errors).decode(encoding)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


class Form(NamedTuple):
    """A format: how its files end, and what writes them."""

    ending: str
    page: Callable[[Taken, int], str]
    """Writes one of the plans that were taken, by its number."""
    contents: Callable[[Sequence[tuple[str, Portrait]], Sequence[LeftOut]], str] | None = None
    """Of a folder of pages: files' names, what is on them, and what was not read; None for a format that holds many
    plans in one file."""
    many: Callable[[Taken], str] | None = None
    """Writes many plans as one text; None where each must be a file of its own."""
    escaped: Callable[[str, str], str] = _escaped_by("backslashreplace")
    """Writes a text so that an encoding, named second, holds it."""
    filed: Callable[[str], bytes] = _utf8
    """Makes the bytes of a file from a text. Raises Misuse."""
    for_files: bool = False
    """Whether it is no text, and needs a file."""


def _markdown() -> Form:
    from coverage_lint.report.markdown.document import not_read, render, render_index

    def page(taken: Taken, number: int) -> str:
        return render(taken.portraits[number], taken.earlier[number], taken.left_out_beside())

    def many(taken: Taken) -> str:
        texts = [*map(render, taken.portraits, taken.earlier), not_read(taken.report.left_out)]
        return "\n".join(text for text in texts if text)

    return Form("md", page, render_index, many)


def _json() -> Form:
    from coverage_lint.render.findings.json_document import fit
    from coverage_lint.report.json_document import render

    def many(taken: Taken) -> str:
        return render(taken.portraits, taken.earlier, taken.report.left_out)

    return Form("json", lambda taken, _: many(taken), None, many, fit)


def _html() -> Form:
    from coverage_lint.report.html.document import needed, render_index, render_page

    needed()

    def page(taken: Taken, number: int) -> str:
        asked, left_out = taken.report.models[number].asked, taken.left_out_beside()
        return render_page(taken.portraits[number], taken.earlier[number], asked=asked, left_out=left_out)

    return Form("html", page, render_index, escaped=_escaped_by("xmlcharrefreplace"))


def _pdf() -> Form:
    from coverage_lint.system.browser import NotPrinted, print_page, program

    def printed(page: str) -> bytes:
        try:
            return print_page(page.encode("utf-8", "xmlcharrefreplace"))
        except NotPrinted as error:
            raise Misuse(f"a PDF cannot be made: {error}") from error

    try:
        program()
    except NotPrinted as error:
        raise Misuse(f"a PDF cannot be made: {error}") from error
    return _html()._replace(ending="pdf", contents=None, filed=printed, for_files=True)


FORMS: dict[str, Callable[[], Form]] = {"markdown": _markdown, "html": _html, "json": _json, "pdf": _pdf}
"""The formats; the first is the default."""
ENDINGS = {
    ".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json", ".pdf": "pdf",
}  # fmt: skip
"""What the end of a file's name says."""


def format_of(arguments: Arguments) -> str:
    """Return the format: as asked for, else as the file's name ends, else the default. Raises Misuse."""
    output = arguments.output or ""
    is_file = output and not output.endswith(("/", os.sep)) and not os.path.isdir(output)
    ending = os.path.splitext(output)[1].lower() if is_file else ""
    if arguments.format:
        asked = str(arguments.format)
        if ENDINGS.get(ending, asked) != asked:
            raise Misuse(f"--output: {output} ends like {ENDINGS[ending]}, and --format asks for {asked}")
        return asked
    if ending and ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise Misuse(f"--output: {output} ends in {ending}, which is no format of a report; use {known}, or --format")
    return ENDINGS.get(ending, next(iter(FORMS)))
