"""The contents of a repository's files, read by one `git cat-file --batch`."""

from __future__ import annotations

import os
import re
from typing import IO, TYPE_CHECKING, Self

from coverage_lint.errors import Misuse
from coverage_lint.system.files import open_file
from coverage_lint.system.whole_file import write_new

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from coverage_lint.revisions.git_questions import Git

_CHUNK = 1024 * 1024
_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")
_LONGEST_POINTER = 1024
_AT_ONCE = 200
"""Contents asked for before the first is read: few enough for the smallest pipe to hold the asking."""


class Blobs:
    """Reads contents one by one; git runs until the end."""

    def __init__(self, git: Git) -> None:
        """Take the git to ask."""
        self._git = git
        self._talk = git.talk("cat-file", "--batch")

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop git."""
        self._talk.end()

    def read(self, object_id: str, most: int) -> tuple[bytes, int]:
        """Return the first bytes of a content, at most so many, and its size. Raises Misuse where git lacks it.

        Of a file in Git LFS it is what git keeps in its place, where the file was not fetched.
        """
        return next(self.read_all((object_id,), most))

    def read_all(self, object_ids: Sequence[str], most: int) -> Iterator[tuple[bytes, int]]:
        """Return the same of many, in their order; nothing else may be asked before the last is taken."""
        for start in range(0, len(object_ids), _AT_ONCE):
            window = object_ids[start : start + _AT_ONCE]
            self._ask(*window)
            for _ in window:
                yield self._next(most)

    def _next(self, most: int) -> tuple[bytes, int]:
        size, stream = self._answer()
        data = self._take(stream, min(size, most))
        self._drop(stream, size - len(data) + 1)  # a line break ends it
        stored = self._stored(data, size)
        if stored is None or not os.path.isfile(stored):
            return data, size
        with open_file(stored) as file:
            return file.read(most), os.fstat(file.fileno()).st_size

    def write(self, object_id: str, path: str) -> None:
        """Write a content to a file that is not there yet. Raises Misuse, and OSError for the file."""
        self._ask(object_id)
        size, stream = self._answer()
        data = self._take(stream, min(size, _CHUNK))
        stored = self._stored(data, size)
        if stored is not None:
            self._drop(stream, 1)
            self._copy(stored, path)
            return
        write_new(path, self._whole(data, size, stream))
        self._drop(stream, 1)

    def _whole(self, data: bytes, size: int, stream: IO[bytes]) -> Iterator[bytes]:
        """Return a content piece by piece, beginning with the piece that was read."""
        while data:
            yield data
            size -= len(data)
            data = self._take(stream, min(size, _CHUNK))

    def _stored(self, data: bytes, size: int) -> str | None:
        """Return where Git LFS keeps a file, if what git has is a pointer to it."""
        found = _POINTER.match(data) if size <= _LONGEST_POINTER else None
        if found is None:
            return None
        name = found[1].decode()
        where = self._git.tell("rev-parse", "--git-path", f"lfs/objects/{name[:2]}/{name[2:4]}/{name}").line
        return os.path.join(self._git.place, where)

    def _copy(self, stored: str, path: str) -> None:
        try:
            file = open_file(stored)
        except OSError:
            raise Misuse(
                f"{os.path.basename(path)} of an older commit is in Git LFS and has not been fetched: "
                "run `git lfs fetch --all`"
            ) from None
        with file:
            write_new(path, iter(lambda: file.read(_CHUNK), b""))

    def _ask(self, *object_ids: str) -> None:
        try:
            self._talk.asked.write("".join(f"{one}\n" for one in object_ids).encode())
            self._talk.asked.flush()
        except OSError:
            raise self._missing() from None

    def _answer(self) -> tuple[int, IO[bytes]]:
        stream = self._talk.answers
        told = stream.readline().split()
        if len(told) != 3 or told[1] != b"blob":  # noqa: PLR2004 - hash, type, size
            raise self._missing()
        return int(told[2]), stream

    def _take(self, stream: IO[bytes], size: int) -> bytes:
        data = stream.read(size)
        if len(data) < size:
            raise self._missing()
        return data

    def _drop(self, stream: IO[bytes], size: int) -> None:
        while size:
            size -= len(self._take(stream, min(size, _CHUNK)))

    def _missing(self) -> Misuse:
        partial = self._git.ask("config", "--get-regexp", r"^remote\..*\.(promisor|partialclonefilter)$")
        if not partial.code:
            return Misuse(
                "this is a partial clone (`git clone --filter`), which lacks files of older commits: "
                "`git fetch --refetch --no-filter` brings them"
            )
        return Misuse("git cannot read a file of this repository; run `git fsck` to find out more")
