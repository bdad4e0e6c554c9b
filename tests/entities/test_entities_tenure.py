"""Who joins and leaves, what quota is left over, whether somebody follows; turnover, certifications."""

from fractions import Fraction

import pytest
from built_models import YEAR, build, sound

BASE = (
    YEAR
    + """
roles:
  - {id: hunter, family: account_executive, productivity: 1200, attrition: 0.2}
  - {id: farmer, family: account_manager, productivity: 600}
  - {id: boss, family: manager}
groups:
  - {id: north}
  - {id: south}
staffing: {attrition: 0.1, backfill_days: 30}
"""
)


def person(fields: str, field: str, base: str = BASE) -> object:
    return sound(f"{base}people: [{{id: p, {fields}}}]\n").get("person", "p", field)


@pytest.mark.parametrize(
    ("fields", "joins", "leaves"),
    [
        ("role: hunter", False, False),
        ("start: 2026-12-31", False, False),
        ("start: 2027-01-01", True, False),
        ("start: 2028-05-01", True, False),
        ("end: 2027-12-31", False, False),
        ("end: 2027-12-30", False, True),
        ("end: 2026-01-01", False, True),
    ],
)
def test_who_joins_is_not_there_when_the_year_begins_and_who_leaves_not_on_its_last_day(fields, joins, leaves):
    assert person(fields, "joins") is joins
    assert person(fields, "leaves") is leaves


def test_without_a_fiscal_year_only_those_without_dates_are_known_to_stay():
    undated = "people: [{id: a, name: A}, {id: b, start: 2027-01-01, end: 2027-06-30}]\n"
    built = sound(undated)
    assert (built.get("person", "a", "joins"), built.get("person", "a", "leaves")) == (False, False)
    assert (built.get("person", "b", "joins"), built.get("person", "b", "leaves")) == (None, None)


@pytest.mark.parametrize(
    ("fields", "after"),
    [
        ("role: hunter, quota: 5000", 0),  # stays
        ("role: hunter, end: 2027-06-30, quota: 500", 250),  # 6 of 12 months
        ("role: hunter, end: 2027-06-30, quota: 700, count: 2", 700),
        ("role: hunter, end: 2027-06-30, quota: 700, quota_relief: {amount: 60, reason: x}", 320),
        ("role: hunter, end: 2027-04-30, quota: 780", 520),  # 8 of 12 months
        ("role: hunter, start: 2027-03-01, end: 2027-04-30, quota: 1000", 800),  # 8 of 10
        ("role: hunter, start: 2020-03-01, end: 2026-04-30, quota: 1000", 1000),  # before the year
        ("role: hunter, start: 2028-03-01, end: 2027-04-30, quota: 1000", 1000),  # never there
        ("role: boss, end: 2027-06-30, quota: 5000", 2500),
        ("role: hunter, end: 2027-06-30, quota: 9, phasing: {Q2: 4, Q3: 3, Q4: 2}", 5),
        # of the third quarter a day is left before: 1 / 31 of a month of 3
        ("role: hunter, end: 2027-07-01, quota: 9, phasing: {Q2: 4, Q3: 3, Q4: 2}", 2 + 3 * (1 - Fraction(1, 93))),
        ("role: hunter, end: 2027-06-30, quota: 9, count: 2, phasing: {Q2: 4, Q3: 5}", 10),
        ("role: hunter, end: 2027-01-15, quota: 93, phasing: {Q1: 93}", 93 - 15),  # 15 / 31 of a third
        # months are the parts of their quarter, and stand for themselves where it is not given
        ("role: hunter, end: 2027-06-30, quota: 9, phasing: {Q3: 3, 2027-07: 1, 2027-08: 2, 2027-11: 6}", 9),
        ("role: hunter, end: 2027-05-31, quota: 9, phasing: {Q2: 9, 2027-04: 3, 2027-05: 4, 2027-06: 2}", 2),
        ("role: hunter, end: 2027-05-31, quota: 9, phasing: {Q2: 9, 2027-04: 0, 2027-05: 0, 2027-06: 0}", 3),
        ("role: hunter, end: 2027-05-31, quota: 9, phasing: {Q2: 9, 2027-04: 3, 2027-05: 6}", 3),  # June is not said
        ("role: hunter, end: 2027-06-30, quota: 9, phasing: {2028-01: 9}", 0),  # no period of this year
        ("role: boss, end: 2027-06-30, quota: 9, phasing: {Q4: 9}", 9),
        ("role: hunter, end: 2027-06-30", None),
    ],
)
def test_quota_after_the_end_is_what_is_phased_there_else_the_years_spread_evenly(fields, after):
    assert person(fields, "after_end") == after


