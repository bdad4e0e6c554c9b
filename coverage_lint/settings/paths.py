"""Which settings hold for one file: its globs, and the severities of its findings."""

from __future__ import annotations

import os.path
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coverage_lint.settings.settings import Settings


def matches(glob: str, path: str) -> bool:
    """Say whether a glob means a path, or a folder that it lies in; both relative to one folder, with '/'.

    `*`, `?` and `[...]` match within a name, `**` any number of folders. A glob without a '/' before its
    end is sought at every depth; one that ends in '/' means folders only.
    """
    parts = glob.removeprefix("./").strip("/").split("/")
    if "/" not in glob.rstrip("/"):
        parts.insert(0, "**")
    names = path.split("/")
    reached = {0}
    for part in parts:
        if part == "**":
            reached = set(range(min(reached), len(names) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(names) and fnmatchcase(names[at], part)}
        if not reached:
            return False
    last = len(names) - 1 if glob.endswith("/") else len(names)
    return any(0 < at <= last for at in reached)


def excluded(settings: Settings, path: str) -> bool:
    """Say whether a file is passed over; `path` is absolute."""
    return bool(settings.exclude) and any(matches(glob, _inner(settings, path)) for glob in settings.exclude)


def for_file(settings: Settings, path: str) -> Settings:
    """Give the settings of one file: what is set per file laid over the rest; `path` is absolute."""
    if not settings.per_file:
        return settings
    inner = _inner(settings, path)
    for one in settings.per_file:
        if matches(one.glob, inner):
            settings = settings._replace(
                select=one.select or settings.select,
                ignore=settings.ignore + one.ignore,
                severity=_over(settings.severity, one.severity),
            )
    return settings._replace(per_file=())


def _over(severity: object, own: object) -> dict[str, str]:
    raise NotImplementedError


def _inner(settings: Settings, path: str) -> str:
    return os.path.relpath(path, settings.folder).replace(os.sep, "/")
