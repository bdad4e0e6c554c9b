"""The one door to tables of data: DuckDB in memory, which reads the files that were looked at here, and no others.

Each is a regular file, at no forbidden place, and held open until the end, so that an exchange is noticed. DuckDB may
neither reach the network nor load an extension; what it must put aside goes into a folder of its own, which is removed.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from coverage_lint.errors import Misuse
from coverage_lint.system.files import Held, Refused, describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from tempfile import TemporaryDirectory
    from typing import Self

    import duckdb

INSTALL = "pip install 'coverage-lint[review]'"
MOST_MEMORY = "1200MiB"
_PARAMETER = re.compile(r"\$([a-z_]+)")
_LONGEST = 300


class DataFault(Misuse):
    """Data that cannot be read, or a query that cannot be answered, in a sentence."""


class DataFiles:
    """Tables in memory, and the files that they come from. Entered, and left again at the end."""

    def __init__(self, paths: Iterable[str], named_in: str | None, threads: int = 2) -> None:
        """Take the files to read, and the folder of the file that names them, where no person did."""
        self._paths = list(dict.fromkeys(paths))
        self._named_in = named_in
        self._threads = threads
        self._held: dict[str, Held] = {}
        self._folder: TemporaryDirectory[str] | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Self:
        """Look at the files, and begin. Raises DataFault for a file that is not read."""
        check_installed()
        import duckdb

        try:
            for path in self._paths:
                self._hold(path)
            from tempfile import TemporaryDirectory

            self._folder = TemporaryDirectory(prefix="coverage-lint-")
            self._connection = duckdb.connect(":memory:", config=self._settings())
            self._connection.execute("SET allowed_paths = $1", [self._allowed()])
            for setting in ("enable_external_access = false", "lock_configuration = true"):
                self._connection.execute(f"SET {setting}")
        except BaseException:
            self.__exit__()
            raise
        return self

    def _allowed(self) -> list[str]:
        """Return the paths that DuckDB may open: the files, and of a database what was not yet written into it."""
        paths = [held.path for held in self._held.values()]
        logs = [f"{path}.wal" for path in paths if path.lower().endswith((".duckdb", ".db"))]
        waiting = next((log for log in logs if os.path.lexists(log)), None)
        if waiting is not None:
            raise DataFault(f"{waiting}: the database is still being written to; close what writes it")
        return [*paths, *logs]

    def _hold(self, path: str) -> None:
        try:
            self._held[path] = Held(path, self._named_in)
        except Refused as refused:
            raise DataFault(f"{path}: {refused.words}") from None
        except OSError as error:
            raise DataFault(f"{path}: cannot be read: {describe(error)}") from None

    def _settings(self) -> dict[str, str | bool | int | float | list[str]]:
        folder = self._folder.name if self._folder is not None else ""
        return {
            "threads": str(self._threads), "memory_limit": MOST_MEMORY, "temp_directory": folder,
            "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
            "allow_unsigned_extensions": "false",
        }  # fmt: skip

    def __exit__(self, *_: object) -> None:
        """Close everything, and remove what was put aside."""
        if self._connection is not None:
            self._connection.close()
        if self._folder is not None:
            self._folder.cleanup()
        for held in self._held.values():
            held.close()

    def begins_with(self, path: str, mark: bytes) -> bool:
        """True if a file begins with some bytes."""
        return self._held[path].begins_with(mark)

    def real(self, path: str) -> str:
        """Return the path by which DuckDB opens a file."""
        return self._held[path].path

    def check_same(self) -> None:
        """Raise DataFault if a file was exchanged while it was read."""
        changed = next((path for path, held in self._held.items() if not held.is_same()), None)
        if changed is not None:
            raise DataFault(f"{changed}: changed while it was read; run the review again")

    def rows(self, query: str, values: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Return the rows of a query; of the values, only those that it names are given to it. Raises DataFault."""
        return self._run(query, values).fetchall()

    def run(self, statement: str, values: Mapping[str, object] | None = None) -> None:
        """Run a statement. Raises DataFault."""
        self._run(statement, values)

    def columns(self, query: str) -> dict[str, str]:
        """Return name and type of each column that a query gives. Raises DataFault."""
        return {str(row[0]): str(row[1]) for row in self.rows(f"DESCRIBE {query}")}

    def fill(self, table: str, types: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Make a small table of values: `table` names it with its columns, as in 'people(crm, person)'."""
        name, _, columns = table.removesuffix(")").partition("(")
        names = [one.strip() for one in columns.split(", ")]
        declared = ", ".join(f"{one} {kind}" for one, kind in zip(names, types, strict=True))
        self.run(f"CREATE TEMP TABLE {name} ({declared})")
        self.add(name, types, rows)

    def add(self, name: str, types: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Add rows of values to such a table."""
        if rows:
            given = [f"unnest($c{'x' * at}::{kind}[])" for at, kind in enumerate(types)]
            values = {f"c{'x' * at}": [row[at] for row in rows] for at in range(len(types))}
            self.run(f"INSERT INTO {name} SELECT {', '.join(given)}", values)

    def _run(self, query: str, values: Mapping[str, object] | None) -> duckdb.DuckDBPyConnection:
        import duckdb

        assert self._connection is not None  # noqa: S101 - it was entered
        named = set(_PARAMETER.findall(query)) if values else set()
        given = {name: value for name, value in (values or {}).items() if name in named}
        try:
            return self._connection.execute(query, given) if given else self._connection.execute(query)
        except duckdb.Error as error:
            raise DataFault(in_words(error)) from None


def in_words(error: Exception) -> str:
    """Return DuckDB's complaint as one line: without the query, and no longer than a sentence."""
    first = " ".join(str(error).partition("\n\nLINE ")[0].split())
    first = first.partition(" Possible fixes:")[0].partition(" Possible Solution:")[0]
    said = "".join(letter if letter.isprintable() else "?" for letter in first)
    return f"the data cannot be read: {said[:_LONGEST]}{'…' if len(said) > _LONGEST else ''}"


def check_installed() -> None:
    """Raise Misuse with the command that installs DuckDB, where it is not there."""
    try:
        import duckdb  # noqa: F401
    except ImportError:
        raise Misuse(f"a review reads the CRM's data with DuckDB, which is not installed: {INSTALL}") from None
