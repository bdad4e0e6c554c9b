"""Which repository a path belongs to, and whether links lead it elsewhere: what lies there is never opened."""

from __future__ import annotations

import os
import os.path

_GIT = ".git"


def git_top(folder: str) -> str | None:
    """Return the nearest folder, this one or above, that holds a git repository; None without one."""
    return next(iter(_tops(folder)), None)


def leads_out(path: str) -> bool:
    """Return True if links lead a path of a repository out of it, or to what git keeps of itself.

    A path that is in no repository, or that names a file directly, belongs to whoever wrote it.
    """
    real, written = os.path.realpath(path), os.path.abspath(path)
    return real != written and _is_beyond(real, _tops(os.path.dirname(written)))


def is_outside(path: str, folder: str) -> bool:
    """Return True if a path that a file in a folder names is outside of its repository, or, without one, of it."""
    return _is_beyond(os.path.realpath(path), _tops(os.path.abspath(folder)) or [os.path.abspath(folder)])


def _tops(folder: str) -> list[str]:
    """Return the folders, from this one up, that hold a git repository.

    All of them count: a link to the checkout of another repository would else bring its own top.
    """
    found: list[str] = []
    while True:
        if os.path.lexists(os.path.join(folder, _GIT)):
            found.append(folder)
        above = os.path.dirname(folder)
        if above == folder:
            return found
        folder = above


def _is_beyond(real: str, tops: list[str]) -> bool:
    """Return True if a real path is not below each top, or in the nearest one's `.git`, which may hold a token."""
    for top in tops:
        start = os.path.join(os.path.realpath(top), "")
        if not os.path.join(real, "").startswith(start):
            return True
        if top == tops[0] and _GIT in real[len(start) :].lower().split(os.sep):
            return True
    return False
