"""What was read and compiled once, kept for the next run.

The name of a kept file holds a hash of all that its content came from, so a stale one is never asked
for; its first bytes are a hash of the rest, so a broken one is never believed. Where nothing can be
kept, nothing is: a run without a cache only takes longer. COVERAGE_LINT_CACHE names another folder,
or `off`.

What is read back can run code, so it must be what this user wrote: both the folder and the file are
the user's own, nobody else may write to the folder, and the file is as it was made here: readable by
the user alone, which a file out of a repository is not, and no link, which could lead to such a one.
Nor is a folder in the repository that one stands in used, whatever names it: what is there may have been committed.
"""

from __future__ import annotations

import os
import sys
from _blake2 import blake2b
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from coverage_lint.system.reach import git_top
from coverage_lint.system.shipped_data import data_path, field_files, policy_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Made = TypeVar("_Made")

_DIGEST = 32
_MOST_KEPT = 24
"""Files: a few for each of the last programs and Pythons that ran."""
_ENDING = ".bin"
_UNFINISHED = "new-"
_STALE = 3600
"""Seconds after which an unfinished file is nobody's."""
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_LATER = (
    "authoring", "change", "checking", "command", "comparing", "console", "decisions", "fixing", "render", "report",
    "revisions", "settings",
)  # fmt: skip
"""Packages that come after the policies, so that nothing in them can change how one is compiled."""
_POSIX = sys.platform != "win32"
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_OPEN = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def kept(name: str, kind: type[_Made], make: Callable[[], _Made]) -> _Made:
    """Return what an earlier run made of what ships with the program, else make it, and keep it."""
    key = f"{name}-{_shipped()}"
    known = recall(key)
    if isinstance(known, kind):
        return known
    made = make()
    remember(key, made)
    return made


@cache
def _shipped() -> str:
    return fingerprint((*field_files(), *policy_files(), data_path("schemas", "coverage-model.schema.json")))


def fingerprint(paths: Sequence[str]) -> str:
    """Hash the files, the modules that read and compile them (by size and time), and the Python that runs them."""
    from coverage_lint.version import __version__

    about = (sys.version, sys.platform, sys.implementation.cache_tag, __version__)
    made = blake2b(repr(about).encode(), digest_size=_DIGEST)
    for path in paths:
        with open(path, "rb") as file:
            content = file.read()
        made.update(f"{os.path.basename(path)} {len(content)}\n".encode())
        made.update(content)
    made.update("".join(map(_stamp, _modules(_PACKAGE))).encode(errors="surrogateescape"))
    return made.hexdigest()


