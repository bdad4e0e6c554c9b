"""Small tables of actuals as text, as cases of policies write them, in place of the files of a CRM."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from coverage_lint.review.quoting import identifier
from coverage_lint.review.raw_tables import RawTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.system.data_files import DataFiles


class TextTables:
    """Tables by their names, each a header and rows of text."""

    def __init__(self, data: DataFiles, tables: Mapping[str, tuple[list[str], list[list[str]]]]) -> None:
        """Take what holds tables, and the header and rows of each."""
        self._data = data
        self._tables = tables
        self._made: dict[str, RawTable] = {}

    def find(self, name: str, delimiter: str = ",") -> RawTable | None:
        """Return a table by its name; None where there is none."""
        del delimiter
        if name not in self._tables:
            return None
        if name not in self._made:
            header, rows = self._tables[name]
            held = [(*row, number) for number, row in enumerate(rows, 2)]
            columns = ", ".join(identifier(column) for column in (*header, "row"))
            self._data.fill(f"text_{name}({columns})", ("VARCHAR",) * len(header) + ("BIGINT",), held)
            known = {column.lower(): (column, "VARCHAR") for column in header}
            self._made[name] = RawTable(f"SELECT * FROM text_{name}", known, f"{name}.csv", "row")  # noqa: S608
        return self._made[name]

    def names(self) -> list[str]:
        """Return what there is."""
        return sorted(self._tables)


def table_of_text(text: str) -> tuple[list[str], list[list[str]]]:
    """Read a table: a header, then rows; a row that is too short is filled up."""
    rows = list(csv.reader(line.strip() for line in text.strip().splitlines()))
    header = [cell.strip() for cell in rows[0]] if rows else []
    return header, [
        [*(cell.strip() for cell in row), *[""] * (len(header) - len(row))][: len(header)] for row in rows[1:]
    ]


def laid_over(
    base: tuple[list[str], list[list[str]]], above: tuple[list[str], list[list[str]]]
) -> tuple[list[str], list[list[str]]]:
    """Lay rows over a table: those of an id take the place of its row with that id, all others are added."""
    header = list(dict.fromkeys((*base[0], *above[0])))
    rows_above = [dict(zip(above[0], row, strict=True)) for row in above[1]]
    ids = {cells["id"] for cells in rows_above if cells.get("id")}
    rows_below = [dict(zip(base[0], row, strict=True)) for row in base[1]]
    kept = [cells for cells in rows_below if cells.get("id") not in ids]
    return header, [[cells.get(column, "") for column in header] for cells in (*kept, *rows_above)]
