"""Every measure equals the oracle's, exactly, for many CRMs at random, by the tests of test_oracle_measures.py."""

from __future__ import annotations

import pytest
import test_oracle_measures as tests
from crms import HAND_PLAN
from random_crm import random_crm

TESTS = [
    tests.test_the_day,
    tests.test_the_plan,
    tests.test_the_pipeline_by_stage,
    tests.test_where_the_year_lands,
    tests.test_each_goal,
    tests.test_each_group,
    tests.test_each_person,
    tests.test_what_is_observed,
    tests.test_what_is_not_in_order,
    tests.test_what_is_sold_in_each_segment,
]


@pytest.mark.parametrize("seed", range(100, 160))
def test_a_crm_at_random(tmp_path, seed):
    rows = random_crm(tmp_path, seed, deals=30 + seed * 7 % 400)
    for test in TESTS:
        test((tmp_path, HAND_PLAN, rows))
