"""Reading a file's bytes, bounded, or saying why not."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Location, Source
from coverage_lint.document.unreadable import Unreadable

if TYPE_CHECKING:
    from coverage_lint.document.limits import Limits

HEAD = 1024 * 1024
"""Bytes in which the marker is looked for when a file is larger than may be read."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Oversized(Unreadable):
    """A file beyond the limit, of which the head has been read."""

    def __init__(self, shown: str, head: bytes, limits: Limits) -> None:
        """Take the path as shown and the first bytes."""
        words = f"larger than {_in_mebibytes(limits.size)}, so it was not read"
        super().__init__("CL004", nowhere(shown), words)
        self.head = head


def nowhere(shown: str) -> Location:
    """Give the beginning of a file whose text is unknown."""
    return Location(Source(shown, ""), 0, 0)


def read_file(path: str, shown: str, limits: Limits) -> bytes:
    """Give a regular file's bytes. Raises Unreadable, also for folders, pipes and what cannot be opened."""
    try:
        kind = os.stat(path).st_mode
        if not stat.S_ISREG(kind):
            name = next((words for test, words in _KINDS if test(kind)), "no file")
            raise Unreadable("CL001", nowhere(shown), f"{name}, where a file is expected")
        with open(path, "rb") as stream:
            data = stream.read(limits.size + 1)
    except ValueError:
        raise Unreadable("CL001", nowhere(shown), "no path of a file: it holds a NUL character") from None
    except OSError as error:
        raise Unreadable("CL001", nowhere(shown), f"cannot be read: {describe(error)}") from None
    if len(data) > limits.size:
        raise Oversized(shown, data[:HEAD], limits)
    return data


def describe(error: OSError) -> str:
    """Give an operating system's complaint as a clause."""
    words = error.strerror or type(error).__name__
    return words[:1].lower() + words[1:]


def _in_mebibytes(size: int) -> str:
    mebibyte = 1024 * 1024
    return f"{size // mebibyte:,} MiB" if size >= mebibyte else f"{size:,} bytes"
