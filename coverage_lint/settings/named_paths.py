"""Paths that settings name: relative to the file that they stand in, and in the repository."""

from __future__ import annotations

import os
import os.path
from typing import TYPE_CHECKING

from coverage_lint.errors import SettingsError
from coverage_lint.settings.settings import OWN, PYPROJECT
from coverage_lint.system.reach import is_outside

if TYPE_CHECKING:
    from coverage_lint.location import Location


def within(folder: str, path: str) -> str:
    """Return the absolute path that settings in a folder mean."""
    return os.path.normpath(os.path.join(folder, path))


def check_inside(path: str, folder: str, written: str, place: Location) -> None:
    """Refuse what would have a file of whoever runs this read, and perhaps shown, for who wrote the settings."""
    if "\0" in path:
        raise SettingsError("a path cannot hold a null character", place)
    if is_outside(path, folder):
        help_text = (
            "Settings may name only files in the repository or, without git, in the folder of the settings and below."
        )
        raise SettingsError(f"{written} is outside of the repository, so it is not read", place, help_text=help_text)


def near_path(folder: str, path: str) -> str:
    """Return which neighbouring file was probably meant."""
    from coverage_lint.nearness import help_with, nearest

    above, name = os.path.split(os.path.normpath(path))
    try:
        near = nearest(name, sorted(os.listdir(os.path.join(folder, above)))[:1000])
    except (OSError, ValueError):
        near = ()
    meant = help_with(os.path.join(above, one).replace(os.sep, "/") for one in near)
    return meant or f"Paths are relative to the folder of {PYPROJECT} or {OWN}."
