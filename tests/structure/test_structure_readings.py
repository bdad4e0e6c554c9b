"""A number or a day that can be read in two ways is told with both, and is repaired by nobody but its writer."""

from __future__ import annotations

import json

import pytest
from checked_models import check_below_marker

from coverage_lint.document.model_file import load_documents
from coverage_lint.structure import check_structure

ONE = {
    "12m": "12_000_000", "1.2M": "1_200_000", "1,2 Mio": "1_200_000", "1,2 Mio.": "1_200_000", "12k": "12_000",
    "$1.2bn": "1_200_000_000", "1.234.567": "1_234_567", "1.234,56": "1234.56", "1,234.56": "1234.56",
    "1,234,567": "1_234_567", "0,5": "0.5", "0,500": "0.5", "1234,567": "1234.567", "1'000": "1_000",
    "1\u2019000": "1_000", "1 000": "1_000", "1\u00a0000": "1_000", "1\u2009000": "1_000", "1\u202f000,50": "1000.5",
    "\uff17\uff18\uff10": "780", "٣": "3", "780 000 €": "780_000", "5 EUR": "5", "(5)": "-5", "\u22125": "-5",
    "12k-": "-12_000",
}  # fmt: skip
TWO = {
    "€ 780.000": ("780_000", "780"), "780,000": ("780_000", "780"), "780.000 €": ("780_000", "780"),
    "(5,000)": ("-5_000", "-5"), "5,000-": ("-5_000", "-5"), "1.250k": ("1_250_000", "1_250"),
    "EUR 1,250": ("1_250", "1.25"), "1.200 Mio": ("1_200_000_000", "1_200_000"),
}  # fmt: skip
NONE = ("1 billion", "12 apples", "1.2.3", "12,34,567", "--5", "5%", "1:30", "(-5)", "ten")
AMOUNTS = {
    "people: [{id: ada, quota: <>}]": "quota",
    "groups: [{id: north, targets: {hunt: <>}}]": "targets.hunt",
    "goals: [{id: hunt, phasing: {Q1: <>}}]": "phasing.Q1",
    "budget: {total: <>}": "total",
    "budget: {lines: [{id: pay, amount: <>}]}": "amount",
}


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def of_cell(folder, text):
    folder.joinpath("m.yaml").write_text("coverage_model: 1\npeople: {from: people.csv}\n", encoding="utf-8")
    folder.joinpath("people.csv").write_text(f"id,quota\nada,{quoted(text)}\n", encoding="utf-8")
    (document,) = load_documents(str(folder / "m.yaml"), "m.yaml").documents
    assert document.problems == []
    (one,) = check_structure(document)
    assert (one.code, one.location.path, one.location.line, one.location.column) == ("CL010", "people.csv", 2, 5)
    return one


@pytest.mark.parametrize("place", AMOUNTS)
@pytest.mark.parametrize("text", ONE)
def test_an_amount_with_one_reading_is_repaired(text, place):
    (one,) = check_below_marker(place.replace("<>", quoted(text)) + "\n").findings
    assert (one.code, one.field, one.help) == ("CL010", AMOUNTS[place], f"Write {ONE[text]}.")
    assert one.fix is not None
    assert one.fix.text == ONE[text]


@pytest.mark.parametrize("place", AMOUNTS)
@pytest.mark.parametrize("text", TWO)
def test_an_amount_with_two_readings_is_told_with_both_and_has_no_fix(text, place):
    (one,) = check_below_marker(place.replace("<>", quoted(text)) + "\n").findings
    assert (one.code, one.field, one.fix) == ("CL010", AMOUNTS[place], None)
    assert one.help == f"It can be read in 2 ways: write {' or '.join(TWO[text])}, whichever is meant."


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_has_no_fix_in_yaml_and_in_a_table(tmp_path, text):
    (one,) = check_below_marker(f"people: [{{id: ada, quota: {quoted(text)}}}]\n").findings
    cell = of_cell(tmp_path, text)
    assert (one.fix, cell.fix) == (None, None)
    assert one.help == cell.help == "Write, for example, quota: 900000."


@pytest.mark.parametrize("text", ONE)
def test_a_cell_with_one_reading_is_repaired(tmp_path, text):
    one = of_cell(tmp_path, text)
    assert one.fix is not None
    assert one.fix.text == ONE[text]


@pytest.mark.parametrize("text", TWO)
def test_a_cell_with_two_readings_has_no_fix(tmp_path, text):
    one = of_cell(tmp_path, text)
    assert one.fix is None
    assert all(reading in one.help for reading in TWO[text])


