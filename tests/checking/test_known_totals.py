"""One bad cell never blanks a total: figures show what is known, and how many are left out of it. Sums are by hand."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from coverage_lint.command.main import main

if TYPE_CHECKING:
    from pathlib import Path

QUOTA = 100_000
HEAD = """\
coverage_model: 1
plan: {name: Figures, status: published, currency: EUR, fiscal_year: {start: 2027-01-01, end: 2027-12-31}}
goals:
  - {id: new, motion: new_business, target: 1_000_000}
  - {id: more, motion: new_business, target: 2_000_000}
  - {id: renewals, motion: renewal, target: 500_000}
roles:
  - {id: hunter, family: account_executive, productivity: 110_000, attrition: 0}
staffing: {attainment: 0.9, backfill_days: 30}
people: {from: people.csv}
groups:
  - {id: emea, quota: 5_000_000}
  - {id: north, parent: emea, targets: {new: 1_000_000, renewals: 500_000}, quota: 2_000_000}
  - {id: south, parent: emea, targets: {more: 2_000_000}, quota: 3_000_000}
budget:
  loaded_factor: 1
  total: 9_000_000
  comp_plans: [{id: sellers, roles: [hunter], base: 30_000, variable: 20_000}]
  lines: [{id: pay, category: compensation, amount: 3_000_000}, {id: tools, category: tools, amount: 200_000}]
"""
WHOLE = {
    "goal": 3_500_000, "need": 3_500_000, "need_renewal": 500_000, "target": 3_500_000, "quota": 5_000_000,
    "assigned": 40 * QUOTA, "capacity": 40 * 110_000, "compensation": 40 * 50_000, "budget_lines": 3_200_000,
    "headcount": 40, "open_seats": 0,
}  # fmt: skip
ROWS = [f"p{number},hunter,{'north' if number % 2 else 'south'},2024-01-01,{QUOTA},1" for number in range(40)]


def write(folder: Path, head: str = HEAD, **cells: str) -> None:
    """Write the plan; `cells` are columns of the eighth row, which is on line 9."""
    names = ["id", "role", "group", "start", "quota", "count"]
    row = dict(zip(names, ROWS[7].split(","), strict=True)) | cells
    rows = [*ROWS[:7], ",".join(row.values()), *ROWS[8:]]
    (folder / "people.csv").write_text(",".join(names) + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "plan.yaml").write_text(head, encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:  # noqa: ANN401 - by the schemas in schemas/
    assert main([*arguments, "--format", "json"]) in {0, 1}
    return json.loads(capsys.readouterr().out)


def figures(capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[Fraction | None, int]]:
    (model,) = told(capsys, "check", "plan.yaml")["models"]
    return {one["name"]: (one["value"] and Fraction(one["value"]), one["left_out"]) for one in model["figures"]}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_whole_plan_leaves_nothing_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    write(tmp_path)
    known = figures(capsys)
    assert {name: known[name] for name in WHOLE} == {name: (value, 0) for name, value in WHOLE.items()}
    # Of the north, a third of the targets is for renewals, which are expected in full.
    assert known["expected"] == (20 * QUOTA * Fraction(9, 10) + 20 * QUOTA * (Fraction(2 * 9, 30) + Fraction(1, 3)), 0)


@pytest.mark.parametrize(
    ("cells", "without"),
    [
        ({"quota": "1OO"}, {"assigned": QUOTA}),
        ({"quota": ""}, {"assigned": QUOTA}),
        ({"role": "huntr"}, {"assigned": QUOTA, "capacity": 110_000, "compensation": 50_000}),
        ({"group": "nort"}, {"assigned": QUOTA, "capacity": 110_000}),
        ({"count": "one"}, {"assigned": QUOTA, "capacity": 110_000, "compensation": 50_000, "headcount": 1}),
    ],
    ids=["quota", "no quota", "role", "group", "count"],
)
def test_one_bad_cell_among_forty_rows_leaves_out_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], cells: dict[str, str], without: dict[str, int]
):
    write(tmp_path, **cells)
    known = figures(capsys)
    assert {name: known[name] for name in WHOLE} == {
        name: (value - without.get(name, 0), int(name in without)) for name, value in WHOLE.items()
    }
    assert known["expected"][1] == 1
    places = [
        (one["place"]["path"], one["place"]["line"])
        for one in told(capsys, "check", "plan.yaml")["models"][0]["findings"]
        if one["code"] in {"CL010", "CL020"}
    ]
    assert places == ([] if cells == {"quota": ""} else [("people.csv", 9)])


@pytest.mark.parametrize(
    ("old", "new", "without"),
    [
        ("target: 2_000_000", "target: two", {"goal": 2_000_000, "need": 2_000_000}),
        ("{more: 2_000_000}", "{more: two}", {"target": 2_000_000}),
        ("quota: 3_000_000", "quota: 3M or so", {"quota": 3_000_000}),
        ("amount: 200_000", "amount: few", {"budget_lines": 200_000}),
        ("{id: south, parent: emea", "{id: south, parent: eme", {
            "target": 2_000_000, "quota": 3_000_000, "assigned": 20 * QUOTA, "capacity": 20 * 110_000,
        }),
    ],
)  # fmt: skip
def test_one_bad_value_of_the_plan_leaves_out_its_entity(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, without: dict[str, int]
):
    assert HEAD.count(old) == 1
    write(tmp_path, HEAD.replace(old, new))
    known = figures(capsys)
    assert {name: known[name] for name in WHOLE} == {
        name: (value - without.get(name, 0), int(name in without)) for name, value in WHOLE.items()
    }


def test_a_ratio_is_not_told_in_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    write(tmp_path, HEAD.replace("quota: 3_000_000", "quota: 3M or so"))
    assert figures(capsys)["over_assignment"] == (None, 0)


def test_a_sum_of_which_nothing_is_known_is_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    write(tmp_path, HEAD.replace("productivity: 110_000, ", ""))
    assert figures(capsys)["capacity"] == (None, 0)


def test_a_comparison_says_what_is_left_out_and_takes_no_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for name, cells in (("old", {}), ("new", {"quota": "1OO"})):
        (tmp_path / name).mkdir()
        write(tmp_path / name, **cells)
    (model,) = told(capsys, "diff", "old", "new")["models"]
    (one,) = [one for one in model["figures"] if one["name"] == "assigned"]
    assert (one["before"]["value"], one["before"]["left_out"]) == ("4000000", 0)
    assert one["after"] == {"value": "3900000", "shown": "3,900,000 (1 left out)", "left_out": 1}
    assert one["by"] == ""
    assert main(["diff", "old", "new"]) == 1
    assert "3,900,000 (1 left out)" in capsys.readouterr().out


def test_a_report_shows_what_is_known_and_holds_it_against_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    write(tmp_path, quota="1OO")
    (plan,) = told(capsys, "report", "plan.yaml")["models"]
    (gauge,) = [one for one in plan["gauges"] if one["name"] == "assigned"]
    assert (gauge["value"], gauge["left_out"], gauge["holds"], gauge["difference"]) == ("3900000", 1, None, None)
    (layer,) = [one for one in plan["bridge"]["layers"] if one["name"] == "assigned"]
    assert (layer["amount"], layer["left_out"], layer["step"]) == ("3900000", 1, None)
    for form, words in (("markdown", "3,900,000 (1 left out)"), ("html", "1 left out, since a value is refused or")):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        assert main(["report", "plan.yaml", "--format", form, "-o", "out/"]) == 0
        assert words in "".join(one.read_text(encoding="utf-8") for one in (tmp_path / "out").rglob("*.*"))
        capsys.readouterr()
