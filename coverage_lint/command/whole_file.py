"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat


def write_whole(path: str, data: bytes) -> None:
    """Put a file in the place of the one that is there, in one step; a device or a pipe is written to. Raises OSError.

    A link is followed. The file keeps its permissions, a new one has those that the process gives.
    """
    target = os.path.realpath(path)
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        with open(path, "wb") as stream:  # not by its real path: /dev/stdout leads to no name when it is a pipe
            stream.write(data)
        return
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, os.strerror(13), path)
    from tempfile import mkstemp

    handle, beside = mkstemp(dir=os.path.dirname(target), prefix=".new-")
    try:
        with open(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, 0o666 & ~_umask() if mode is None else stat.S_IMODE(mode))
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def _mode(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
