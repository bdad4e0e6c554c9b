"""Who sells, how much of the year somebody is ramped, what somebody can carry."""

from fractions import Fraction

import pytest
from built_models import YEAR, sound

ROLES = """
roles:
  - {id: hunter, family: account_executive, productivity: 1200, ramp: [0, 0.25, 0.5]}
  - {id: steady, family: account_manager, productivity: 600}
  - {id: slow, family: account_executive, productivity: 1200, ramp: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]}
  - {id: boss, family: manager}
  - {id: opener, family: sdr, carries_quota: false}
  - {id: engineer, family: sales_engineer}
  - {id: unsaid}
  - {id: sized, productivity: 1200}
"""  # noqa: E501


def person(fields: str, *wanted: str, year: str = YEAR) -> object:
    built = sound(f"{year}{ROLES}people: [{{id: p, {fields}}}]\n")
    values = tuple(built.get("person", "p", one) for one in wanted)
    return values if len(values) > 1 else values[0]


@pytest.mark.parametrize(
    ("fields", "seller"),
    [
        ("role: hunter", True),
        ("role: hunter, quota_kind: rollup", False),
        ("role: boss", False),  # its quota rolls up
        ("role: boss, quota_kind: own", False),  # and the role carries none
        ("role: opener", False),  # carries none though its family does
        ("role: engineer", False),
        ("name: Pat", None),  # nobody knows in which role
        ("role: unsaid", False),  # neither a family, nor a productivity, nor anybody's quota says that it sells
        ("role: unsaid, quota: 1000", None),  # nobody knows what a role without a family carries
        ("role: sized", None),
    ],
)
def test_a_seller_has_a_role_that_carries_quota_and_a_quota_of_their_own(fields, seller):
    assert person(fields, "seller") is seller


@pytest.mark.parametrize(
    ("fields", "share"),
    [
        ("role: hunter", 1),  # there all year
        ("role: hunter, start: 2020-05-01", 1),
        # starts with April: 3 months nothing, then 0, 0.25, 0.5, then 6 months: 6.75 / 12
        ("role: hunter, start: 2027-04-01", Fraction(675, 1200)),
        # each step 14 / 30 of a month later: 0.25 and 0.5 for a month each, 16 / 30 of July at 1, then 5 months
        ("role: hunter, start: 2027-04-15", (Fraction(3, 4) + Fraction(16, 30) + 5) / 12),
        # no ramp: 16 of 30 days of April, May to December 8 months
        ("role: steady, start: 2027-04-15", (Fraction(16, 30) + 8) / 12),
        # to June 15th: 5 months and 15 of 30 days
        ("role: steady, end: 2027-06-15", (5 + Fraction(15, 30)) / 12),
        # February 10th to 19th: 10 of 28 days
        ("role: steady, start: 2027-02-10, end: 2027-02-19", Fraction(10, 28) / 12),
        # by January 1st 11 days of November and December are gone: 19 of 30 of January at 0.25, then 0.5 until 19 / 30
        # of February, and 1: 0.25 × 19 / 30 + 0.5 + 11 / 30 + 10 months
        ("role: hunter, start: 2026-11-20", (Fraction(19, 120) + Fraction(1, 2) + Fraction(11, 30) + 10) / 12),
        ("role: hunter, start: 2026-10-01", 1),  # October, November, December: the ramp is over
        # a day later, a day of 31 is left of it in January, at 0.5
        ("role: hunter, start: 2026-10-02", (Fraction(1, 2) * Fraction(1, 31) + Fraction(30, 31) + 11) / 12),
        # one day less of the ramp than from January 1st: 0.25 and 0.5 for a month each, 1 / 31 of March, then 9 months
        ("role: hunter, start: 2026-12-31", (Fraction(3, 4) + Fraction(1, 31) + 9) / 12),
        # a ramp of 18 months from July 2026: months 7 to 18 are all of 2027, 0.1 each
        ("role: slow, start: 2026-07-01", Fraction(1, 10)),
        # from March 2027: ten months of 0.1
        ("role: slow, start: 2027-03-01", Fraction(1, 12)),
        ("role: hunter, start: 2028-01-01", 0),  # after the year
        ("role: hunter, end: 2026-12-31", 0),  # before it
        ("role: steady, start: 2027-12-31", Fraction(1, 31) / 12),
        ("role: steady, end: 2027-01-01", Fraction(1, 31) / 12),
        ("role: steady, start: 2027-06-20, end: 2027-06-10", 0),
        ("role: hunter, status: leave", 0),
        ("role: hunter, status: open, start: 2027-04-01", Fraction(675, 1200)),
        ("name: Pat", 1),
        ("role: hunter, end: 2027-06-30", Fraction(1, 2)),  # before the year began, so the ramp is over
    ],
)
def test_the_ramped_share_is_the_mean_over_the_months(fields, share):
    assert person(fields, "ramped_share") == share
    assert person(fields, "full_year") is (share == 1)


def test_the_starting_month_counts_by_its_days_at_the_ramp_s_figure():
    # 0.1 × 17 of March's 31 days, April to December nine months of 0.1
    assert (
        person("role: slow, start: 2027-03-15", "ramped_share")
        == (Fraction(1, 10) * Fraction(17, 31) + Fraction(9, 10)) / 12
    )


