"""A table that is none, or has a wrong header, is one error at its first line; nothing false follows from it."""

from __future__ import annotations

import csv
import io

import pytest
from acme import TEXTS

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_data

TABLE = TEXTS["people.csv"]
HEADER, ROWS = TABLE.split("\n", 1)
RECORDS = list(csv.reader(io.StringIO(TABLE)))


def errors(folder, table):
    """Return code, file, line, column, message and help of the errors of acme with another table of people."""
    folder.joinpath("people.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
    report = check_data(TEXTS["coverage.yaml"].encode(), "coverage.yaml", Options(engine="interpreter"), str(folder))
    return [
        (one.code, one.location.path, one.location.line, one.location.column, f"{one.message} {one.help}")
        for one in report.findings()
        if one.severity == "error"
    ]


def written(separator: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, quoting=quoting).writerows(RECORDS)  # type: ignore[arg-type]
    return text.getvalue()


NO_TABLES = {
    "semicolons": (written(";"), 1, "CL006", "separated by semicolons (;)"),
    "semicolons and quotes": (written(";", csv.QUOTE_ALL), 1, "CL006", "separated by semicolons (;)"),
    "tabs": (written("\t"), 1, "CL006", "separated by tabs"),
    "bars": (written("|"), 1, "CL006", "separated by vertical bars (|)"),
    "Excel's own line": ("sep=;\n" + written(";"), 1, "CL006", "a line for Excel alone"),
    "Git LFS": ("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 9\n", 1, "CL006", "git lfs pull"),
    "Excel": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", 1, "CL006", "an Excel file"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1, "CL006", "an Excel file of the old kind"),
    "gzip": (b"\x1f\x8b\x08\x00", 1, "CL006", "compressed"),
    "HTML": ("<!DOCTYPE html>\n<html><title>Sign in</title></html>\n", 1, "CL006", "a web page"),
    "JSON": ('[{"id": "ada"}]\n', 1, "CL006", "JSON under the name of a CSV table"),
    "YAML": ("- id: ada\n  role: ae\n", 1, "CL006", "YAML under the name of a CSV table"),
    "UTF-16": (TABLE.encode("utf-16"), 1, "CL002", "UTF-16"),
    "UTF-16 without a mark": (TABLE.encode("utf-16-le"), 1, "CL002", "UTF-16"),
    "UTF-16 of the other order": (TABLE.encode("utf-16-be"), 1, "CL002", "UTF-16"),
    "a header alone": (HEADER + "\n", 1, "CL006", "no row below them"),
    "nothing": ("", 1, "CL006", "an empty table"),
    "blank lines": ("\n\n  \n", 1, "CL006", "an empty table"),
    "no header": (ROWS, 1, "CL006", "names no field of people"),
    "a title": ("Sales team 2027\n\n" + TABLE, 1, "CL006", "which stand in line 3"),
    "a title of a sheet": ("Team" + "," * HEADER.count(",") + "\n" + TABLE, 1, "CL006", "which stand in line 2"),
    "a merge": (HEADER + "\n<<<<<<< main\n" + ROWS + "=======\n>>>>>>> b\n", 2, "CL006", "a merge that is"),
    "a comma too many": (HEADER + "\n" + ROWS.replace("\n", ",\n"), 1, "CL006", "cells in every row"),
    "no column id": ("\n".join(row.partition(",")[2] for row in TABLE.splitlines()), 1, "CL010", "no column id"),
}  # fmt: skip


@pytest.mark.parametrize("kind", NO_TABLES)
def test_what_is_no_table_is_one_error_at_its_first_line(tmp_path, kind):
    table, line, code, words = NO_TABLES[kind]
    (one,) = errors(tmp_path, table)
    assert one[:4] == (code, "people.csv", line, 1)
    assert words in one[4]


@pytest.mark.parametrize("column", HEADER.strip().split(","))
def test_a_header_that_nobody_knows_is_the_only_error(tmp_path, column):
    at = HEADER.split(",").index(column)
    name = ("Xyzzy", "Kürzel 2027")[at % 2]
    changed = ",".join(name if one == column else one for one in HEADER.split(","))
    assert len(changed.split(",")) == len(HEADER.split(","))
    told = errors(tmp_path, f"{changed}\n{ROWS}")
    start = len(",".join(changed.split(",")[:at])) + 1 + bool(at)
    assert [one[:4] for one in told] == [("CL011", "people.csv", 1, start)]


def test_a_row_that_gives_nothing_below_a_wrong_header_lacks_it_all_the_same(tmp_path):
    at = HEADER.split(",").index("quota")
    records = [list(record) for record in RECORDS]
    records[0][at] = "Quotaa"
    line = next(line for line, record in enumerate(records, 1) if record[0] == "amara-okafor")
    records[line - 1][at] = ""
    text = io.StringIO()
    csv.writer(text).writerows(records)
    told = errors(tmp_path, text.getvalue())
    column = len(",".join(records[0][:at])) + 2
    assert [one[:4] for one in told] == [("CL011", "people.csv", 1, column), ("CL311", "people.csv", line, 1)]
    assert "amara-okafor sells as enterprise-ae in a group with individual quotas, and has none" in told[1][4]


def test_two_headers_that_nobody_knows_are_two_errors(tmp_path):
    names = HEADER.split(",")
    changed = ",".join(f"Xyzzy {one}" if one in ("role", "quota") else one for one in names)
    assert [(one[0], one[2]) for one in errors(tmp_path, f"{changed}\n{ROWS}")] == [("CL011", 1), ("CL011", 1)]


def test_a_column_of_notes_hides_nothing(tmp_path):
    lines = [line + (",Email" if at == 0 else ",a@example.com") for at, line in enumerate(TABLE.splitlines())]
    broken = [line.replace(",enterprise,", ",nowhere,", 1) for line in lines]
    codes = [one[0] for one in errors(tmp_path, "\n".join(broken) + "\n")]
    assert codes.count("CL011") == 1
    assert "CL020" in codes


def test_acme_with_its_own_table_has_no_error(tmp_path):
    assert errors(tmp_path, TABLE) == []
