"""Whether a text is a coverage model: `coverage_model` as a top-level key of one of its documents.

Nearly every text is told by its words alone: a model has the marker as the first word of a line, and what is none
has no word like it. Where there is one somewhere, libyaml's events say whether it is a key at the top.
A near miss (`coverage-model:`) counts, so that a slip in this one key does not hide the file.
"""

from __future__ import annotations

import re

MARKER = "coverage_model"
_AS_USUAL = f"{MARKER}: "
_MOST_EDITS = 2
_LETTERS = frozenset(MARKER)
_PIECES = ("cover", "age_m", "odel")
"""With at most two edits, one of three pieces of the marker stands as it is."""
_ESCAPES = (b"\\x", b"\\u", b"\\U", b"\\\n", b"\\\r")

# Compiled when first needed.
_WORD = r"""(?<![^\s"':#{}\[\],])[^\s"':#{}\[\],]{12,16}(?![^\s"':#{}\[\],])"""
_LETTER = r"(?s)\\(?:x|u00|U000000)([46][1-9a-fA-F]|[57][0-9aA]|5[fF]|2[dD])|\\(?:\r\n|\r|\n)[ \t]*+"
"""A letter, `_` or `-` written as an escape, or a line that goes on in the next."""


def has_marker(text: str) -> bool:
    """Return True if the marker, or a near miss of it, is a top-level key of some document of a text.

    Where the text breaks half-way, the words behind decide.
    """
    if text.startswith(_AS_USUAL) or f"\n{_AS_USUAL}" in text:
        return True
    if not has_word(text):
        return False
    from coverage_lint.document.yaml.top_keys import has_top_key

    return has_top_key(text, is_near)


def may_have_marker(data: bytes) -> bool:
    """True if a file may be a model, decided cheaply from its bytes; never False for a model."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data:  # two or four bytes a letter
        return True
    if b"\\" in data and any(escape in data for escape in _ESCAPES):
        return True
    lower = data.lower()
    return any(piece.encode() in lower for piece in _PIECES)


def has_word(text: str) -> bool:
    """Return True if the marker, or a near miss of it, is a word somewhere in a text, be it a key or not."""
    lower = plain(text).lower()
    if MARKER in lower:
        return True
    return _has_piece(lower) and any(map(is_near, {found[0] for found in re.finditer(_WORD, lower)}))


def plain(text: str) -> str:
    """Return a text with the letters that it writes as escapes as they are, whether or not within quotes."""
    return re.sub(_LETTER, _letter, text) if "\\" in text else text


def _letter(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else ""


def is_near(key: str) -> bool:
    """Return True if a key is the marker, in any case, or at most two edits from it."""
    if key == MARKER:
        return True
    if abs(len(key) - len(MARKER)) > _MOST_EDITS:
        return False
    lower = key.lower()
    strange = len(set(lower) - _LETTERS)
    return strange <= _MOST_EDITS and _has_piece(lower) and _within(lower, MARKER, _MOST_EDITS)


def _has_piece(lower: str) -> bool:
    return any(piece in lower for piece in _PIECES)


def _within(one: str, other: str, edits: int) -> bool:
    """Return True if at most so many letters inserted, dropped or changed make one text of the other."""
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    one, other = one[same:], other[same:]
    if not one or not other or not edits:
        return len(one) + len(other) <= edits
    return any(
        _within(left, right, edits - 1) for left, right in ((one[1:], other[1:]), (one[1:], other), (one, other[1:]))
    )
