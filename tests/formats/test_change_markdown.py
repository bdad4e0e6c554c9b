"""A comparison as a comment on a pull request: what it shows, how hostile text reads, and how long it gets."""

from __future__ import annotations

import os
import re
import sys

import pytest
from shown_markdown import shown

sys.path.append(os.path.join(os.path.dirname(__file__), os.pardir, "render"))

from made_changes import change, figure, finding, golden, hostile, model, moved, reported
from made_reports import HOSTILE

from coverage_lint.change.moves import Move
from coverage_lint.change.report import ChangeReport, FigureChange
from coverage_lint.findings import Undecided
from coverage_lint.render.change.markdown import render_change
from coverage_lint.render.terminal.cells import visible

UNSEEN = "\u200b"
LIMIT = 65_536
FOLDS = re.compile(r"<details><summary>[^<]*</summary>\n|</details>\n")


def counts(text: str) -> dict[str, int]:
    """Read from the last line how much was cut of what."""
    last = text.splitlines()[-1]
    assert last.startswith("**Cut here**")
    return {
        noun: int(count.replace(",", ""))
        for count, noun in re.findall(
            r"([\d,]+) (change|new finding|fixed finding|figure|model|undecided)s?(?= more|,)", last
        )
    }


def test_the_verdict_stands_first():
    def first(made: ChangeReport) -> str:
        return render_change(made).splitlines()[0].removeprefix("## coverage-lint: ")

    assert first(change(model())) == "the change holds: no new findings"
    broken = change(model(report=reported(finding(), finding(severity="warning"))))
    assert first(broken) == "the change fails: 1 new error, 1 new warning"
    light = change(model(report=reported(finding(severity="info"))))
    assert first(light) == "the change holds: 1 new info"
    assert first(light.judged_by("info")) == "the change fails: 1 new info"
    question = finding(code="CL032")
    assert first(change(model(report=reported(question)))) == "the change is open: 1 new error"
    known = reported(baselined=(question, question), old_questions=1, in_part=True)
    assert first(change(model(report=known))) == (
        "the change holds for what was asked, but for 1 accepted and 1 old questions: no new findings"
    )
    assert first(change()) == "no model in either version"


def test_the_second_line_says_what_changed_and_counts_other_findings():
    text = render_change(golden())
    assert text.splitlines()[2] == (
        "**main** → **the working tree**: 1 goal, 1 role, 5 people, 1 group, 2 segments, 1 priority changed; "
        "findings: 2 old, 1 fixed, 2 undecided"
    )
    assert "nothing that a plan says changed" in render_change(change(model()))


