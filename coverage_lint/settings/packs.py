"""The policies of a team's packs, read for what settings say of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.settings.problems import SettingsError

if TYPE_CHECKING:
    from coverage_lint.settings.settings import Settings

CASES = ".cases.yaml"


def pack_files(settings: Settings, cwd: str) -> tuple[tuple[str, str], ...]:
    """Give the policy files of the packs, each by the path to open and the path to show.

    In a folder these are its `*.yaml` but cases, sorted; it must have one. Raises SettingsError.
    """
    from coverage_lint.document.discover import show

    files: list[str] = []
    for index, pack in enumerate(settings.policies):
        if not os.path.isdir(pack):
            files.append(pack)
            continue
        names = [name for name in sorted(os.listdir(pack)) if name.endswith(".yaml") and not name.endswith(CASES)]
        if not names:
            words = f"the pack {show(pack, cwd)} has no policies"
            help_text = "A pack is a folder of files such as pay.yaml; their cases, pay.cases.yaml, do not count."
            raise SettingsError(words, settings.place("policies", index), help_text=help_text)
        files += [os.path.join(pack, name) for name in names]
    return tuple((path, show(path, cwd)) for path in dict.fromkeys(files))
