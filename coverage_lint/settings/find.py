"""The settings of a folder: the nearest at or above it. Where there are none this costs a few stat calls."""

from __future__ import annotations

import os
import os.path
from typing import TYPE_CHECKING

from coverage_lint.settings.settings import DEFAULT, OWN, PYPROJECT, SHORT, Settings

if TYPE_CHECKING:
    from coverage_lint.discovery.left_out import LeftOut


class SettingsFinder:
    """Finds settings, each file read once. One a run: what is changed later is not noticed."""

    def __init__(self, cwd: str, top: str | None = None) -> None:
        """Take the working directory, which paths are shown from, and the last folder to look into.

        Without one, the search ends with the folder that holds a git repository, or the root.
        """
        self._cwd = os.path.abspath(cwd)
        self._top = None if top is None else os.path.abspath(top)
        self._known: dict[str, Settings] = {}
        self._looked_into: list[str] = []

    def nearest(self, folder: str) -> Settings:
        """Return the settings of a folder. Raises SettingsError."""
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
        """Return the settings that stand in this very folder."""
        own, short, pyproject = (os.path.lexists(os.path.join(folder, name)) for name in (OWN, SHORT, PYPROJECT))
        self._looked_into.append(folder)
        if not own and not short and not pyproject:
            return None
        from coverage_lint.settings.read import read_settings

        return read_settings(folder, self._cwd, own=own or short, pyproject=pyproject)

    def left_out(self) -> list[LeftOut]:
        """Return the files that look like settings, a baseline or policies, where some were sought, by shown paths."""
        from coverage_lint.discovery.find_models import show
        from coverage_lint.discovery.left_out import LeftOut
        from coverage_lint.settings.near_names import near_names, near_policies

        packs = dict.fromkeys(pack for settings in self._known.values() for pack in settings.policies)
        found = [*(one for folder in self._looked_into for one in near_names(folder)), *near_policies(packs)]
        extended = {layer.path for settings in self._known.values() for layer in settings.layers}
        found = [one for one in found if one.path not in extended]
        return [LeftOut(show(one.path, self._cwd), one.reason) for one in found]
