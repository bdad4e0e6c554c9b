"""The log of the reviews: what was held, what is still to be done, what was changed since, and the next one begun."""

from __future__ import annotations

import os
from datetime import date
from fractions import Fraction

import pytest
from in_process import run_here

from coverage_lint.errors import Misuse
from coverage_lint.review.log import read_log, restated
from coverage_lint.review.log_facts import log_facts, month_before
from coverage_lint.review.meetings import Subject
from coverage_lint.review.next_review import Figures, scalar, write_next
from coverage_lint.review.references import check_references

MODEL, HUNTERS, FARMERS = Subject("model"), Subject("group", "hunters"), Subject("group", "farmers")
ADA = Subject("person", "ada")
APRIL = """\
coverage_review: 1
month: 2027-04
meetings:
  - {subject: model, held: 2027-05-04, present: [vera]}
  - subject: group
    id: hunters
    decisions:
      - {id: fill-seat, what: Fill the seat, owner: vera, due: 2027-05-20}
      - {id: call-bank, what: Call the bank, owner: ada, due: 2027-05-31}
      - {id: no-day, what: Some day}
totals:
  as_of: 2027-04-30
  rows:
    - {subject: model, target_to_date: 900_000, won: 700000.50, months: {2027-03: 300000.50, 2027-04: 400_000}}
    - {subject: group, id: hunters, won: 400_000, months: {2027-04: 400_000}}
"""
MAY = """\
coverage_review: 1
month: 2027-05
meetings:
  - subject: group
    id: hunters
    held: 2027-06-02
    decisions:
      - {id: call-bank, what: Call the bank, owner: ada, due: 2027-05-31, done: 2027-05-28, since: 2027-04}
  - subject: person
    id: ada
    decisions: [{id: coach, what: "Coach her: weekly", owner: vera, due: 2027-07-01}]
"""


@pytest.fixture
def folder(tmp_path):
    reviews = tmp_path / "reviews"
    reviews.mkdir()
    (reviews / "2027-04.yaml").write_text(APRIL, encoding="utf-8")
    (reviews / "2027-05.yaml").write_text(MAY, encoding="utf-8")
    return reviews


def log_of(folder):
    return read_log(str(folder), "reviews")


def test_a_review_is_held_where_its_meeting_has_a_day(folder):
    log = log_of(folder)
    assert log.findings == ()
    assert log.held(MODEL, "2027-04") == date(2027, 5, 4)
    assert log.held(HUNTERS, "2027-04") is None
    assert log.held(HUNTERS, "2027-05") == date(2027, 6, 2)
    assert log.held(FARMERS, "2027-05") is None
    assert log.held(MODEL, "2027-06") is None


def test_a_decision_is_open_until_a_later_review_says_that_it_is_done(folder):
    assert [one.id for one in log_of(folder).open_decisions()] == ["fill-seat", "no-day", "coach"]


def test_what_no_later_review_names_stays_open(folder):
    assert "fill-seat" not in MAY
    (seat,) = (one for one in log_of(folder).open_decisions() if one.id == "fill-seat")
    assert (seat.since, seat.owner, seat.subject, seat.location.path, seat.location.line) == (
        "2027-04", "vera", HUNTERS, "reviews/2027-04.yaml", 8,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("today", "late"), [("2027-05-20", []), ("2027-05-21", ["fill-seat"]), ("2027-07-02", ["fill-seat", "coach"])]
)
def test_what_is_open_is_overdue_the_day_after_it_was_due(folder, today, late):
    assert [one.id for one in log_of(folder).overdue(date.fromisoformat(today))] == late


def test_what_the_crm_has_otherwise_now_is_told_with_both_amounts(folder):
    now = {MODEL: {"2027-03": Fraction("300000.50"), "2027-04": Fraction(390_000)}, HUNTERS: {}}
    told = restated(log_of(folder), date(2027, 5, 31), now)
    assert [(one.subject, one.month, one.was, one.now) for one in told] == [
        (MODEL, "2027-04", 400_000, 390_000),
        (HUNTERS, "2027-04", 400_000, 0),
    ]
    assert [(one.location.line, one.location.column) for one in told] == [(14, 103), (15, 69)]