@pytest.mark.parametrize(
    ("fields", "after"),
    [
        ("role: hunter, quota: 9, phasing: {Q4: 9}", 0),  # stays
        ("role: hunter, end: 2027-06-30, quota: 9", 0),
        ("role: hunter, end: 2027-06-30, quota: 9, count: 2, phasing: {Q2: 4, Q3: 3, Q4: 2}", 10),
        ("role: hunter, end: 2027-07-01, quota: 9, phasing: {Q2: 4, Q3: 3, Q4: 2}", 2),
        ("role: hunter, end: 2027-01-15, quota: 9, phasing: {Q1: 9}", 0),
        ("role: hunter, end: 2027-05-31, quota: 9, phasing: {Q2: 9, 2027-04: 3, 2027-05: 4, 2027-06: 2}", 2),
        ("role: hunter, end: 2027-06-30, quota: 9, phasing: {Q1: 3, 2027-07: 6}", 6),
    ],
)
def test_phased_after_the_end_is_what_stands_in_periods_that_begin_later(fields, after):
    assert person(fields, "phased_after_end") == after


@pytest.mark.parametrize(
    ("fields", "eased"),
    [
        # February on at 1200 a year without a ramp: two months of the first quarter
        ("start: 2027-02-01, quota: 9, phasing: {Q1: 3, Q2: 6}", [200, 300]),
        # the best ramped period counts where it is more than the role's productivity: 600 a quarter
        ("start: 2027-02-01, quota: 9, phasing: {Q1: 3, Q2: 600, Q3: 500}", [400, 600, 600]),
        # months of a quarter that is given are its parts, and no pace of their own
        ("start: 2027-02-01, quota: 9, phasing: {Q2: 300, 2027-04: 300}", [300, 100]),
        ("start: 2027-02-01, quota: 9, phasing: {2027-02: 5, 2027-03: 200}", [200, 200]),
        ("quota: 9, phasing: {Q1: 9, 2028-01: 4}", [300, 0]),
        ("status: leave, quota: 9, phasing: {Q1: 9}", [0]),
        ("count: 2, quota: 900, phasing: {Q1: 300}", [600]),
        # half of it is relieved: 300 of 600 are no more than the role's 300
        ("quota: 600, quota_relief: {amount: 300, reason: x}, phasing: {Q1: 600}", [300]),
    ],
)
def test_start_and_ramp_leave_of_each_period_what_the_better_of_role_and_own_pace_brings(fields, eased):
    built = sound(f"{BASE}people: [{{id: p, role: hunter, {fields}}}]\n")
    built.model.ensure("phase", "eased")
    assert [row.values["eased"] for row in built.model.records("phase")] == eased


def heads(people: str, base: str = BASE) -> object:
    return sound(f"{base}people: [{people}]\n").plan("headcount")


@pytest.mark.parametrize(
    ("people", "seats"),
    [
        ("{id: a, name: A}, {id: b, count: 3}", 4),
        ("{id: a, end: 2027-06-30}, {id: b, start: 2027-07-01}", 1),
        ("{id: a, end: 2027-06-30}, {id: b, start: 2027-06-30}", 2),  # the last day counts
        ("{id: a, end: 2026-12-31}, {id: b, start: 2028-01-01}", 0),  # neither is there in the year
        ("{id: a, start: 2027-06-30, end: 2027-01-01}", 0),
        # one seat by name: one head while one hands over to the next, and as many as the larger of its holders
        ("{id: a, seat: n-1, end: 2027-07-31}, {id: b, seat: n-1, start: 2027-06-01}", 1),
        ("{id: a, seat: n-1, count: 2, end: 2027-07-31}, {id: b, seat: n-1, count: 3, start: 2027-06-01}", 3),
        (
            "{id: a, seat: n, count: 3, end: 2027-07-31}, {id: b, seat: n}, {id: c, start: 2027-08-01}",
            3,
        ),
        ("{id: a, seat: n-1}, {id: b, seat: n-2}", 2),
    ],
)
def test_the_headcount_is_the_most_seats_at_one_time(people, seats):
    assert heads(people) == seats


def test_without_a_fiscal_year_the_headcount_is_the_most_seats_on_any_day():
    assert heads("{id: a, end: 2020-06-30}, {id: b, start: 2021-07-01}, {id: c, start: 2025-01-01}", "") == 2


