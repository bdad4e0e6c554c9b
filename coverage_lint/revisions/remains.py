"""What stands in the newer version where the older one has a model."""

from __future__ import annotations

import os.path

from coverage_lint.discovery.find_models import is_model

GONE = "gone"
UNMARKED = "unmarked"
EMPTY = "empty"
LINK = "link"
FOLDER = "folder"
LEFT_OUT = "left out"
ELSEWHERE = "elsewhere"
"""It was renamed to a place outside of what was asked for."""


def remains_at(path: str) -> str:
    """Return what stands at a path of the file system that no search found a model at."""
    if not os.path.lexists(path):
        return GONE
    if os.path.islink(path):
        return LINK
    if not os.path.isfile(path):
        return FOLDER
    if is_model(path, named=False):
        return LEFT_OUT
    try:
        return UNMARKED if os.path.getsize(path) else EMPTY
    except OSError:
        return UNMARKED
