"""A comparison of two versions for a terminal, kept whole in golden/, and what bounds it."""

from __future__ import annotations

import os
import re

import pytest
from made_changes import (
    GOLDEN,
    OLDER,
    PLACE,
    change,
    checked,
    compared,
    figure,
    finding,
    golden,
    hostile,
    model,
    moved,
    reported,
)

from coverage_lint.change.differences import differences
from coverage_lint.change.moves import Move
from coverage_lint.change.report import ChangeReport, EntityChange, FigureChange
from coverage_lint.findings import Ignored, Related, Undecided
from coverage_lint.location import Location
from coverage_lint.render.change.json_document import render_change as render_json
from coverage_lint.render.change.markdown import render_change as render_markdown
from coverage_lint.render.change.text import MOST, lay_out_change
from coverage_lint.render.terminal.cells import visible, width
from coverage_lint.render.terminal.colour import STYLES, coloured
from coverage_lint.render.terminal.segments import View, plain
from coverage_lint.version import __version__

FORMS = {
    "change.txt": lambda made: plain(lay_out_change(made, View(undecided=True))),
    "change.md": lambda made: render_markdown(made, undecided=True),
    "change.json": render_json,
}
PIPED = View()
LACKING = Undecided("CL204", "capacity-below-goal", "plan", PLACE, ("productivity",))


def text(made: ChangeReport, view: View = PIPED) -> str:
    return plain(lay_out_change(made, view))


def last(made: ChangeReport, view: View = PIPED) -> str:
    return text(made, view).splitlines()[-1]


@pytest.mark.parametrize("name", FORMS)
def test_output_is_as_it_is_kept(name: str):
    written = FORMS[name](golden()).replace(f'"{__version__}"', '"VERSION"')
    kept = GOLDEN / name
    if os.environ.get("REGENERATE"):
        kept.write_text(written, encoding="utf-8")
    assert written == kept.read_text(encoding="utf-8")


def test_the_versions_stand_first():
    assert text(change()).splitlines()[0] == "main → the working tree"


def test_a_model_says_what_became_of_its_file():
    heads = {
        "plan.yaml": model(),
        "plan.yaml (renamed from old/plan.yaml)": model(before_path="old/plan.yaml"),
        "plan.yaml (new)": model(how="added", before_path=None),
        "plan.yaml (gone)": model(how="removed", report=None),
    }
    for head, made in heads.items():
        assert head in text(change(made)).splitlines()


def test_figures_stand_in_columns_and_only_those_that_changed_or_matter():
    figures = (
        FigureChange(figure("goal", 10_000_000), figure("goal", 12_000_000), "+20 %"),
        FigureChange(figure("budget", 5), figure("budget", 5), ""),
        FigureChange(figure("capacity", None, "Kapazität 日本"), figure("capacity", 5, "Kapazität 日本"), ""),
        FigureChange(None, figure("quota", 7), ""),
    )
    shown = text(change(model(figures=figures)))
    assert (
        """\
plan.yaml
                      before       after  difference
  Goal            10,000,000  12,000,000       +20 %
  Kapazität 日本           -           5
  Quota                    -           7
"""
        in shown
    )
    assert "Budget" not in shown


def test_changes_stand_below_their_section_and_show_what_came_and_went():
    made = compared("goals: [{id: a}]\ngroups: [{id: g}]\ncoverage_model: 1\n", "goals: [{id: b}]\ncoverage_model: 1\n")
    assert """\

  Goals
    + goal b added
    - goal a removed

  Groups
    - group g removed

""" in text(made)


def test_of_many_changes_the_first_are_shown_and_the_rest_is_counted():
    entities = (*map(moved, range(2_000)), *(moved(number, "group") for number in range(MOST)))
    shown = text(change(model(entities=entities)))
    assert len(re.findall("^    ~ ", shown, re.MULTILINE)) == 2 * MOST
    assert f"      and {2_000 - MOST:,} more; --format json has all\n" in shown
    assert shown.count(" more; ") == 1


def test_of_a_model_that_is_new_or_gone_the_entities_are_counted():
    one = checked((GOLDEN / "after.yaml").read_text(encoding="utf-8"), "plan.yaml")
    made = model(how="added", before_path=None, entities=differences(None, one.model))
    shown = text(change(made))
    assert "plan.yaml (new)\n  1 goal, 2 roles, 6 people, 3 groups, 3 segments, 1 budget line," in shown
    assert "ada" not in shown


