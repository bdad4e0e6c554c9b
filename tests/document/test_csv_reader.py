"""CSV read exactly as Python's own reader reads it, with places."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_examples import examples

from coverage_lint.document.table.csv_reader import read_records
from coverage_lint.errors import Unreadable
from coverage_lint.location import Source

CELLS = st.text(st.sampled_from('ab1,;"\r\n\té😀 '), max_size=6)
RECORDS = st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5)


def read(text):
    return list(read_records(Source("t.csv", text)))


@settings(max_examples=examples(400))
@given(RECORDS, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_it_agrees_with_pythons_reader(records, line_break, quoting):
    stream = io.StringIO()
    csv.writer(stream, lineterminator=line_break, quoting=quoting).writerows(records)
    text = stream.getvalue()
    expected = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert stripped([cell.text for cell in record] for record in read(text)) == stripped(expected)


def stripped(records):
    """Leave out spaces around cells, and records of one empty cell, which may be nothing but a line."""
    cells = [[cell.strip(" \t") for cell in record] for record in records]
    return [record for record in cells if record not in ([], [""])]


@settings(max_examples=examples(300))
@given(RECORDS)
def test_every_place_holds_its_cell(records):
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(records)
    text = stream.getvalue()
    read_back = read(text)
    assert [[cell.text for cell in record] for record in read_back] == records
    for cell in (cell for record in read_back for cell in record):
        assert text[cell.start : cell.end] == '"' + cell.text.replace('"', '""') + '"'


@settings(max_examples=examples(300))
@given(st.text(st.sampled_from('a," \n\r\t\0'), max_size=30))
def test_no_text_raises_anything_else(text):
    try:
        records = read(text)
    except Unreadable as stop:
        assert stop.finding.code == "CL006"  # noqa: PT017 - it may raise, and need not
    else:
        assert all(
            text[cell.start : cell.end].strip('"') == cell.text.strip('"') or '""' in text
            for record in records
            for cell in record
        )


def test_spaces_around_cells_are_no_part_of_them():
    ((first, second, third),) = read('  a b , " c " ,\td\n')
    assert (first, second, third) == (("a b", 2, 5), (" c ", 8, 13), ("d", 16, 17))


def test_lines_without_a_character_are_no_records():
    assert [[cell.text for cell in record] for record in read('a\n\n\r\n""\n,\n')] == [["a"], [""], ["", ""]]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('a\n"b\nc', 2, 1, "never closed"),
        ('a\n"b""\nc', 2, 1, "never closed"),
        ('a\n"b"c', 2, 4, "behind closing quotes"),
        ("a\nb\0", 2, 2, "NUL"),
    ],
)
def test_what_breaks_is_placed(text, line, column, words):
    with pytest.raises(Unreadable, match=words) as stop:
        read(text)
    assert (stop.value.finding.location.line, stop.value.finding.location.column) == (line, column)


def test_quotes_within_a_cell_are_text():
    assert [cell.text for cell in read('a"b,"c""d"')[0]] == ['a"b', 'c"d']


def test_a_large_cell_of_quotes_is_read_at_once():
    assert read('"' + '""' * 500_000 + '"')[0][0].text == '"' * 500_000
