"""From bytes to text: UTF-8, with or without a byte-order mark, or a finding at the first wrong byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.nodes import Location, Source

if TYPE_CHECKING:
    from coverage_lint.findings import Finding

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)


def decode(data: bytes, shown: str) -> tuple[Source, Finding | None]:
    """Give the source, and a CL002 where it is not UTF-8; its text is then a guess to show the place in."""
    try:
        return Source(shown, str(data, "utf-8").lstrip("\ufeff")), None
    except UnicodeDecodeError as error:
        return _misencoded(data, shown, error.start)


def guess(data: bytes) -> str:
    """Give the text of bytes in any encoding, as well as can be told, for looking for words in it."""
    for mark, codec, _ in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return str(data, codec, "replace")
    return str(data, "utf-8", "replace").lstrip("\ufeff")


def _misencoded(data: bytes, shown: str, first_wrong: int) -> tuple[Source, Finding]:
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            source = Source(shown, str(data, codec, "replace"))
            place = Location(source, 0, min(1, len(source.text)))
            return source, finding("CL002", place, f"the file is encoded as {name}, not UTF-8", label="here it begins")
    before = str(data[:first_wrong], "utf-8").lstrip("\ufeff")
    source = Source(shown, before + str(data[first_wrong:], "utf-8", "replace"))
    place = Location(source, len(before), len(before) + 1)
    message = f"byte 0x{data[first_wrong]:02x} is not UTF-8"
    return source, finding("CL002", place, message, label="the first byte that is not")
