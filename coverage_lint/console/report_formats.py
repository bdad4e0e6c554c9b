"""The formats of a plan's report. What writes one is loaded when it is asked for."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

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


FORMS: dict[str, Callable[[], Form]] = {"markdown": _markdown, "html": _html, "json": _json}
"""The formats; the first is the default."""
ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json"}
"""What the end of a file's name says, where no format is asked for."""


def format_of(arguments: Arguments) -> str:
    """Return the format: as asked for, else as the file's name ends, else the default."""
    if arguments.format:
        return str(arguments.format)
    ending = os.path.splitext(arguments.output or "")[1].lower()
    return ENDINGS.get(ending, next(iter(FORMS)))
