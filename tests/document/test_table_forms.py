"""Tables as a CRM or a spreadsheet exports them, read by what stands beside `from`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import every_finding, load, only_document

from coverage_lint.document.nodes import Seq
from coverage_lint.document.table.form import Form
from coverage_lint.location import Header
from coverage_lint.structure import check_structure

if TYPE_CHECKING:
    from pathlib import Path

GERMAN = """\
coverage_model: 1
people:
  from: people.csv
  delimiter: ";"
  encoding: windows-1252
  thousands: "."
  dates: dmy
  columns: {id: Kürzel, name: Mitarbeiter, quota: Ziel 2027, start: Eintritt, phasing.Q1: "1. Quartal"}
"""
EXPORT = """\
Mitarbeiter;Kürzel;Ziel 2027;Eintritt;Bemerkung;1. Quartal
"Müller; José";jm;1.400.000,50;1.3.2027;seit kurzem;400.000
Ute Groß;ug;900000;31.12.2027;;0
"""


def loaded(folder: Path, model: str, table: str | bytes):
    return only_document(load(folder, {"model.yaml": model, "people.csv": table}))


def test_a_german_export_is_read_as_it_is(tmp_path: Path):
    document = loaded(tmp_path, GERMAN, EXPORT.encode("windows-1252"))
    assert document.problems == []
    assert check_structure(document) == []
    rows = [{**row, "quota": str(row["quota"])} for row in document.root["people"]]
    assert rows == [
        {"name": "Müller; José", "id": "jm", "quota": "1400000.50", "start": "2027-03-01", "phasing": {"Q1": 400_000}},
        {"name": "Ute Groß", "id": "ug", "quota": "900000", "start": "2027-12-31", "phasing": {"Q1": 0}},
    ]


def test_a_cell_is_told_where_the_export_has_it(tmp_path: Path):
    document = loaded(tmp_path, GERMAN, EXPORT.replace("900000", "900.00").encode("windows-1252"))
    (one,) = document.problems
    assert (one.code, one.location.path, one.location.line, one.location.column) == (
        "CL010", "people.csv", 3, 13)  # fmt: skip
    assert one.message == ("900.00 is no number of this table, whose decimals follow ',', and '.' parts thousands")
    assert document.rejected.refused(document.root["people"][1], "quota")


@pytest.mark.parametrize(
    ("given_", "text", "meant"),
    [
        ({"decimal": ","}, "12,5", "12.5"),
        ({"decimal": ","}, "12", "12"),
        ({"decimal": ","}, "12.500", None),
        ({"decimal": ","}, "abc", "abc"),
        ({"thousands": ","}, "1,234,567.5", "1234567.5"),
        ({"thousands": ","}, "1234567.5", "1234567.5"),
        ({"thousands": ","}, "12,34", None),
        ({"thousands": ","}, "1,2345", None),
        ({"thousands": " ", "decimal": ","}, "-1\u202f234,5", "-1234.5"),
        ({"thousands": "'"}, "1\u2019234", "1234"),
        ({"thousands": ".", "decimal": ","}, "1.234", "1234"),
        ({"thousands": ".", "decimal": ","}, "1.234.5", None),
        ({"thousands": ".", "decimal": ","}, "1_234", "1_234"),
        ({}, "1.234", "1.234"),
    ],
)
def test_a_figure_is_what_the_form_says_and_no_other(given_: dict[str, str], text: str, meant: str | None):
    form = Form(**given_, given=frozenset(given_))
    if meant is None:
        with pytest.raises(ValueError, match=f"^{text} is no number of this table"):
            form.number(text)
    else:
        assert form.number(text) == meant


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from([(".", ","), (",", "."), ("'", "."), (" ", ",")]))
def test_every_amount_comes_back_from_every_form(number, marks):
    thousands, decimal = marks
    written = f"{number:,.2f}".replace(",", "T").replace(".", decimal).replace("T", thousands)
    form = Form(thousands=thousands, decimal=decimal, given=frozenset(("thousands", "decimal")))
    assert form.number(written) == f"{number:.2f}"


@pytest.mark.parametrize(
    ("order", "text", "meant"),
    [
        ("dmy", "3.4.2027", "2027-04-03"), ("mdy", "3/4/2027", "2027-03-04"), ("ymd", "2027/3/4", "2027-03-04"),
        ("dmy", "2027-03-04", "2027-03-04"), ("dmy", "3.4.27", "3.4.27"), ("dmy", "2027.3.4", "2027.3.4"),
        ("mdy", "3.4/2027", "3.4/2027"), ("dmy", "soon", "soon"),
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_order_that_is_told(order: str, text: str, meant: str):
    assert Form(dates=order, given=frozenset(("dates",))).day(text) == meant


def test_a_day_that_is_none_in_this_order_is_told_at_its_cell(tmp_path: Path):
    document = loaded(tmp_path, GERMAN, EXPORT.replace("31.12.2027", "12.31.2027").encode("windows-1252"))
    (one,) = check_structure(document)
    assert (one.code, one.location.line, one.location.column, one.field) == ("CL010", 3, 20, "start")


@pytest.mark.parametrize(
    ("options", "line", "column", "code", "words"),
    [
        ("delimiter: ':'", 4, 14, "CL010", 'delimiter is ":"; it must be one of ",", ";", "\\t", "|"'),
        ("encoding: latin1", 4, 13, "CL010", "encoding is latin1; it must be one of utf-8,"),
        ("dates: dym", 4, 10, "CL010", "dates is dym; it must be one of dmy, mdy, ymd"),
        ("decimal: ','", 4, 12, "CL010", "a decimal comma in a table whose cells are separated by commas"),
        ("thousands: '.'\n  decimal: '.'", 4, 14, "CL010", "'.' stands for the decimals and for the thousands"),
        ("columns: {}", 4, 12, "CL010", "columns is empty; it names the column of each field"),
        ("columns: id", 4, 12, "CL010", "columns is no mapping"),
        ("columns: {roel: Job}", 4, 13, "CL011", "columns names roel, which is no field of people"),
        ("columns: {Job: role}", 4, 13, "CL011", "columns names Job, which is no field of people"),
        ("columns: {role: [Job]}", 4, 19, "CL010", "the column of role is no text"),
        ("columns: {role: Job titel}", 4, 19, "CL006", "people.csv has no column 'Job titel' for role"),
        ("delimeter: ';'", 4, 3, "CL011", "unknown key 'delimeter' beside 'from'"),
    ],
)
def test_an_option_that_says_nothing_usable_is_told_where_it_stands(
    tmp_path: Path, options: str, line: int, column: int, code: str, words: str
):
    model = f"coverage_model: 1\npeople:\n  from: people.csv\n  {options}\n"
    found = every_finding(load(tmp_path, {"model.yaml": model, "people.csv": "id,Job title\na,ae\n"}))
    assert [(one.code, one.location.line, one.location.column) for one in found] == [(code, line, column)]
    assert words in found[0].message
    assert found[0].location.path == "model.yaml"


def test_a_column_that_is_not_there_leaves_its_field_refused_in_each_row(tmp_path: Path):
    model = "coverage_model: 1\npeople:\n  from: people.csv\n  columns: {role: Job}\n"
    document = loaded(tmp_path, model, "id,Job title\na,ae\nb,se\n")
    assert [one.code for one in document.problems] == ["CL006"]
    assert all(document.rejected.refused(row, "role") for row in document.root["people"])
    assert check_structure(document) == []


def test_columns_of_the_export_are_left_alone_but_for_what_nearly_names_a_field(tmp_path: Path):
    model = "coverage_model: 1\npeople:\n  from: people.csv\n  columns: {role: Job title}\n"
    document = loaded(tmp_path, model, "id,Job title,Phone,,Quota,Phone\na,ae,1,x,5,2\n")
    (one,) = check_structure(document)
    assert (one.code, one.location.line, one.location.column) == ("CL011", 1, 21)
    assert one.message == 'unknown field "Quota" in people; did you mean quota?'
    assert document.root["people"] == [{"role": "ae", "id": "a", "Quota": 5}]


def test_one_column_may_hold_two_fields_and_a_figure_may_name_one(tmp_path: Path):
    model = "coverage_model: 1\npeople:\n  from: people.csv\n  columns: {id: Rep, name: Rep, quota: '2027'}\n"
    document = loaded(tmp_path, model, "Rep,2027\nann,5\n")
    assert document.root["people"] == [{"id": "ann", "name": "ann", "quota": 5}]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_every_delimiter_parts_cells(tmp_path: Path, delimiter: str):
    shown = delimiter.replace("\t", "\\t")
    model = f'coverage_model: 1\npeople:\n  from: people.csv\n  delimiter: "{shown}"\n'
    rows = [["id", "name", "quota"], ["a", "", "5"], ["", " ", ""], ["b", f'"x{delimiter}y"', "6"]]
    table = "\n".join(map(delimiter.join, rows))
    document = loaded(tmp_path, model, table)
    assert document.problems == []
    assert document.root["people"] == [{"id": "a", "quota": 5}, {"id": "b", "name": f"x{delimiter}y", "quota": 6}]


def test_excels_own_line_is_passed_over_where_the_delimiter_is_told(tmp_path: Path):
    model = "coverage_model: 1\npeople:\n  from: people.csv\n  delimiter: ';'\n"
    document = loaded(tmp_path, model, "sep=;\r\nid;quota\r\na;5\r\n")
    assert document.problems == []
    assert document.root["people"] == [{"id": "a", "quota": 5}]


@pytest.mark.parametrize(
    ("model", "table", "help_"),
    [
        ("", "id;quota\na;1\n", 'Write delimiter: ";" below `from`, or save it as CSV with commas.'),
        ("", "id\tquota\na\t1\n", 'Write delimiter: "\\t" below `from`, or save it as CSV with commas.'),
        ("", "sep=;\nid;quota\na;1\n", 'Write delimiter: ";" below `from`, or remove the line'),
        (
            "\n  delimiter: ';'",
            "id,quota\na,1\n",
            'Write delimiter: "," below `from`, or save it as CSV with semicolons.',
        ),
    ],
)
def test_a_table_of_another_delimiter_says_what_to_write(tmp_path: Path, model: str, table: str, help_: str):
    found = every_finding(
        load(tmp_path, {"model.yaml": f"coverage_model: 1\npeople:\n  from: people.csv{model}\n", "people.csv": table})
    )
    assert [(one.code, one.location.line, one.location.column) for one in found] == [("CL006", 1, 1)]
    assert (found[0].help or "").startswith(help_)


def test_bytes_of_another_encoding_are_told_at_the_first(tmp_path: Path):
    model = "coverage_model: 1\npeople:\n  from: people.csv\n  encoding: shift_jis\n"
    (one,) = every_finding(load(tmp_path, {"model.yaml": model, "people.csv": b"id,name\na,\xff\n"}))
    assert (one.code, one.location.line, one.location.column) == ("CL002", 2, 3)
    assert one.message == "byte 0xff is not shift_jis"


def test_utf_16_is_read_where_it_is_told(tmp_path: Path):
    model = "coverage_model: 1\npeople:\n  from: people.csv\n  encoding: utf-16\n"
    document = loaded(tmp_path, model, "id,name\na,é\n".encode("utf-16"))
    assert (document.problems, document.root["people"]) == ([], [{"id": "a", "name": "é"}])


def test_a_number_with_a_dot_is_no_question_where_the_form_is_told(tmp_path: Path):
    model = "coverage_model: 1\npeople:\n  from: people.csv\n  thousands: ','\n"
    document = loaded(tmp_path, model, "id,quota\na,400.125\n")
    assert isinstance(document.root["people"], Seq)
    assert isinstance(document.sources[1].header, Header)
    assert check_structure(document) == []
