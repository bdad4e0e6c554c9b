"""Names of a model cut and cleaned for charts, and amounts as charts write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coverage_lint.report.charts.drawing.amounts import percent, plain, scale_of, signed
from coverage_lint.report.charts.drawing.text import clean, counted, fit, listed, named, width
from coverage_lint.report.charts.drawing.upright import Upright


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\nb\t c", "a b c"), ("\x00x\x1b[0m", "x[0m"), ("\u202eabc\u202c", "abc"), ("\ud800", ""), ("\ufffe", ""),
        ("  ", ""), ("é 👩‍👧", "é 👩‍👧"), ("\u05d0\u200f", "\u05d0\u200f"),
    ],
)  # fmt: skip
def test_what_breaks_a_line_is_taken_out(text, cleaned):
    assert clean(text) == cleaned


def test_a_name_that_has_room_is_not_cut():
    assert fit("Enterprise", 200) == "Enterprise"


def test_a_name_that_has_none_keeps_its_start_and_its_end():
    cut = fit("Companies with more than 2,000 employees, Iberia", 150)
    assert cut.startswith("Companies wi")
    assert cut.endswith(", Iberia")
    assert cut.count("…") == 1
    assert width(cut) <= 150


@pytest.mark.parametrize("text", ["W" * 300, "漢" * 300, "👩‍👩‍👧‍👦" * 40, "e\u0301" * 300, "i" * 300])
@pytest.mark.parametrize("room", [0, 20, 90, 230])
def test_no_name_is_wider_than_its_room(text, room):
    assert width(fit(text, room)) <= max(room, width("…"))


def test_a_cut_does_not_part_a_letter_from_its_accent():
    cut = fit("e\u0301" * 300, 100)
    head, tail = cut.split("…")
    assert head.endswith("\u0301")
    assert tail.startswith("e")


def test_names_in_a_sentence_are_short_and_keep_to_themselves():
    assert named("x" * 300) == "x" * 59 + "…"
    assert named("\u05d0\u05d1") == "\u2068\u05d0\u05d1\u2069"
    assert named("Hospitals, west") == "“Hospitals, west”"


def test_lists_name_the_first_and_count_the_rest():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert (counted(1, "group", "groups"), counted(1200, "group", "groups")) == ("1 group", "1,200 groups")


@pytest.mark.parametrize(
    ("largest", "units"),
    [
        (0, "USD"), (999, "USD"), (1_000, "USD thousand"), (2_400_000, "USD million"), (10**9, "USD billion"),
        (-5_000_000, "USD million"), (10**12, "USD trillion"), (10**15, "USD × 10^15"),
    ],
)  # fmt: skip
def test_amounts_are_counted_in_what_suits_the_largest(largest, units):
    assert scale_of([None, largest, 1], "USD").units == units


@pytest.mark.parametrize(
    ("amount", "label"),
    [
        (12_000_000, "12"), (12_345_000, "12.3"), (1_234_500, "1.23"), (123_450_000, "123"), (995_000, "1"),
        (0, "0"), (1, "<0.01"), (-1, ">−0.01"), (-1_200_000, "−1.2"), (Fraction(1_005_000), "1.01"),
        (Fraction(10_000_000, 3), "3.33"), (1_234_567_000_000, "1,234,567"),
    ],
)  # fmt: skip
def test_labels_have_about_three_digits(amount, label):
    assert scale_of([10_000_000], "USD").label(amount) == label


def test_numbers_of_a_drawing_are_rounded_once_and_exactly():
    assert plain(Fraction(1, 3)) == 0.333333
    assert plain(Fraction(5, 10**7)) == 0.000001
    assert plain(-Fraction(5, 10**7)) == -0.000001
    assert plain(10**18 + 1) == float(10**18)


def test_signs_are_the_signs_that_people_read():
    assert percent(Fraction(-41, 1000)) == "−4.1 %"
    assert signed("1.2") == "+1.2"
    assert signed("−1.2") == "−1.2"
    assert signed("0") == "0"


@pytest.mark.parametrize("largest", [0, 1, 3, Fraction(1, 2), 7, 9, 10, 12, 44, 101, 499, 2000, 99_999, 10**30])
@pytest.mark.parametrize("whole", [True, False])
def test_an_upright_axis_reaches_what_it_shows_in_at_most_five_steps(largest, whole):
    axis = Upright.upto(100, [largest], whole=whole)
    assert axis.step * axis.steps >= largest
    assert axis.step * (axis.steps - 1) < max(largest, 1)
    assert 1 <= axis.steps <= 5
    assert axis.at(0) == 100
    assert not whole or axis.step.denominator == 1
