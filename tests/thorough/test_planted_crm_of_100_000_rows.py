"""The defects of tests/review/test_planted_crm.py in a CRM of 100,000 rows: the same are told, and nothing else."""

from __future__ import annotations

from crm_defects import Planting, write
from measured import held
from test_planted_crm import CODES, counted

DEALS = 265


def test_each_kind_is_told_with_its_count_and_money_and_nothing_else_is(tmp_path):
    planting = Planting(DEALS)
    planting.plant_deals()
    planting.plant_accounts()
    assert sum(map(len, planting.crm())) >= 100_000
    write(planting, tmp_path)
    assert counted(tmp_path) == {CODES[kind]: one.count for kind, one in planting.planted.items()}
    found = held(tmp_path).hygiene
    for kind, one in planting.planted.items():
        assert (kind, found[kind].number, found[kind].amount) == (kind, one.count, one.money)
