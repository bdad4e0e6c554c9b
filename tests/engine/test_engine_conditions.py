"""Conditions in three values, the meaning that durable-rules is held to."""

import pytest

from coverage_lint.engine.conditions import All, Any_, Compare, decide

YES, NO, OPEN = Compare("here", "==", 1), Compare("here", "!=", 1), Compare("gone", "==", 1)
FACT = {"here": 1}


@pytest.mark.parametrize(
    ("op", "below", "equal", "above"),
    [
        ("==", False, True, False),
        ("!=", True, False, True),
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
    ],
)
def test_a_comparison_of_what_is_known_is_true_or_false(op, below, equal, above):
    condition = Compare("m", op, 7)
    assert [decide(condition, {"m": value}) for value in (6, 7, 8)] == [below, equal, above]


@pytest.mark.parametrize("op", ["==", "!=", "<", "<=", ">", ">="])
def test_a_comparison_of_an_absent_field_is_unknown(op):
    assert decide(Compare("m", op, 0), {"n": 0}) is None


@pytest.mark.parametrize(
    ("parts", "every", "some"),
    [
        ((YES, YES), True, True),
        ((YES, NO), False, True),
        ((NO, NO), False, False),
        ((YES, OPEN), None, True),
        ((NO, OPEN), False, None),
        ((OPEN, OPEN), None, None),
        ((OPEN, NO, YES), False, True),
    ],
)
def test_groups_follow_kleene_in_any_order(parts, every, some):
    for ordered in (parts, parts[::-1]):
        assert decide(All(ordered), FACT) is every
        assert decide(Any_(ordered), FACT) is some
