"""The CRM of examples/acme is what its generator writes, and tells the story that it should."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from crm.acme_year import AS_OF, acme_crm
from crm.tables import csv_files

ACME = Path(__file__).parents[2] / "examples" / "acme"
CRM = acme_crm()


@pytest.fixture(scope="module")
def owners() -> dict[str, str]:
    return {user.employee or user.name: user.id for user in CRM.users}


@pytest.mark.parametrize(("name", "text"), csv_files(CRM).items())
def test_the_files_are_what_the_generator_writes(name, text):
    assert (ACME / "crm" / name).read_bytes().decode() == text


def test_it_has_a_year_of_a_department_of_forty():
    assert len(CRM.accounts) == 60
    assert 850 <= len(CRM.opportunities) <= 950
    assert max(deal.modified for deal in CRM.opportunities)[:10] == AS_OF.isoformat()
    assert {deal.created[:7] for deal in CRM.opportunities} == {
        *(f"2026-{month:02}" for month in (10, 11, 12)),
        *(f"2027-{month:02}" for month in range(1, 10)),
    }


def test_nothing_happens_after_it_was_exported():
    today = AS_OF.isoformat()
    assert all(deal.created[:10] <= deal.modified[:10] <= today for deal in CRM.opportunities)
    assert all(step.on <= today for step in CRM.stage_history)
    assert all(deal.close_date <= today for deal in CRM.opportunities if deal.closed == "true")


def test_the_leaver_still_holds_open_deals(owners):
    held = [deal for deal in CRM.opportunities if deal.owner == owners["brandon-hughes"] and deal.closed == "false"]
    assert len(held) >= 5
    assert all(deal.modified[:10] <= "2027-06-30" for deal in held)


def test_the_late_hire_begins_ten_weeks_after_the_plan(owners):
    begun = [deal.created for deal in CRM.opportunities if deal.owner == owners["open-enterprise-ae"]]
    assert min(begun) >= "2027-05-17"


def test_the_third_quarter_of_new_business_closes_short():
    won: Counter[str] = Counter()
    for deal in CRM.opportunities:
        if deal.won == "true" and deal.type == "New Business" and deal.amount:
            won[deal.close_date[:7]] += Decimal(deal.amount)  # type: ignore[assignment]
    planned = {"Q1": 2_400_000, "Q2": 3_000_000, "Q3": 2_700_000}
    months = {"Q1": ("01", "02", "03"), "Q2": ("04", "05", "06"), "Q3": ("07", "08", "09")}
    quarters = {name: sum(won[f"2027-{month}"] for month in held) for name, held in months.items()}
    assert quarters["Q2"] > planned["Q2"]
    assert quarters["Q3"] < planned["Q3"] * 9 / 10


def test_the_uncovered_segment_buys():
    public = {account.id for account in CRM.accounts if account.segment == "public-sector"}
    won = [deal for deal in CRM.opportunities if deal.won == "true" and deal.account in public]
    assert len(won) >= 2
