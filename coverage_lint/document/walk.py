"""The files below a folder that may be models: YAML and JSON, without what git ignores."""

from __future__ import annotations

import os
import os.path

ENDINGS = (".yaml", ".yml", ".json")
LEFT_OUT = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__"))
SET_BY_HOOKS = frozenset(
    (
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_COMMON_DIR",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_NAMESPACE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_LITERAL_PATHSPECS",
        "GIT_GLOB_PATHSPECS",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_ICASE_PATHSPECS",
    )
)
"""git sets these for a hook, relative to the top, or by the options it was given; a folder finds its own repository."""
_DEEPEST = 40
"""Folders within each other that are searched where there is no git."""


def files_below(folder: str) -> list[str]:
    """Give the files, sorted. Folders that cannot be read are left out, symbolic links to folders not followed."""
    if git_top(folder) is not None:
        listed = _listed_by_git(folder)
        if listed is not None:
            return listed
    found: list[str] = []
    _walk(folder, 0, found)
    return sorted(found)


def git_top(folder: str) -> str | None:
    """Give the nearest folder, this one or above, that holds a git repository."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def _listed_by_git(folder: str) -> list[str] | None:
    """Ask git for what it tracks or would track; None where it cannot tell."""
    import subprocess

    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    # Not `:(icase)`, with which git finds nothing below an untracked folder.
    command += ["--", *("*" + "".join(f"[{one}{one.upper()}]" for one in ending) for ending in ENDINGS)]
    outside = {name: value for name, value in os.environ.items() if name not in SET_BY_HOOKS}
    try:
        run = subprocess.run(command, cwd=folder, env=outside, capture_output=True, check=False)  # noqa: S603 - no word of it comes from outside
    except OSError:
        return None
    if run.returncode:
        return None
    names = {os.fsdecode(name) for name in run.stdout.split(b"\0") if name}
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
