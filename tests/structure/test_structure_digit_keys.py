"""A key of digits is a key: what is wrong behind it is told at its place, whatever else means the same number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_data
from coverage_lint.command.main import main

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = "coverage_model: 1\ngoals: [{id: '1'}, {id: '01'}, {id: '2'}]\ngroups:\n- id: north\n"


def refused(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, int, int, str]]:
    path = folder / "plan.yaml"
    path.write_text(BEFORE + text, encoding="utf-8")
    assert main(["check", "--format", "json", "--select", "CL01", str(path)]) == 1
    (model,) = json.loads(capsys.readouterr().out)["models"]
    places = [(one, one["place"]) for one in model["findings"]]
    return [
        (one["code"], at["path"].rpartition("/")[2], at["line"], at["column"], one["message"].partition(";")[0])
        for one, at in places
    ]


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        ('{"1": x}', [(18, 'targets.1 is text "x"')]),
        ("{01: [5]}", [(17, "targets.01 is a list")]),
        ("{2: 5, 01: {a: 5}}", [(23, "targets.01 is a mapping")]),
        ("{1: 5, 01: x}", [(23, 'targets.01 is text "x"')]),
        ("{1: x, 01: y}", [(16, 'targets.1 is text "x"'), (23, 'targets.01 is text "y"')]),
        ("{1: x, 01: x}", [(16, 'targets.1 is text "x"'), (23, 'targets.01 is text "x"')]),
    ],
)
def test_a_bad_amount_behind_a_goal_whose_id_is_a_number_is_told_at_its_place(tmp_path, capsys, targets, told):
    expected = [("CL010", "plan.yaml", 5, column, words) for column, words in told]
    assert refused(tmp_path, f"  targets: {targets}\n", capsys) == expected


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("phasing: {Q1: 1,000,000}", [("phasing.Q1", "1,000,000", 53)]),
        ("phasing: {Q1: 1,000,000, Q2: 2,000,000}", [("phasing.Q1", "1,000,000", 53), ("phasing.Q2", "2,000,000", 68)]),
        ("target: 1,000,000, self_serve: 2,000,000", [("target", "1,000,000", 47), ("self_serve", "2,000,000", 70)]),
    ],
)
def test_equal_groups_of_digits_are_told_as_the_number_that_they_are(fields: str, told: list[tuple[str, str, int]]):
    goal = f"{{id: n, motion: new_business, {fields}}}"
    text = f"coverage_model: 1\nplan: {{fiscal_year: {{start: 2027-01-01}}}}\ngoals: [{goal}]\n"
    found = check_data(text.encode(), "m.yaml", Options(select=("CL0",))).models[0].findings
    words = "is {}, and between {{ and }} a comma begins the next entry"
    assert [(one.code, one.field, one.location.line, one.location.column) for one in found if one.code != "CL032"] == [
        ("CL010", field, 3, column) for field, _, column in told
    ]
    assert [one.message for one in found if one.code == "CL010"] == [f"{f} {words.format(n)}" for f, n, _ in told]
    assert [one.help for one in found if one.code == "CL010"] == [f"Write {n.replace(',', '_')}." for _, n, _ in told]
