"""Differences as people read them, and the plan's figures in two versions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coverage_lint.change.amounts import both_written, difference
from coverage_lint.change.figures import figure_changes, worth_showing
from coverage_lint.entities.records import REJECTED
from coverage_lint.findings import Figure


@pytest.mark.parametrize(
    ("before", "after", "how", "by"),
    [
        (10_000_000, 12_000_000, "money", "+20 %"),
        (5_500_000, 6_000_000, "money", "+9.1 %"),
        (6_000_000, 5_500_000, "money", "-8.3 %"),
        (5, 0, "money", "-100 %"),
        (0, 500_000, "money", "+500,000"),
        (-5, 10, "money", "+15"),
        (10_000_000, 10_000_001, "money", "+1"),
        (10_000_000, 9_999_999, "money", "-1"),
        (1, 10**18, "money", "+99,999,999,999,999,999,900 %"),
        (Fraction(1, 10), Fraction(3, 20), "percent", "+5 points"),
        (Fraction(1, 10), Fraction(11, 100), "percent", "+1 point"),
        (Fraction(11, 100), Fraction(1, 10), "percent", "-1 point"),
        (Fraction(1, 10), Fraction(1001, 10_000), "percent", "+0.01 points"),
        (2, 3, "count", "+1"),
        (Fraction(6, 5), Fraction(5, 4), "number", "+0.05"),
        (1, Fraction(10_001, 10_000), "number", "+0.0001"),
        ("2027-01-31", "2027-03-01", "date", "+29 days"),
        ("2027-03-01", "2027-02-28", "date", "-1 day"),
        ("2027-03-01", "soon", "date", ""),
        ("a", "b", "text", ""),
        (False, True, "flag", ""),
        (None, 5, "money", ""),
        (5, None, "money", ""),
        (REJECTED, 5, "money", ""),
        (5, 5, "money", ""),
    ],
)
def test_a_difference_is_written(before: object, after: object, how: str, by: str):
    assert difference(before, after, how) == by


def test_some_counts_say_what_they_count_and_an_order_has_no_difference():
    assert difference(1, 3, "count", "headcount") == "+2 seats"
    assert difference(3, 2, "count", "open_seats") == "-1 seat"
    assert difference(3, 2, "count", "rank") == ""


def test_values_that_differ_never_look_alike():
    assert both_written(Fraction(1, 10), Fraction(3, 20), "percent") == ("10 %", "15 %")
    assert both_written(Fraction(10_001, 100_000), Fraction(10_002, 100_000), "percent") == ("10.001 %", "10.002 %")
    thirds = both_written((0, Fraction(1, 3)), (0, Fraction(3334, 10_000)), "percent")
    assert thirds == ("0 %, 100/3 %", "0 %, 33.34 %")


def test_figures_are_matched_by_name():
    def money(name: str, value: int | None) -> Figure:
        return Figure(name, name, "money", value, f"{value:,}" if value is not None else "-")

    over = Figure("over_assignment", "Over-assignment", "ratio", Fraction(1, 10), "10 %")
    before = (money("goal", 10), money("gone", 1), over, money("capacity", None))
    after = (
        money("capacity", 5),
        money("goal", 12),
        over._replace(value=Fraction(1, 20), shown="5 %"),
        money("new", 1),
    )
    found = figure_changes(before, after)
    assert [(one.after or one.before).name for one in found if one.after or one.before] == [
        "capacity", "goal", "over_assignment", "new", "gone",
    ]  # fmt: skip
    assert [one.by for one in found] == ["", "+20 %", "-5 points", "", ""]
    assert found[3].before is None
    assert found[4].after is None


def test_the_main_figures_are_always_shown_and_others_where_they_changed():
    def worth(name: str, before: int, after: int) -> bool:
        (one,) = figure_changes((Figure(name, "", "money", before, ""),), (Figure(name, "", "money", after, ""),))
        return worth_showing(one)

    assert worth("goal", 1, 1)
    assert worth("budget", 1, 2)
    assert not worth("budget", 1, 1)
