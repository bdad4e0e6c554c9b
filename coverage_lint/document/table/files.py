"""Which files a path or pattern of a `from:` names: none outside of the model's folder, links followed."""

from __future__ import annotations

import os
import os.path
from typing import TYPE_CHECKING

from coverage_lint.errors import Unreadable
from coverage_lint.system.reach import is_outside

if TYPE_CHECKING:
    from coverage_lint.document.limits import Limits
    from coverage_lint.location import Location

_WILD = "*?["


def find_table_files(name: str, folder: str, place: Location, limits: Limits) -> list[str]:
    """Return the paths below the folder that a `from:` text names, sorted. Raises Unreadable at its place."""
    parts = name.split("/")
    _check_name(name, parts, place)
    if os.path.lexists(os.path.join(folder, name)) or not any(mark in name for mark in _WILD):
        found = [name]
    else:
        found = _matching(parts, folder, place, limits)
    for path in found:
        real = os.path.realpath(os.path.join(folder, path))
        if not _is_below(real, os.path.realpath(folder)) or is_outside(real, folder):
            raise Unreadable("CL005", place, f"{path} leads out of the model's folder by a symbolic link")
        if not os.path.exists(real):
            raise Unreadable("CL006", place, f"there is no file {path}", label="no such file")
    return found


def _check_name(name: str, parts: list[str], place: Location) -> None:
    if not name.strip() or "\0" in name:
        raise Unreadable("CL006", place, "no path of a file")
    if os.path.isabs(name) or name.startswith(("/", "\\")) or name[1:2] == ":":
        raise Unreadable("CL005", place, "an absolute path; tables are named relative to the model")
    if ".." in parts or "..\\" in name or "\\.." in name:
        raise Unreadable("CL005", place, "the path leads out of the model's folder with '..'")
    if "**" in parts:
        raise Unreadable("CL006", place, "'**' is not supported; name each folder, or use '*' for one")


def _is_below(path: str, top: str) -> bool:
    return path.startswith(top.rstrip(os.sep) + os.sep)


def _matching(parts: list[str], folder: str, place: Location, limits: Limits) -> list[str]:
    """Expand a pattern level by level; a folder reached twice, as by links in a circle, counts once."""
    from fnmatch import fnmatchcase

    reached = [""]
    for level, pattern in enumerate(parts, 1):
        last = level == len(parts)
        matched: dict[str, str] = {}
        for path in reached:
            for entry in _names(os.path.join(folder, path)):
                hidden = entry.startswith(".") and not pattern.startswith(".")
                if hidden or not fnmatchcase(entry, pattern):
                    continue
                inner = os.path.join(path, entry) if path else entry
                full = os.path.join(folder, inner)
                if os.path.isfile(full) if last else os.path.isdir(full):
                    matched.setdefault(os.path.realpath(full), inner)
        reached = sorted(matched.values())
        if len(reached) > limits.tables:
            raise Unreadable("CL004", place, f"the pattern names more than {limits.tables:,} files or folders")
    if not reached:
        raise Unreadable("CL006", place, "the pattern matches no file", label="matches nothing")
    return reached


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
