"""A CSV file to a list of mappings, each value with the place of its cell, each key with its header's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.codes import finding
from coverage_lint.document.columns import Column, column
from coverage_lint.document.csv_reader import Cell, read_records
from coverage_lint.document.nodes import Location, Map, Seq
from coverage_lint.document.scalars import RefusedNumber
from coverage_lint.document.unreadable import Unreadable
from coverage_lint.findings import Finding, Related

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Source, Value
    from coverage_lint.document.rejections import Rejections

REMARKS = "coverage_lint"
"""The column whose cells are not the model's: they say which findings about their row are accepted, and why."""
_DEEPEST = 8
"""Dots in a header, and one."""
_MOST_BAD_ROWS = 20
"""Rows of a wrong length that are reported; one slip often shifts them all."""
_MOST_PROBLEMS = 100


class Heading(NamedTuple):
    """A column: the header's cell, the path of keys it names, and what its cells hold."""

    cell: Cell
    path: tuple[str, ...]
    column: Column


class CsvTable(NamedTuple):
    """The rows of a file, the problems in it, and whether any of its rows had to be left out."""

    rows: Seq
    problems: list[Finding]
    whole: bool


def read_csv(source: Source, section: tuple[str, ...], rejected: Rejections) -> CsvTable:
    """Read a table of a section's entries. Raises Unreadable when it has no header to go by, or broken quotes."""
    records = read_records(source)
    rows = Seq(source, 0)
    rows.end = len(source.text)
    header = next(records, None)
    if header is None:
        raise Unreadable("CL006", Location(source, 0, 0), "an empty table; its first line names the fields")
    headings = _headings(source, header, section)
    problems: list[Finding] = []
    bad = 0
    for record in records:
        if not any(cell.text for cell in record):
            continue  # what a spreadsheet leaves of a row whose cells were cleared
        if len(record) != len(headings):
            bad += 1
            problems.append(_wrong_length(source, record, header))
            if bad == _MOST_BAD_ROWS:
                break
            continue
        if len(problems) >= _MOST_PROBLEMS:
            return CsvTable(rows, problems, whole=False)
        row = _row(source, headings, record, problems, rejected)
        rows.append(row)
        rows.marks += (row.start, row.end)
    return CsvTable(rows, problems, whole=not bad)


def _headings(source: Source, header: list[Cell], section: tuple[str, ...]) -> list[Heading]:
    first: dict[tuple[str, ...], Cell] = {}
    groups: dict[tuple[str, ...], Cell] = {}
    for cell in header:
        path = tuple(part.strip() for part in cell.text.split("."))
        place = Location(source, cell.start, cell.end)
        if not all(path):
            raise Unreadable("CL006", place, "a column without a name" if not cell.text else "a name with a part empty")
        if len(header) == 1 and (";" in cell.text or "\t" in cell.text):
            mark = "semicolons" if ";" in cell.text else "tabs"
            raise Unreadable("CL006", place, f"the columns are separated by {mark}; a table's are by commas")
        if len(path) > _DEEPEST:
            raise Unreadable("CL006", place, f"a name of more than {_DEEPEST} parts")
        above = next((path[:end] for end in range(1, len(path)) if path[:end] in first), path)
        twin = first.get(above) or groups.get(path)
        if twin is not None:
            related = Related(Location(source, twin.start, twin.end), "first named here")
            raise Unreadable("CL006", place, f"the column '{cell.text}' is given twice", related=(related,))
        first[path] = cell
        groups.update((path[:end], cell) for end in range(1, len(path)))
    return [Heading(cell, path, column(section, path)) for path, cell in first.items()]


def _wrong_length(source: Source, record: list[Cell], header: list[Cell]) -> Finding:
    counted = f"{len(record)} {'cell' if len(record) == 1 else 'cells'} under {len(header)} headers"
    if len(record) > len(header):
        surplus = record[len(header)]
        place = Location(source, surplus.start, max(surplus.end, surplus.start + 1))
        return finding("CL006", place, f"a row too long: {counted}", label="the first cell without a header")
    place = Location(source, record[0].start, record[-1].end)
    return finding("CL006", place, f"a row too short: {counted}", label=f"'{header[len(record)].text}' is missing")


def _row(
    source: Source, headings: list[Heading], record: list[Cell], problems: list[Finding], rejected: Rejections
) -> Map:
    row = Map(source, record[0].start)
    row.end = record[-1].end
    for (head, path, kind), cell in zip(headings, record, strict=True):
        if not cell.text:
            continue  # an empty cell is an absent value
        if path == (REMARKS,):
            source.remarks.append((row.start, row.end, cell.start, cell.end))
            continue
        node = _inner(row, path[:-1], head, cell)
        value: Value = None
        try:
            value = kind.read(cell, source)
        except RefusedNumber as refused:
            problems.append(finding(refused.code, Location(source, cell.start, cell.end), str(refused), help=""))
            rejected.reject(node, path[-1])
        node[path[-1]] = value
        node.marks += (head.start, head.end, cell.start, cell.end)
    return row


def _inner(node: Map, path: tuple[str, ...], head: Cell, cell: Cell) -> Map:
    """Give the mapping within a row that a dotted header means, and begin it where its first cell is."""
    for name in path:
        inner = node.get(name)
        if not isinstance(inner, Map):
            inner = node[name] = Map(node.source, cell.start)
            node.marks += (head.start, head.end, cell.start, cell.end)
        inner.end = cell.end
        node = inner
    return node
