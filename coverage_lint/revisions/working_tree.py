"""A side that is there now: the working tree of a repository, or a folder or file."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.discovery.find_models import FoundFile, find_models, is_model
from coverage_lint.discovery.walk import files_below
from coverage_lint.errors import Misuse
from coverage_lint.revisions.matching import FoundOnSide
from coverage_lint.revisions.remains import remains_at
from coverage_lint.revisions.repository import printable
from coverage_lint.system.reach import git_top, leads_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_lint.revisions.repository import Repository


class WorkingTree:
    """The models of the working tree, untracked ones included. Paths are from the top of the repository."""

    def __init__(self, repository: Repository) -> None:
        """Take the repository."""
        self._repository = repository
        self.top = repository.top
        self.folder = repository.git.folder

    def holds(self, path: str) -> bool:
        """True if there is anything at a path."""
        return os.path.lexists(os.path.join(self.top, path))

    def find(self, paths: Sequence[str]) -> FoundOnSide:
        """Return what paths, relative to the folder, lead to. Raises Misuse."""
        there = [path for path in paths if os.path.lexists(os.path.join(self.folder, path))]
        if paths and not there:
            return FoundOnSide({})
        for path in there:
            self._check(path)
        found = find_models(there, self.folder)
        models = {self._repository.path_of(file.path): file for file in found.models}
        return FoundOnSide(models, [file.shown for file in found.passed_over], found.left_out)

    def remains(self, path: str) -> str:
        """Return what stands at a path where no model was found."""
        return remains_at(os.path.join(self.top, path))

    def others(self, scope: Callable[[str], bool], elsewhere: Callable[[str], bool]) -> dict[str, FoundFile]:
        """Return the models outside the requested paths that the other side does not have at that path."""
        found: dict[str, FoundFile] = {}
        for path in files_below(self.top):
            key = os.path.relpath(path, self.top).replace(os.sep, "/")
            if not scope(key) and not elsewhere(key) and is_model(path, named=False):
                found[key] = FoundFile(path, self._repository.shown(key))
        return found

    def _check(self, path: str) -> None:
        """Raise Misuse for a path in another repository, whose files the revision does not have."""
        whole = os.path.normpath(os.path.join(self.folder, path))
        if os.path.isdir(whole) and leads_out(whole):
            raise Misuse(f"{printable(path)} is a link that leads out of the repository, so it is not read")
        own = git_top(whole if os.path.isdir(whole) else os.path.dirname(whole))
        if own is not None and os.path.realpath(own) != self.top:
            raise Misuse(f"{printable(path)} is in a repository of its own, or a submodule: run the command in it")


class PlainFiles:
    """The models of a folder, or of a file. Paths are from that folder, or from the file's."""

    def __init__(self, path: str, cwd: str) -> None:
        """Take the path, relative to the working directory, which shown paths start from."""
        self.folder = cwd
        self._path = path
        self._whole = os.path.normpath(os.path.join(cwd, path))
        self.is_folder = os.path.isdir(self._whole)
        self.top = self._whole if self.is_folder else os.path.dirname(self._whole)

    def holds(self, path: str) -> bool:
        """True if there is anything at a path."""
        return os.path.lexists(os.path.join(self.top, path))

    def remains(self, path: str) -> str:
        """Return what stands at a path where no model was found."""
        return remains_at(os.path.join(self.top, path))

    def find(self, paths: Sequence[str]) -> FoundOnSide:
        """Return what paths, relative to the folder, lead to."""
        inner = [os.path.join(self._path, path) for path in paths if self.holds(path)]
        if paths and not inner:
            return FoundOnSide({})
        found = find_models(inner or (self._path,), self.folder)
        models = {os.path.relpath(file.path, self.top).replace(os.sep, "/"): file for file in found.models}
        return FoundOnSide(models, [file.shown for file in found.passed_over], found.left_out)
