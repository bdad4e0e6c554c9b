"""Which settings hold for one file: its globs, and the severities of its findings."""

from __future__ import annotations

import os.path
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.select import hideable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.settings.settings import PerFile, Settings


def matches(glob: str, path: str) -> bool:
    """True if a glob means a path, or a folder that it lies in; both relative to one folder, with '/'.

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
    """True if a file is passed over; `path` is absolute."""
    return excluding(settings, path) is not None


def excluding(settings: Settings, path: str) -> int | None:
    """Return which glob passes a file over, by its number; None where none does. `path` is absolute."""
    inner = _inner(settings, path) if settings.exclude else ""
    return next((at for at, glob in enumerate(settings.exclude) if matches(glob, inner)), None)


class ForFile(NamedTuple):
    """What is selected, ignored and how grave for the models of one file."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    severities: tuple[Mapping[str, str], ...]
    """The first that says something of a policy holds."""
    profile: str = "full"

    def leaves_out(self, code: str) -> bool:
        """True if the profile does not ask a policy."""
        from coverage_lint.policy.select import asked_in

        asked = asked_in(self.profile)
        return asked is not None and _is_shipped(code) and code not in asked

    def severity(self, code: str, name: str, *, on: bool = False) -> str | None:
        """Return error, warning, info or off; None where the policy's own severity holds.

        A whole code or a name goes before the beginning of a code, a longer beginning before a shorter one.
        What kept a file from being read (CL00) stays as it is, and what a change takes away (CL04). With `on`, which
        the command line says by selecting a policy, every 'off' is passed over.
        """
        if not hideable(code):
            return None
        for severities in self.severities:
            meant = [
                word
                for word, severity in severities.items()
                if (word == name or code.startswith(word)) and not (on and severity == "off")
            ]
            if meant:
                return severities[max(meant, key=lambda word: len(code) if word == name else len(word))]
        return None


def applies(settings: Settings, one: PerFile, path: str) -> bool:
    """True if what is set per file holds for a file; `path` is absolute."""
    return matches(one.glob, _inner(settings, path))


def for_file(settings: Settings, path: str) -> ForFile:
    """Return what holds for one file, what is set per file included; `path` is absolute."""
    own = [one for one in settings.per_file if applies(settings, one, path)]
    return ForFile(
        select=next((one.select for one in reversed(own) if one.select), settings.select),
        ignore=settings.ignore + tuple(word for one in own for word in one.ignore),
        severities=(*(one.severity for one in reversed(own)), settings.severity),
        profile=settings.profile,
    )


def _is_shipped(code: str) -> bool:
    """True if a code is that of a shipped policy, which profiles list; not what is found before any policy."""
    return code[:2] == "CL" and code[2:3] in "123456789" and code[2:].isdecimal()


def _inner(settings: Settings, path: str) -> str:
    return os.path.relpath(path, settings.folder).replace(os.sep, "/")
