from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_lint import nearness
from coverage_lint.nearness import edits, nearest
from coverage_lint.structure import guesses


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("12m", "12_000_000"),
        ("1.5 bn", "1_500_000_000"),
        ("250k", "250_000"),
        ("$12,000,000", "12_000_000"),
        ("USD 5", "5"),
        ("5 EUR", "5"),
        ("-3k", "-3_000"),
        ("0.5", "0.5"),
        ("1,2", "1.2"),
        ("12 apples", None),
        ("", None),
        ("9" * 1000, None),
    ],
)
def test_amounts_are_guessed_where_it_is_plain(text, guess):
    assert guesses.amount(text) == guess


@pytest.mark.parametrize(
    ("text", "guess"),
    [("10%", "0.1"), ("0.5", "0.5"), ("2,5 %", "0.025"), ("100%", "1"), ("ten", None)],
)
def test_ratios_are_guessed_where_it_is_plain(text, guess):
    read = guesses.ratio(text)
    assert (None if read is None else guesses.digits(read)) == guess


@pytest.mark.parametrize(
    ("text", "guess"),
    [("2027/1/5", "2027-01-05"), ("20270105", "2027-01-05"), ("01.02.2027", None), ("2027-02-30", None)],
)
def test_days_are_guessed_where_day_and_month_cannot_be_mixed_up(text, guess):
    assert guesses.day(text) == guess


@pytest.mark.parametrize(
    ("text", "guess"),
    [("q1", "Q1"), ("2027-Q3", "Q3"), ("Q4 2027", "Q4"), ("2027-1", "2027-01"), ("2027-13", None), ("Q5", None)],
)
def test_periods_are_guessed(text, guess):
    assert guesses.period(text) == guess


@pytest.mark.parametrize(
    ("text", "guess"),
    [("Ada Lovelace", "ada-lovelace"), ("new_business", "new-business"), ("NewBusiness", "new-business"), ("--", None)],
)
def test_ids_are_guessed(text, guess):
    assert guesses.kebab(text) == guess


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("quota", "quota", 0), ("qouta", "quota", 1), ("quoota", "quota", 1), ("quta", "quota", 1), ("ab", "cd", 2)],
)
def test_edits_count_a_swap_of_neighbours_once(one, other, distance):
    assert edits(one, other, 3) == distance


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(0, 3))
def test_edits_are_the_same_from_either_side_and_bounded(one, other, limit):
    assert edits(one, other, limit) == edits(other, one, limit) == min(edits(one, other, 12), limit + 1)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("qouta", ("quota",)),
        ("QUOTA", ("quota",)),
        ("quota-kind", ("quota_kind",)),
        ("manager_id", ("manager",)),
        ("certs", ("certifications",)),
        ("stat", ("start",)),
        ("colour", ()),
        ("q" * 100, ()),
    ],
)
def test_the_nearest_word_is_the_one_with_the_fewest_slips(word, near):
    known = ["id", "quota", "quota_kind", "manager", "certifications", "start", "status"]
    assert nearest(word, known) == near


def test_words_that_are_equally_near_are_all_given():
    assert nearest("on", ["in", "an", "ox", "far"]) == ("in", "an", "ox")


BOUNDS = [(0, 1), (0, 2), (0, 10), (1, 3)]


@given(st.sampled_from(BOUNDS), st.decimals("0.01", 10, places=4))
def test_what_is_typed_as_percent_is_read_back(bounds, ratio):
    least, most = bounds
    percent = ratio * 100
    if least <= ratio <= most and percent >= 2 * most:
        assert guesses.within(percent, least, most) == (
            f"{guesses.digits(ratio)}, if {guesses.digits(percent)} % is meant"
        )


@given(st.sampled_from(BOUNDS), st.one_of(st.integers(), st.decimals(allow_nan=False, allow_infinity=False)))
def test_what_is_guessed_for_a_ratio_is_within_its_bounds(bounds, number):
    least, most = bounds
    guess = guesses.within(number, least, most)
    if guess is not None and not least <= number <= most:
        assert least <= Decimal(guess.split(",")[0]) <= most


ID = re.compile("(?!x-)[a-z0-9]+(?:-[a-z0-9]+)*")


@given(st.text(max_size=120))
def test_what_is_guessed_for_an_id_is_one_and_loses_no_letter(text):
    guess = guesses.kebab(text)
    if guess is not None:
        assert ID.fullmatch(guess)
        letters = [letter for letter in text[:100] if letter.isalpha()]
        begins = next((letter for letter in text[:100].lower() if letter.isalnum()), "")
        made = f"x{guess}" if begins == "x" else guess  # ids must not begin with x-
        assert sum(letter.isalpha() for letter in made) >= len(letters)


@pytest.mark.parametrize(
    ("text", "guess"),
    [("José", "jose"), ("Jos\u0065\u0301", "jose"), ("Straße 5", "strasse-5"), ("Łódź", "lodz"),
     ("Þór Ægir", "thor-aegir"), ("Москва", None), ("東京", None), ("Ελλάδα", None), ("---", None)],
)  # fmt: skip
def test_letters_with_marks_are_written_without_and_others_are_no_id(text, guess):
    assert guesses.kebab(text) == guess


@pytest.mark.parametrize(
    ("word", "meant"),
    [("new", ("new_business",)), ("New-Logo", ("new_business",)), ("renew", ("renewal",)), ("exp", ("expansion",)),
     ("nb", ("new_business",)), ("expand", ("expansion",)), ("ex", ()), ("x", ()), ("services", ())],
)  # fmt: skip
def test_a_choice_is_known_by_its_beginning_or_its_first_letters(word, meant):
    assert nearness.nearest_choice(word, ["new_business", "existing", "expansion", "renewal"]) == meant


def test_two_slips_that_begin_with_another_letter_are_another_word():
    assert nearness.nearest_choice("on-site", ["field", "inside", "partner", "digital"]) == ()


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [("de-10115", ["de-10116", "de-10115-a"], ()), ("DE10115", ["de-10115"], ("de-10115",)),
     ("1012-ab", ["1012-ac"], ()), ("sw1a-1aa", ["sw1a-1ab"], ()), ("1067", ["01067", "1068"], ("01067",)),
     ("region-2", ["region-1", "region-3"], ()), ("hunter-1", ["hunters-1", "hunters-2"], ("hunters-1",)),
     ("region-02", ["region-2"], ("region-2",)), ("jose2", ["jose"], ("jose",)), ("norht", ["north"], ("north",))],
)  # fmt: skip
def test_an_id_is_never_taken_for_one_with_another_number(word, known, meant):
    assert nearness.nearest_id(word, known) == meant
