"""The one door to files that are read: regular ones only, bounded, none that a link outside of the repository leads to.

What a file is, is looked at before it is opened, since opening a pipe or a device may wait or do something, and again
once it is open, in case it was exchanged in between.
"""

from __future__ import annotations

import os
import stat
from contextvars import ContextVar
from typing import TYPE_CHECKING

from coverage_lint.errors import Unreadable
from coverage_lint.location import Location, Source
from coverage_lint.system.reach import is_outside, leads_out

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    """A file beyond the limit, with its beginning, which was read."""

    def __init__(self, shown: str, head: bytes, limits: Limits) -> None:
        """Take the path as shown and the first bytes."""
        words = f"larger than {_in_mebibytes(limits.size)}, so it was not read"
        super().__init__("CL004", nowhere(shown), words)
        self.head = head


def nowhere(shown: str) -> Location:
    """Return the beginning of a file whose text is unknown."""
    return Location(Source(shown, ""), 0, 0)


def open_file(path: str, named_in: str | None = None) -> BinaryIO:
    """Open a regular file to read. Raises OSError; Refused if it is not regular, or at a forbidden place.

    `named_in` is the folder of the file that names this one, where no person did: both are in one repository.
    """
    return _open(path, _looked_at(path, named_in))


def _looked_at(path: str, named_in: str | None) -> os.stat_result:
    """Return what a regular file is before it is opened. Raises OSError, likewise."""
    if named_in is not None and is_outside(path, named_in):
        raise Refused(OUTSIDE)
    if leads_out(path):
        raise Refused(LEADS_OUT)
    seen = os.stat(path)
    if not stat.S_ISREG(seen.st_mode):
        raise Refused(f"{kind_of(seen.st_mode)}, where a file is expected")
    return seen


def _open(path: str, seen: os.stat_result) -> BinaryIO:
    handle = os.open(os.path.realpath(path), _FLAGS)
    if not os.path.samestat(seen, os.fstat(handle)):
        os.close(handle)
        raise Refused("exchanged while it was read")
    return os.fdopen(handle, "rb")


class Held:
    """A regular file that is held open while another library reads it by its path."""

    def __init__(self, path: str, named_in: str | None = None) -> None:
        """Open it, as `open_file` does. Raises OSError."""
        self._stream = open_file(path, named_in)
        self.path = os.path.realpath(path)

    def is_same(self) -> bool:
        """True if what the path leads to is still the file that was looked at."""
        try:
            return os.path.samestat(os.fstat(self._stream.fileno()), os.stat(self.path, follow_symlinks=False))
        except OSError:
            return False

    def begins_with(self, mark: bytes) -> bool:
        """True if the file begins with some bytes."""
        self._stream.seek(0)
        return self._stream.read(len(mark)) == mark

    def close(self) -> None:
        """Let go of it."""
        self._stream.close()


class ReadingOnce:
    """While this is entered, a file is opened once: what was read of it is kept for whoever asks next.

    The search for models, the comparison of two versions, and the check each look at the same files. What is kept is
    bounded, and a file that changes in between is read anew.
    """

    def __enter__(self) -> None:
        """Begin to keep what is read, if nobody has begun."""
        self._token = _HELD.set(_HELD.get() if _HELD.get() is not None else {})

    def __exit__(self, *_: object) -> None:
        """Forget it."""
        _HELD.reset(self._token)


_HELD: ContextVar[dict[tuple[object, ...], bytes] | None] = ContextVar("held", default=None)
MOST_HELD = 32 * 1024 * 1024
"""Bytes of files that are kept in a run; a file beyond them is read anew each time."""


class ReadingInstead:
    """While this is entered, some files read as if they held other bytes: what a change would bring is checked so.

    They must be files that may be read; nothing is written.
    """

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        """Take the bytes by the files' real paths."""
        self._contents = contents

    def __enter__(self) -> None:
        """Begin to read these."""
        self._token = _INSTEAD.set(self._contents)

    def __exit__(self, *_: object) -> None:
        """Read what is there again."""
        _INSTEAD.reset(self._token)


_INSTEAD: ContextVar[Mapping[str, bytes] | None] = ContextVar("instead", default=None)


def read_start(path: str, most: int, named_in: str | None = None, head: int | None = None) -> bytes:
    """Return the bytes of a regular file, so many at most. Raises OSError as `open_file` does.

    Of a file with more bytes than that, only the first `head` are read where this is given.
    """
    seen = _looked_at(path, named_in)
    contents = _INSTEAD.get()
    instead = contents.get(os.path.realpath(path)) if contents is not None else None
    if instead is not None:
        return instead[: most if head is None or len(instead) <= most else head]
    most = most if head is None or seen.st_size <= most else head
    held = _HELD.get()
    key = (path, seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns)
    data = None if held is None else held.get(key)
    if data is not None and len(data) >= min(most, seen.st_size):
        return data[:most]
    with _open(path, seen) as stream:
        data = stream.read(most)
    if held is not None and sum(map(len, held.values())) + len(data) <= MOST_HELD:
        held[key] = data
    return data


def forget(path: str) -> None:
    """Forget the content of a file that the run no longer needs."""
    held = _HELD.get() or {}
    for key in [key for key in held if key[0] == path]:
        del held[key]


def kind_of(mode: int) -> str:
    """Return what a file that is not regular is, by its mode: 'a pipe'."""
    return next((words for test, words in _KINDS if test(mode)), "no file")


def read_file(path: str, shown: str, limits: Limits, named_in: str | None = None) -> bytes:
    """Return a regular file's bytes. Raises Unreadable, also for folders, pipes and what cannot be opened."""
    try:
        data = read_start(path, limits.size + 1, named_in)
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