def _stamp(path: str) -> str:
    """Return what changes when a module changes; '' if unknown: an editor's lock, a broken link."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return ""
    return f"{path} {found.st_size} {found.st_mtime_ns}\n"


def _modules(folder: str) -> list[str]:
    """Return the paths of the modules in a folder and below it, but for those that come after the policies."""
    found: list[str] = []
    for above, folders, names in os.walk(folder):
        left_out = {"__pycache__", *(_LATER if above == folder else ())}
        folders[:] = sorted(name for name in folders if name not in left_out)
        found += [f"{above}{os.sep}{name}" for name in sorted(names) if name.endswith(".py")]
    return found


def _path() -> str | None:
    """Return the folder for what is kept, None where there is none."""
    asked = os.environ.get("COVERAGE_LINT_CACHE")
    if asked:
        return None if asked == "off" else asked
    if sys.platform == "win32":
        above = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        above = os.path.expanduser("~/Library/Caches")
    else:
        above = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(above, "coverage-lint") if above and os.path.isabs(above) else None


class _Folder:
    """The folder, held open: it cannot be exchanged between being looked at and being used."""

    def __init__(self, path: str) -> None:
        """Open it. Raises OSError, also where it is not the user's own, or others may write to it."""
        self.path = path
        self.held: int | None = os.open(path, _OPEN) if _POSIX else None
        if self.held is not None and not _is_own(os.fstat(self.held), 0o022):
            self.close()
            raise PermissionError(path)

    def close(self) -> None:
        if self.held is not None:
            os.close(self.held)

    def read(self, name: str) -> bytes:
        """Return what a file of the user's own holds. Raises OSError."""
        from stat import S_ISREG

        with open(self._open(name, _READ), "rb") as file:
            found = os.fstat(file.fileno())
            if not S_ISREG(found.st_mode) or found.st_nlink != 1 or not _is_own(found, 0o077):
                raise PermissionError(name)
            return file.read()

    def write(self, name: str, content: bytes) -> None:
        """Write a file, whole or not at all. Raises OSError."""
        from time import time_ns

        temporary = f"{_UNFINISHED}{os.getpid()}-{time_ns()}"
        try:
            with open(self._open(temporary, _WRITE), "wb") as file:
                file.write(content)
            os.replace(self._in(temporary), self._in(name), src_dir_fd=self.held, dst_dir_fd=self.held)
        except BaseException:
            with suppress(OSError):
                os.unlink(self._in(temporary), dir_fd=self.held)
            raise

    def forget_others(self, name: str) -> None:
        """Remove the oldest beyond a few (other versions and Pythons keep theirs), and what was never finished."""
        from time import time

        times: dict[str, float] = {}
        for other in os.listdir(self.path if self.held is None else self.held):
            if other.endswith(_ENDING) or other.startswith(_UNFINISHED):
                with suppress(OSError):  # another process was quicker
                    times[other] = os.stat(self._in(other), dir_fd=self.held, follow_symlinks=False).st_mtime
        stale = [other for other in times if other.startswith(_UNFINISHED) and times[other] < time() - _STALE]
        kept = sorted((other for other in times if other.endswith(_ENDING)), key=times.__getitem__)
        for other in (*stale, *kept[:-_MOST_KEPT]):
            if other != name:
                with suppress(OSError):
                    os.unlink(self._in(other), dir_fd=self.held)

    def _open(self, name: str, flags: int) -> int:
        return os.open(self._in(name), flags, 0o600, dir_fd=self.held)

    def _in(self, name: str) -> str:
        return name if self.held is not None else os.path.join(self.path, name)


def _is_own(found: os.stat_result, forbidden: int) -> bool:
    return sys.platform == "win32" or (found.st_uid == os.getuid() and not found.st_mode & forbidden)


def _is_committed(path: str) -> bool:
    """Return True if a folder is in the repository of the working directory."""
    top = git_top(os.getcwd())
    return top is not None and os.path.join(os.path.realpath(path), "").startswith(os.path.join(top, ""))


def recall(key: str) -> object:
    """Return what was kept under a key; None where there is nothing, or where it is not whole or not ours."""
    path = _path()
    if path is None or _is_committed(path):
        return None
    try:
        folder = _Folder(path)
        try:
            kept = folder.read(key + _ENDING)
        finally:
            folder.close()
    except OSError:
        return None
    if blake2b(kept[_DIGEST:], digest_size=_DIGEST).digest() != kept[:_DIGEST]:
        return None
    from _pickle import loads

    try:
        return loads(kept[_DIGEST:])
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is made anew
        return None


def remember(key: str, value: object) -> None:
    """Keep a value under a key, whole or not at all; older ones go. Fails silently: it is only a cache."""
    path = _path()
    if path is None or _is_committed(path):
        return
    from _pickle import dumps

    try:
        content = dumps(value, protocol=5)
    except Exception:  # noqa: BLE001 - whatever cannot be kept is made anew each time
        return
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
        folder = _Folder(path)
        try:
            folder.write(key + _ENDING, blake2b(content, digest_size=_DIGEST).digest() + content)
            folder.forget_others(key + _ENDING)
        finally:
            folder.close()
    except OSError:
        return
