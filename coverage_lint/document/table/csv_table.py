"""A CSV file to a list of mappings, each value with the place of its cell, each key with its header's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.document.table.cells import Column, column, fields
from coverage_lint.document.table.columns import named_columns
from coverage_lint.document.table.csv_reader import Cell, read_records
from coverage_lint.document.table.not_a_table import behind_excels_own, names_a_field, refuse_header
from coverage_lint.document.yaml.scalars import RefusedNumber
from coverage_lint.errors import Unreadable
from coverage_lint.findings import Finding, Related
from coverage_lint.frozen import NamedTuple
from coverage_lint.location import Header, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.document.documents import Rejections
    from coverage_lint.document.limits import Limits
    from coverage_lint.document.nodes import Value
    from coverage_lint.document.table.form import Form
    from coverage_lint.location import Source

REMARKS = "coverage_lint"
"""The column whose cells are not the model's: they say which findings about their row are accepted, and why."""
_DEEPEST = 8
"""Dots in a header, and one."""
_TWICE = "Remove one of the two, or give it the name of the field that it holds."
_LENGTHS = "Give every column a name, and every row a cell for each; text that holds a comma stands in quotes."
_LONGEST_HEADER = 100_000
_MOST_BAD_ROWS = 20
"""Rows of a wrong length that are reported; one slip often shifts them all."""


class Heading(NamedTuple):
    """A column that is read: its place in a row, the header's cell, the path of keys, and what its cells hold."""

    at: int
    cell: Cell
    path: tuple[str, ...]
    column: Column


class CsvTable(NamedTuple):
    """The rows of a file, the problems in it, and whether any of its rows had to be left out."""

    rows: Seq
    problems: list[Finding]
    whole: bool
    read: int
    """How many rows were read, those without a value among them."""


def read_csv(source: Source, section: tuple[str, ...], rejected: Rejections, limits: Limits, form: Form) -> CsvTable:
    """Read a table of a section's entries. Raises Unreadable when it has no header to go by, or broken quotes."""
    records = read_records(source, form.delimiter, behind_excels_own(source) if form.given else 0)
    rows = Seq(source, 0)
    rows.end = len(source.text)
    header = _header(source, records, section, form)
    if len(header) > limits.columns:
        surplus = header[limits.columns]
        place = Location(source, surplus.start, surplus.end)
        raise Unreadable("CL004", place, f"a table of {len(header):,} columns; at most {limits.columns:,} are read")
    problems: list[Finding] = []
    headings, absent = _headings(source, header, section, form, problems)
    bad: list[list[Cell]] = []
    read = 0
    for read, record in enumerate(records, 1):
        if read > limits.rows:
            place = Location(source, record[0].start, record[0].end)
            raise Unreadable("CL004", place, "the tables of the model together have more rows than may be read")
        if not any(cell.text for cell in record):
            continue  # what a spreadsheet leaves of a row whose cells were cleared
        if len(record) != len(header):
            bad.append(record)
            if len(bad) == _MOST_BAD_ROWS:
                break
            continue
        if len(problems) >= limits.problems:
            return CsvTable(rows, problems, whole=False, read=read)
        row = _row(source, headings, record, problems, rejected)
        for path in absent:
            rejected.reject(row, path[0])
        rows.append(row)
        rows.marks += (row.start, row.end)
    if len(bad) > 1 and not rows and len({len(record) for record in bad}) == 1:
        return CsvTable(rows, [_all_of_wrong_length(source, bad[0], header)], whole=False, read=read)
    problems += [_wrong_length(source, record, header) for record in bad]
    return CsvTable(rows, problems, whole=not bad, read=read)


def _header(source: Source, records: Iterator[list[Cell]], section: tuple[str, ...], form: Form) -> list[Cell]:
    """Return the cells of the first line, which name at least one field or column. Raises Unreadable."""
    known = fields(section) | {REMARKS} | set((form.columns or {}).values())
    try:
        header = next(records, None)
    except Unreadable:
        if not names_a_field(source.text[:_LONGEST_HEADER].split("\n", 1)[0].split(form.delimiter), known):
            refuse_header(source, known, ".".join(section), form)
        raise
    if header is None:
        words = "an empty table; its first line names the fields"
        raise Unreadable("CL006", Location(source, 0, 0), words)
    if not names_a_field([cell.text for cell in header], known):
        refuse_header(source, known, ".".join(section), form)
    return header


def _headings(
    source: Source, header: list[Cell], section: tuple[str, ...], form: Form, problems: list[Finding]
) -> tuple[list[Heading], list[tuple[str, ...]]]:
    """Return the columns that are read, and the fields whose columns are told not to be there. Raises Unreadable."""
    first: dict[tuple[str, ...], tuple[int, Cell]] = {}
    groups: dict[tuple[str, ...], Cell] = {}
    named, absent = named_columns(source, header, fields(section) | {REMARKS}, form)
    for index, name in named:
        cell = header[index]
        path = tuple(part.strip() for part in name.split("."))
        place = Location(source, cell.start, cell.end)
        if not all(path):
            raise Unreadable("CL006", place, "a column without a name" if not cell.text else "a name with a part empty")
        if len(path) > _DEEPEST:
            raise Unreadable("CL006", place, f"a name of more than {_DEEPEST} parts")
        above = next((path[:end] for end in range(1, len(path)) if path[:end] in first), path)
        twin = first[above][1] if above in first else groups.get(path)
        if twin is not None:
            related = Related(Location(source, twin.start, twin.end), "first named here")
            raise Unreadable(
                "CL006", place, f"the column '{cell.text}' is given twice", help=_TWICE, related=(related,)
            )
        first[path] = index, cell
        groups.update((path[:end], cell) for end in range(1, len(path)))
    problems += absent.values()
    names = frozenset(".".join(path) for path in (*first, *groups)) | absent.keys()
    source.header = Header(header[0].start, header[-1].end, names, form.says_numbers, form.columns is not None)
    found = [Heading(index, cell, path, column(section, path, form)) for path, (index, cell) in first.items()]
    return found, [tuple(name.split(".")) for name in absent]


def _all_of_wrong_length(source: Source, record: list[Cell], header: list[Cell]) -> Finding:
    """Report once what is wrong in every row: the header has a name too few or too many."""
    place = Location(source, header[0].start, header[-1].end)
    words = f"{len(header)} names of fields, and {len(record)} cells in every row"
    return finding("CL006", place, words, label=f"{len(header)} names", help=_LENGTHS)


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
    for at, head, path, kind in headings:
        cell = record[at]
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
            problems.append(
                finding(refused.code, Location(source, cell.start, cell.end), str(refused), help=refused.help)
            )
            rejected.reject(node, path[-1])
        node[path[-1]] = value
        node.marks += (head.start, head.end, cell.start, cell.end)
    return row


def _inner(node: Map, path: tuple[str, ...], head: Cell, cell: Cell) -> Map:
    """Return the mapping within a row that a dotted header means, and begin it where its first cell is."""
    for name in path:
        inner = node.get(name)
        if not isinstance(inner, Map):
            inner = node[name] = Map(node.source, cell.start)
            node.marks += (head.start, head.end, cell.start, cell.end)
        inner.end = cell.end
        node = inner
    return node