def test_months_are_those_of_the_fiscal_year():
    # from July 2027 on; a start on 2028-01-01 leaves 6 months: 0, 0.25, 0.5, 1, 1, 1
    year = "plan: {fiscal_year: {start: 2027-07-01, end: 2028-06-30}}\n"
    assert person("role: hunter, start: 2028-01-01", "ramped_share", year=year) == Fraction(375, 1200)


def test_february_of_a_leap_year_has_29_days():
    year = "plan: {fiscal_year: {start: 2028-01-01}}\n"
    # 15th to 29th: 15 days of 29, and ten months
    assert person("role: steady, start: 2028-02-15", "ramped_share", year=year) == (Fraction(15, 29) + 10) / 12


def test_without_a_fiscal_year_only_those_without_dates_are_known():
    assert person("role: hunter", "ramped_share", "ramping", year="") == (1, False)
    assert person("role: hunter, start: 2020-01-01", "ramped_share", "full_year", year="") == (None, None)
    assert person("role: hunter, start: 2027-04-01, status: leave", "ramped_share", year="") == 0


def test_capacity_is_productivity_by_ramped_share_by_seats():
    assert person("role: hunter", "capacity") == 1200
    assert person("role: steady, count: 3", "capacity") == 1800
    # 1200 × 0.5625 × 2
    assert person("role: hunter, start: 2027-04-01, count: 2", "capacity") == 1350
    assert person("role: boss", "capacity") is None  # the role states no productivity
    assert person("name: Pat", "capacity") is None
    assert person("role: hunter, status: leave", "capacity") == 0


def test_what_is_assigned_is_quota_by_seats_less_the_relief():
    assert person("quota: 100", "assigned") == 100
    assert person("quota: 100, count: 3", "assigned") == 300
    # quota and relief are each seat's: (100 - 40) × 3
    assert person("quota: 100, count: 3, quota_relief: {amount: 40, reason: leave}", "assigned") == 180
    assert person("quota: 0.1, count: 3", "assigned") == Fraction(3, 10)
    assert person("role: hunter", "assigned") is None
    assert person("quota: 100, quota_relief: {reason: leave}", "assigned") is None


def test_without_a_quota_nothing_is_assigned_to_open_seats_and_to_who_is_away_all_year():
    assert person("role: hunter, status: open", "assigned") == 0
    assert person("role: hunter, status: leave", "assigned") == 0
    assert person("role: hunter, end: 2026-12-31", "assigned") == 0
    assert person("role: hunter, start: 2028-01-01", "assigned") == 0
    assert person("role: hunter, end: 2027-01-31", "assigned") is None
    assert person("role: hunter, status: open, quota: 5", "assigned") == 5
    assert person("role: hunter, status: leave, quota: 5", "assigned") == 5


@pytest.mark.parametrize(
    ("start", "ramping"),
    [
        ("2026-10-01", False),  # ramp of three months: October to December
        ("2026-11-01", True),
        ("2027-05-01", True),
        ("2020-01-01", False),
    ],
)
def test_somebody_is_ramping_whose_ramp_is_not_over_when_the_year_begins(start, ramping):
    assert person(f"role: hunter, start: {start}", "ramping") is ramping


def test_a_role_without_a_ramp_never_ramps():
    assert person("role: steady, start: 2027-05-01", "ramping") is False


def test_somebody_is_grouped_by_a_group_by_shares_or_by_leading_one():
    built = sound(
        "people:\n  - {id: a, group: g}\n  - {id: b, groups: {g: 0.5, h: 0.5}}\n  - {id: c}\n  - {id: d}\n"
        "  - {id: e, groups: {}}\n"
        "groups:\n  - {id: g, leader: c}\n  - {id: h}\n"
    )
    assert [built.get("person", one, "grouped") for one in "abcde"] == [True, True, True, False, False]


def test_roll_up_is_the_default_for_those_who_lead():
    built = sound(ROLES + "people:\n  - {id: a, role: boss}\n  - {id: b, role: hunter}\n  - {id: c}\n")
    assert [built.get("person", one, "quota_kind") for one in "abc"] == ["rollup", "own", "own"]
    assert [built.get("person", one, "count") for one in "abc"] == [1, 1, 1]
    assert [built.get("person", one, "status") for one in "abc"] == ["active"] * 3


@pytest.mark.parametrize(
    ("family", "carries"),
    [
        ("sdr", True),
        ("inside_sales", True),
        ("account_executive", True),
        ("account_manager", True),
        ("partner_manager", True),
        ("customer_success", False),
        ("sales_engineer", False),
        ("overlay", False),
        ("manager", False),
        ("director", False),
        ("vp", False),
    ],
)
def test_a_role_carries_quota_by_its_family_unless_it_says_otherwise(family, carries):
    built = sound(
        f"roles: [{{id: a, family: {family}}}, {{id: b, family: {family}, carries_quota: {str(not carries).lower()}}}]"
    )
    assert built.get("role", "a", "carries_quota") is carries
    assert built.get("role", "b", "carries_quota") is (not carries)