def test_figures_changes_new_and_fixed_findings_follow_in_that_order():
    text = render_change(golden())
    parts = ["| Goal | 10,000,000 | 12,000,000 | +20 % |", "**People**", "- ada moved enterprise → smb"]
    parts += ["#### New findings", "- **error CL401 segment-uncovered** (coverage.yaml:33:10): ", "Fixed findings: 1"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_long_list_is_folded_and_a_short_one_is_not():
    text = render_change(change(model(entities=(*map(moved, range(11)), moved(1, "group")))))
    assert "<details><summary>People: 11</summary>\n\n- p0 moved" in text
    assert "\n\n**Groups**\n\n- p1 moved" in text


def test_models_that_did_not_change_are_counted():
    same = model(how="unchanged", path="same.yaml")
    text = render_change(change(same, model(), same))
    assert "same.yaml" not in text
    assert "2 models unchanged." in text


def test_undecided_policies_notes_and_drafts_are_told():
    one = Undecided("CL204", "capacity", "group a", finding().location, ("quota",))
    made = change(model(report=reported(undecided=(one,), draft=True)), notes=("settings *changed*",))
    assert "- **CL204 capacity**: group a lacks quota" in render_change(made, undecided=True)
    assert "CL204" not in render_change(made)
    assert "Note: settings \\*changed\\*" in render_change(made)
    assert "Note: plan.yaml is a draft" in render_change(made)


def test_what_is_hostile_is_read_as_it_is_shown():
    text = render_change(hostile(HOSTILE), undecided=True)
    read = shown(FOLDS.sub("", text))
    assert set(read.markup) <= {"<br>", "<span>", "</span>"}
    words = visible(HOSTILE)
    assert " ".join(read.blocks).replace(UNSEEN, "").count(words) > 8
    assert not any(re.search(r"[@#]\w|GH-\d|://|www\.", block) for block in read.blocks)


@pytest.mark.parametrize("most", [20_000, 60_000])
def test_what_is_too_long_is_cut_and_counted(most: int):
    findings = tuple(finding(message=f"new {number}") for number in range(100))
    fixed = tuple(finding(message=f"fixed {number}") for number in range(1_000))
    made = change(model(entities=tuple(map(moved, range(2_000))), report=reported(*findings), fixed=fixed))
    text = render_change(made, most=most)
    assert most / 2 < len(text) <= most
    left = counts(text)
    assert left.get("change", 0) + len(re.findall("^- p", text, re.MULTILINE)) == 2_000
    assert left.get("fixed finding", 0) + text.count(": fixed ") == 1_000
    assert text.count(": new ") == 100
    assert text.count("<details>") == text.count("</details>")


def test_what_moved_most_is_never_cut_and_the_rest_is_added_up():
    entities = [
        moved(number)._replace(sentences=(f"p{number} {'word ' * 20}",), moves=((Move("quota", number),),))
        for number in range(1_000)
    ]
    text = render_change(change(model(entities=tuple(entities))), most=20_000)
    shown_ones = [int(number) for number in re.findall(r"^- p(\d+) ", text, re.MULTILINE)]
    assert shown_ones == list(range(999, 999 - len(shown_ones), -1))
    assert len(shown_ones) >= 25
    rest = sum(range(1_000 - len(shown_ones)))
    assert text.endswith(f" Changes left out, in all: quota +{rest:,}.\n")


def test_where_everything_is_too_long_something_of_each_is_shown_and_of_new_findings_most():
    figures = (FigureChange(figure("goal", 1), figure("goal", 2), "+100 %"),)
    words = "word " * 60
    made = change(
        model(
            entities=(*(moved(one)._replace(sentences=(words,)) for one in range(2_000)), moved(1, "group")),
            report=reported(*[finding(message=words)] * 900),
            fixed=(finding(message=words, code="CL999"),) * 900,
            figures=figures,
        )
    )
    text = render_change(made)
    assert "\n| Goal | 1 | 2 | +100 % |\n" in text
    shown_findings, shown_changes = text.count("- **error CL301"), text.count(f"- {words.strip()}")
    assert shown_findings * len(words) > 60_000 * 0.4
    assert 25 <= shown_changes <= 50
    assert text.count("**CL999") >= 5
    left = counts(text)
    assert left["new finding"] == 900 - shown_findings
    assert left["change"] == 2_001 - shown_changes - text.count("p1 moved")


def test_what_just_fits_is_whole():
    made = change(model(entities=tuple(map(moved, range(20)))))
    whole = render_change(made)
    assert render_change(made, most=len(whole) + 1) == whole
    assert counts(render_change(made, most=len(whole) - 1))


def test_nothing_makes_it_longer_than_a_comment_can_be():
    figures = (FigureChange(figure("goal", 1, "$" * 900), figure("goal", 2, "$" * 900), "$" * 900),)
    words = "$" * 6_000  # each of which takes 14 characters
    long = model(
        path="@x/" * 2_000,
        before_path="$" * 900,
        figures=figures * 9,
        entities=(moved(1)._replace(sentences=(words,)),) * 3,
        report=reported(finding(message=words)),
        fixed=(finding(message=words),),
    )
    made = change(*(long,) * 30, before="$" * 900, after="$" * 900, notes=("$" * 900,))
    text = render_change(made)
    assert len(text) <= LIMIT
    assert counts(text)["model"] > 0
