"""Whether a text is a coverage model: `coverage_model` as a top-level key, told without parsing.

A text that breaks half-way must be told from one that is none of ours, so the words decide.
A near miss (`coverage-model:`) counts, so that a slip in this one key does not hide the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKER = "coverage_model"
_AS_USUAL = f"{MARKER}: "
_MOST_EDITS = 2
_PIECES = ("cover", "age_m", "odel")
"""With at most two edits, one of three pieces of the marker stands as it is."""

# Compiled when first needed: nearly every model has the marker as the first word of a line.
_BLOCK_KEY = r"""(?m)^(?:---[ \t]+)?(["']?)([^\s"':#{}\[\],]{12,16})\1[ \t]*:(?=[ \t\r\n]|\Z)"""
_ANY_KEY = r"""(?<![^\s"'{},])([^\s"':#{}\[\],]{12,16})["']?[ \t\r\n]*:"""
_FLOW_WORD = r"""(?s)"((?:[^"\\]|\\.)*+)"|'((?:[^']|'')*+)'|[\[\]{}]|#[^\n]*|[^\s"'\[\]{},:#]+"""


def has_marker(text: str) -> bool:
    """Tell whether the marker, or a near miss of it, is a top-level key of some document of a text."""
    if text.startswith(_AS_USUAL) or f"\n{_AS_USUAL}" in text:
        return True
    if MARKER not in text and not _has_piece(text.lower()):
        return False
    if any(is_near(key[2]) for key in re.finditer(_BLOCK_KEY, text)):
        return True
    if not any(is_near(key[1]) for key in re.finditer(_ANY_KEY, text)):
        return False
    return any(_flow_has_marker(text, at) for at in _flow_starts(text))


def may_have_marker(data: bytes) -> bool:
    """Tell cheaply, from bytes, that a file is worth decoding; wrong only by saying yes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] == b"\x00\x00\xfe\xff":
        return True
    lower = data.lower()
    return b"cover" in lower or b"age_m" in lower or b"odel" in lower


def is_near(key: str) -> bool:
    """Tell whether a key is the marker, in any case, or at most two edits from it."""
    if key == MARKER:
        return True
    lower = key.lower()
    return abs(len(key) - len(MARKER)) <= _MOST_EDITS and _has_piece(lower) and _distance(lower) <= _MOST_EDITS


def _has_piece(lower: str) -> bool:
    return any(piece in lower for piece in _PIECES)


def _distance(key: str) -> int:
    """Count the letters to insert, drop or change, between a key and the marker."""
    row = list(range(len(MARKER) + 1))
    for line, letter in enumerate(key, 1):
        before, row[0] = row[0], line
        for column, wanted in enumerate(MARKER, 1):
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, before + (letter != wanted))
    return row[-1]


def _flow_starts(text: str) -> Iterator[int]:
    """Give where a document of a text opens with a brace."""
    at = 0
    while at >= 0:
        begin = _skip_blank(text, at)
        if text.startswith("---", begin):
            begin = _skip_blank(text, begin + 3)
        if text.startswith("{", begin):
            yield begin
        at = text.find("\n---", begin)
        at = at + 1 if at >= 0 else at


def _skip_blank(text: str, at: int) -> int:
    """Pass spaces, comments and directives."""
    while at < len(text):
        if text[at] in "#%":
            line = text.find("\n", at)
            at = len(text) if line < 0 else line
        elif text[at].isspace():
            at += 1
        else:
            break
    return at


def _flow_has_marker(text: str, at: int) -> bool:
    depth = 0
    for token in re.compile(_FLOW_WORD).finditer(text, at):
        word = token[0]
        if word in ("{", "["):
            depth += 1
        elif word in ("}", "]"):
            depth -= 1
            if depth <= 0:
                return False
        elif (
            depth == 1 and is_near(word.strip("\"'")) and text[token.end() : token.end() + 64].lstrip().startswith(":")
        ):
            return True
    return False
