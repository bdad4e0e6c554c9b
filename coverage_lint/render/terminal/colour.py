"""Styled lines for a terminal: rich's styles, and links to the files. Imported only where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from rich.color import ColorSystem
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.render.terminal.segments import Line, Segment

STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
    "undecided": "bold magenta",
    "related": "blue",
    "message": "bold",
    "arrow": "bold blue",
    "gutter": "bold blue",
    "note": "bold",
    "help": "bold green",
    "see": "bold",
    "place": "",
    "source": "",
    "summary": "bold",
    "clean": "bold green",
    "quiet": "dim",
    "came": "green",
    "went": "red",
}
_PARSED = {name: Style.parse(words) for name, words in STYLES.items() if words}


def coloured(lines: Iterable[Line], links: str | None) -> str:
    """Join lines with their styles, in the eight colours every terminal has and every reader has set to taste.

    `links` is the URL of the folder that paths start from, such as 'file://host/plans/'; None for no links.
    """
    return "".join(["".join([_paint(segment, links) for segment in line]) + "\n" for line in lines])


def _paint(segment: Segment, links: str | None) -> str:
    style = _PARSED.get(segment.style)
    text = style.render(segment.text, color_system=ColorSystem.STANDARD) if style else segment.text
    if links is None or not segment.link or segment.link.startswith("<"):
        return text
    # Written here, since rich gives each link a random number, and two runs must give the same bytes.
    return f"\x1b]8;;{_url(segment.link, links)}\x1b\\{text}\x1b]8;;\x1b\\"


def _url(path: str, links: str) -> str:
    quoted = quote(path.encode("utf-8", "surrogateescape"))
    if not path.startswith("/"):
        return links + quoted
    return links[: links.index("/", len("file://"))] + quoted
