"""Cells that are not what their column holds: told by column, with the first few rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.review.quoting import identifier

if TYPE_CHECKING:
    from coverage_lint.findings import Finding
    from coverage_lint.review.book import Book

MOST_ROWS = 5
_WHAT = {"amount": "amount", "share": "share", "percent": "share", "closed": "flag", "won": "flag", "active": "flag"}


def bad_cells(book: Book) -> list[Finding]:
    """Return a finding for each column in which cells could not be read; these count as empty."""
    return [
        _told(book, table, field, count)
        for table, staged in book.staged.items()
        for field, count in _counts(book, table, sorted(staged.texts)).items()
        if count
    ]


def _counts(book: Book, table: str, fields: list[str]) -> dict[str, int]:
    if not fields:
        return {}
    counts = ", ".join(f"COUNT(CASE WHEN {identifier('bad_' + field)} THEN 1 END)" for field in fields)
    (row,) = book.data.rows(f"SELECT {counts} FROM read_{table}")  # noqa: S608 - quoted
    return dict(zip(fields, row, strict=True))


def _told(book: Book, table: str, field: str, count: int) -> Finding:
    bad = identifier("bad_" + field)
    order = f"WHERE {bad} ORDER BY file_number, row_number LIMIT {MOST_ROWS}"
    rows = book.data.rows(f"SELECT file_number, row_number FROM read_{table} {order}")  # noqa: S608 - quoted
    shown = book.staged[table].shown[rows[0][0]]
    numbers = [f"{row:,}" for file, row in rows if file == rows[0][0]]
    more = count - len(numbers)
    named = ", ".join(numbers) + (f" and {more:,} more" if more > 0 else "")
    column = book.mapping.tables[table].columns.get(field, field)
    what = _WHAT.get(field, "date")
    cells = f"{count:,} cell{'s are' if count > 1 else ' is'} no {what}"
    message = f"{cells} in column {column} of {shown}: row{'s' if len(numbers) > 1 else ''} {named}"
    place = book.mapping.place("tables", table, "columns", field)
    return finding("CR001", place, message, label=f"no {what}", entity="plan", field=f"{table}.{field}")
