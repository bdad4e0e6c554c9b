"""One cell that was refused leaves what is known of a sum standing, and the sum says how many it lacks."""

from __future__ import annotations

import re
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest
from made_plans import EXAMPLES, portrait, report

if TYPE_CHECKING:
    from pathlib import Path


def with_cell(folder: Path, was: str, now: str, file: str = "coverage.yaml") -> None:
    """Write acme's plan with one cell changed."""
    copyfile(EXAMPLES / "acme" / "coverage.yaml", folder / "coverage.yaml")
    copyfile(EXAMPLES / "acme" / "people.csv", folder / "people.csv")
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(was) == 1
    (folder / file).write_text(text.replace(was, now), encoding="utf-8")


def cells(page: str, caption: str) -> list[str]:
    """Return the first row below a table of the page."""
    (table,) = re.findall(rf"<caption[^>]*><span>{re.escape(caption)}</span>.*?</table>", page, re.DOTALL)
    foot = table[table.index("<tfoot>") :].partition("</tr>")[0]
    return [re.sub(r"\s+", " ", re.sub("<[^>]*>", "", cell)).strip() for cell in re.findall("<t[hd].*?</t[hd]>", foot)]


@pytest.mark.parametrize(
    ("was", "now", "caption", "row", "line"),
    [
        (
            "amount: 480_000", "amount: some", "Budget lines against the total",
            ["Lines together", "", "10,920,000 1 left out"],
            "**Together** |  | **10,920,000 (1 left out)**",
        ),
        (
            "quota: 5_200_000", "quota: many",
            "Groups: targets, quotas, what people are assigned and can carry",
            ["Selling groups together", "21,900,000", "23,280,000", "18,900,000 1 left out"],
            "**Together** | **21,900,000** |  | **18,900,000 (1 left out)**",
        ),
    ],
)  # fmt: skip
def test_a_sum_is_what_is_known_of_it(was: str, now: str, caption: str, row: list[str], line: str, tmp_path: Path):
    with_cell(tmp_path, was, now)
    assert cells(report(tmp_path, "coverage.yaml", "--format", "html"), caption)[: len(row)] == row
    assert line in report(tmp_path, "coverage.yaml", "--format", "markdown")


def test_who_is_in_a_group_that_does_not_exist_is_left_out_of_the_seats_of_units_alone(tmp_path: Path):
    whole = portrait(EXAMPLES / "acme", "coverage.yaml")["organization"]
    rows = (EXAMPLES / "acme" / "people.csv").read_text(encoding="utf-8").splitlines()
    row = next(one for one in rows if ",enterprise," in one and "enterprise-ae" in one)
    with_cell(tmp_path, row, row.replace(",enterprise,", ",enterprize,"), "people.csv")
    made = portrait(tmp_path, "coverage.yaml")["organization"]
    assert int(made["seats"]) == int(whole["seats"]) - 1
    assert all(unit["seats"] is not None and unit["seats_within"] is not None for unit in made["units"])


def test_a_groups_sellers_are_added_up_as_far_as_they_are_known(tmp_path: Path):
    rows = (EXAMPLES / "acme" / "people.csv").read_text(encoding="utf-8").splitlines()
    row = next(one for one in rows if one.startswith("amara-okafor,"))
    with_cell(tmp_path, row, row.replace("1_200_000", "many"), "people.csv")
    page = report(tmp_path, "coverage.yaml", "--format", "html")
    enterprise = page[page.index('id="group--enterprise"') :]
    foot = enterprise[enterprise.index('<th scope="row">Sellers together</th>') :].partition("</tr>")[0]
    said = re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", foot))
    assert "6,200,000 1 left out" in said
