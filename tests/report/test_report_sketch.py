"""What if: the same as a check of a plan in which these assumptions are written."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from made_plans import EXAMPLES, TOP, report

from coverage_lint.checking.options import Options
from coverage_lint.language.format import money
from coverage_lint.report.build_portraits import portraits
from coverage_lint.report.portrait.sketch import ATTAINMENT, ATTRITION, MARGIN, WEEKS, Assumptions, Sketched, outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coverage_lint.report.portrait.portrait import Portrait


def taken(path: Path | str) -> Portrait:
    (one,) = portraits([str(path)], Options(), str(TOP)).portraits
    return one


def tried(one: Portrait, **moved: int) -> Sketched:
    assert one.sketch is not None
    return outcome(one.sketch, Assumptions(**moved))


def figures(one: Portrait) -> dict[str, object]:
    return {figure.name: figure.value for figure in one.figures}


@pytest.mark.parametrize(
    "name", ["acme", "acme-broken", "startup", "software", "device-field-force", "distributors", "own-policies"]
)
def test_with_nothing_moved_it_is_the_plan(name: str) -> None:
    one = taken(f"examples/{name}")
    held, then = figures(one), tried(one)
    assert (then.expected, then.capacity, then.pay) == (held["expected"], held["capacity"], held["compensation"])
    assert then.required == one.bridge.required


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[Callable[[Path], None]], Portrait]:
    def edit(change: Callable[[Path], None]) -> Portrait:
        shutil.copytree(EXAMPLES / "acme", tmp_path / "acme")
        change(tmp_path / "acme")
        return taken(tmp_path / "acme")

    return edit


def _replaced(folder: Path, pattern: str, by: Callable[[re.Match[str]], str]) -> None:
    file = folder / "coverage.yaml"
    text = file.read_text(encoding="utf-8")
    made, count = re.subn(pattern, by, text)
    assert count
    file.write_text(made, encoding="utf-8")


def test_attrition_is_as_if_every_role_lost_more(edited: Callable[[Callable[[Path], None]], Portrait]) -> None:
    def more(found: re.Match[str]) -> str:
        return f"{found[1]}{round(float(found[2]) + 0.1, 4)}"

    written = edited(lambda folder: _replaced(folder, r"(attrition: )([0-9.]+)", more))
    assert figures(written)["capacity"] == tried(taken("examples/acme"), attrition=10).capacity


def test_attainment_is_as_if_every_kind_of_business_reached_less(
    edited: Callable[[Callable[[Path], None]], Portrait],
) -> None:
    def less(found: re.Match[str]) -> str:
        share = round(float(found[2]) - 0.1, 4)
        return f"{found[1]}{{new_business: {share}, expansion: {share}, renewal: 0.9, existing: 0.9}}"

    written = edited(lambda folder: _replaced(folder, r"(attainment: )([0-9.]+)", less))
    assert figures(written)["expected"] == tried(taken("examples/acme"), attainment=-10).expected


def test_weeks_are_as_if_those_who_join_in_the_year_started_later(
    edited: Callable[[Callable[[Path], None]], Portrait],
) -> None:
    def late(folder: Path) -> None:
        people = folder / "people.csv"
        with people.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        moved = 0
        for row in rows:
            if row["start"] >= "2027-01-01":
                row["start"] = str(date.fromisoformat(row["start"]) + timedelta(42))
                moved += 1
        assert moved > 1
        with people.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)

    held, then = figures(edited(late)), tried(taken("examples/acme"), weeks=6)
    assert (held["capacity"], held["compensation"]) == (then.capacity, then.pay)
    assert then.capacity != tried(taken("examples/acme")).capacity


def test_a_margin_is_as_if_settings_asked_for_it(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "acme", tmp_path / "acme")
    (tmp_path / "acme" / ".coverage-lint.yaml").write_text(
        "parameters: {CL301: {over_assignment: 0.15}}\n", encoding="utf-8"
    )
    assert taken(tmp_path / "acme").bridge.required == tried(taken("examples/acme"), margin=5).required


def test_the_ends_of_every_slider_can_be_computed() -> None:
    one = taken("examples/acme-broken")
    for attainment in ATTAINMENT:
        for attrition in ATTRITION:
            for margin in MARGIN:
                held = tried(one, attainment=attainment, attrition=attrition, weeks=WEEKS, margin=margin)
                assert None not in held
                assert held.capacity is not None
                assert held.capacity >= 0


def test_without_a_script_there_are_five_scenarios() -> None:
    page = report(TOP, "examples/acme", "--format", "html")
    table = page[page.index('id="scenarios-table"') :]
    table = table[: table.index("</table>")]
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", table, re.DOTALL)
    assert [title for title, _ in rows] == [
        "As planned", "Attainment 10 points lower", "Attrition 10 points higher", "Hires 6 weeks late",
        "All three together",
    ]  # fmt: skip
    exact = re.findall(r'title="([^"]*)"', rows[4][1])
    together = tried(taken("examples/acme"), attainment=-10, attrition=10, weeks=6)
    assert exact[0] == money(together.expected_gap or 0).replace("-", "−")
    assert "A sketch" in page
