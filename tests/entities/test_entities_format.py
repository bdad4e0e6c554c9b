"""Fields that take one value or several: read into rows, referred to both ways, and known as one value beside them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from built_models import YEAR, build, sound
from hypothesis import given
from hypothesis import strategies as st

GOALS = "goals: [{id: new-business, motion: new_business}, {id: renewal, motion: renewal}]\n"


def rows_of(built, kind, key, value):
    return {row.key: (row.values[key], row.values[value]) for row in built.model.records(kind)}


def test_a_quota_by_goal_is_the_sum_of_its_rows_and_each_goal_knows_them():
    built = sound(f"{GOALS}people: [{{id: ada, quota: {{new-business: 700_000, renewal: 200_000.50}}}}]\n")
    assert built.get("person", "ada", "quota") == Fraction("900000.5")
    renewal = built.record("goal", "renewal")
    assert rows_of(built, "goal_quota", "goal", "amount")["renewal"] == (renewal, Fraction("200000.5"))
    (row,) = built.get("goal", "renewal", "person_quotas")
    assert row.values["person"] is built.record("person", "ada")
    assert built.get("person", "ada", "quotas")[1] is row


def test_a_quota_of_one_amount_has_no_rows():
    built = sound(f"{GOALS}people: [{{id: ada, quota: 700_000}}]\n")
    assert (built.get("person", "ada", "quota"), built.get("person", "ada", "quotas")) == (700_000, None)
    assert built.names("goal", "renewal", "person_quotas") == []


def test_a_goal_that_is_not_there_is_told_at_its_key_and_the_quota_stays_known():
    built = build(f"{GOALS}people:\n  - id: ada\n    quota: {{new-business: 7, renewals: 2}}\n")
    assert built.places() == [("CL020", "model.yaml", 5, 30)]
    assert built.findings[0].help == "Did you mean renewal?"
    assert built.get("person", "ada", "quota") == 9


@pytest.mark.parametrize("part", ["12m", "-", "{}"])
def test_a_part_that_is_refused_leaves_the_whole_quota_unknown(part):
    built = build(f"{GOALS}people: [{{id: ada, quota: {{new-business: 7, renewal: {part}}}}}]\n")
    assert built.codes() == ["CL010"]
    assert built.get("person", "ada", "quota") is None


def test_a_quota_of_nothing_but_nulls_is_absent():
    built = sound(f"{GOALS}people: [{{id: ada, quota: {{renewal: null}}}}]\n")
    assert built.record("person", "ada").values.get("quota") is None


def test_attainment_by_motion_has_a_row_for_each_and_the_one_figure_is_that_of_new_business():
    built = sound("staffing: {attainment: {new_business: 0.85, renewal: 0.97}}\n")
    staffing = built.model.plan.values["staffing"]
    assert staffing.values["attainment"] == Fraction(85, 100)
    assert rows_of(built, "motion_attainment", "motion", "share") == {
        "new_business": ("new_business", Fraction(85, 100)),
        "renewal": ("renewal", Fraction(97, 100)),
    }
    assert sound("staffing: {attainment: {renewal: 0.97}}\n").model.plan.values["staffing"].values.get(
        "attainment"
    ) is None  # fmt: skip


def test_a_territory_s_accounts_by_segment_add_up_and_each_segment_knows_them():
    territories = "territories: [{id: north, accounts: {large: 12, small: 1_068}}]\n"
    built = sound(f"segments: [{{id: large}}, {{id: small}}]\n{territories}")
    assert built.get("territory", "north", "accounts") == 1_080
    (row,) = built.get("segment", "small", "territory_accounts")
    assert (row.values["accounts"], row.values["territory"].id) == (1_068, "north")


def test_several_owners_cover_a_territory_and_know_it():
    built = sound(
        "people: [{id: ada}, {id: ben}]\nterritories:\n  - id: north\n"
        "    owners: [{person: ada, share: 0.6}, {person: ben, share: 0.4, start: 2027-04-01}]\n  - {id: south}\n"
    )
    assert (built.get("territory", "north", "covered"), built.get("territory", "south", "covered")) == (True, False)
    (row,) = built.get("person", "ben", "ownerships")
    assert row.values["territory"].id == "north"
    assert (row.values["share"], row.values["start"]) == (Fraction(2, 5), "2027-04-01")


def test_an_owner_who_is_not_there_leaves_the_cover_unknown_and_is_told_at_its_place():
    built = build("people: [{id: ada}]\nterritories:\n  - id: north\n    owners: [{person: bob}]\n")
    assert built.places() == [("CL020", "model.yaml", 5, 23)]
    assert built.get("territory", "north", "covered") is None


def test_shared_credit_leads_to_the_goal_and_to_the_group_that_carries_it_first():
    shared = "shared_credit: [{goal: renewal, amount: 3, with: key}]"
    built = sound(f"{GOALS}groups: [{{id: key}}, {{id: farming, {shared}}}]\n")
    (row,) = built.get("group", "key", "credits_shared")
    assert row is built.get("goal", "renewal", "shared_credits")[0]
    assert (row.values["group"].id, row.values["with"].id, row.values["amount"]) == ("farming", "key", 3)


def test_a_role_that_does_not_sell_carries_no_quota_whatever_its_family():
    seller = "{id: a, family: account_executive, sells: false}"
    built = sound(f"roles: [{seller}, {{id: b, family: operations}}, {{id: c, sells: false}}]\n")
    assert [role.values.get("carries_quota") for role in built.model.records("role")] == [False, False, False]


@pytest.mark.parametrize(("written", "amounts"), [
    ("H1: 10, H2: 6", [5, 5, 3, 3]),
    ("H1: 5, H2: 3", [Fraction(5, 2), Fraction(5, 2), Fraction(3, 2), Fraction(3, 2)]),
    ("H1: 10, Q1: 2, Q3: 4, Q4: 1", [2, 8, 4, 1]),
    ("H2: 5, Q1: 1, Q2: 1, Q4: 5", [1, 1, 0, 5]),
    ("H1: 3, Q1: 1, Q2: 2, Q3: 4, Q4: 1", [1, 2, 4, 1]),
])  # fmt: skip
def test_halves_are_told_as_quarters(written, amounts):
    built = sound(f"{YEAR}goals: [{{id: a, target: 16, phasing: {{{written}}}}}]\n")
    rows = {row.values["period"]: row.values["amount"] for row in built.get("goal", "a", "phasing")}
    assert [rows[quarter] for quarter in ("Q1", "Q2", "Q3", "Q4")] == amounts
    assert built.get("goal", "a", "phased") == sum(amounts)
    assert built.get("goal", "a", "phasing_gaps") == ""


AMOUNT = st.integers(0, 10**9)


@given(st.tuples(AMOUNT, AMOUNT, AMOUNT, AMOUNT), st.sets(st.sampled_from(["Q1", "Q3"])), st.permutations(range(6)))
def test_halves_with_one_quarter_of_each_say_what_all_quarters_say(amounts, left_out, order):
    quarters = dict(zip(("Q1", "Q2", "Q3", "Q4"), amounts, strict=True))
    written = {**quarters, "H1": amounts[0] + amounts[1], "H2": amounts[2] + amounts[3]}
    entries = [f"{period}: {amount}" for period, amount in written.items() if period not in left_out]
    shuffled = [entries[at] for at in order if at < len(entries)]
    built = sound(f"{YEAR}goals: [{{id: a, phasing: {{{', '.join(shuffled)}}}}}]\n")
    assert {row.values["period"]: row.values["amount"] for row in built.get("goal", "a", "phasing")} == quarters


@pytest.mark.parametrize("field", ["H1: 12m, Q1: 2", "H1: 5, Q1: 12m", "H1: 1, Q1: 2"])
def test_a_half_that_is_refused_leaves_its_other_quarter_unknown(field):
    built = build(f"{YEAR}goals: [{{id: a, phasing: {{{field}}}}}]\n")
    assert built.codes() == ["CL010"]
    assert built.get("goal", "a", "phased") is None


@pytest.mark.parametrize("written", ["1_500", '"1_500"', "1500"])
def test_a_count_is_written_like_an_amount(written):
    assert sound(f"segments: [{{id: a, accounts: {written}}}]\n").get("segment", "a", "accounts") == 1_500
