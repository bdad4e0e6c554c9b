"""Files of reviews: `check` reads them as it reads models, each fault at its line and column."""

from __future__ import annotations

import json

import pytest
from in_process import run_here
from jsonschema import Draft202012Validator

from coverage_lint.schemas import load_schema

HEAD = "coverage_review: 1\nmonth: 2027-05\n"


def checked(folder, text: str, name: str = "2027-05.yaml") -> list[str]:
    """Return code, line, column and message of each finding in a review."""
    (folder / name).write_text(text, encoding="utf-8")
    ended = run_here(folder, "check", "--format", "json")
    found = [one for model in json.loads(ended.stdout)["models"] for one in model["findings"]]
    assert ended.returncode == (1 if found else 0)
    return [f"{one['code']} {one['place']['line']}:{one['place']['column']} {one['message']}" for one in found]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(load_schema("review"))


def test_the_schema_is_printed(tmp_path):
    assert json.loads(run_here(tmp_path, "schema", "review").stdout) == load_schema("review")


def test_a_sound_review_has_no_findings(tmp_path):
    text = HEAD + (
        "meetings:\n"
        "  - {subject: model, held: 2027-06-03, present: [vera-voss], notes: All there}\n"
        "  - subject: group\n"
        "    id: hunters\n"
        "    x-room: B 12\n"
        "    decisions: [{id: fill-seat, what: Fill it, owner: vera-voss, due: 2027-06-30, since: 2027-04}]\n"
        "    assumptions: [{what: process.win_rate, from: 0.24, to: 0.21, why: Seen}]\n"
        "totals: {as_of: 2027-05-31, rows: [{subject: model, won: 1000.50, months: {2027-01: 1_000.50}}]}\n"
    )
    assert checked(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("coverage_review: 2\nmonth: 2027-05\n",
         "CL010 1:18 coverage_review is 2: this is format version 2, which this release does not read"),
        ("coverage_review: 1\nmonth: 2027-13\n",
         'CL010 2:8 month is "2027-13"; it must be a month, written YYYY-MM, such as 2027-05'),
        ("coverage_review: 1\n", "CL010 1:1 the file has no month"),
        (HEAD + "meetngs: []\n", 'CL011 3:1 unknown key "meetngs"; did you mean meetings?'),
        (HEAD + "meetings: [{subject: team, id: hunters}]\n",
         'CL010 3:22 meetings.subject is "team"; it must be one of model, group, person'),
        (HEAD + "meetings: [{subject: group}]\n", "CL010 3:22 a meeting about a group does not say which"),
        (HEAD + "meetings: [{subject: model, id: north}]\n",
         'CL010 3:33 a meeting about the model has an id, "north"; there is one model'),
        (HEAD + "meetings: [{subject: model, held: 3.6.2027}]\n",
         'CL010 3:35 meetings.held is "3.6.2027"; it must be a day, written YYYY-MM-DD'),
        (HEAD + "meetings: [{subject: model, decisions: [{what: Call}]}]\n",
         "CL010 3:41 item 1 of meetings.decisions has no id"),
        (HEAD + "meetings: [{subject: model, decisions: [{id: a, what: A}, {id: a, what: B}]}]\n",
         "CL021 3:64 two decisions have the id a"),
        (HEAD + "meetings: [{subject: group, id: a}, {subject: group, id: a}]\n",
         "CL021 3:58 a meeting about group a stands here twice"),
        (HEAD + "meetings: [{subject: model}, {subject: model}]\n",
         "CL021 3:40 a meeting about the model stands here twice"),
        (HEAD + "totals: {as_of: 2027-05-31, rows: [{subject: model, won: lots}]}\n",
         'CL010 3:58 totals.rows.won is text "lots"; an amount is a number such as 12000000 or 12_000_000'),
        (HEAD + "totals: {as_of: 2027-05-31, rows: [{subject: model, won: 1" + "0" * 18 + "}]}\n",
         "CL010 3:58 totals.rows.won is 1000000000000000000; an amount has at most 18 digits before the point"),
        (HEAD + "totals: {as_of: 2027-05-31, rows: [{subject: model, months: {May: 3}}]}\n",
         'CL010 3:62 "May" stands where a month, written YYYY-MM, is expected'),
        (HEAD + "month: 2027-06\n", "CL003 3:1 the key 'month' is wr"),
        (HEAD + "meetings: [\n", "CL001 4:1 "),
        (HEAD + "x-own: 1\nothers: 2\n", 'CL011 4:1 unknown key "others"'),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(tmp_path, text, found):
    assert [one[: len(found)] for one in checked(tmp_path, text)] == [found]


def test_a_hook_that_gets_a_review_alone_checks_it(tmp_path):
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "2027-05.yaml").write_text(HEAD + "meetings: 3\n", encoding="utf-8")
    ended = run_here(tmp_path, "check", "reviews/2027-05.yaml", "--format", "concise")
    assert ended.returncode == 1
    assert ended.stdout.decode().startswith("reviews/2027-05.yaml:3:11: error CL010")
