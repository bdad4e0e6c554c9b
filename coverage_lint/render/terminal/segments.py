"""Styled text: what the layout makes, and each output turns into its own bytes; sentences broken to the width."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.frozen import NamedTuple
from coverage_lint.render.terminal.cells import visible, width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Segment(NamedTuple):
    """A stretch of a line. The style is a name of `colour.STYLES`, '' for none; the link a file, or ''."""

    style: str
    text: str
    link: str = ""


Line: TypeAlias = "list[Segment]"


class View(NamedTuple):
    """What a reader has before them."""

    width: int = 120
    """Cells in a line. Source lines are cut to it."""
    wrap: bool = False
    """Whether sentences are broken to the width too; what is piped keeps one line a sentence."""
    encoding: str = "utf-8"
    """What the output can hold; the rest shows as escapes."""
    undecided: bool = False
    """Whether undecided policies are listed, not only counted."""
    seconds: float | None = None
    """How long the check took, where that is shown."""
    path: Callable[[str], str] = str
    """How the path of a file is shown; as it is, unless a reader stands in another folder."""


def plain(lines: Iterable[Line]) -> str:
    """Join lines without their styles."""
    return "".join(["".join([segment.text for segment in line]).rstrip() + "\n" for line in lines])


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
