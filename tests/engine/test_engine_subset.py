"""The check that reads emitted JSON back: outside is what the engine takes without a word and answers wrongly."""

import json

import pytest

from coverage_lint.engine.faults import OutsideSubset
from coverage_lint.engine.subset import assert_subset


def ruleset(*conditions: object, kind="group", name="r"):
    return json.dumps({name: {"all": [{"m": {"$and": [{"kind": kind}, *conditions]}}]}})


GOOD = {"$lt": {"a": 0}}
DEEP = [{"$or": [{"b": 1}, {"c": 2}]}, {"$neq": {"d": "x"}}, {"$gt": {"a": 1}}, {"e": 1}, {"f": True}]


def test_what_the_compiler_emits_is_inside():
    assert_subset(ruleset(GOOD, *DEEP, {"$or": [{"$and": DEEP}, GOOD]}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "{",
        '{"r": {"any": [{"m": {"$and": [{"kind": "group"}, {"a": 1}]}}]}}',
        '{"r": {"all": []}}',
        '{"r": {"all": [{"m": {"$and": [{"kind": "group"}, {"a": 1}]}}, {"n": {"$and": [{"kind": "x"}, {"a": 1}]}}]}}',
        '{"r": {"all": [{"m$not": {"$and": [{"kind": "group"}, {"a": 1}]}}]}}',
        '{"r": {"all": [{"m": {"$or": [{"kind": "group"}, {"a": 1}]}}]}}',
        '{"r": {"all": [{"m": {"kind": "group"}}]}}',
        '{"r": {"all": [{"m": {"$and": []}}]}}',
        '{"r": {"all": [{"m": {"$and": [{"kind": "group"}]}}]}}',
        '{"r": {"all": [{"m": {"$and": [{"a": 1}, {"kind": "group"}]}}]}}',
        '{"r": {"all": [{"m": {"$and": [{"kind": 1}, {"a": 1}]}}]}}',
        '{"r": {"all": [{"m": {"$and": [{"kind": "group", "a": 1}]}}]}}',
        '{"r": {"all": [{"m": {"$and": [{"kind": "group"}, {"a": 1}]}}], "count": 2}}',
        (
            '{"r": {"all": [{"m": {"$and": [{"kind": "group"}, {"a": 1}]}}]}, '
            '"r": {"all": [{"m": {"$and": [{"kind": "group"}, {"a": 1}]}}]}}'
        ),
        (
            '{"r": {"all": [{"m": {"$and": [{"kind": "group"}, {"a": 1}]}}]}, '
            '"s": {"all": [{"m": {"$and": [{"kind": "plan"}, {"a": 1}]}}]}}'
        ),
    ],
)
def test_another_shape_is_outside(text):
    with pytest.raises(OutsideSubset):
        assert_subset(text)


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"a": 1, "b": 2},
        {"$or": []},
        {"$and": []},
        {"$or": {"a": 1}},
        {"$lt": {"a": 1, "b": 2}},
        {"$lt": {}},
        {"$lt": 1},
        {"$LT": {"a": 1}},
        {"$less": {"a": 1}},
        {"$eq": {"a": 1}},
        {"$mt": {"a": "x.*"}},
        {"$iall": {"a": 1}},
        {"$not": [{"a": 1}]},
        {"$lt": {"a": {"$m": "b"}}},
        {"$lt": {"a": {"$mul": {"$l": {"$m": "b"}, "$r": 2}}}},
        {"$lt": {"a": "x"}},
        {"$gte": {"a": True}},
        {"$ex": {"a": 1}},
        {"$nex": {"a": 1}},
        {"a": None},
        {"a": 1.5},
        {"a": float("nan")},
        {"a": 2**63},
        {"a": [1]},
        {"a": {"b": 1}},
        {"id": 1},
        {"sid": "0"},
        {"kind": "plan"},
        {"$neq": {"a.b": 1}},
        {"a": "x" * 65_535},
        {"$or": [{"a": 1}, {"a": True}]},
        {"$or": [{"a": 1}, {"$neq": {"a": "1"}}]},
        {"$or": [{"costarring": 1}, {"liquid": 1}]},
        {"fdrcbsyx": 1},
        {"$and": [{f"a{n}": 1} for n in range(61)]},
        {"$or": [{f"a{n}": 1} for n in range(60)]},
        {"$and": [{"$or": [{f"a{g}": n} for n in range(3)]} for g in range(7)]},
    ],
    ids=lambda condition: json.dumps(condition)[:50],
)
def test_a_condition_beyond_the_subset_is_outside_wherever_it_stands(condition):
    for text in (ruleset(condition), ruleset({"$or": [GOOD, {"$and": [GOOD, condition]}]})):
        with pytest.raises(OutsideSubset):
            assert_subset(text)


def test_a_fifteenth_inner_group_is_outside():
    group = {"$and": [GOOD]}
    assert_subset(ruleset(*[group] * 14))
    with pytest.raises(OutsideSubset, match="15 inner groups"):
        assert_subset(ruleset(*[group] * 15))


def test_sixty_conditions_of_several_rules_are_counted_together():
    rules = {f"r{n}": json.loads(ruleset(GOOD))["r"] for n in range(60)}
    assert_subset(json.dumps(rules))
    with pytest.raises(OutsideSubset, match="61 conditions"):
        assert_subset(json.dumps(rules | {"more": rules["r0"]}))
