"""A model that was moved is known by what is found in it again: by half of it, or by all where that is the plan's."""

from __future__ import annotations

import pytest

from coverage_lint.decisions.baseline.moved import moved


def found(*entities: str, code: str = "CL304") -> dict[tuple[str, str, str, str], int]:
    return {(code, entity, "leader", ""): 1 for entity in entities}


def matched(gone, come, *, asked=lambda _: True):
    return moved(gone, come, dict.fromkeys(come, asked))


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        (["group a", "group b"], ["group a", "group z"], True),  # half
        (["group a", "group b", "group c"], ["group a"], False),
        (["group a", "group b", "group c"], ["group a", "group c"], True),
        (["group a"], ["group b"], False),
        (["plan"], ["plan"], True),
        ([""], [""], True),
        (["plan", ""], ["plan"], False),  # what is said of the plan alone is said of many plans
        (["plan", ""], [""], False),
        (["plan", "group a"], ["plan"], False),
        (["plan", "group a"], ["plan", "group z"], False),
        (["plan", "group a"], ["group a"], True),
    ],
)
def test_it_is_the_same_model_where_half_is_found_again_and_more_than_the_plan_s(before, now, same):
    assert matched({"old.yaml": found(*before)}, {"new.yaml": found(*now)}) == (
        {"new.yaml": "old.yaml"} if same else {}
    )


def test_how_often_each_was_found_counts():
    (key,) = found("group a")
    (other,) = found("group b")
    assert matched({"old.yaml": {key: 2, other: 3}}, {"new.yaml": {key: 9}}) == {}
    assert matched({"old.yaml": {key: 3, other: 3}}, {"new.yaml": {key: 9}}) == {"new.yaml": "old.yaml"}
    assert matched({"old.yaml": {key: 9}}, {"new.yaml": {key: 4}}) == {}


def test_only_what_was_asked_of_the_new_file_is_missed_in_it():
    old = found("group a") | found("group b", "group c", code="CL303")
    new = {"new.yaml": found("group a")}
    assert matched({"old.yaml": old}, new) == {}
    assert matched({"old.yaml": old}, new, asked=lambda code: code == "CL304") == {"new.yaml": "old.yaml"}
    assert matched({"old.yaml": old}, new, asked=lambda _: False) == {}


def test_the_most_alike_are_matched_first_whatever_their_names():
    gone = {"x/a.yaml": found("group a", "group b"), "x/b.yaml": found("group a")}
    come = {"y/b.yaml": found("group a", "group b"), "y/a.yaml": found("group a")}
    assert matched(gone, come) == {"y/b.yaml": "x/a.yaml", "y/a.yaml": "x/b.yaml"}


@pytest.mark.parametrize(
    "expected",
    [
        {"y/emea.yaml": "x/emea.yaml", "y/apac.yaml": "x/apac.yaml"},
        {"a/emea/plan.yaml": "emea/plan.yaml", "b/apac/plan.yaml": "apac/plan.yaml"},
        {"q/b.yaml": "b.yaml", "q/a.yaml": "a.yaml"},
        {"q/plan.yaml": "q/old/plan.yaml", "q/old/new.yaml": "q/new.yaml"},
    ],
)
def test_of_models_alike_those_whose_paths_end_alike_are_the_same(expected):
    gone = {old: found("group a") for old in sorted(expected.values(), reverse=True)}
    for come in (sorted(expected), sorted(expected, reverse=True)):
        assert matched(gone, {new: found("group a") for new in come}) == expected