def test_new_findings_are_shown_as_a_check_shows_them_and_fixed_ones_on_a_line():
    fixed = finding(code="CL304", message="nobody leads a", location=Location(OLDER, 18, 23))
    shown = text(change(model(report=reported(finding(help="Raise it.")), fixed=(fixed,))))
    assert (
        """\
error[CL301 quota-over-assignment]: too little
 --> plan.yaml:2:1
  |
2 | groups: []
  | ^^^^^^
  |
  = help: Raise it.
  = see: coverage-lint explain CL301

fixed[CL304 quota-over-assignment]: nobody leads a (main:plan.yaml:2:1)

"""
        in shown
    )


def test_what_moved_most_is_shown_and_the_rest_is_added_up():
    def rise(number: int) -> EntityChange:
        by = (Move("quota", number * (-1) ** number),)
        return moved(number)._replace(sentences=(f"quota of p{number} moved",), moves=(by,))

    made = change(model(entities=tuple(map(rise, range(MOST + 4)))))
    shown = re.findall(r"^    ~ quota of p(\d+) moved", text(made), re.MULTILINE)
    assert list(map(int, shown)) == list(range(MOST + 3, 3, -1))
    # 0 - 1 + 2 - 3 are left out
    assert "      and 4 more (quota -2 in all); --format json has all\n" in text(made)
    assert text(change(model(entities=tuple(map(rise, range(MOST)))))).index("p0 ") < text(made).index("p9 ")


def test_many_fixed_findings_are_counted():
    shown = text(change(model(fixed=tuple(finding(message=f"m{number}") for number in range(MOST + 5)))))
    assert shown.count("fixed[") == MOST
    assert "and 5 more fixed; " in shown


def test_a_place_in_the_older_version_is_shown_and_links_to_no_file():
    related = (Related(Location(OLDER, 18, 23), "before"),)
    lines = list(lay_out_change(change(model(report=reported(finding(related=related)))), View()))
    links = {segment.text: segment.link for line in lines for segment in line}
    assert links["plan.yaml:2:1"] == "plan.yaml"
    assert links["main:plan.yaml:2:1"] == ""


def test_the_last_line_counts_new_old_fixed_ignored_and_undecided():
    report = reported(
        finding(), finding(severity="info"), baselined=(finding(),) * 3, ignored=(Ignored(finding(), ""),),
        undecided=(LACKING,) * 14,
    )  # fmt: skip
    made = change(model(report=report, fixed=(finding(),) * 2), passed_over=("a", "b"))
    assert last(made) == (
        "1 new error, 0 new warnings, 1 new info; 3 old; 2 fixed; 1 ignored; 14 undecided (--show-undecided); "
        "2 files passed over: fails"
    )
    assert last(change(model())) == "no new findings; 0 old; 0 fixed; 0 undecided: holds"
    assert last(change()) == "no model in either version"
    assert last(change(model()), View(seconds=0.5)).endswith("0 undecided: holds in 0.50 s")


def test_models_that_did_not_change_are_counted():
    same = model(how="unchanged", path="same.yaml")
    shown = text(change(same, model(), same))
    assert "same.yaml" not in shown
    assert "2 models unchanged\n" in shown


def test_notes_drafts_and_undecided_policies_are_told():
    report = reported(finding(), undecided=(LACKING,), draft=True)
    shown = text(change(model(report=report), notes=("settings changed",)), View(undecided=True))
    assert "\nnote: settings changed\n" in shown
    assert "undecided[CL204 capacity-below-goal]: 1 entity lacks what it asks for\n" in shown
    assert "note: plan.yaml is a draft: only structure errors (CL0) fail the run" in shown


def test_colour_changes_no_character_and_every_style_is_known():
    lines = list(lay_out_change(golden(), View(undecided=True)))
    assert {segment.style for line in lines for segment in line} - {""} <= set(STYLES)
    painted = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\", "", coloured(lines, "file://host/"))
    assert "".join(f"{line.rstrip()}\n" for line in painted.split("\n")[:-1]) == plain(lines)


def test_on_a_terminal_no_sentence_is_wider_than_it():
    lines = text(golden(), View(width=60, wrap=True)).splitlines()
    sentences = [line for line in lines if re.match("    [~+-] ", line)]
    assert len(sentences) > 10
    assert all(width(line) <= 60 for line in sentences)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_hostile_text_is_shown_and_does_nothing(encoding: str):
    words = "\x1b[31m\u202e<b>\x00\nnext \ud83d 日"
    shown = text(hostile(words), View(undecided=True, encoding=encoding))
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\ud83d]", shown)
    assert shown.count(visible(words, encoding)) > 8
    shown.encode(encoding)
