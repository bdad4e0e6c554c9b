"""Cells as text become amounts, days, flags, exactly as they are written; what is none of them becomes NULL.

Columns that have a type already keep it. This is the reading of files, for DuckDB alone; the questions that are asked
afterwards are in queries/, in SQL that other engines answer too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.review.quoting import literal

if TYPE_CHECKING:
    from coverage_lint.review.mapping import Table

TRUE, FALSE = ("true", "t", "yes", "y", "1"), ("false", "f", "no", "n", "0")
_PATTERNS = {"ymd": r"\d{4}-\d{1,2}-\d{1,2}", "dmy": r"\d{1,2}[./-]\d{1,2}[./-]\d{4}"}
_PATTERNS["mdy"] = _PATTERNS["dmy"]
_FORMATS = {"ymd": "%Y-%m-%d", "dmy": "%d-%m-%Y", "mdy": "%m-%d-%Y"}
_TIME = r"[T ]\d{1,2}:\d{2}(:\d{2}([.]\d+)?)?"
_ZONE = r" ?(Z|UTC|[+-]\d{2}:?\d{2})"


class Cell(NamedTuple):
    """A column as SQL, and its type in the file."""

    sql: str
    type: str

    @property
    def is_text(self) -> bool:
        """True for a column whose cells are read here."""
        return self.type == "VARCHAR"


def text(cell: Cell) -> str:
    """Return a cell as text, NULL where it is empty."""
    return f"NULLIF(TRIM(CAST({cell.sql} AS VARCHAR)), '')"


def money(cell: Cell, table: Table) -> str:
    """Return a cell as an amount with two decimals."""
    if not cell.is_text:
        return f"CAST({cell.sql} AS DECIMAL(18,2))"
    whole = rf"\d{{1,16}}|\d{{1,3}}([{table.thousands}]\d{{3}}){{1,5}}" if table.thousands else r"\d{1,16}"
    pattern = literal(rf"[+-]?({whole})([{table.decimal}]\d{{0,2}}0*)?")
    plain = f"TRIM({cell.sql})"
    bare = f"REPLACE({plain}, {literal(table.thousands)}, '')" if table.thousands else plain
    bare = f"REPLACE({bare}, ',', '.')" if table.decimal == "," else bare
    return f"CASE WHEN regexp_full_match({plain}, {pattern}) THEN CAST({bare} AS DECIMAL(18,2)) END"


def share(cell: Cell, table: Table, *, percent: bool) -> str:
    """Return a cell as a share of one, with six decimals."""
    if cell.is_text:
        plain = f"TRIM({cell.sql})"
        if table.decimal == ",":
            plain = f"REPLACE({plain}, ',', '.')"
        pattern = literal(r"\d{1,3}([.]\d{0,4}0*)?" if percent else r"[01]?([.]\d{1,6}0*)?")
        read = f"CASE WHEN regexp_full_match({plain}, {pattern}) THEN CAST({plain} AS DECIMAL(18,6)) END"
    else:
        read = f"CAST({cell.sql} AS DECIMAL(18,6))"
    return f"CAST({read} * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,6))" if percent else read


def flag(cell: Cell) -> str:
    """Return a cell as true or false."""
    if cell.type == "BOOLEAN":
        return cell.sql
    low = f"LOWER(TRIM(CAST({cell.sql} AS VARCHAR)))"
    yes, no = (", ".join(map(literal, words)) for words in (TRUE, FALSE))
    return f"CASE WHEN {low} IN ({yes}) THEN TRUE WHEN {low} IN ({no}) THEN FALSE END"


def plain_day(cell: Cell, table: Table, *, at_midnight: bool = False) -> str:
    """Return a cell as a day where it is a plain date; NULL for an instant.

    A column of days that was landed as instants has each at midnight, in no zone: `at_midnight` takes those too.
    """
    if cell.type == "DATE":
        return cell.sql
    if not cell.is_text:
        if not at_midnight:
            return "CAST(NULL AS DATE)"
        of_day = f"CAST({cell.sql} AS DATE)"
        return f"CASE WHEN CAST({cell.sql} AS TIMESTAMP) = CAST({of_day} AS TIMESTAMP) THEN {of_day} END"
    end = r"([T ]0{1,2}:00(:00([.]0+)?)?)?" if at_midnight else ""
    pattern = literal(_PATTERNS[table.dates] + end)
    return f"CASE WHEN regexp_full_match(TRIM({cell.sql}), {pattern}) THEN {_written_day(cell, table)} END"


def instant(cell: Cell, table: Table) -> str:
    """Return a cell as an instant in UTC; NULL where it is none. One without a zone is in UTC."""
    if cell.type == "DATE":
        return "CAST(NULL AS TIMESTAMP)"
    if not cell.is_text:
        return f"CAST({cell.sql} AS TIMESTAMP)"
    written = f"TRIM({cell.sql})"
    clock = f"REGEXP_EXTRACT({written}, {literal('(' + _TIME + ')(' + _ZONE + ')?$')}, 1)"
    zone = f"REGEXP_EXTRACT({written}, {literal(_TIME + '(' + _ZONE + ')$')}, 3)"
    at = f"TRY_CAST(CAST({_written_day(cell, table)} AS VARCHAR) || ' ' || SUBSTR({clock}, 2) AS TIMESTAMP)"
    ahead = f"TRY_CAST(REPLACE(REPLACE(REPLACE(TRIM({zone}), 'UTC', ''), 'Z', ''), ':', '') AS INT)"
    minutes = f"COALESCE(({ahead} - MOD({ahead}, 100)) * 3 // 5 + MOD({ahead}, 100), 0)"
    whole = literal(f"{_PATTERNS[table.dates]}{_TIME}({_ZONE})?")
    return f"CASE WHEN regexp_full_match({written}, {whole}) THEN {at} - to_minutes({minutes}) END"


def _written_day(cell: Cell, table: Table) -> str:
    date = f"REGEXP_EXTRACT(TRIM({cell.sql}), {literal('^' + _PATTERNS[table.dates])})"
    plain = f"REPLACE(REPLACE({date}, '.', '-'), '/', '-')"
    return f"CAST(TRY_STRPTIME({plain}, {literal(_FORMATS[table.dates])}) AS DATE)"
