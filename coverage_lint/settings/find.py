"""The settings of a folder: the nearest at or above it. Where there are none this costs a few stat calls."""

from __future__ import annotations

import os
import os.path

from coverage_lint.settings.settings import DEFAULT, OWN, PYPROJECT, Settings


class SettingsFinder:
    """Finds settings, each file read once. One a run: what is changed later is not noticed."""

    def __init__(self, cwd: str, top: str | None = None) -> None:
        """Take the working directory, which paths are shown from, and the last folder to look into.

        Without one, the search ends with the folder that holds a git repository, or the root.
        """
        self._cwd = os.path.abspath(cwd)
        self._top = None if top is None else os.path.abspath(top)
        self._known: dict[str, Settings] = {}

    def nearest(self, folder: str) -> Settings:
        """Give the settings of a folder. Raises SettingsError."""
        at = os.path.normpath(os.path.join(self._cwd, folder))
        passed: list[str] = []
        found: Settings | None = None
        while found is None:
            found = self._known.get(at)
            if found is None:
                passed.append(at)
                found = self._in(at)
                above = os.path.dirname(at)
                if found is None and (at in {above, self._top} or os.path.lexists(os.path.join(at, ".git"))):
                    found = DEFAULT
                at = above
        self._known.update(dict.fromkeys(passed, found))
        return found

    def _in(self, folder: str) -> Settings | None:
        """Give the settings that stand in this very folder."""
        own, pyproject = (os.path.lexists(os.path.join(folder, name)) for name in (OWN, PYPROJECT))
        if not own and not pyproject:
            return None
        from coverage_lint.settings.read import read_settings

        return read_settings(folder, self._cwd, own=own, pyproject=pyproject)
