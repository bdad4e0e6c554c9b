"""`from:` that names no files, in every section that may stand in files: an error at its line, and no section."""

from __future__ import annotations

import pytest

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_data
from coverage_lint.schemas import section_paths

WRONG = ("0.1", "[0.1]", "{a: b}", "true", "null", "[null]", "[]", "[[p.csv]]", "[p.csv, 3]", "1e3", "2027-01-01", '""')


def model(section: tuple[str, ...], value: str) -> str:
    before = "".join(f"{'  ' * depth}{key}:\n" for depth, key in enumerate(section))
    return f"coverage_model: 1\n{before}{'  ' * len(section)}{value}\n"


def told(text: str, path: str = "m.yaml"):
    report = check_data(text.encode(), path, Options(engine="interpreter"), "/nowhere")
    return [
        (one.code, one.location.line) for one in report.findings() if one.code.startswith("CL0") and one.code != "CL032"
    ]


@pytest.mark.parametrize("section", section_paths(), ids=".".join)
@pytest.mark.parametrize("value", WRONG)
def test_what_names_no_files_is_one_error_at_its_line(section, value):
    ((code, line),) = told(model(section, f"from: {value}"))
    assert code in {"CL006", "CL010"}
    assert line == len(section) + 2


@pytest.mark.parametrize("section", section_paths(), ids=".".join)
def test_a_key_beside_it_is_told_whatever_it_names(section):
    for value in ("none.csv", "0.1"):
        found = told(model(section, f"{{from: {value}, sheet: 1}}"))
        assert [code for code, _ in found].count("CL011") == 1
        assert {line for _, line in found} == {len(section) + 2}


def test_a_from_that_is_spelt_by_an_escape_names_a_file_as_well():
    assert told('{"coverage_model": 1, "people": {"fr\\u006fm": "none.csv"}}', "m.json") == [("CL006", 1)]
