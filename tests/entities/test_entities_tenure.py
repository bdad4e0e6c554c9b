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
        ("role: hunter, end: 2027-06-30, quota: 500", 0),  # 1200 × 6 / 12 = 600 until then
        ("role: hunter, end: 2027-06-30, quota: 700", 100),
        ("role: hunter, end: 2027-06-30, quota: 700, count: 2", 200),
        ("role: hunter, end: 2027-06-30, quota: 700, quota_relief: {amount: 60, reason: x}", 40),
        ("role: boss, end: 2027-06-30, quota: 5000", 0),  # a roll-up
        ("role: hunter, end: 2027-06-30, quota: 9, phasing: {Q2: 4, Q3: 3, Q4: 2}", 5),
        ("role: hunter, end: 2027-07-01, quota: 9, phasing: {Q2: 4, Q3: 3, Q4: 2}", 2),
        ("role: hunter, end: 2027-06-30, quota: 9, count: 2, phasing: {Q2: 4, Q3: 5}", 10),
        # quarters first, then months: the months of a quarter that is late itself are in it
        ("role: hunter, end: 2027-06-30, quota: 9, phasing: {Q3: 3, 2027-07: 1, 2027-08: 2, 2027-11: 6}", 9),
        ("role: hunter, end: 2027-05-31, quota: 9, phasing: {Q2: 9, 2027-04: 3, 2027-05: 4, 2027-06: 2}", 2),
        ("role: hunter, end: 2027-06-30, quota: 9, phasing: {2028-01: 9}", 0),  # no period of this year
        ("role: boss, end: 2027-06-30, quota: 9, phasing: {Q4: 9}", 9),
        ("role: hunter, end: 2027-06-30", None),
    ],
)
def test_quota_after_the_end_is_what_is_phased_there_or_what_capacity_leaves_over(fields, after):
    assert person(fields, "after_end") == after


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
