"""What stands at the other end of a stream: its colours, its width, whether it follows links."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from coverage_lint.console.streams import encoding_of
from coverage_lint.frozen import NamedTuple
from coverage_lint.render.terminal.segments import View, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.render.terminal.segments import Line

_NARROWEST, _USUAL = 40, 80
_SPEAK_ESCAPES = ("WT_SESSION", "ANSICON", "ConEmuANSI", "TERM")
"""What the consoles of Windows set that take colours; an old one would show the escapes."""


class Terminal(NamedTuple):
    """What an output can show."""

    colour: bool
    width: int | None
    """Cells in a line; None for what is no terminal."""
    links: str | None
    """The URL of the working directory where links can be followed, else None."""
    encoding: str

    def view(self, *, undecided: bool = False, seconds: float | None = None) -> View:
        """Return the view that a renderer lays out for; times show on a terminal only."""
        if self.width is None:
            return View(encoding=self.encoding, undecided=undecided)
        return View(self.width, wrap=True, encoding=self.encoding, undecided=undecided, seconds=seconds)


def look(stream: TextIO | None, colour: str = "auto") -> Terminal:
    """Find out what an output can show; `colour` is auto, always or never."""
    terminal = stream is not None and stream.isatty()
    coloured = wants_colour(colour, os.environ, terminal=terminal)
    links = _working_directory() if coloured and terminal else None
    return Terminal(coloured, _width(stream) if terminal else None, links, encoding_of(stream))


def wants_colour(choice: str, environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Decide on colour: the option, then NO_COLOR, then FORCE_COLOR, then whether a terminal takes it."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return environment["FORCE_COLOR"] != "0"
    if not terminal or environment.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or any(environment.get(name) for name in _SPEAK_ESCAPES)


def painted(lines: Iterable[Line], terminal: Terminal) -> str:
    """Join lines as an output shows them. rich is imported for colour only."""
    if not terminal.colour:
        return plain(lines)
    from coverage_lint.render.terminal.colour import coloured

    return coloured(lines, terminal.links)


def _width(stream: TextIO | None) -> int:
    stated = os.environ.get("COLUMNS", "")
    if stated.isascii() and stated.isdigit() and int(stated):
        return max(int(stated), _NARROWEST)
    try:
        measured = os.get_terminal_size(stream.fileno() if stream else 1).columns
    except (OSError, ValueError):
        measured = 0
    return max(measured, _NARROWEST) if measured else _USUAL


def _working_directory() -> str:
    from urllib.parse import quote

    node = os.uname().nodename if hasattr(os, "uname") else ""
    return f"file://{quote(node)}{quote(os.fsencode(os.getcwd()))}".rstrip("/") + "/"
