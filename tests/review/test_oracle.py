"""The oracle comes to what was worked out by hand from the rows of tests/review/hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import oracle
import pytest
from crms import ACME_CRM, ACME_PLAN
from crms import HAND_CRM as CRM
from crms import HAND_PLAN as PLAN

DAY = date(2027, 4, 15)


def test_the_day_is_that_of_the_newest_change_in_the_zone_of_the_team():
    """D15 was changed at 03:59:59 UTC on the 16th, which is a second before midnight in New York."""
    assert oracle.as_of(CRM) == DAY


@pytest.mark.parametrize(
    ("created", "deal"), [(date(2027, 2, 28), "D04"), (date(2027, 3, 1), "D09"), (date(2027, 4, 2), "D15")]
)
def test_a_second_before_midnight_is_the_day_before(created, deal):
    assert next(one.created for one in CRM.deals if one.id == deal) == created


def test_what_is_over_of_the_year():
    """New: three months of 100,000 and 15 of 30 days of the fourth. Renewal: a quarter, and half of a third of one."""
    assert oracle.goal_to_date(PLAN, "new", DAY) == 350_000
    assert oracle.goal_to_date(PLAN, "ren", DAY) == 175_000
    assert oracle.plan_to_date(PLAN, DAY) == 525_000
    assert oracle.group_to_date(PLAN, "north", DAY) == 350_000
    assert oracle.group_to_date(PLAN, "south", DAY) == 175_000


def test_what_was_won():
    """Without D10 (yen, no rate), D18 (no amount), D20 (the year before); with D16, whose owner is in no plan."""
    new = Fraction("120000") + Fraction("80000.50") + 0 + 30_000 + 45_000 + 25_000
    assert new == Fraction("300000.50")
    assert oracle.won(PLAN, CRM, DAY, "new_business") == new
    assert oracle.won(PLAN, CRM, DAY, "renewal") == 50_000 + Fraction("60000.25")
    assert oracle.won(PLAN, CRM, DAY) == Fraction("410000.75")


def test_what_was_won_by_month():
    assert oracle.won_by_month(PLAN, CRM, DAY) == {
        "2027-01": Fraction("60000.25"),
        "2027-02": 120_000 + Fraction("80000.50") + 25_000,
        "2027-03": 30_000 + 45_000,
        "2027-04": 50_000,
    }


def test_what_each_person_won():
    """D01 is shared: 60 percent to ada, 40 to ben."""
    assert oracle.won_by_person(PLAN, CRM, DAY) == {
        ("ada", "new_business"): 72_000 + Fraction("80000.50"),
        ("ben", "new_business"): 48_000 + 0 + 45_000,
        ("ben", "renewal"): 50_000,
        ("cat", "renewal"): Fraction("60000.25"),
        ("dan", "new_business"): 30_000,
    }


def test_what_each_group_won():
    """ben is in both: his new business counts in the north, his renewal in the south, which alone have such goals."""
    assert oracle.won_by_group(PLAN, CRM, DAY) == {
        "north": Fraction("152000.50") + 93_000 + 30_000,
        "south": 50_000 + Fraction("60000.25"),
    }


def test_what_is_open_by_stage():
    """D09 is 70,000 euros; D14 has no amount; D17 stands in a stage that the plan lacks; D19 closes a year later."""
    assert oracle.by_stage(PLAN, CRM) == {
        "qualify": (3, 77_000 + 20_000),
        "propose": (3, 90_000 + 65_000 + 65_000),
        "": (1, 15_000),
    }
    assert oracle.weighted(PLAN.stages, oracle.pipeline(PLAN, CRM)) == 97_000 * Fraction("0.2") + 220_000 / 2


def test_where_the_year_lands():
    assert oracle.run_rate_landing(PLAN, CRM, DAY) == Fraction("410000.75") * 1_800_000 / 525_000
    assert oracle.pipeline_landing(PLAN, CRM, DAY) == Fraction("410000.75") + 129_400


def test_on_the_first_day_of_the_year_the_run_rate_counts_one_day_and_before_it_none():
    assert oracle.run_rate_landing(PLAN, CRM, date(2026, 12, 31)) is None
    assert oracle.plan_to_date(PLAN, date(2027, 1, 1)) == Fraction(150_000, 31)
    assert oracle.plan_to_date(PLAN, date(2027, 12, 31)) == 1_800_000
    assert oracle.plan_to_date(PLAN, date(2028, 1, 1)) == 1_800_000


def test_what_is_observed():
    """Closed in the year up to the day: 11 won, 2 lost (D06, D11). D12 was lost once, and is open again."""
    assert oracle.win_rate_by_count(CRM, DAY) == (11, 13)
    won = Fraction("410000.75") + Fraction("99999.99")
    assert oracle.win_rate_by_money(CRM, DAY) == (won, won + 40_000 + 55_000)
    assert oracle.deal_size(CRM, DAY) == (won, 9)


def test_how_many_of_those_that_were_in_a_stage_were_won():
    """Of the closed deals only D13 has a history: it was lost, and then won."""
    assert oracle.stage_rates(CRM, DAY) == {"lost": (45_000, 45_000, 1), "won": (45_000, 45_000, 1)}
    assert oracle.pipeline_landing(PLAN, CRM, DAY, least=1) == oracle.pipeline_landing(PLAN, CRM, DAY)


def test_the_cycle_is_the_median_of_the_days_of_what_was_won():
    """Days: D01 41, D02 41, D03 70, D04 46, D05 60, D08 60, D10 40, D13 90, D16 20, D18 30, D20 60."""
    days = sorted((41, 41, 70, 46, 60, 60, 40, 90, 20, 30, 60))
    assert days[5] == 46
    assert oracle.cycle(CRM, DAY) == (46, 11)


def test_what_is_not_in_order():
    assert oracle.hygiene(PLAN, CRM, DAY) == {
        "without_account": ["D14"],
        "without_required": ["D14", "D15", "D22"],
        "unknown_stage": ["D17"],
        "overdue": ["D17"],
        "too_old": ["D07", "D12"],
        "won_without_amount": ["D18"],
        "doubled": ["D02"],
        "duplicate": ["D21"],
        "without_close_date": ["D22"],
        "closed_ahead": [],
        "unpriced": ["D10"],
        "unowned": ["D15"],
        "owner_unknown": ["D16"],
        "held by a leaver": ["D07"],
        "account_unowned": ["A8"],
        "account_without_segment": ["A7"],
        "account_without_territory": ["A8"],
    }


def test_of_two_rows_with_one_id_that_counts_which_was_changed_last():
    (deal,) = (one for one in CRM.deals if one.id == "D02")
    assert (deal.amount, deal.won, deal.row) == (Fraction("80000.50"), True, 3)
    assert [one.row for one in CRM.doubled] == [24]


def test_what_was_sold_to_each_segment():
    """The public sector bought for 10,000 yen, which have no rate; A7 belongs to no segment."""
    assert oracle.sold_by_segment(PLAN, CRM, DAY) == {
        "large": 120_000 + Fraction("80000.50") + 0 + 50_000 + 30_000 + 25_000,
        "base": Fraction("60000.25"),
    }


def test_acme_has_the_figures_of_its_quarters():
    """Nine of twelve months are over; the phasing is by quarters, so whole quarters count."""
    day = oracle.as_of(ACME_CRM)
    assert day == date(2027, 9, 30)
    assert oracle.goal_to_date(ACME_PLAN, "new-business", day) == 8_100_000 * Fraction(9, 10)  # a tenth by a partner
    assert oracle.plan_to_date(ACME_PLAN, day) == 7_290_000 + 2_050_000 + 5_400_000
    assert oracle.group_to_date(ACME_PLAN, "enterprise", day) == 4_252_500
    assert sum(oracle.won_by_month(ACME_PLAN, ACME_CRM, day).values()) == oracle.won(ACME_PLAN, ACME_CRM, day)
