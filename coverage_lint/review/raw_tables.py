"""The tables as they are in the files: found, opened, with the columns that are needed and the number of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from coverage_lint.frozen import NamedTuple
from coverage_lint.nearness import help_with, nearest
from coverage_lint.review.quoting import identifier, literal, literals
from coverage_lint.system.data_files import DataFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.review.folder import Source
    from coverage_lint.review.mapping import Table
    from coverage_lint.system.data_files import DataFiles

MOST_COLUMNS = 5_000
_NO_ROW = "CAST(NULL AS BIGINT)"


class RawTable(NamedTuple):
    """A file, or a table of a database, that can be asked."""

    query: str
    """What selects all of it, with the row's number as the last column."""
    columns: Mapping[str, tuple[str, str]]
    """Each column's own name and type, by its name in lower letters."""
    shown: str
    row: str
    """The name of the column that numbers the rows as spreadsheets do: the header is row 1."""

    def named(self, column: str) -> tuple[str, str] | None:
        """Return the own name and type of a column; None where there is none of this name."""
        return self.columns.get(column.lower())


class Tables(Protocol):
    """Opens tables by the names that a mapping gives them."""

    def find(self, name: str, delimiter: str = ",") -> RawTable | None:
        """Return a table by its name; None where there is none. Raises DataFault for one that cannot be read."""
        ...

    def names(self) -> list[str]:
        """Return what there is, for who names something else."""
        ...


class RawTables:
    """The tables of a source's files."""

    def __init__(self, data: DataFiles, source: Source) -> None:
        """Take what reads files, and where they are."""
        self._data = data
        self._source = source
        self._known: dict[tuple[str, str], RawTable | None] = {}
        self._attached = False

    def find(self, name: str, delimiter: str = ",") -> RawTable | None:
        """Return a table by its name; None where there is none. Raises DataFault for one that cannot be read."""
        key = (name.lower(), delimiter)
        if key not in self._known:
            self._known[key] = self._open(name, delimiter)
        return self._known[key]

    def names(self) -> list[str]:
        """Return what there is, for who names something else."""
        return sorted({path.rpartition("/")[2] for path in self._source.files.values()})

    def _open(self, name: str, delimiter: str) -> RawTable | None:
        path = self._source.files.get(name.lower())
        if path is None and len(set(self._source.files.values())) == 1 and name == "opportunities":
            path = next(iter(self._source.files.values()))  # the source is this one file
        if path is None:
            return None
        real, shown = literal(self._data.real(path)), self._source.named(path)
        if path.lower().endswith(".parquet"):
            scan = f"read_parquet({real}, file_row_number = true)"
            columns = self._described(f"SELECT * FROM {scan}", shown)  # noqa: S608 - quoted
            row = "file_row_number"
            columns.pop(row, None)
            return RawTable(f"SELECT * FROM {scan}", columns, shown, row)  # noqa: S608 - quoted
        options = f"all_varchar = true, header = true, delim = {literal(delimiter)}, quote = '\"', escape = '\"'"
        scan = f"read_csv({real}, {options}, null_padding = false, strict_mode = true)"
        columns = self._described(f"SELECT * FROM {scan}", shown)  # noqa: S608 - quoted
        row = "row"
        while row in columns:
            row += "_"
        numbered = f"row_number() OVER () + 1 AS {identifier(row)}"
        return RawTable(f"SELECT *, {numbered} FROM {scan}", columns, shown, row)  # noqa: S608 - quoted

    def _described(self, query: str, shown: str) -> dict[str, tuple[str, str]]:
        try:
            columns = self._data.columns(query)
        except DataFault as fault:
            raise DataFault(f"{shown}: {fault}") from None
        if len(columns) > MOST_COLUMNS:
            raise DataFault(f"{shown}: has {len(columns):,} columns; {MOST_COLUMNS:,} are the limit")
        return {name.lower(): (name, kind) for name, kind in columns.items()}


def missing_table(table: Table, raw: Tables) -> DataFault:
    """Return the sentence that a table which the mapping names is not there."""
    name, there = table.sources[0], raw.names()
    hint = help_with(nearest(name, there)) or (f"There are {', '.join(there[:20])}." if there else "")
    return DataFault(f"{table.name}: there is no {name} in the source. {hint}".rstrip())


def missing_column(table: str, column: str, raw: RawTable) -> DataFault:
    """Return the sentence that a column which the mapping names is not there."""
    there = [name for name, _ in raw.columns.values()]
    hint = help_with(nearest(column, there)) or f"It has {', '.join(there[:20])}{' …' if len(there) > 20 else ''}."  # noqa: PLR2004
    return DataFault(f"{table}: {raw.shown} has no column {column}. {hint}")


def kept_rows(keep: Iterable[tuple[str, tuple[str, ...]]], raw: RawTable, alias: str) -> list[str]:
    """Return the conditions that rows of a table keep, as SQL; a column that is not there keeps all."""
    conditions = []
    for column, values in keep:
        found = raw.named(column)
        if found is not None:
            cell = f"LOWER(COALESCE(TRIM(CAST({alias}.{identifier(found[0])} AS VARCHAR)), ''))"
            conditions.append(f"{cell} IN {literals(tuple(value.lower() for value in values))}")
    return conditions