def test_a_review_of_the_same_day_tells_nothing(folder):
    assert restated(log_of(folder), date(2027, 4, 30), {}) == ()


def test_the_month_in_which_the_data_ended_early_is_not_compared(folder):
    early = APRIL.replace("as_of: 2027-04-30", "as_of: 2027-04-29")
    (folder / "2027-04.yaml").write_text(early, encoding="utf-8")
    told = restated(log_of(folder), date(2027, 5, 31), {MODEL: {"2027-03": Fraction(1)}})
    assert [(one.subject, one.month) for one in told] == [(MODEL, "2027-03")]


def test_a_part_of_a_cent_is_no_change(folder):
    now = {MODEL: {"2027-03": Fraction("300000.50"), "2027-04": Fraction(400_000) + Fraction(1, 300)},
           HUNTERS: {"2027-04": Fraction(400_000) - Fraction(1, 300)}}  # fmt: skip
    assert restated(log_of(folder), date(2027, 5, 31), now) == ()


def test_two_files_of_one_month_are_told_and_the_first_counts(folder):
    (folder / "may.yaml").write_text("coverage_review: 1\nmonth: 2027-05\n", encoding="utf-8")
    log = log_of(folder)
    (found,) = log.findings
    assert (found.code, found.location.path, found.location.line, found.location.column) == (
        "CL021", "reviews/may.yaml", 2, 8,
    )  # fmt: skip
    assert log.held(HUNTERS, "2027-05") == date(2027, 6, 2)


def test_a_folder_that_is_not_there_has_no_reviews(tmp_path):
    log = log_of(tmp_path / "reviews")
    assert (log.reviews, log.findings) == ((), ())


def test_the_next_review_carries_over_what_is_open_and_is_read_back(folder):
    figures = [Figures(MODEL, Fraction(1_234_567), Fraction("1000.5"), None, {"2027-06": Fraction(1, 3)})]
    shown = write_next(log_of(folder), date(2027, 6, 30), [MODEL, HUNTERS, FARMERS], figures)
    assert shown == "reviews/2027-06.yaml"
    log = log_of(folder)
    assert log.findings == ()
    june = log.of("2027-06")
    assert june is not None
    assert [meeting.subject for meeting in june.meetings] == [MODEL, HUNTERS, FARMERS, ADA]
    assert all(meeting.held is None for meeting in june.meetings)
    assert [(one.id, one.what, one.owner, one.due, one.since) for one in log.open_decisions()] == [
        ("fill-seat", "Fill the seat", "vera", date(2027, 5, 20), "2027-04"),
        ("no-day", "Some day", "", None, "2027-04"),
        ("coach", "Coach her: weekly", "vera", date(2027, 7, 1), "2027-05"),
    ]
    assert june.as_of == date(2027, 6, 30)
    assert [total[:4] for total in june.totals] == [(MODEL, 1_234_567, Fraction("1000.5"), None)]
    assert june.totals[0].months == {"2027-06": Fraction("0.33")}
    ended = run_here(folder.parent, "check")
    assert (ended.returncode, ended.stdout) == (0, b"3 files: no findings\n")


def test_the_first_review_makes_the_folder(tmp_path):
    write_next(log_of(tmp_path / "reviews"), date(2027, 1, 31), [], [])
    log = log_of(tmp_path / "reviews")
    assert (log.findings, [one.month for one in log.reviews]) == ((), ["2027-01"])
    assert os.listdir(tmp_path / "reviews") == ["2027-01.yaml"]


