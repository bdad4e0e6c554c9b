"""From a table to the models that name it in a `from:`."""

from __future__ import annotations

import os
import os.path
from typing import TYPE_CHECKING

from coverage_lint.discovery.walk import ENDINGS
from coverage_lint.document.encoding import guess
from coverage_lint.document.limits import Limits
from coverage_lint.document.marker import has_marker, may_have_marker
from coverage_lint.document.nodes import Map
from coverage_lint.errors import Unreadable
from coverage_lint.location import Source
from coverage_lint.system.files import read_start
from coverage_lint.system.reach import git_top

if TYPE_CHECKING:
    from coverage_lint.location import Location

TABLE_ENDINGS = (".csv", *ENDINGS)


class Owners:
    """The models of the folders that were looked into, with the tables each names."""

    def __init__(self, cwd: str) -> None:
        """Take the working directory, above which no model is sought outside of a git repository."""
        self._cwd = cwd
        self._known: dict[str, list[tuple[str, frozenset[str]]]] = {}

    def models_of(self, table: str) -> list[str]:
        """Return the models, in the table's folder or those above, that name it."""
        if not table.lower().endswith(TABLE_ENDINGS):
            return []
        real = os.path.realpath(table)
        found: list[str] = []
        for folder in self._folders(os.path.dirname(table)):
            found += [model for model, tables in self._models_in(folder) if real in tables]
        return found

    def _folders(self, folder: str) -> list[str]:
        """Return a folder and those above, up to the top of its git repository or the working directory."""
        top = git_top(folder)
        if top is None:
            below = folder == self._cwd or folder.startswith(self._cwd.rstrip(os.sep) + os.sep)
            top = self._cwd if below else folder
        folders = [folder]
        while folder not in (top, os.path.dirname(folder)):
            folder = os.path.dirname(folder)
            folders.append(folder)
        return folders

    def _models_in(self, folder: str) -> list[tuple[str, frozenset[str]]]:
        if folder not in self._known:
            try:
                names = sorted(os.listdir(folder))
            except OSError:
                names = []
            paths = [os.path.join(folder, name) for name in names if name.lower().endswith(ENDINGS)]
            listed = ((path, _tables_of(path, folder)) for path in paths)
            self._known[folder] = [(path, tables) for path, tables in listed if tables]
        return self._known[folder]


def _tables_of(path: str, folder: str) -> frozenset[str]:
    """Return the real paths of the tables that a file names, none if it is no model."""
    limits = Limits()
    try:
        data = read_start(path, limits.size + 1)
    except OSError:
        return frozenset()
    if len(data) > limits.size:
        return frozenset()
    from coverage_lint.document.table.files import find_table_files

    tables: set[str] = set()
    for name, place in named_tables(data, path, limits):
        try:
            found = find_table_files(name, folder, place, limits)
        except Unreadable:
            continue  # loading the model says so
        tables.update(os.path.realpath(os.path.join(folder, table)) for table in found)
    return frozenset(tables)


def named_tables(data: bytes, shown: str, limits: Limits) -> list[tuple[str, Location]]:
    """Return the texts that name tables in a file's bytes, none if it is no model."""
    if b"from" not in data or not may_have_marker(data) or not has_marker(text := guess(data)):
        return []
    from coverage_lint.document.table.sections import table_paths
    from coverage_lint.document.yaml.reader import read_stream

    roots = [written.root for written in read_stream(Source(shown, text), limits).documents]
    return [named for root in roots if isinstance(root, Map) for *_, names in table_paths(root) for named in names]