def test_a_group_and_a_manager_count_who_follows_as_one_head_too():
    people = (
        "{id: m, name: M, group: north}, {id: a, group: north, manager: m, seat: n-1, end: 2027-07-31}, "
        "{id: b, group: north, manager: m, seat: n-1, start: 2027-06-01}, "
        "{id: c, groups: {north: 0.5}, start: 2027-08-01}"
    )
    built = sound(f"{BASE}people: [{people}]\n")
    assert (built.get("group", "north", "headcount"), built.get("person", "m", "direct_reports")) == (3, 1)


def test_people_in_a_group_that_nobody_knows_leave_its_headcount_unknown():
    built = build(f"{BASE}people: [{{id: a, groups: {{north: 0.5, nowhere: 0.5}}}}, {{id: b, group: [north]}}]\n")
    assert built.get("group", "north", "headcount") is None


def followed(people: str, base: str = BASE) -> object:
    leaver = "{id: p, role: hunter, group: north, start: 2020-01-01, end: 2027-06-30}"
    built = build(f"{base}people: [{leaver}, {people}]\n")
    return built.get("person", "p", "backfilled")


@pytest.mark.parametrize(
    ("other", "backfilled"),
    [
        ("{id: o, role: hunter, group: north, start: 2027-07-30}", True),  # 30 days after
        ("{id: o, role: hunter, group: north, start: 2027-07-31}", False),
        ("{id: o, role: hunter, group: north, start: 2027-05-31}", True),  # 30 days before
        ("{id: o, role: hunter, group: north, start: 2027-05-30}", False),
        ("{id: o, role: hunter, groups: {south: 0.5, north: 0.5}, start: 2027-07-01}", True),
        ("{id: o, role: hunter, group: south, start: 2027-07-01}", False),
        ("{id: o, role: farmer, group: north, start: 2027-07-01}", False),
        ("{id: o, role: hunter, group: north}", False),
        ("{id: o, role: hunter, group: nort, start: 2027-07-01}", None),  # dangling: it may be north
        ("{id: o, role: hunter, group: north, start: tomorrow}", None),
    ],
)
def test_one_of_the_same_role_and_group_who_starts_in_time_follows(other, backfilled):
    assert followed(other) is backfilled


def test_nobody_follows_oneself_and_the_nearest_of_many_decides():
    twins = ", ".join(f"{{id: o{day}, role: hunter, group: north, start: 2027-{day}}}" for day in ("01-02", "07-29"))
    assert followed(twins) is True
    short = "people: [{id: p, role: hunter, group: north, start: 2027-06-15, end: 2027-06-30}]\n"
    assert sound(BASE + short).get("person", "p", "backfilled") is False


def test_who_stays_has_nobody_to_follow_and_without_backfill_days_nothing_is_known():
    assert person("role: hunter, end: 2027-12-31", "backfilled") is None
    assert followed("{id: o}", YEAR + "roles: [{id: hunter}]\ngroups: [{id: north}]\n") is None


def test_a_role_s_turnover_is_its_own_attrition_before_the_staff_s():
    built = sound(BASE)
    assert built.get("role", "hunter", "turnover") == Fraction(2, 10)
    assert built.get("role", "farmer", "turnover") == Fraction(1, 10)
    assert sound("roles: [{id: hunter}]\n").get("role", "hunter", "turnover") is None
    refused = build("roles: [{id: hunter, attrition: many}]\nstaffing: {attrition: 0.1}\n")
    assert refused.get("role", "hunter", "turnover") is None


def certified(held: str, role: str = "role: r, ") -> list[tuple[object, object]]:
    built = build(f"roles: [{{id: r, certifications: [a, b]}}]\npeople: [{{id: p, {role}certifications: [{held}]}}]\n")
    rows = built.model.records("certification")
    return [(built.of(row, "required"), built.of(row, "renewed")) for row in rows]


def test_a_certification_is_required_by_the_role_and_renewed_by_a_later_one():
    assert certified("a, c") == [(True, False), (False, False)]
    assert certified("{name: a, expires: 2027-01-01}, {name: a, expires: 2028-01-01}") == [(True, True), (True, False)]
    assert certified("{name: a, expires: 2027-01-01}, a") == [(True, True), (True, False)]
    assert certified("{name: a, expires: 2027-01-01}, {name: b, expires: 2028-01-01}") == [(True, False), (True, False)]
    assert certified("a", role="") == [(False, False)]
    assert certified("a", role="role: rr, ") == [(None, False)]  # dangling: it may require anything
