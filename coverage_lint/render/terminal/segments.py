"""Styled text: what the layout makes, and each output turns into its own bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


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
