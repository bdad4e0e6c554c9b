"""Packs: folders and files of policies, with their cases beside them."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse
from coverage_lint.system.shipped_data import CASES, FIGURES

if TYPE_CHECKING:
    from collections.abc import Sequence


def pack_paths(paths: Sequence[str]) -> list[str]:
    """Return the policy files that folders hold and files name (a cases file names its policies'). Raises Misuse."""
    files: list[str] = []
    for path in paths:
        if os.path.isdir(path):
            files += _files_in(path)
        elif os.path.isfile(path):
            files.append(_policies_of(path))
        else:
            raise Misuse(f"{path} is neither a file nor a folder")
    return list(dict.fromkeys(files))


def _files_in(folder: str) -> list[str]:
    try:
        names = [name for name in sorted(os.listdir(folder)) if name.endswith(".yaml")]
    except OSError as error:
        raise Misuse(f"{folder} cannot be read: {error.strerror or error}") from error
    files = [_policies_of(os.path.join(folder, name)) for name in names if name != FIGURES]
    if not files:
        raise Misuse(f"{folder} holds no policies: they stand in files such as pay.yaml, their cases in pay.cases.yaml")
    return files


def _policies_of(path: str) -> str:
    """Return the policy file itself, for a cases file the one that it stands beside. Raises Misuse."""
    if not path.endswith(CASES):
        return path
    beside = path.removesuffix(CASES) + ".yaml"
    if not os.path.isfile(beside):
        raise Misuse(f"{path} has cases of no policies: there is no {os.path.basename(beside)} beside it")
    return beside


def shown_path(path: str) -> str:
    """Return a path as people see it: relative, where it is below the working directory."""
    shown = os.path.relpath(path)
    return path if shown.startswith("..") else shown
