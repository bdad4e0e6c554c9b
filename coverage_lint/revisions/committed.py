"""A side that is a revision: its models are found in git's list, and written out with what belongs to them."""

from __future__ import annotations

import os.path
import posixpath
from typing import TYPE_CHECKING

from coverage_lint.discovery.find_models import MOST_READ, FoundFile, find_models, show
from coverage_lint.discovery.owners import TABLE_ENDINGS, named_tables
from coverage_lint.discovery.walk import ENDINGS
from coverage_lint.document.encoding import guess
from coverage_lint.document.limits import Limits
from coverage_lint.document.marker import has_marker, may_have_marker
from coverage_lint.revisions import remains
from coverage_lint.revisions.export import Export
from coverage_lint.revisions.matching import FoundOnSide
from coverage_lint.settings.read import named_by_settings
from coverage_lint.settings.settings import BASELINE, FILES
from coverage_lint.system.files import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from coverage_lint.revisions.blobs import Blobs
    from coverage_lint.revisions.repository import Repository
    from coverage_lint.revisions.tree import Tree

_WILD = "*?["


class Committed:
    """The models of a revision. Paths are from the top of the repository."""

    def __init__(self, repository: Repository, tree: Tree, blobs: Blobs, holder: str, known: dict[str, bool]) -> None:
        """Take what to read, an empty folder to write to, and which contents are known to be models or none."""
        self._repository = repository
        self._tree = tree
        self._blobs = blobs
        self._known = known
        self._export = Export(tree, blobs, holder, repository.top)
        self._cwd = os.path.join(repository.top, repository.prefix) if repository.prefix else repository.top
        self.top = self._export.root
        self.folder = self._export.folder(repository.prefix)

    def holds(self, path: str) -> bool:
        """True if there is anything at a path."""
        at = self._real(path)
        return at == "" or (at is not None and self._tree.holds(at))

    def find(self, paths: Sequence[str]) -> FoundOnSide:
        """Return what paths, relative to the folder, lead to. Raises Misuse."""
        named = [self._repository.path_of(path) for path in paths or (".",)]
        models, others = self._sort(named)
        folders = {os.path.dirname(model) for model in models} | {self._repository.prefix, *named}
        self._take(models, folders)
        there = [path for path, inner in zip(paths, named, strict=False) if self.holds(inner)]
        for inner in named:
            if not os.path.lexists(self._export.place(inner)) and self._tree.below(inner):
                self._export.folder(inner)  # without a model, but there
        if paths and not there:
            return FoundOnSide({})
        found = find_models(there, self.folder, all_tracked=True)
        others |= {self._key(file.path) for file in found.passed_over}
        models_found = {self._key(file.path): file for file in found.models}
        return FoundOnSide(
            {key: self._file(key) for key in models_found},
            sorted(self._shown(key) for key in others - set(models_found)),
            [one._replace(path=self._shown(self._key(os.path.join(self.folder, one.path)))) for one in found.left_out],
        )

    def others(self, scope: Callable[[str], bool], elsewhere: Callable[[str], bool]) -> dict[str, FoundFile]:
        """Return the models outside the requested paths that the other side does not have at that path."""
        wanted = [path for path in self._searched("") if not scope(path) and not elsewhere(path)]
        self._learn(wanted)
        models = {path for path in wanted if self._is_model(path)}
        self._take(models, ())
        places = {path: self._export.place(path) for path in models}
        return {
            path: FoundFile(place, self._repository.shown(path))
            for path, place in places.items()
            if os.path.isfile(place)
        }

    def remains(self, path: str) -> str:
        """Return what stands at a path where no model was found."""
        entry = self._tree.entries.get(path)
        if entry is None or entry.is_submodule:
            return remains.FOLDER if self._tree.submodule_of(path) or self._tree.below(path) else remains.GONE
        if entry.is_link:
            return remains.LINK
        if self._is_model(path):
            return remains.LEFT_OUT
        return remains.UNMARKED if self._blobs.read(entry.id, 1)[1] else remains.EMPTY

    def take_surroundings(self, models: Iterable[str], named: Iterable[str]) -> None:
        """Write what would judge models at these paths, and files that were named for all, such as a baseline."""
        for path in named:
            self._export.want(path)
        self._take((), {os.path.dirname(path) for path in models})

    def _real(self, path: str) -> str | None:
        """Return where a path leads, links followed."""
        return self._tree.follow(path, self._export.target, self._repository.top)[0]

    def _file(self, key: str) -> FoundFile:
        return FoundFile(self._export.place(key), self._shown(key))

    def _shown(self, key: str) -> str:
        return show(os.path.join(self._repository.top, key), self._cwd)

    def _key(self, path: str) -> str:
        return os.path.relpath(path, self.top).replace(os.sep, "/")

    def _sort(self, named: Iterable[str]) -> tuple[set[str], set[str]]:
        """Return the models among the files that names lead to, and the rest."""
        models: set[str] = set()
        others: set[str] = set()
        for path in named:
            at = self._real(path)
            if at in self._tree.entries:
                if self._is_model(path):
                    models.add(path)
                elif path.lower().endswith(TABLE_ENDINGS):
                    models.update(self._may_own(path))
                self._export.want(path)
            elif at is not None:
                if at != path:
                    self._export.want(path)
                searched = list(self._searched(at))
                self._learn(searched)
                for file in searched:
                    (models if self._is_model(file) else others).add(file)
        return models, others

    def _searched(self, folder: str) -> Iterable[str]:
        """Return the files below a folder that may be models."""
        entries = self._tree.entries
        for path in self._tree.below(folder):
            if path.lower().endswith(ENDINGS) and not entries[path].is_submodule:
                yield path

    def _may_own(self, table: str) -> Iterable[str]:
        """Return the models in the folder of a table and those above, which may name it."""
        folder = os.path.dirname(table)
        while True:
            for path in self._tree.below(folder):
                if os.path.dirname(path) == folder and path.lower().endswith(ENDINGS) and self._is_model(path):
                    yield path
            if not folder:
                return
            folder = os.path.dirname(folder)

    def _is_model(self, path: str) -> bool:
        """True if a file, or what a link leads to in the repository, is a model; what is outside may be one."""
        at = self._real(path)
        if at is None:
            return False
        entry = self._tree.entries.get(at)
        if entry is None:
            return at.startswith("..") or os.path.isabs(at)
        if entry.is_submodule:
            return False
        if entry.id not in self._known:
            self._known[entry.id] = _marked(*self._blobs.read(entry.id, MOST_READ))
        return self._known[entry.id]

    def _learn(self, paths: Iterable[str]) -> None:
        """Read in one go all files that may be models."""
        entries = (self._tree.entries[path] for path in paths)
        unknown = list(
            dict.fromkeys(one.id for one in entries if not (one.is_link or one.is_submodule or one.id in self._known))
        )
        for object_id, told in zip(unknown, self._blobs.read_all(unknown, MOST_READ), strict=True):
            self._known[object_id] = _marked(*told)

    def _take(self, models: Iterable[str], folders: Iterable[str]) -> None:
        """Write models, their tables, and the settings of folders with what those name."""
        for model in sorted(models):
            self._export.want(model)
            self._want_tables(model)
        settings: set[str] = set()
        for folder in folders:
            above = folder
            while above not in settings:
                settings.add(above)
                above = os.path.dirname(above)
        for folder in sorted(settings):
            for name in (*FILES, BASELINE):
                path = f"{folder}/{name}" if folder else name
                if path in self._tree.entries:
                    self._export.want(path)
        self._export.write()
        self._take_named(settings)

    def _take_named(self, folders: Iterable[str]) -> None:
        """Write what the settings of folders name; those that they extend name more once they are there."""
        waiting, wanted = sorted(folders), set[str]()
        while waiting:
            extending = []
            for folder in waiting:
                named = named_by_settings(self._export.place(folder), self.folder)
                paths = {posixpath.normpath(posixpath.join(folder, one.path)): one.kind for one in named}
                for path in (path for path in paths if path not in wanted and not path.startswith("..")):
                    self._export.want(path)
                    wanted.add(path)
                    if paths[path] == "settings":
                        extending.append(folder)
            self._export.write()
            waiting = list(dict.fromkeys(extending))

    def _want_tables(self, model: str) -> None:
        entry = self._tree.entries.get(self._real(model) or "")
        if entry is None:
            return
        data, size = self._blobs.read(entry.id, MOST_READ)
        if size > MOST_READ:
            return
        folder = os.path.dirname(model)
        for name, _ in named_tables(data, model, Limits()):
            parts = name.split("/")
            if "\0" in name or os.path.isabs(name) or ".." in parts:
                continue  # refused before anything is looked for
            self._export.want(f"{folder}/{name}" if folder else name)
            wild = next((at for at, part in enumerate(parts) if any(mark in part for mark in _WILD)), None)
            if wild is not None:
                self._want_matching("/".join((*folder.split("/"), *parts[:wild])))

    def _want_matching(self, folder: str) -> None:
        """Ask for everything that a pattern may meet below a folder, of what is no table the name."""
        self._export.want(folder)
        at = self._real(folder)
        if at is not None and at not in self._tree.entries:
            self._export.want_below(at, hollow=True)


def _marked(data: bytes, size: int) -> bool:
    """True if a content is a model, by as much of it as the search in a folder looks at."""
    data = data if size <= MOST_READ else data[:HEAD]
    return may_have_marker(data) and has_marker(guess(data))
