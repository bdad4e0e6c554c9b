"""Tables of any shape are read in a time that grows with their size, or not at all."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest
from reading import load, places

from coverage_lint.document.limits import Limits
from coverage_lint.document.model_file import load_documents
from coverage_lint.location import Source

if TYPE_CHECKING:
    from pathlib import Path

MODEL = "coverage_model: 1\npeople: {from: people.csv}\n"

SHAPES = {
    "blank lines": lambda count: "id\n" + "\n" * count,
    "lines of spaces": lambda count: "id\n" + " \n" * count,
    "lines that end in CR": lambda count: "id\r" + "\r" * count,
    "a long line of spaces": lambda count: "id\n" + " " * count,
    "a long cell": lambda count: "id,name\na," + "b" * count,
    "a cell of many parts": lambda count: "id,certifications\na," + ";" * count,
    "quotes": lambda count: 'id,name\na,"' + '""' * count + '"',
    "quotes that never end": lambda count: "id,name\n" + 'a,"b\n' * count,
    "commas": lambda count: "id\n" + "," * count,
    "headers": lambda count: "id," + ",".join(f"groups.g{at}" for at in range(count // 10)),
    "dots": lambda count: "id," + "." * count,
    "bars": lambda count: "|" * count + "\nid",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_million_of_anything_is_read_or_refused_in_a_few_seconds(tmp_path: Path, shape):
    files = {"model.yaml": MODEL, "people.csv": SHAPES[shape](1_000_000)}
    begun = process_time()
    load(tmp_path, files)
    assert process_time() - begun < 5


def test_rows_and_columns_are_bounded(tmp_path: Path):
    files = {"model.yaml": MODEL, "people.csv": "id,name\na,b\nc,d\n,\n"}
    load(tmp_path, files)

    def read(**limits: int):
        return places(load_documents(str(tmp_path / "model.yaml"), "model.yaml", Limits(**limits)))

    assert read(rows=3, columns=2) == []
    assert read(rows=2) == [("CL004", "people.csv", 4, 1)]
    assert read(columns=1) == [("CL004", "people.csv", 1, 4)]


def test_rows_of_all_tables_count_together(tmp_path: Path):
    model = "coverage_model: 1\npeople: {from: [a.csv, b.csv]}\n"
    load(tmp_path, {"model.yaml": model, "a.csv": "id\na\nb\n", "b.csv": "id\nc\nd\n"})
    loaded = load_documents(str(tmp_path / "model.yaml"), "model.yaml", Limits(rows=3))
    assert places(loaded) == [("CL004", "b.csv", 3, 1)]


def test_files_of_one_list_are_bounded_however_they_are_named(tmp_path: Path):
    files = {"model.yaml": "coverage_model: 1\npeople: {from: ['a*.csv', 'b*.csv']}\n"}
    load(tmp_path, files | {f"{letter}{at}.csv": f"id\n{letter}{at}\n" for letter in "ab" for at in range(2)})
    assert places(load_documents(str(tmp_path / "model.yaml"), "model.yaml", Limits(tables=4))) == []
    loaded = load_documents(str(tmp_path / "model.yaml"), "model.yaml", Limits(tables=3))
    assert places(loaded) == [("CL004", "model.yaml", 2, 27)]
    loaded = load_documents(str(tmp_path / "model.yaml"), "model.yaml", Limits(tables=1))
    assert places(loaded) == [("CL004", "model.yaml", 2, 16)]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_are_counted_across_blocks_of_a_long_text(line_break):
    lines = [f"{'x' * (at % 70)}" for at in range(1_000)]
    source = Source("model.yaml", line_break.join(lines))
    at = 0
    for number, line in enumerate(lines, 1):
        assert source.position(at) == (number, 1)
        assert source.position(at + len(line)) == (number, len(line) + 1)
        assert source.line(number) == line
        at += len(line) + len(line_break)
    assert source.line(0) == source.line(1_001) == ""
