"""How messages write figures: words that agree with a number, and amounts without idle cents."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coverage_lint.entities.catalogue import COUNT, MONEY
from coverage_lint.errors import ExpressionError
from coverage_lint.language.format import money_in_sentence, read_message

OPEN = [(0, "0 seats are open"), (1, "1 seat is open"), (2, "2 seats are open"), (None, "? seats are open")]


@pytest.mark.parametrize(("seats", "said"), OPEN)
def test_words_agree_with_their_number(seats, said):
    message = read_message("{seats:count} {seats:seat is|seats are} open", lambda _: COUNT)
    assert message.fill({"seats": seats}) == said


@pytest.mark.parametrize("text", ["{seats:a|b|c}", "{quota:a|b}"])
def test_words_go_by_a_number_and_are_two(text):
    with pytest.raises(ExpressionError, match="one word for one and one for several"):
        read_message(text, lambda name: MONEY if name == "quota" else COUNT)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (Fraction(2_000_000, 3), "666,667"),
        (Fraction(-2_000_000, 3), "-666,667"),
        (Fraction(100, 3), "33.33"),
        (Fraction(5, 2), "2.50"),
        (Fraction(8_930_007_727, 10_000), "893,001"),
        (Fraction(990_001, 10_000), "99.0001"),
        (Fraction(2_500_000_50, 100), "2,500,000.50"),
        (1_200, "1,200"),
    ],
)
def test_cents_are_told_where_they_are_written_and_not_where_a_computation_left_them(amount, said):
    assert money_in_sentence(amount) == said
