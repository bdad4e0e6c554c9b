"""The door to SQLite files: read-only, every value as text, since SQLite's own sums and amounts are floats."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = b"SQLite format 3\0"
"""The bytes with which a file begins."""
_CHUNK = 20_000


class SqliteError(Exception):
    """A file that cannot be read, in words."""


def tables_of(path: str) -> list[str]:
    """Return the names of tables and views. Raises SqliteError."""
    query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name"
    return [str(name) for rows in _read(path, query) for (name,) in rows]


def columns_of(path: str, table: str) -> list[str]:
    """Return the names of a table's columns, in their order. Raises SqliteError."""
    return [str(row[1]) for rows in _read(path, f"PRAGMA table_info({_quoted(table)})") for row in rows]


def rows_of(path: str, table: str, columns: list[str]) -> Iterator[list[tuple[str | None, ...]]]:
    """Yield the rows of a table, some thousands at a time, each cell as text. Raises SqliteError."""
    cells = ", ".join(f"CAST({_quoted(column)} AS TEXT)" for column in columns)
    yield from _read(path, f"SELECT {cells} FROM {_quoted(table)}")  # noqa: S608 - quoted


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _read(path: str, query: str) -> Iterator[list[tuple[str | None, ...]]]:
    try:
        connection = sqlite3.connect(f"file:{quote(path)}?mode=ro&immutable=1", uri=True)
        try:
            cursor = connection.execute(query)
            while rows := cursor.fetchmany(_CHUNK):
                yield rows
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise SqliteError(" ".join(str(error).split())[:200]) from None
