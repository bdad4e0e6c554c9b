"""What `coverage-lint review` tells of examples/acme is the story that its CRM was written with."""

from __future__ import annotations

import json

import pytest
from crms import ACME
from in_process import run_here


@pytest.fixture(scope="module")
def told():
    ended = run_here(ACME.parents[1], "review", "examples/acme", "--format", "json")
    assert (ended.returncode, ended.stderr) == (1, b"")
    (model,) = json.loads(ended.stdout)["models"]
    return {(one["code"], one["entity"]): one for one in model["findings"]}


@pytest.mark.parametrize(
    ("code", "entity", "message"),
    [
        ("CR202", "plan", "3 deals, open or won this year, worth 134,400.75, belong to owners in no plan: U-30"),
        ("CR203", "person brandon-hughes", "brandon-hughes left and still holds 12 open deals worth 434,050.50"),
        ("CR204", "person brandon-hughes", "brandon-hughes left and still owns 2 accounts"),
        ("CR208", "person open-enterprise-ae",
         "open-enterprise-ae was to start on 2027-03-01, and the seat is still open"),
        ("CR303", "group commercial", "the review of last month was not held"),
        ("CR304", "group commercial", "1 decision is not done, though its day is over"),
        ("CR407", "segment public-sector", "468,600.75 is won this year in a segment that nobody covers"),
    ],
)  # fmt: skip
def test_a_part_of_the_story_is_told(told, code, entity, message):
    assert told[code, entity]["message"] == message


def test_the_quarter_that_was_thin_leaves_the_pipeline_too_thin(told):
    assert {entity for code, entity in told if code == "CR302"} >= {"group enterprise", "group commercial"}


def test_what_is_told_of_a_leaver_stands_at_the_plans_line(told):
    place = told["CR203", "person brandon-hughes"]["place"]
    text = (ACME / "people.csv").read_text(encoding="utf-8").splitlines()
    assert place["path"] == "examples/acme/people.csv"
    assert text[place["line"] - 1].startswith("brandon-hughes,")
    assert text[place["line"] - 1][place["column"] - 1 :].startswith("2027-06-30")


def test_the_text_says_what_is_open_and_what_was_restated():
    shown = run_here(ACME.parents[1], "review", "examples/acme", "--format", "text").stdout.decode()
    assert "hand-over-hughes: Hand the open deals of Brandon Hughes" in shown
    assert "(priya-raman, overdue since 2027-07-16)" in shown
    assert "restated since the last review: plan won 1,340,353.50 in 2027-08, and it was 1,368,353.50" in shown
