"""How text looks in the cells of a terminal: what it hides is shown, and how wide it is."""

from __future__ import annotations

import re

# Compiled where first needed: on a clean run nothing odd is shown.
_HIDDEN = (
    "[\x00-\x1f\x7f-\x9f"  # control characters, with the escape that begins a terminal's commands
    "\u00ad\u180e\u200b\u2028\u2029\u2060-\u2065\ufeff\ufff9-\ufffb"  # takes no cell, or breaks the line
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # turns the line round
    "\U000e0000-\U000e007f"  # tags
    "\ud800-\udfff]"  # halves of a character
)
_BREAKS = r"\s*[\r\n]+\s*"
_FIRST_ODD = "\u0300"
"""Below the first combining character, whatever can be seen takes one cell."""
TAB = "    "


def visible(text: str, encoding: str = "utf-8") -> str:
    """Return a text of one line with everything unseen, or outside an encoding, written as an escape."""
    if text.isascii() and text.isprintable():
        return text
    if "\n" in text or "\r" in text:
        text = re.sub(_BREAKS, " ", text)
    text = re.sub(_HIDDEN, _escape, text)
    if encoding == "utf-8" or text.isascii():
        return text
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number <= 0xFF:  # noqa: PLR2004 - what two digits hold
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004


def width(text: str) -> int:
    """Count the cells that visible text takes."""
    if text.isascii() or max(text) < _FIRST_ODD:
        return len(text)
    from unicodedata import category, east_asian_width

    cells = 0
    for letter in text:
        if letter < _FIRST_ODD:
            cells += 1
        elif category(letter) in ("Mn", "Me", "Cf") or "\u1160" <= letter <= "\u11ff":
            continue  # sits on the letter before it
        else:
            cells += 2 if east_asian_width(letter) in "WF" else 1
    return cells


def wrap(text: str, first: int, rest: int) -> list[str]:
    """Break visible text at spaces into lines of so many cells; a word that is wider keeps its own line."""
    lines: list[str] = []
    line, room = "", first
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width(longer) > room:
            lines.append(line)
            line, room = word, rest
        else:
            line = longer
    return [*lines, line]
