"""Which path one that does not exist was probably meant to be."""

from __future__ import annotations

import os

from coverage_lint.nearness import did_you_mean, nearest


def hint(path: str, cwd: str) -> str:
    """Ask for the path that differs in its first missing name alone; '' where none is there."""
    rest = ""
    while path and not os.path.lexists(os.path.join(cwd, os.path.dirname(path))):
        path, last = os.path.split(path)
        rest = os.path.join(last, rest)
    folder, name = os.path.split(path)
    try:
        beside = sorted(os.listdir(os.path.join(cwd, folder)))
    except (OSError, ValueError):  # the latter for a null character
        return ""
    meant = [os.path.join(folder, one, rest).rstrip(os.sep) for one in nearest(name, beside)]
    return did_you_mean([one for one in meant if os.path.lexists(os.path.join(cwd, one))], after="; ")
