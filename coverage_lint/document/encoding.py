"""From bytes to text: UTF-8, with or without a byte-order mark, or a finding at the first wrong byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.marker import MARKER
from coverage_lint.location import Location, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.findings import Finding

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_UNMARKED = (
    (rb"\0\0\0[^\0]", "utf-32-be", "UTF-32"),
    (rb"[^\0]\0\0\0", "utf-32-le", "UTF-32"),
    (rb"\0[^\0]\0[^\0]", "utf-16-be", "UTF-16"),
    (rb"[^\0]\0[^\0]\0", "utf-16-le", "UTF-16"),
)
"""How a text without a mark begins if its first character is of ASCII, as YAML 1.2 tells encodings apart."""


def decode(data: bytes, shown: str) -> tuple[Source, Finding | None]:
    """Return the source, and a CL002 where it is not UTF-8; its text is then a guess to show the place in."""
    wide = _wide(data)
    if wide is not None:
        codec, name = wide
        source = Source(shown, str(data, codec, "replace").lstrip("\ufeff"))
        place = Location(source, 0, min(1, len(source.text)))
        return source, finding("CL002", place, f"the file is encoded as {name}, not UTF-8", label="here it begins")
    try:
        return Source(shown, str(data, "utf-8").lstrip("\ufeff")), None
    except UnicodeDecodeError as error:
        return _misencoded(data, shown, error.start)


def decode_as(data: bytes, shown: str, encoding: str) -> tuple[Source, Finding | None]:
    """Return the source of bytes in an encoding that the model names, and a CL002 where they are not in it."""
    if encoding == "utf-8":
        return decode(data, shown)
    try:
        return Source(shown, str(data, encoding).lstrip("\ufeff"), encoding), None
    except UnicodeDecodeError as error:
        before = str(data[: error.start], encoding, "replace").lstrip("\ufeff")
        source = Source(shown, before + str(data[error.start :], encoding, "replace"))
        place = Location(source, len(before), min(len(before) + 1, len(source.text)))
        words = f"byte 0x{data[error.start]:02x} is not {encoding}"
        advice = "Write another `encoding` beside `from`, or save the table in this one."
        return source, finding("CL002", place, words, label="the first byte that is not", help=advice)


def guess(data: bytes) -> str:
    """Return the text of bytes in a guessed encoding, to search for words in it."""
    wide = _wide(data)
    return str(data, "utf-8" if wide is None else wide[0], "replace").lstrip("\ufeff")


def _wide(data: bytes) -> tuple[str, str] | None:
    """Return the codec and the name of an encoding of two or four bytes a character; None where it is none."""
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return codec, name
    if b"\0" not in data:
        return None
    return next(_unmarked(data), None)


def _unmarked(data: bytes) -> Iterator[tuple[str, str]]:
    for beginning, codec, name in _UNMARKED:
        if re.match(beginning, data):
            yield codec, name
    for _, codec, name in _UNMARKED:
        at = data.find(MARKER.encode(codec))
        if at >= 0 and at % (int(name[-2:]) // 8) == 0:  # shifted by a byte, it is of the other order
            yield codec, name


def _misencoded(data: bytes, shown: str, first_wrong: int) -> tuple[Source, Finding]:
    before = str(data[:first_wrong], "utf-8").lstrip("\ufeff")
    source = Source(shown, before + str(data[first_wrong:], "utf-8", "replace"))
    place = Location(source, len(before), len(before) + 1)
    message = f"byte 0x{data[first_wrong]:02x} is not UTF-8"
    return source, finding("CL002", place, message, label="the first byte that is not")