@pytest.mark.parametrize("name", ["2027-05.yaml", "2027-05.yml", "may.json"])
def test_no_review_is_written_over(folder, name):
    (folder / "2027-05.yaml").rename(folder / name)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(Misuse, match=rf"^reviews/{name} already exists and was not changed$"):
        write_next(log_of(folder), date(2027, 5, 31), [MODEL], [])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_review_that_cannot_be_read_is_not_written_over_either(folder):
    (folder / "2027-06.yaml").write_text("coverage_review: [", encoding="utf-8")
    with pytest.raises(Misuse, match=r"^reviews/2027-06\.yaml already exists"):
        write_next(log_of(folder), date(2027, 6, 30), [MODEL], [])


def test_nothing_is_written_where_what_is_open_cannot_be_read(folder):
    (folder / "2027-05.yaml").write_text("coverage_review: 1\nmonth: may\n", encoding="utf-8")
    with pytest.raises(Misuse, match=r"^reviews/2027-06\.yaml was not written: reviews/2027-05\.yaml:2: month is"):
        write_next(log_of(folder), date(2027, 6, 30), [MODEL], [])
    assert not (folder / "2027-06.yaml").exists()


def test_nothing_is_written_before_a_later_review(folder):
    with pytest.raises(Misuse, match=r"there is a later review already: reviews/2027-05\.yaml$"):
        write_next(log_of(folder), date(2027, 3, 31), [MODEL], [])


def test_a_folder_that_leads_out_of_the_repository_is_not_written_into(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    (inside / ".git").mkdir(parents=True)
    outside.mkdir()
    (inside / "reviews").symlink_to(outside)
    with pytest.raises(Misuse, match="a symbolic link leads it out of the repository"):
        write_next(log_of(inside / "reviews"), date(2027, 1, 31), [MODEL], [])
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["yes: no", "# 1", "null", "12", "a\nb\t\x7f\x85\u2028", "\U0001f600", '"', "{x", "- a", "ü"]
)
def test_whatever_was_decided_is_carried_over_as_it_was(folder, text):
    decided = MAY.replace('"Coach her: weekly"', scalar(text))
    (folder / "2027-05.yaml").write_text(decided, encoding="utf-8")
    write_next(log_of(folder), date(2027, 6, 30), [MODEL], [])
    log = log_of(folder)
    assert log.findings == ()
    assert log.open_decisions()[-1].what == text


def test_who_and_what_is_not_in_the_plan_is_told_where_it_is_named(folder):
    (folder / "2027-05.yaml").write_text(MAY.replace("id: hunters", "id: huntres"), encoding="utf-8")
    found = check_references(log_of(folder), ["hunters"], ["ada"])
    assert [(one.code, one.location.path, one.location.line, one.location.column, one.message) for one in found] == [
        ("CL020", "reviews/2027-04.yaml", 4, 50, "there is no person vera in the plan"),
        ("CL020", "reviews/2027-04.yaml", 8, 53, "there is no person vera in the plan"),
        ("CL020", "reviews/2027-05.yaml", 5, 9, "there is no group huntres in the plan; did you mean hunters?"),
        ("CL020", "reviews/2027-05.yaml", 11, 63, "there is no person vera in the plan"),
    ]


@pytest.mark.parametrize(
    ("day", "group", "held", "late"),
    [
        ("2027-06-30", "hunters", True, 1),
        ("2027-05-31", "hunters", False, 1),
        ("2027-05-20", "hunters", False, 0),
        ("2027-06-30", "farmers", False, 0),
        ("2027-07-31", "hunters", False, 1),
        ("2027-04-30", "hunters", None, 0),
    ],
)
def test_whether_the_review_of_the_month_before_was_held(folder, day, group, held, late):
    """That of April was not held for the hunters, that of May was, of June there is none; of March nobody knows."""
    assert log_facts(log_of(folder), date.fromisoformat(day), group) == (held, late)


def test_before_january_is_december():
    assert month_before(date(2027, 1, 31)) == "2026-12"
