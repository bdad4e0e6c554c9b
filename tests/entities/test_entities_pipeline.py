"""What the first quarter needs of a goal."""

import pytest
from built_models import YEAR, sound


@pytest.mark.parametrize(
    ("phasing", "expected"),
    [
        ("{Q1: 10, Q2: 20, Q3: 30, Q4: 40}", 8),
        ("{2027-01: 1, 2027-02: 2, 2027-03: 7, 2027-04: 90}", 8),
        ("{Q2: 60, Q3: 20, Q4: 20}", None),
        ("{Q1: 0, Q2: 60, Q3: 20, Q4: 20}", 0),
    ],
)
def test_the_opening_need_is_the_first_quarter_s_part_of_what_the_team_must_sell(phasing, expected):
    made = sound(
        f"{YEAR}goals: [{{id: a, target: 100, phasing: {phasing}}}]\npartners: [{{id: p, targets: {{a: 20}}}}]\n"
    )
    assert made.get("goal", "a", "opening_need") == expected


def test_a_goal_that_is_not_phased_leaves_it_unknown_and_one_of_nothing_needs_nothing():
    made = sound(f"{YEAR}goals: [{{id: a, target: 100}}, {{id: b, target: 0}}]")
    assert made.get("goal", "a", "opening_need") is None
    assert made.get("goal", "b", "opening_need") == 0
