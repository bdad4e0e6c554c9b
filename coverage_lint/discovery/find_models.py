"""Which files are models: of those named, of a folder, or of everything below the working directory."""

from __future__ import annotations

import os
import os.path
from typing import TYPE_CHECKING

from coverage_lint.discovery.left_out import LeftOut, of_own_repository, why_passed_over
from coverage_lint.discovery.walk import search, walk
from coverage_lint.document.encoding import guess
from coverage_lint.document.limits import Limits
from coverage_lint.document.marker import has_marker, may_have_marker
from coverage_lint.frozen import NamedTuple
from coverage_lint.system.files import HEAD, read_start
from coverage_lint.system.reach import leads_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.discovery.owners import Owners

MOST_READ = Limits().size
"""Beyond this, only the head of a file is searched for the marker, and loading refuses it."""


class FoundFile(NamedTuple):
    """A file, by the path to open and the path to show."""

    path: str
    shown: str


class Found(NamedTuple):
    """What the given paths lead to."""

    models: tuple[FoundFile, ...]
    """Models, and files of which loading will say why they cannot be read; by their shown paths."""
    passed_over: tuple[FoundFile, ...]
    """Files that are no model, and belong to none."""
    errors: tuple[str, ...]
    """Paths that do not exist, in plain words."""
    left_out: tuple[LeftOut, ...] = ()
    """What may hold a model and was not read, by shown paths."""
    beside: tuple[FoundFile, ...] = ()
    """Files of another kind that are checked with models, by their shown paths."""


def find_models(paths: Sequence[str], cwd: str, *, all_tracked: bool = False) -> Found:
    """Find the models that paths lead to; without a path, those below the working directory.

    A folder leads to the models below it, a table of a model (`from:`) to that model. `all_tracked` says that git
    tracks all that is there. Never raises for files that cannot be read.
    """
    searched = _Search(cwd, all_tracked=all_tracked)
    for path in paths or (".",):
        searched.add(path)
    return searched.found()


def show(path: str, cwd: str) -> str:
    """Return a path as people see it: relative to the working directory where it is below, with '/'."""
    absolute = os.path.normpath(os.path.join(cwd, path))
    if absolute == cwd:
        return "."
    if absolute.startswith(cwd.rstrip(os.sep) + os.sep):
        absolute = absolute[len(cwd.rstrip(os.sep)) + 1 :]
    return absolute.replace(os.sep, "/")


class _Search:
    def __init__(self, cwd: str, *, all_tracked: bool) -> None:
        self.all_tracked = all_tracked
        self.cwd = os.path.abspath(cwd)
        self.models: dict[str, FoundFile] = {}
        self.others: dict[str, FoundFile] = {}
        self.beside: dict[str, FoundFile] = {}
        self.errors: list[str] = []
        self.left_out: dict[str, str] = {}
        self.owners: Owners | None = None

    def add(self, path: str) -> None:
        """Add what one path leads to."""
        absolute = os.path.normpath(os.path.join(self.cwd, path)) if "\0" not in path else ""
        if not absolute or not os.path.lexists(absolute):
            from coverage_lint.discovery.near_path import hint

            self.errors.append(f"{path.replace(chr(0), '?')}: no such file or folder{hint(path, self.cwd)}")
        elif os.path.isdir(absolute) and leads_out(absolute):
            self.errors.append(f"{path}: a symbolic link that leads out of the repository, so it is not read")
        elif os.path.isdir(absolute):
            self._search(absolute)
        else:
            self._sort(absolute, named=True)

    def _search(self, folder: str) -> None:
        """Add what lies below a folder, and note what of it was not looked into."""
        below = search(folder, all_tracked=self.all_tracked)
        for file in below.files:
            self._sort(file, named=False)
        for path, reason in below.left_out:
            self._leave_out(path, reason)
        for path in below.repositories:
            self._leave_out(path, of_own_repository(path, walk(path).files, lambda file: is_model(file, named=False)))

    def _leave_out(self, path: str, reason: str) -> None:
        if reason:
            self.left_out.setdefault(show(path, self.cwd), reason)

    def _sort(self, path: str, *, named: bool) -> None:
        """Put one file among the models or the others; a table that was named leads to its model."""
        if is_model(path, named=named):
            self._note(self.models, path)
            return
        if _stands_beside(path):
            self._note(self.beside, path)
            return
        if named:
            owners = self._owners_of(path)
            for model in owners:
                self._note(self.models, model)
            if owners:
                return
        if named or _is_large(path):
            self._leave_out(path, why_passed_over(path, Limits()))
        self._note(self.others, path)

    def _owners_of(self, table: str) -> list[str]:
        from coverage_lint.discovery.owners import Owners

        self.owners = self.owners or Owners(self.cwd)
        return self.owners.models_of(table)

    def _note(self, files: dict[str, FoundFile], path: str) -> None:
        shown = show(path, self.cwd)
        files.setdefault(shown, FoundFile(path, shown))

    def found(self) -> Found:
        """Return everything, in the order of the shown paths."""
        models = tuple(self.models[shown] for shown in sorted(self.models))
        others = tuple(self.others[shown] for shown in sorted(self.others) if shown not in self.models)
        left_out = tuple(LeftOut(shown, self.left_out[shown]) for shown in sorted(self.left_out))
        beside = tuple(self.beside[shown] for shown in sorted(self.beside))
        return Found(models, others, tuple(self.errors), left_out, beside)


def _stands_beside(path: str) -> bool:
    """Return True if a file that is no model is of another kind that is checked."""
    from coverage_lint.discovery.beside import kind_of_file

    return bool(kind_of_file(path))


def _is_large(path: str) -> bool:
    """Return True if only the head of a file was searched for the marker."""
    try:
        return os.path.getsize(path) > MOST_READ
    except OSError:
        return False


def is_model(path: str, *, named: bool) -> bool:
    """True if a file is a model, or was named and cannot be read; loading reports the error."""
    try:
        data = read_start(path, MOST_READ, head=HEAD)
    except OSError:  # a pipe, a broken link, one that leads out of the repository
        return named
    return may_have_marker(data) and has_marker(guess(data))
