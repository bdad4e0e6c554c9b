"""What was read and compiled once, kept for the next run.

The name of a kept file is a hash of all that its content came from, so a stale one is never asked
for; its first bytes are a hash of the rest, so a broken one is never believed. Where nothing can be
kept, nothing is: a run without a cache only takes longer. COVERAGE_LINT_CACHE names another folder,
or `off`.
"""

from __future__ import annotations

import os
import sys
from _blake2 import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGEST = 32
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def fingerprint(paths: Sequence[str]) -> str:
    """Hash the files, this program's own modules (by size and time), and the Python that runs them."""
    made = blake2b(repr((sys.version, sys.platform)).encode(), digest_size=_DIGEST)
    for path in paths:
        with open(path, "rb") as file:
            content = file.read()
        made.update(f"{os.path.basename(path)} {len(content)}\n".encode())
        made.update(content)
    for folder, _, names in os.walk(_PACKAGE):
        for name in sorted(names):
            if name.endswith(".py"):
                found = os.stat(os.path.join(folder, name))
                made.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return made.hexdigest()


def _folder() -> str | None:
    """Give the folder for what is kept, None where there is none."""
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


def recall(key: str) -> object:
    """Give what was kept under a key; None where there is nothing, or where it is not whole or not ours."""
    folder = _folder()
    if folder is None:
        return None
    try:
        with open(os.path.join(folder, f"{key}.bin"), "rb") as file:
            if sys.platform != "win32" and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            kept = file.read()
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
    folder = _folder()
    if folder is None:
        return
    from _pickle import dumps
    from tempfile import NamedTemporaryFile

    content = dumps(value, protocol=5)
    temporary = ""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix="new-", delete=False) as file:
            temporary = file.name
            file.write(blake2b(content, digest_size=_DIGEST).digest() + content)
        os.replace(temporary, os.path.join(folder, f"{key}.bin"))
        _forget_others(folder, key)
    except OSError:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def _forget_others(folder: str, key: str, most: int = 8) -> None:
    """Remove the oldest beyond a few: other versions and Pythons keep theirs."""
    kept = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".bin")]
    for path in sorted(kept, key=os.path.getmtime)[:-most]:
        if not path.endswith(f"{key}.bin"):
            os.unlink(path)
