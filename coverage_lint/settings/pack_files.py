"""The policy files of a team's packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse, SettingsError
from coverage_lint.policy.packs import pack_paths
from coverage_lint.system.files import LEADS_OUT
from coverage_lint.system.reach import is_outside

if TYPE_CHECKING:
    from coverage_lint.settings.settings import Settings


def pack_files(settings: Settings, cwd: str) -> tuple[tuple[str, str], ...]:
    """Return the policy files of the packs, each by the path to open and the path to show.

    A folder must hold one. Raises SettingsError at the name of the pack.
    """
    from coverage_lint.discovery.find_models import show

    files: list[str] = []
    for index, pack in enumerate(settings.policies):
        try:
            found = pack_paths([pack])
        except Misuse as error:
            words = str(error).replace(pack, show(pack, cwd))
            raise SettingsError(words, settings.place("policies", index)) from None
        for path in found:
            if settings.folder is not None and is_outside(path, settings.folder):
                words = f"{show(path, cwd)}: {LEADS_OUT}"
                raise SettingsError(words, settings.place("policies", index))
        files += found
    return tuple((path, show(path, cwd)) for path in dict.fromkeys(files))
