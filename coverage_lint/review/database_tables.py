"""The tables of a DuckDB file, as they are, or of a SQLite file, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.review.quoting import identifier, literal
from coverage_lint.review.raw_tables import RawTable
from coverage_lint.system.data_files import DataFault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.review.folder import Source
    from coverage_lint.system.data_files import DataFiles

_OWN = "crm"
"""By which name DuckDB knows the file."""


class DatabaseTables:
    """The tables of a database file."""

    def __init__(self, data: DataFiles, source: Source) -> None:
        """Look into the file. Raises DataFault where it is none."""
        self._data = data
        self._source = source
        self._path = data.real(source.path)
        self._is_sqlite = data.begins_with(source.path, b"SQLite format 3\0")
        self._queries = self._sqlite() if self._is_sqlite else self._duckdb()
        self._made: dict[str, RawTable] = {}

    def _duckdb(self) -> Mapping[str, str]:
        try:
            self._data.run(f"ATTACH {literal(self._path)} AS {_OWN} (READ_ONLY)")
        except DataFault as fault:
            raise DataFault(f"{self._source.shown}: {fault}") from None
        rows = self._data.rows(
            f"SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = '{_OWN}' "  # noqa: S608
            "ORDER BY table_schema DESC, table_name"
        )
        return {name.lower(): f"{_OWN}.{identifier(schema)}.{identifier(name)}" for schema, name in rows}

    def _sqlite(self) -> Mapping[str, str]:
        from coverage_lint.system.sqlite_file import SqliteError, tables_of

        try:
            return {name.lower(): name for name in tables_of(self._path)}
        except SqliteError as fault:
            raise DataFault(f"{self._source.shown}: the data cannot be read: {fault}") from None

    def find(self, name: str, delimiter: str = ",") -> RawTable | None:
        """Return a table by its name; None where there is none. Raises DataFault for one that cannot be read."""
        del delimiter
        key = name.lower()
        if key not in self._queries:
            return None
        if key not in self._made:
            self._made[key] = self._copied(key) if self._is_sqlite else self._as_it_is(key)
        return self._made[key]

    def names(self) -> list[str]:
        """Return what there is."""
        return sorted(self._queries)

    def _as_it_is(self, key: str) -> RawTable:
        query = f"SELECT * FROM {self._queries[key]}"  # noqa: S608 - quoted
        columns = {name.lower(): (name, kind) for name, kind in self._data.columns(query).items()}
        row = "row"
        while row in columns:
            row += "_"
        numbered = f"SELECT *, row_number() OVER () AS {identifier(row)} FROM {self._queries[key]}"  # noqa: S608 - quoted
        return RawTable(numbered, columns, f"{self._source.shown} {key}", row)

    def _copied(self, key: str) -> RawTable:
        """Copy a table of SQLite, every cell as text."""
        from coverage_lint.system.sqlite_file import SqliteError, columns_of, rows_of

        table = self._queries[key]
        try:
            names = columns_of(self._path, table)
            row = "row"
            while row in {name.lower() for name in names}:
                row += "_"
            held = f"sqlite_{len(self._made)}"
            columns = ", ".join(identifier(name) for name in (*names, row))
            types, number = ("VARCHAR",) * len(names) + ("BIGINT",), 0
            self._data.fill(f"{held}({columns})", types, [])
            for rows in rows_of(self._path, table, names):
                numbered = [(*cells, number + at) for at, cells in enumerate(rows, 1)]
                number += len(rows)
                self._data.add(held, types, numbered)
        except SqliteError as fault:
            raise DataFault(f"{self._source.shown}: the data cannot be read: {fault}") from None
        known = {name.lower(): (name, "VARCHAR") for name in names}
        return RawTable(f"SELECT * FROM {held}", known, f"{self._source.shown} {key}", row)  # noqa: S608
