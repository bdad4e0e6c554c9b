from __future__ import annotations

import re
import subprocess
import sys
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from made_plans import HOSTILE, LONG, TOP, hostile, report, run
from shown_markdown import shown

from coverage_lint.render.findings.markdown import MOST
from coverage_lint.render.terminal.cells import visible

if TYPE_CHECKING:
    from pathlib import Path

UNSEEN = "\u200b"
CHARTS = re.compile(r"```mermaid\n.*?```\n", re.DOTALL)


def sections(text: str) -> list[str]:
    return re.findall("^## (.+)$", text, re.MULTILINE)


def test_a_whole_plan_has_every_section():
    text = report(TOP, "examples/acme", "--format", "markdown")
    assert text.startswith(
        "# Acme Analytics sales coverage 2027\n\n**The plan holds together: 7 of 7 elements are complete"
    )
    assert sections(text) == [
        "Figures", "The math", "What if", "Goals over the year", "The quarters", "Coverage", "Territories", "Budget",
        "Roles", "People over the year", "Organization", "Priorities",
    ]  # fmt: skip


def test_findings_stand_below_their_element_gravest_first():
    text = report(TOP, "examples/acme-broken", "--format", "markdown")
    found = text[text.index("## Findings") :]
    assert re.findall("^### (.+)$", found, re.MULTILINE)[:3] == ["Goals", "People", "Groups"]
    people = found[found.index("### People") : found.index("### Groups")]
    groups = found[found.index("### Groups") : found.index("### Segments")]
    assert re.findall(r"^\*\*(\w+)\*\*$", people, re.MULTILINE) == ["Errors"]
    assert re.findall(r"^\*\*(\w+)\*\*$", groups, re.MULTILINE) == ["Errors", "Warnings"]
    assert "- **CL207 quota-before-start** (examples/acme-broken/people.csv:21:88): open-commercial-ae has" in people
    unanswered = found[found.index("## Could not be answered") :].splitlines()
    assert unanswered[2:4] == [
        "- **CL825 approved-late**: plan",
        "- **CL119 prior-actual-of-another-size**: goal new-business",
    ]


@pytest.mark.parametrize("name", [HOSTILE, LONG])
def test_hostile_names_are_read_as_they_are(name: str, tmp_path: Path):
    hostile(name, tmp_path)
    text = report(tmp_path, "plan.yaml", "--format", "markdown")
    read = shown(CHARTS.sub("", text))
    assert set(read.markup) <= {"<br>", "<span>", "</span>"}
    blocks = [block.replace(UNSEEN, "") for block in read.blocks]
    words = visible(name)
    assert blocks[0] == words
    assert blocks.count(words) > 20
    assert f"{words} is left alone: {words}" in blocks


def test_text_of_the_model_mentions_nobody_and_links_nothing(tmp_path: Path):
    hostile("@octocat #12 https://e.example www.e.example GH-1", tmp_path)
    read = shown(CHARTS.sub("", report(tmp_path, "plan.yaml", "--format", "markdown")))
    assert not [block for block in read.blocks if re.search(r"[@#]\w|GH-\d|://|www\.", block)]


def generate(folder: Path, *arguments: str) -> None:
    made = [sys.executable, TOP / "benchmarks" / "generate.py", "--people", "2000", *arguments]
    subprocess.run([*made, "-o", folder / "plan.yaml"], check=True)


def test_a_large_plan_stays_within_what_a_comment_holds(tmp_path: Path):
    generate(tmp_path, "--defects", "0.2")
    text = report(tmp_path, "plan.yaml", "--format", "markdown")
    assert len(text) <= MOST
    assert re.search(r"^\*\*Cut here\*\*: \d+ entries more\.$", text, re.MULTILINE)
    assert "\n## Priorities\n" in text


def test_rows_without_room_are_counted_and_added_up(tmp_path: Path):
    generate(tmp_path)
    text = report(tmp_path, "plan.yaml", "--format", "markdown")
    table = next(found for found in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE) if found.startswith("| group |"))
    rows = [[cell.strip("* ") for cell in line.strip("|").split("|")] for line in table.splitlines()]
    assert re.fullmatch("and [0-9]+ more groups", rows[-2][0])
    for column in (1, 3, 4):
        amounts = [Fraction(row[column].replace(",", "")) for row in rows[2:]]
        assert sum(amounts[:-1]) == amounts[-1]


def test_ignored_and_old_findings_stand_apart(tmp_path: Path):
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "coverage_model: 1\nplan:\n  ownr: ada # coverage-lint: ignore[CL011] renamed next week\n  nam: x\n",
        encoding="utf-8",
    )
    assert run(tmp_path, "baseline", "plan.yaml").returncode == 0
    text = report(tmp_path, "plan.yaml", "--format", "markdown", "--select", "CL0")
    assert "## Findings" not in text
    ignored, old = text[text.index("## Ignored") :].split("## Old, in the baseline")
    assert "(renamed next week)" in ignored
    assert "nam" in old


def test_an_axis_begins_at_nothing():
    for low, high in re.findall(
        r'y-axis "[^"]*" (\S+) --> (\S+)', report(TOP, "examples/acme", "--format", "markdown")
    ):
        assert low == "0"
        assert float(high) > 0
