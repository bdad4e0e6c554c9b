"""The files below a folder that may be models: YAML and JSON, without what git ignores."""

from __future__ import annotations

import os
import os.path
from typing import TYPE_CHECKING

from coverage_lint.discovery.left_out import LINK, LeftOut
from coverage_lint.frozen import NamedTuple
from coverage_lint.system.reach import git_top

if TYPE_CHECKING:
    from collections.abc import Collection

ENDINGS = (".yaml", ".yml", ".json")
PACKAGES = frozenset((".git", ".hg", ".svn", "node_modules", "site-packages", "__pycache__"))
"""Folders that tools fill. What git tracks is searched, whatever the name of its folder."""


class Below(NamedTuple):
    """What lies below a folder."""

    files: list[str]
    """Those that may be models, sorted."""
    repositories: list[str]
    """Folders that are repositories of their own, which git does not look into."""
    left_out: list[LeftOut]
    """Folders that were not looked into."""


def files_below(folder: str) -> list[str]:
    """Return the files that may be models, sorted."""
    return search(folder).files


def search(folder: str, *, all_tracked: bool = False) -> Below:
    """Return what lies below a folder: with git what it tracks or would track, else everything.

    `all_tracked` says that git tracks all that is there. Symbolic links to folders are not followed.
    """
    if all_tracked:
        return walk(folder, frozenset())
    if git_top(os.path.realpath(folder)) is not None:
        listed = _listed_by_git(folder)
        if listed is not None:
            return listed
    return walk(folder)


def _listed_by_git(folder: str) -> Below | None:
    """Return what git tracks or would track; None where it cannot tell."""
    from coverage_lint.system.git import NoAnswer, ask, place_of

    real = os.path.realpath(folder)
    inner = os.path.relpath(real, place_of(real))
    try:
        told = ask(real, "ls-files", "-z", "-t", "-s", "--cached", "--others", "--exclude-standard", "--", inner)
    except NoAnswer:
        return None
    begin = 0 if inner == os.curdir else len(os.fsencode(inner)) + 1
    return None if told.code else _read_listing(told.out, folder, begin)


def _read_listing(listing: bytes, folder: str, begin: int) -> Below:
    """Read what `git ls-files -z -t -s` lists: '? name', or 'H 100644 id 0<tab>name' of what is tracked.

    `begin` is where the part of a name that lies below the folder begins.
    """
    endings = tuple(ending.encode() for ending in ENDINGS)
    files: set[str] = set()
    repositories: set[str] = set()
    links: set[str] = set()
    for line in listing.split(b"\0"):
        tracked = not line.startswith(b"? ")
        mode = line[2:9]
        if line.lower().endswith(endings) and mode != b"160000 ":
            path = os.path.join(folder, _name(line, begin, tracked=tracked))
            if (tracked or PACKAGES.isdisjoint(path[len(folder) :].split(os.sep)[:-1])) and os.path.isfile(path):
                files.add(path)
                continue
        if mode == b"160000 " or (line.endswith(b"/") and not tracked):
            repositories.add(os.path.join(folder, _name(line, begin, tracked=tracked).rstrip("/")))
        elif mode == b"120000 " or (line and not tracked):
            links.add(os.path.join(folder, _name(line, begin, tracked=tracked)))
    return Below(sorted(files), sorted(repositories), [LeftOut(path, LINK) for path in _outside(links, folder)])


def _name(line: bytes, begin: int, *, tracked: bool) -> str:
    return os.fsdecode((line.partition(b"\t")[2] if tracked else line[2:])[begin:])


def _outside(paths: set[str], folder: str) -> list[str]:
    """Return those of the paths that are links to folders which do not lie below the folder searched."""
    below = os.path.join(os.path.realpath(folder), "")
    return sorted(
        path
        for path in paths
        if os.path.islink(path) and os.path.isdir(path) and not os.path.realpath(path).startswith(below)
    )


def walk(folder: str, but: Collection[str] = PACKAGES) -> Below:
    """Return what lies below a folder, but for folders of some names, without asking git."""
    files: list[str] = []
    left_out: list[LeftOut] = []
    links: set[str] = set()
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        try:
            with os.scandir(at) as entries:
                inside = list(entries)
        except OSError as error:
            words = error.strerror or type(error).__name__
            left_out.append(LeftOut(at, f"a folder that cannot be read: {words[:1].lower()}{words[1:]}"))
            continue
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in but:
                    waiting.append(entry.path)
            elif entry.name.lower().endswith(ENDINGS) and os.path.isfile(entry.path):
                files.append(entry.path)
            elif entry.is_symlink():
                links.add(entry.path)
    left_out += [LeftOut(path, LINK) for path in _outside(links, folder)]
    return Below(sorted(files), [], sorted(left_out))
