"""Defects planted into a sound CRM are told with the right count and money, and nothing else is."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from crm_defects import OTHER, Planting, write
from in_process import run_here
from measured import held

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEALS = 6
"""Won by a seller in a month."""
CODES = {
    "without_account": "CR801",
    "without_required": "CR802",
    "unknown_stage": "CR803",
    "overdue": "CR804",
    "too_old": "CR805",
    "won_without_amount": "CR806",
    "duplicate": "CR807",
    "doubled": "CR808",
    "without_close_date": "CR809",
    "unpriced": "CR810",
    "closed_ahead": "CR811",
    "without_motion": "CR812",
    "negative": "CR813",
    "unowned": "CR814",
    "owner_unknown": "CR202",
    "account_unowned": "CR401",
    "account_owned_twice": "CR402",
    "account_without_segment": "CR403",
    "account_without_territory": "CR404",
}


def told(folder: Path) -> list[tuple[str, str, str]]:
    """Return code, entity and message of each finding about what happened."""
    ended = run_here(folder, "review", "coverage.yaml", "--format", "json", "--select", "CR")
    assert ended.returncode in (0, 1), ended.stderr
    found = [one for model in json.loads(ended.stdout)["models"] for one in model["findings"]]
    return [(one["code"], one["entity"], one["message"]) for one in found]


def counted(folder: Path) -> dict[str, int]:
    """Return how many rows each code tells of."""
    found = told(folder)
    assert len({code for code, _, _ in found}) == len(found)
    return {code: int(re.match("[0-9,]+", message)[0].replace(",", "")) for code, _, message in found}  # type: ignore[index]


def test_a_plan_that_is_lived_has_no_findings(tmp_path):
    write(Planting(DEALS), tmp_path)
    assert told(tmp_path) == []


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    planting = Planting(DEALS)
    planting.plant_deals()
    planting.plant_accounts()
    write(planting, folder)
    return folder, planting.planted


def test_at_least_sixty_defects_are_planted(planted):
    assert sum(one.count for one in planted[1].values()) >= 60
    assert set(planted[1]) == set(CODES)


def test_each_kind_is_told_with_its_count_and_nothing_else_is(planted):
    folder, kinds = planted
    assert counted(folder) == {CODES[kind]: one.count for kind, one in kinds.items()}


def test_each_kind_is_told_with_its_money(planted):
    folder, kinds = planted
    found = held(folder).hygiene
    for kind, one in kinds.items():
        assert (kind, found[kind].number, found[kind].amount) == (kind, one.count, one.money)


def leaver(planting: Planting) -> set[tuple[str, str]]:
    planting.end("hunter-7")
    return {("CR203", "person hunter-7"), ("CR204", "person hunter-7")}


def without_pipeline(planting: Planting) -> set[tuple[str, str]]:
    planting.give("hunter-6", "hunter-5", closed="false")
    return {("CR205", "person hunter-6")}


def behind(planting: Planting) -> set[tuple[str, str]]:
    planting.give("farmer-2", "farmer-1", won="true")
    return {("CR206", "person farmer-2")}


def not_in_crm(planting: Planting) -> set[tuple[str, str]]:
    planting.give("hunter-9", "hunter-8")
    planting.users = [user for user in planting.users if user.id != "U-hunter-9"]
    planting.accounts = [
        one._replace(owner="U-hunter-8") if one.owner == "U-hunter-9" else one for one in planting.accounts
    ]
    return {("CR201", "person hunter-9"), ("CR206", "person hunter-9")}


def uncovered(planting: Planting) -> set[tuple[str, str]]:
    account = planting.open_account("public-sector")
    won = next(deal for deal in planting.deals if deal.owner == "U-hunter-0" and deal.won == "true")
    planting.move(won, account.id)
    return {("CR407", "segment public-sector")}


def worked_by_others(planting: Planting) -> set[tuple[str, str]]:
    deal = next(one for one in planting.deals if one.owner == "U-hunter-1" and one.closed == "false")
    planting.move(deal, "A-farmer-0-1")
    return {("CR405", "segment customers")}


def too_many_accounts(planting: Planting) -> set[tuple[str, str]]:
    planting.open_account("large")
    return {("CR408", "segment large")}


def new_business_lost(planting: Planting) -> set[tuple[str, str]]:
    """Half of what hunters won in each month is lost instead."""
    hunters = [at for at, one in enumerate(planting.deals) if one.owner.startswith("U-hunter") and one.won == "true"]
    for at in hunters[::2]:
        planting.deals[at] = planting.deals[at]._replace(stage="Lost", won="false")
    people = {("CR206", f"person hunter-{at}") for at in range(10)}
    return people | {
        ("CR101", "plan"), ("CR102", "goal new-business"), ("CR103", "quarter Q1"), ("CR103", "quarter Q2"),
        ("CR106", "plan"), ("CR301", "group hunters"), ("CR302", "group hunters"), ("CR815", "plan"),
    }  # fmt: skip


def slower(planting: Planting) -> set[tuple[str, str]]:
    """Every deal that was closed was begun a month earlier."""
    for at, deal in enumerate(planting.deals):
        if deal.closed == "true":
            planting.deals[at] = deal._replace(created="2026-10-01T09:00:00Z")
    return {("CR816", "plan")}


def pipeline_gone(planting: Planting) -> set[tuple[str, str]]:
    """Nine of ten open renewals are with an owner whom the plan does not know."""
    at_farmers = [
        at for at, one in enumerate(planting.deals) if one.owner.startswith("U-farmer") and one.closed == "false"
    ]
    for number, at in enumerate(at_farmers):
        if number % 10:
            planting.deals[at] = planting.deals[at]._replace(owner=OTHER)
    return {("CR302", "group farmers"), ("CR202", "plan")}


@pytest.mark.parametrize(
    "plants",
    [
        (leaver, without_pipeline, behind, uncovered, worked_by_others, too_many_accounts),
        (not_in_crm, slower, pipeline_gone),
        (new_business_lost,),
    ],
)
def test_what_is_wrong_with_people_groups_and_segments_is_told_and_nothing_else(
    tmp_path: Path, plants: tuple[Callable[[Planting], set[tuple[str, str]]], ...]
):
    planting = Planting(DEALS)
    wanted = set().union(*(plant(planting) for plant in plants))
    write(planting, tmp_path)
    found = told(tmp_path)
    assert {(code, entity) for code, entity, _ in found} == wanted, found
    assert len(found) == len(wanted)
