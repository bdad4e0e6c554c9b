"""The one door to files that are read: regular ones only, bounded, none that a link outside of the repository leads to.

What a file is, is looked at before it is opened, since opening a pipe or a device may wait or do something, and again
once it is open, in case it was exchanged in between.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Location, Source
from coverage_lint.document.unreadable import Unreadable
from coverage_lint.system.reach import is_outside, leads_out

if TYPE_CHECKING:
    from typing import BinaryIO

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


_FLAGS = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):  # as far as the system has them
    _FLAGS |= getattr(os, _flag, 0)

LEADS_OUT = "a symbolic link that leads out of the repository, so it is not read"
OUTSIDE = "outside of the repository, so it is not read"


class Refused(OSError):  # noqa: N818 - what happened
    """A path that is not opened, whoever may read it; the words say why."""

    def __init__(self, words: str) -> None:
        """Take a clause about the path."""
        super().__init__(0, words)
        self.words = words


class Oversized(Unreadable):
    """A file beyond the limit, of which the head has been read."""

    def __init__(self, shown: str, head: bytes, limits: Limits) -> None:
        """Take the path as shown and the first bytes."""
        words = f"larger than {_in_mebibytes(limits.size)}, so it was not read"
        super().__init__("CL004", nowhere(shown), words)
        self.head = head


def nowhere(shown: str) -> Location:
    """Return the beginning of a file whose text is unknown."""
    return Location(Source(shown, ""), 0, 0)


def open_file(path: str, named_in: str | None = None) -> BinaryIO:
    """Open a regular file to read. Raises OSError, of which Refused says that it is none, or where it must not be.

    `named_in` is the folder of the file that names this one, where no person did: both are in one repository.
    """
    if named_in is not None and is_outside(path, named_in):
        raise Refused(OUTSIDE)
    if leads_out(path):
        raise Refused(LEADS_OUT)
    seen = os.stat(path)
    if not stat.S_ISREG(seen.st_mode):
        raise Refused(f"{kind_of(seen.st_mode)}, where a file is expected")
    handle = os.open(os.path.realpath(path), _FLAGS)
    if not os.path.samestat(seen, os.fstat(handle)):
        os.close(handle)
        raise Refused("exchanged while it was read")
    return os.fdopen(handle, "rb")


def kind_of(mode: int) -> str:
    """Say what is no regular file, by its mode: 'a pipe'."""
    return next((words for test, words in _KINDS if test(mode)), "no file")


def read_file(path: str, shown: str, limits: Limits, named_in: str | None = None) -> bytes:
    """Return a regular file's bytes. Raises Unreadable, also for folders, pipes and what cannot be opened."""
    try:
        with open_file(path, named_in) as stream:
            data = stream.read(limits.size + 1)
    except ValueError:
        raise Unreadable("CL001", nowhere(shown), "no path of a file: it holds a NUL character") from None
    except Refused as refused:
        raise Unreadable("CL001", nowhere(shown), refused.words) from None
    except OSError as error:
        raise Unreadable("CL001", nowhere(shown), f"cannot be read: {describe(error)}") from None
    if len(data) > limits.size:
        raise Oversized(shown, data[:HEAD], limits)
    return data


def describe(error: OSError) -> str:
    """Return an operating system's complaint as a clause."""
    words = error.strerror or type(error).__name__
    return words[:1].lower() + words[1:]


def _in_mebibytes(size: int) -> str:
    mebibyte = 1024 * 1024
    return f"{size // mebibyte:,} MiB" if size >= mebibyte else f"{size:,} bytes"
