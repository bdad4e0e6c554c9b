"""Files whose names resemble those of settings, a baseline or policies, and that are not read: they are reported."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from coverage_lint.discovery.left_out import LeftOut
from coverage_lint.settings.settings import BASELINE, FILES, OWN, PYPROJECT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Compiled when first needed.
_NEAR = (
    r"(?i)(?P<dot>\.?)coverage[-_. ]?lint(?P<baseline>[-_. ]?baseline)?(?:rc)?"
    r"(?P<ending>(?:\.(?:ya?ml|json|toml|ini|cfg|conf|txt))*)"
)
_TABLE = (
    r"(?im)^[ \t]*(?:\[[ \t]*(?:tool[ \t]*[.:][ \t]*)?|tool[ \t]*\.[ \t]*)"
    r"""["']?coverage[-_. ]?lint["']?(?=[ \t]*[.=\]])"""
)
_POLICY = r"""(?m)^[ \t{\[-]*["']?code["']?[ \t]*:"""
_PIECE = "lint"
"""In every name that is near; looking for it costs nothing."""
_NOT_SETTINGS = f"settings are read from {OWN} or [tool.coverage-lint] of {PYPROJECT}, not from this file"
_NOT_BASELINE = (
    f"a baseline is read from {BASELINE}, or from the file that settings or --baseline name, not from this file"
)
_NOT_POLICIES = "policies are read only from files that end in .yaml, not from this file"
_NOT_BELOW = "policies are read only from files directly in a folder that settings name; name this folder too"
_LARGEST = 1024 * 1024


def near_names(folder: str) -> list[LeftOut]:
    """Return the files of a folder that are named nearly like settings or a baseline."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    found: list[LeftOut] = []
    for name in names:
        near = re.fullmatch(_NEAR, name) if _PIECE in name.lower() else None
        path = os.path.join(folder, name)
        if name == PYPROJECT:
            found += (LeftOut(path, words) for words in _near_tables(path))
        elif near is not None and name not in {*FILES, BASELINE} and os.path.isfile(path):
            if near["baseline"]:
                found.append(LeftOut(path, _NOT_BASELINE))
            elif near["dot"] or not near["ending"].lower().endswith(("yaml", "yml", "json")) or _has_settings(path):
                found.append(LeftOut(path, _NOT_SETTINGS))
    return found


def near_policies(packs: Collection[str]) -> list[LeftOut]:
    """Return the files of policies that lie in the folders of packs, and are read with none of them."""
    found: list[LeftOut] = []
    for pack in packs:
        for path, is_folder in _entries(pack):
            if is_folder and path not in packs:
                found += (LeftOut(inner, _NOT_BELOW) for inner, _ in _entries(path) if _holds_policies(inner))
            elif not is_folder and not path.endswith(".yaml") and path not in packs and _holds_policies(path):
                found.append(LeftOut(path, _NOT_POLICIES))
    return found


def _entries(folder: str) -> list[tuple[str, bool]]:
    """Return the paths in a folder, sorted, each with whether it is a folder itself; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry.path, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError:
        return []


def _holds_policies(path: str) -> bool:
    return path.lower().endswith((".yml", ".yaml", ".json")) and re.search(_POLICY, _text(path)) is not None


def _near_tables(path: str) -> Iterable[str]:
    """Yield why a pyproject.toml has no settings though it has a table nearly so called."""
    for table in re.finditer(_TABLE, _text(path)):
        name = re.sub(r"[ \t\"']", "", table[0]).lstrip("[")
        if name != "tool.coverage-lint":
            yield f"settings are read from its table [tool.coverage-lint], and not from [{name}]"
            return


def _has_settings(path: str) -> bool:
    """Return True if a file has a key of settings at the top."""
    from coverage_lint.document.yaml.top_keys import has_top_key
    from coverage_lint.schemas import load_schema

    return has_top_key(_text(path), load_schema("settings")["properties"].__contains__)


def _text(path: str) -> str:
    """Return a file's text, '' where it cannot be read, or is larger than such files are."""
    from coverage_lint.document.encoding import guess
    from coverage_lint.document.limits import Limits
    from coverage_lint.errors import Unreadable
    from coverage_lint.system.files import read_file

    try:
        return guess(read_file(path, path, Limits(size=_LARGEST)))
    except Unreadable:
        return ""
