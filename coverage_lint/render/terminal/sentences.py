"""Sentences behind a head, on a terminal broken to its width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.render.terminal.cells import visible, width, wrap
from coverage_lint.render.terminal.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.render.terminal.segments import Line, View


def sentence(head: Line, text: str, view: View, style: str = "", *, indent: int = -1) -> Iterator[Line]:
    """Put a sentence behind its head, on a terminal in lines of its width, indented as far as it begins."""
    shown = visible(text, view.encoding)
    begin = sum(width(segment.text) for segment in head)
    if not view.wrap or begin + width(shown) <= view.width:
        yield [*head, Segment(style, shown)]
        return
    indent = begin if indent < 0 else indent
    first, *rest = wrap(shown, view.width - begin, view.width - indent)
    yield [*head, Segment(style, first)]
    for line in rest:
        yield [Segment("", " " * indent), Segment(style, line)]


def remark(kind: str, text: str, gutter: int, view: View) -> Iterator[Line]:
    """Put a note, a help or the like below an excerpt."""
    head = [Segment("gutter", " " * gutter + " = "), Segment(kind, kind), Segment("", ": ")]
    return sentence(head, text, view)
