"""The files of a run as text, with the splices made so far: what they hold then, as bytes again."""

from __future__ import annotations

import os
from codecs import BOM_UTF16_BE
from typing import TYPE_CHECKING

from coverage_lint.document.limits import Limits
from coverage_lint.document.splices import composed, spliced
from coverage_lint.frozen import NamedTuple
from coverage_lint.system.files import read_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coverage_lint.document.splices import Splice
    from coverage_lint.fixing.choice import Repair
    from coverage_lint.location import Source

MARK = "\ufeff"
"""The byte-order mark, which a file keeps."""


_MOST = Limits().size
"""Bytes of a file; a larger one was not read as a model either."""


class Text(NamedTuple):
    """A file as it is: where it is, its bytes, and its text behind the byte-order marks that it begins with."""

    path: str
    data: bytes
    marks: str
    text: str
    codec: str

    def bytes_after(self, splices: Sequence[Splice]) -> bytes:
        """Return what it holds once splices are made."""
        return (self.marks + spliced(self.text, splices)).encode(self.codec)


class Texts:
    """The files of a run, read once."""

    def __init__(self, cwd: str) -> None:
        """Take the folder that shown paths start from."""
        self.cwd = cwd
        self._known: dict[str, Text | None] = {}
        self._names: dict[str, str] = {}
        """By the real path of each file, the name that it was first met by."""

    def of(self, source: Source) -> Text | None:
        """Return the file of a source as it is on disk; None if its bytes cannot be made of its text again.

        And for a second name of a file, as a link is one: what is repaired by one name is repaired.
        """
        if source.path not in self._known:
            self._known[source.path] = self._read(source)
        return self._known[source.path]

    def known(self, shown: str) -> Text:
        """Return a file that was asked for before, by its shown path. Raises KeyError."""
        text = self._known[shown]
        if text is None:
            raise KeyError(shown)
        return text

    def _read(self, source: Source) -> Text | None:
        path = os.path.normpath(os.path.join(self.cwd, source.path))
        if self._names.setdefault(os.path.realpath(path), source.path) != source.path:
            return None
        try:
            data = read_start(path, _MOST)
            codec = _codec(source.encoding, data)
            whole = data.decode(codec)
        except (OSError, UnicodeDecodeError):
            return None
        text = whole.lstrip(MARK)
        is_same = text == source.text and whole.encode(codec) == data
        return Text(path, data, whole[: len(whole) - len(text)], text, codec) if is_same else None

    def contents(self, splices: Mapping[str, Sequence[Splice]]) -> dict[str, bytes]:
        """Return what files hold once splices are made, by their real paths."""
        made = ((self.known(shown), one) for shown, one in splices.items())
        return {os.path.realpath(text.path): text.bytes_after(one) for text, one in made}


def _codec(encoding: str, data: bytes) -> str:
    """Return the codec that writes what an encoding reads: of UTF-16, the order of its bytes."""
    if encoding != "utf-16":
        return encoding
    return "utf-16-be" if data.startswith(BOM_UTF16_BE) else "utf-16-le"


def with_repairs(splices: Mapping[str, Sequence[Splice]], repairs: Iterable[Repair]) -> dict[str, Sequence[Splice]]:
    """Return splices with those of repairs, whose places are of the texts as the former leave them."""
    added: dict[str, list[Splice]] = {}
    for repair in repairs:
        added.setdefault(repair.path, []).append(repair.splice)
    made = dict(splices)
    for shown, more in added.items():
        made[shown] = composed(made.get(shown, ()), more)
    return made
