"""Every measure equals the oracle's, exactly: for the CRM written by hand, and for that of examples/acme."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import oracle
import pytest
from crms import ACME, ACME_CRM, ACME_PLAN, HAND, HAND_CRM, HAND_PLAN
from measured import held, measured
from random_crm import random_crm

from coverage_lint.entities.actual_kinds import HYGIENE

CRMS = {"hand": (HAND, HAND_PLAN, HAND_CRM), "acme": (ACME, ACME_PLAN, ACME_CRM)}
LEAST = 10


RANDOM = range(2)
"""Seeds of CRMs at random; tests/thorough tries more."""


@pytest.fixture(scope="module", params=[*CRMS, *RANDOM], ids=str)
def crm(request, tmp_path_factory):
    if request.param in CRMS:
        return CRMS[request.param]
    folder = tmp_path_factory.mktemp("random")
    return folder, HAND_PLAN, random_crm(folder, request.param)


def test_the_day(crm):
    folder, _, rows = crm
    assert measured(folder).book.as_of == oracle.as_of(rows).isoformat()


def test_the_plan(crm):
    folder, plan, rows = crm
    day = oracle.as_of(rows)
    whole = measured(folder).plan
    assert whole.standing.target == oracle.need(plan)
    assert whole.standing.target_to_date == oracle.plan_to_date(plan, day)
    assert whole.standing.won == oracle.won(plan, rows, day)
    assert whole.standing.open == oracle.money(oracle.pipeline(plan, rows))
    assert whole.standing.open_deals == len(oracle.pipeline(plan, rows))
    months = {f"2027-{at:02}": amount for at, amount in enumerate(whole.by_month, 1) if amount}
    assert months == {month: amount for month, amount in oracle.won_by_month(plan, rows, day).items() if amount}


def test_the_pipeline_by_stage(crm):
    folder, plan, rows = crm
    stages = dict(measured(folder).plan.by_stage)
    assert {stage or "": amount for stage, amount in stages.items()} == {
        stage: amount for stage, (_, amount) in oracle.by_stage(plan, rows).items()
    }


def test_where_the_year_lands(crm):
    folder, plan, rows = crm
    day = oracle.as_of(rows)
    measures = measured(folder)
    assert {stage: measures.rates[stage] for stage in plan.stages} == oracle.rates_of(plan, rows, day)
    assert measures.plan.standing.landing_run_rate == oracle.run_rate_landing(plan, rows, day)
    assert measures.plan.standing.landing_pipeline == oracle.pipeline_landing(plan, rows, day)


def test_each_goal(crm):
    folder, plan, rows = crm
    day = oracle.as_of(rows)
    goals = {one.record.id: one.standing for one in measured(folder).goals}
    for goal, of in plan.goals.items():
        assert goals[goal].target_to_date == oracle.goal_to_date(plan, goal, day)
        assert goals[goal].won == oracle.won(plan, rows, day, of["motion"])


def test_each_group(crm):
    folder, plan, rows = crm
    day = oracle.as_of(rows)
    groups = {one.record.id: one.standing for one in measured(folder).groups}
    won = oracle.won_by_group(plan, rows, day)
    still_open = oracle.by_group(plan, rows, oracle.pipeline(plan, rows), lambda deal: deal.amount)
    for group in plan.groups:
        assert groups[group].target_to_date == oracle.group_to_date(plan, group, day)
        assert groups[group].won == won.get(group, 0)
        assert groups[group].open == still_open.get(group, 0)


def test_each_person(crm):
    folder, plan, rows = crm
    day = oracle.as_of(rows)
    won: dict[str, Fraction] = {}
    for (person, _), amount in oracle.won_by_person(plan, rows, day).items():
        won[person] = won.get(person, Fraction(0)) + amount
    people = {one.record.id: one.standing.won for one in measured(folder).people}
    assert {person: amount for person, amount in people.items() if amount} == {
        person: amount for person, amount in won.items() if amount
    }


def test_what_is_observed(crm):
    folder, _, rows = crm
    day = oracle.as_of(rows)
    measures = measured(folder)
    wins, cases = oracle.win_rate_by_count(rows, day)
    money, whole = oracle.win_rate_by_money(rows, day)
    size, sized = oracle.deal_size(rows, day)
    found = measures.plan.observed
    assert found.cases == cases
    assert found.win_rate == (Fraction(wins, cases) if cases >= LEAST else None)
    assert found.win_rate_by_amount == (money / whole if cases >= LEAST else None)
    assert found.deal_size == (size / sized if sized >= LEAST else None)
    days, closed = oracle.cycle(rows, day)
    assert (measures.cycle.days, measures.cycle.cases) == (days if closed >= LEAST else None, closed)


def test_what_is_not_in_order(crm):
    folder, plan, rows = crm
    found = held(folder).hygiene
    wanted = oracle.hygiene(plan, rows, oracle.as_of(rows))
    amounts = {deal.id: deal.amount or 0 for deal in rows.deals}
    assert {kind: one.number for kind, one in found.items()} == {kind: len(wanted.get(kind, ())) for kind in found}
    for kind, one in found.items():
        assert (kind, set(one.ids) <= set(wanted.get(kind, ())), len(one.ids)) == (kind, True, min(one.number or 0, 5))
        if kind not in _WITHOUT_MONEY:
            assert (kind, one.amount) == (kind, sum(amounts[deal] for deal in wanted.get(kind, ())))


_WITHOUT_MONEY = {"doubled", "unpriced", *(kind for kind in HYGIENE if kind.startswith("account_"))}
"""Kinds whose rows are in no sum."""


def test_what_partners_won_is_held_apart(crm):
    folder, plan, rows = crm
    assert measured(folder).outside["partner"] == oracle.won_by_partners(plan, rows, oracle.as_of(rows))


def test_what_is_sold_in_each_segment(crm):
    folder, plan, rows = crm
    found = measured(folder).segments.segments
    assert found is not None
    sold = oracle.sold_by_segment(plan, rows, oracle.as_of(rows))
    assert {one.record.id: one.won for one in found if one.won} == {
        key: amount for key, amount in sold.items() if amount
    }


def values(kind: str, identity: str | None = None):
    """Return what policies can ask of an entity of the plan written by hand."""
    (record,) = (one for one in held(HAND).model.by_kind[f"{kind}_actual"] if identity in (None, one.id))
    return record.values


def test_what_the_seats_can_still_carry():
    """Half of April and eight months of 50,000 each for ada, ben, cat and eve, who is ramped since April; dan left."""
    left = 4 * 50_000 * Fraction(17, 2)
    assert measured(HAND).plan.standing.landing_capacity == Fraction("410000.75") + left
    assert values("person", "eve")["due_by_capacity"] == 0 + 25_000 + 25_000  # nothing, half, and half of April


def test_who_left():
    """dan left in March, of the four who were there on the first day."""
    assert (values("plan")["leavers"], values("plan")["attrition"]) == (1, Fraction(1, 4))
    assert [person for person in ("ada", "ben", "cat", "dan", "eve") if values("person", person)["is_gone"]] == ["dan"]
    assert (values("person", "dan")["held_deals"], values("person", "dan")["held_amount"]) == (1, 90_000)
    assert values("person", "dan")["held_accounts"] == 1


def test_what_the_way_there_needs():
    """The whole closed 13 deals; the north 9 (of D01 both parts), which are too few to observe a rate."""
    won = Fraction("510000.74")
    whole = values("plan")
    assert whole["remaining"] == 1_800_000 - Fraction("410000.75")
    assert whole["gap"] == 525_000 - Fraction("410000.75")
    assert (whole["win_rate"], whole["win_rate_cases"]) == (Fraction(11, 13), 13)
    assert whole["pipeline_needed"] == whole["remaining"] / (won / (won + 95_000))
    north = values("group", "north")
    assert north["gap"] == 350_000 - Fraction("275000.50")
    assert (north["win_rate_cases"], north["win_rate"], north["pipeline_needed"]) == (9, None, None)


def test_the_quarter_that_is_over():
    """Its need is a quarter of 1,200,000 and of 600,000; April's 50,000 count in the next one."""
    first, second, *_ = [one.values for one in held(HAND).model.by_kind["quarter_actual"]]
    assert (first["is_over"], first["need"], first["won"]) == (True, 450_000, Fraction("360000.75"))
    assert (first["short"], second["is_over"]) == (Fraction("89999.25"), False)


@pytest.mark.parametrize("day", ["2027-01-01", "2027-02-28", "2027-03-17", "2027-06-30", "2027-09-29"])
def test_what_was_won_and_due_on_an_earlier_day(day):
    then = date.fromisoformat(day)
    measures = measured(ACME, day)
    assert measures.plan.standing.target_to_date == oracle.plan_to_date(ACME_PLAN, then)
    assert measures.plan.standing.won == oracle.won(ACME_PLAN, ACME_CRM, then)
    groups = {one.record.id: one.standing.won for one in measures.groups}
    won = oracle.won_by_group(ACME_PLAN, ACME_CRM, then)
    assert {group: groups[group] for group in ACME_PLAN.groups} == {
        group: won.get(group, 0) for group in ACME_PLAN.groups
    }
