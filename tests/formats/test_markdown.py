from __future__ import annotations

import re

import pytest
from made_reports import CLEAN, HOSTILE, NOTHING, REPORTS, finding, many, model, report
from shown_markdown import shown

from coverage_lint.findings import Ignored, Report, Undecided
from coverage_lint.render.findings.markdown import MOST, escaped, render
from coverage_lint.render.terminal.cells import visible

UNSEEN = "\u200b"


@pytest.mark.parametrize("name", REPORTS)
def test_there_is_no_markup_but_headings_lists_and_tables(name: str):
    read = shown(render(REPORTS[name], undecided=True))
    assert set(read.markup) <= {"<br>", "<span>", "</span>"}


def test_what_is_hostile_is_read_as_it_is_shown():
    read = shown(render(REPORTS["hostile"], undecided=True))
    words = visible(HOSTILE)
    blocks = [block.replace(UNSEEN, "") for block in read.blocks]
    path = visible(REPORTS["hostile"].models[0].path)
    assert f"AC101 own-policy ({path}:1:4): {words}\n{words}" in blocks
    assert f"{path}" in blocks  # the cell of the table
    assert f"CL204 {words}: {words} lacks {words}" in blocks


def test_nobody_is_mentioned_and_nothing_is_linked():
    (words,) = shown(escaped("@octocat a@b.example #12 o/r#1 GH-1 http://e.example www.e.example")).blocks
    assert not re.search(r"[@#]\w|GH-\d|://|www\.", words)
    assert words.replace(UNSEEN, "") == "@octocat a@b.example #12 o/r#1 GH-1 http://e.example www.e.example"


def test_a_table_counts_each_model():
    one = model(finding(severity="warning"), path="a|b.yaml", ignored=(Ignored(finding(), "x"),))
    two = model(finding(), finding(), path="c.yaml", draft=True, baselined=(finding(),))
    read = shown(render(Report((one, two), ())))
    cells = ["a|b.yaml", "0", "1", "0", "0", "1", "0", "c.yaml (draft)", "2", "0", "0", "0", "0", "1"]
    assert read.blocks[read.blocks.index("old") + 1 :][: len(cells)] == cells


def test_findings_stand_below_their_severity_the_gravest_first():
    text = render(many(1, 1, 1))
    assert re.findall("^### (.+)$", text, re.MULTILINE) == ["Errors", "Warnings", "Infos"]
    assert text.index("error 0") < text.index("warning 0") < text.index("info 0")


def test_a_clean_report_and_one_without_models_say_so():
    assert render(CLEAN).startswith(
        "## coverage-lint: größe &amp; co/pläne #1.yaml: no findings".replace("#1", "#&#8203;1")
    )
    assert render(NOTHING) == "## coverage-lint: no model among the files; 1 file passed over\n"


def test_undecided_policies_are_listed_where_they_are_wanted():
    made = report(undecided=(Undecided("CL204", "capacity", "group a", finding().location, ("quota",)),))
    assert "- **CL204 capacity**: group a lacks quota" in render(made, undecided=True)
    assert "CL204" not in render(made)


@pytest.mark.parametrize("most", [60_000, 100_000])
def test_what_is_too_long_is_cut_and_counted(most: int):
    made = many(900, 700, 500)
    text = render(made, most=most)
    assert most - 1000 < len(text) <= most
    told = {
        noun: int(count.replace(",", ""))
        for count, noun in re.findall(r"([\d,]+) (error|warning|info)s?(?= more|,)", text.splitlines()[-1])
    }
    listed = len(re.findall(r"^- \*\*", text, re.MULTILINE))
    assert listed + sum(told.values()) == 2100
    assert f"this holds {most:,} characters" in text


def test_what_just_fits_is_whole():
    text = render(many(3, 0, 0))
    assert render(many(3, 0, 0), most=len(text)) == text
    cut = render(many(3, 0, 0), most=len(text) - 1)
    assert re.search("this holds [0-9,]+ characters: 3 errors more", cut)


def test_nothing_makes_it_longer_than_a_comment_can_be():
    long = model(finding(message="$" * 70_000), path="@x/" * 3_000)
    made = Report((long,) * 30, (), gone=("$" * 9_000,))
    assert len(render(made)) <= MOST
    assert "more models" in render(made)
