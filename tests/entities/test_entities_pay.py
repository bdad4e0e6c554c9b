"""What the budget holds for pay, what a role earns, and what pay costs in a very good year."""

from fractions import Fraction

import pytest
from built_models import YEAR, sound


def for_compensation(budget: str) -> object:
    made = sound(f"budget: {budget}")
    made.model.ensure("budget", "for_compensation")
    return made.model.records("budget")[0].values["for_compensation"]


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        ("{total: 9, lines: [{id: a, category: compensation, amount: 3}, {id: b, category: tools, amount: 1}]}", 3),
        ("{lines: [{id: a, category: compensation, amount: 3}, {id: b, category: compensation, amount: 1}]}", 4),
        ("{total: 9, lines: [{id: a, category: compensation, amount: 3}, {id: b, amount: 1}]}", None),
        ("{total: 9, lines: [{id: a, category: tools, amount: 1}]}", 9),
        ("{total: 9}", 9),
        ("{total: 9, lines: [{id: a, amount: 3}]}", None),
        ("{total: 9, lines: [{id: a, category: compensation}]}", None),
        ("{lines: [{id: a, category: tools, amount: 1}]}", None),
    ],
)
def test_lines_of_compensation_pay_and_without_one_the_total(budget, expected):
    assert for_compensation(budget) == expected


PEOPLE = """
roles: [{id: hunter}, {id: farmer}]
people: [{id: a, role: hunter, count: 2}, {id: b, role: farmer, start: 2027-07-01}]
"""


def cost_at_120(plan: str) -> object:
    return sound(
        f"{YEAR}{PEOPLE}budget: {{loaded_factor: 1.5, comp_plans: ["
        f"{{id: h, roles: [hunter], base: 100, variable: 100{plan}}},"
        " {id: f, roles: [farmer], base: 80, variable: 20}]}"
    ).plan("compensation_at_120")


@pytest.mark.parametrize(
    ("plan", "variable"),
    [
        ("", 120),
        (", accelerators: [{above: 1, rate: 1.5}]", 130),
        (", accelerators: [{above: 1.1, rate: 2}, {above: 1, rate: 1.5}]", 135),
        (", accelerators: [{above: 1.2, rate: 9}]", 120),
        (", cap: 1.1, accelerators: [{above: 1, rate: 2}]", 120),
        (", cap: 0.5", 50),
    ],
)
def test_a_very_good_year_pays_each_part_at_its_rate_up_to_the_cap(plan, variable):
    # Two hunters for the year, a farmer at 80 + 20 × 1.2 = 104 for half of it.
    assert cost_at_120(plan) == Fraction(3, 2) * (2 * (100 + variable) + 52)


def test_an_accelerator_without_a_rate_leaves_the_cost_unknown():
    assert cost_at_120(", accelerators: [{above: 1}]") is None


def test_a_role_earns_base_and_variable_of_its_plan():
    made = sound("roles: [{id: r}, {id: s}]\nbudget: {comp_plans: [{id: p, roles: [r], base: 70, variable: 30}]}")
    assert made.get("role", "r", "ote") == 100
    assert made.get("role", "s", "ote") is None
