"""The files of a revision, by their paths from the top, and the links among them."""

from __future__ import annotations

import os
from bisect import bisect_left
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coverage_lint.revisions.git_questions import Git

_LINK = "120000"
_SUBMODULE = "160000"
_MOST_LINKS = 40
"""Followed one behind the other, as Linux does."""


class Entry(NamedTuple):
    """What stands at a path."""

    mode: str
    id: str

    @property
    def is_link(self) -> bool:
        """True if it is a symbolic link."""
        return self.mode == _LINK

    @property
    def is_submodule(self) -> bool:
        """True if another repository is there, whose files are not in this one."""
        return self.mode == _SUBMODULE


class Tree:
    """The files of one revision. Paths are from the top, with '/'; '' is the top."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        """Take what stands where."""
        self.entries = entries
        self._sorted = sorted(entries)

    def below(self, folder: str) -> Sequence[str]:
        """Return the paths below a folder, sorted."""
        if not folder:
            return self._sorted
        start = bisect_left(self._sorted, folder + "/")
        return self._sorted[start : bisect_left(self._sorted, folder + "0", start)]  # '0' comes next after '/'

    def holds(self, path: str) -> bool:
        """True if there is a file, link or folder at a path."""
        return path in self.entries or bool(self.below(path))

    def submodule_of(self, path: str) -> str | None:
        """Return the submodule that a path is or lies in."""
        while path:
            if path in self.entries and self.entries[path].is_submodule:
                return path
            path = os.path.dirname(path)
        return None

    def follow(self, path: str, target: Callable[[Entry], str], top: str) -> tuple[str | None, list[str]]:
        """Return where a path leads, links followed, and the links on the way.

        It leads to None through too many links; to a path that begins with '..' or is absolute outside of the tree.
        """
        links: list[str] = []
        left = path.split("/")[::-1]
        at = ""
        while left:
            part = left.pop()
            if part in ("", "."):
                continue
            if part == "..":
                at = os.path.dirname(at) if at and not at.endswith("..") else f"{at}/..".lstrip("/")
                continue
            at = f"{at}/{part}" if at else part
            entry = self.entries.get(at)
            if entry is not None and entry.is_link:
                links.append(at)
                if len(links) > _MOST_LINKS:
                    return None, links
                text = target(entry)
                if os.path.isabs(text):
                    inner = _below(text, top)
                    if inner is None:
                        return text, links
                    at, text = "", inner
                else:
                    at = os.path.dirname(at)
                left += text.split("/")[::-1]
        return at, links


def read_tree(git: Git, commit: str) -> Tree:
    """List a revision. What no file system may hold is left out, as git itself would. Raises Misuse."""
    listed = git.tell("ls-tree", "-r", "-z", "--full-tree", commit).out
    entries: dict[str, Entry] = {}
    for line in listed.split(b"\0"):
        told, tab, name = line.partition(b"\t")
        mode, _, object_id = (os.fsdecode(part) for part in told.split(b" ")) if tab else ("", "", "")
        path = os.fsdecode(name)
        if tab and _is_safe(path):
            entries[path] = Entry(mode, object_id)
    return Tree(entries)


def _is_safe(path: str) -> bool:
    """Refuse what a made-up tree could use to leave the folder it is written to, or to pose as a repository."""
    if os.sep != "/" and os.sep in path:
        return False
    return all(part not in ("", ".", "..") and part.lower() != ".git" for part in path.split("/"))


def _below(path: str, top: str) -> str | None:
    """Return an absolute path from the top, None where it is not below."""
    path, start = os.path.normpath(path), top.rstrip(os.sep) + os.sep
    return path[len(start) :].replace(os.sep, "/") if path.startswith(start) else None
