"""The files below a folder that may be models: YAML and JSON, without what git ignores."""

from __future__ import annotations

import os
import os.path

from coverage_lint.document.reach import git_top

ENDINGS = (".yaml", ".yml", ".json")
_ENDINGS = tuple(ending.encode() for ending in ENDINGS)
LEFT_OUT = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__"))
_DEEPEST = 40
"""Folders within each other that are searched where there is no git."""


def files_below(folder: str) -> list[str]:
    """Return the files, sorted. Folders that cannot be read are left out, symbolic links to folders not followed."""
    if git_top(os.path.realpath(folder)) is not None:
        listed = _listed_by_git(folder)
        if listed is not None:
            return listed
    found: list[str] = []
    _walk(folder, 0, found)
    return sorted(found)


def _listed_by_git(folder: str) -> list[str] | None:
    """Ask git for what it tracks or would track; None where it cannot tell."""
    from coverage_lint.document.git import NoAnswer, ask, place_of

    real = os.path.realpath(folder)
    inner = os.path.relpath(real, place_of(real))
    try:
        told = ask(real, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", inner)
    except NoAnswer:
        return None
    if told.code:
        return None
    start = 0 if inner == os.curdir else len(os.fsencode(inner)) + 1
    listed = {name[start:] for name in told.out.split(b"\0") if name.lower().endswith(_ENDINGS)}
    names = {os.fsdecode(name) for name in listed if name}
    environments: dict[str, bool] = {}
    paths = (os.path.join(folder, name) for name in names if not _in_left_out(folder, name, environments))
    return sorted(path for path in paths if os.path.isfile(path))


def _in_left_out(folder: str, name: str, known: dict[str, bool]) -> bool:
    """Tell whether a file lies in a folder that is left out, such as an environment nobody told git to ignore."""
    inner = os.path.dirname(name)
    if not inner:
        return False
    if inner not in known:
        path = os.path.join(folder, inner)
        left_out = os.path.basename(inner) in LEFT_OUT or os.path.lexists(os.path.join(path, "pyvenv.cfg"))
        known[inner] = left_out or _in_left_out(folder, inner, known)
    return known[inner]


def _walk(folder: str, depth: int, found: list[str]) -> None:
    try:
        with os.scandir(folder) as entries:
            inside = list(entries)
    except OSError:
        return
    if depth and any(entry.name == "pyvenv.cfg" for entry in inside):
        return
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in LEFT_OUT and depth < _DEEPEST:
                _walk(entry.path, depth + 1, found)
        elif entry.name.lower().endswith(ENDINGS) and os.path.isfile(entry.path):
            found.append(entry.path)