@pytest.mark.parametrize("written", ["780.000", '"780.000"', "'780.000'", "-780.000", "&q 780.000", "+1.250"])
def test_a_number_with_a_dot_before_three_digits_is_told_as_it_stands_and_refused(written):
    checked = check_below_marker(f"people: [{{id: ada, quota: {written}}}]\n")
    (one,) = checked.findings
    assert (one.code, one.location.line, one.field, one.fix) == ("CL010", 2, "quota", None)
    digits = written.strip("\"'&q ")
    assert one.message == f"quota is {digits}: a dot before three digits separates thousands, or decimals"
    assert one.help.startswith("It can be read in 2 ways: write ")
    assert checked.document.rejected.refused(checked.document.root["people"][0], "quota")


def test_a_cell_with_a_dot_before_three_digits_is_told_and_so_is_a_count(tmp_path):
    assert of_cell(tmp_path, "780.000").message.startswith("quota is 780.000: ")
    (one,) = check_below_marker("segments: [{id: smb, accounts: 3.000}]\n").findings
    assert (one.code, one.field, one.help) == (
        "CL010", "accounts", "It can be read in 2 ways: write 3_000 or 3, whichever is meant.",
    )  # fmt: skip


@pytest.mark.parametrize("written", ["0.500", "1234.000", "780.00", "780.0000", "780", "1_780.000", "780.5"])
def test_other_decimals_are_numbers(written):
    assert check_below_marker(f"people: [{{id: ada, quota: {written}}}]\n").findings == []


@pytest.mark.parametrize("currency", ["KWD", "TND"])
def test_a_currency_of_thousandths_has_three_decimals(currency):
    text = f"plan: {{currency: {currency}}}\npeople: [{{id: ada, quota: 780.000}}]\n"
    assert check_below_marker(text).findings == []


@pytest.mark.parametrize("currency", ["[KWD]", "{of: KWD}", "{}"])
def test_a_currency_that_is_no_text_exempts_nothing(currency):
    found = check_below_marker(f"plan: {{currency: {currency}}}\ngoals:\n  - {{id: g, target: 780.000}}\n").findings
    assert [(one.code, one.location.line, one.location.column) for one in found] == [
        ("CL010", 2, 18),
        ("CL010", 4, 21),
    ]


def test_three_digits_elsewhere_say_nothing():
    text = "people: [{id: ada, name: 1.000 is text, quota: 5, x-note: 780.000}]\nstaffing: {attrition: 0.125}\n"
    assert check_below_marker(text).findings == []


@pytest.mark.parametrize(
    ("text", "help_text", "fix"),
    [
        ("2027-3-4", "Write 2027-03-04.", "2027-03-04"),
        ("2027/12/31", "Write 2027-12-31.", "2027-12-31"),
        ("31.12.2027", "Write 2027-12-31.", "2027-12-31"),
        ("12/31/2027", "Write 2027-12-31.", "2027-12-31"),
        ("03/04/2027", "It can be read in 2 ways: write 2027-04-03 or 2027-03-04, whichever is meant.", None),
        ("2027111", "Write, for example, start: 2027-03-01.", None),
        ("46387", "Format the column as a date before it is exported: 46387 is 2026-12-31.", None),
    ],
)
def test_a_day_is_repaired_where_it_has_one_reading(tmp_path, text, help_text, fix):
    in_yaml = check_below_marker(f"people: [{{id: ada, start: {quoted(text)}}}]\n").findings
    tmp_path.joinpath("m.yaml").write_text("coverage_model: 1\npeople: {from: people.csv}\n", encoding="utf-8")
    tmp_path.joinpath("people.csv").write_text(f"id,start\nada,{text}\n", encoding="utf-8")
    (document,) = load_documents(str(tmp_path / "m.yaml"), "m.yaml").documents
    for one in (*in_yaml, *check_structure(document)):
        assert (one.code, one.help, one.fix.text.strip('"') if one.fix else None) == ("CL010", help_text, fix)


@pytest.mark.parametrize(
    ("text", "help_text"),
    [
        ("1,200", "Write 1200."),
        ("1 200", "Write 1200."),
        ("1.200", "Write 1200."),
        ("1.000", "It can be read in 2 ways: write 1000 or 1, whichever is meant."),
    ],
)
def test_a_count_in_quotes_is_read_as_a_whole_number(text, help_text):
    (one,) = check_below_marker(f"segments: [{{id: smb, accounts: {quoted(text)}}}]\n").findings
    assert (one.code, one.help) == ("CL010", help_text)


@pytest.mark.parametrize(("text", "meant"), [("5%", "0.05"), ("5 %", "0.05"), ("0,05", "0.05"), ("2,5 %", "0.025")])
def test_a_ratio_with_one_reading_is_repaired(text, meant):
    (one,) = check_below_marker(f"staffing: {{attrition: {quoted(text)}}}\n").findings
    assert (one.code, one.help, one.fix and one.fix.text) == ("CL010", f"Write {meant}.", meant)
