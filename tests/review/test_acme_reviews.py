"""The reviews of examples/acme: sound, of people that the plan has, with the totals that its CRM had."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import oracle
import pytest
from crms import ACME, ACME_CRM, ACME_PLAN

from coverage_lint.review.log import read_log, restated
from coverage_lint.review.meetings import Subject
from coverage_lint.review.references import check_references

LOG = read_log(str(ACME / "reviews"), "reviews")
MODEL, COMMERCIAL = Subject("model"), Subject("group", "commercial")
CUSTOMERS = Subject("group", "existing-customers")
CANCELLED = 28_000
"""What was won in August when its review was held, and is not any more."""


def test_they_are_sound_and_name_whom_the_plan_has():
    assert [one.month for one in LOG.reviews] == ["2027-06", "2027-07", "2027-08"]
    assert LOG.findings == ()
    assert check_references(LOG, {*ACME_PLAN.groups, "sales", "solutions"}, ACME_PLAN.people) == []


@pytest.mark.parametrize("review", LOG.reviews, ids=lambda review: review.month)
def test_the_totals_are_what_the_crm_had(review):
    for total in review.totals:
        group, day = total.subject.id, review.as_of
        withdrawn = CANCELLED if (review.month, group) in {("2027-08", ""), ("2027-08", CUSTOMERS.id)} else 0
        target = oracle.group_to_date(ACME_PLAN, group, day) if group else oracle.plan_to_date(ACME_PLAN, day)
        won = oracle.won_by_group(ACME_PLAN, ACME_CRM, day)[group] if group else oracle.won(ACME_PLAN, ACME_CRM, day)
        assert abs(total.target_to_date - target) <= Fraction(1, 200)
        assert total.won == won + withdrawn
        assert sum(total.months.values()) == total.won


def test_one_group_was_not_reviewed_in_august():
    assert LOG.held(COMMERCIAL, "2027-07") == date(2027, 8, 3)
    assert LOG.held(COMMERCIAL, "2027-08") is None


def test_two_decisions_are_overdue_at_the_end_of_september():
    assert [one.id for one in LOG.overdue(date(2027, 9, 30))] == ["hand-over-hughes", "coach-the-proof"]
    assert [one.id for one in LOG.open_decisions()] == ["hand-over-hughes", "public-sector-rule", "coach-the-proof"]


def test_a_renewal_was_cancelled_since_august():
    day = date(2027, 9, 30)
    months = {
        total.subject: {month: amount for month, amount in total.months.items() if month < "2027-08"}
        for total in LOG.reviews[-1].totals
    }
    now = {subject: {**held, "2027-08": Fraction(0)} for subject, held in months.items()}
    now[MODEL]["2027-08"] = oracle.won_by_month(ACME_PLAN, ACME_CRM, day)["2027-08"]
    told = {one.subject: one.now - one.was for one in restated(LOG, day, now)}
    assert told[MODEL] == -CANCELLED
