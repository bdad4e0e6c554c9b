"""The one door to files that are written: whole or not at all, and never through a link that leaves the repository.

A path in the repository is what whoever runs this names; where links in it lead is what a pull request commits.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from coverage_lint.system.files import kind_of
from coverage_lint.system.reach import leads_out

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
for _flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):  # as far as the system has them
    _NEW |= getattr(os, _flag, 0)


def why_not(path: str) -> str:
    """Return why no file can be written to a path, as a clause; '' if one can."""
    if leads_out(path):
        return "a symbolic link leads it out of the repository"
    mode = _mode(path)
    if mode is None or stat.S_ISREG(mode):
        return ""
    return f"it is {kind_of(mode)}"


def write_whole(path: str, data: bytes) -> None:
    """Replace a file in one atomic step. Raises OSError.

    A link within the repository is followed. The file keeps its permissions; a new one has those that the process
    gives.
    """
    words = why_not(path)
    if words:
        raise OSError(0, words)
    target, mode = os.path.realpath(path), _mode(path)
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, os.strerror(13), path)
    from tempfile import mkstemp

    handle, beside = mkstemp(dir=os.path.dirname(target), prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, 0o666 & ~_umask() if mode is None else stat.S_IMODE(mode))
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def write_new(path: str, parts: Iterable[bytes]) -> None:
    """Write a file where none is yet; what fails half-way is taken away again. Raises OSError, ValueError."""
    if leads_out(path):
        raise OSError(0, why_not(path))
    handle = os.open(path, _NEW, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
    except BaseException:
        os.unlink(path)
        raise


def create_whole(path: str, data: bytes) -> None:
    """Write a file where none is yet, in one atomic step. Raises OSError, FileExistsError where there is one."""
    if leads_out(path):
        raise OSError(0, why_not(path))
    from contextlib import suppress
    from tempfile import mkstemp

    handle, beside = mkstemp(dir=os.path.dirname(path) or ".", prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, 0o666 & ~_umask())
        try:
            os.link(beside, path, follow_symlinks=False)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            write_new(path, [data])
    finally:
        with suppress(OSError):
            os.unlink(beside)


def make_folder(path: str) -> None:
    """Make a folder, and those above it, where there is none. Raises OSError."""
    if leads_out(path):
        raise OSError(0, why_not(path))
    os.makedirs(path, exist_ok=True)


def _mode(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
