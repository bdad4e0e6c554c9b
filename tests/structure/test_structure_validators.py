"""jsonschema-rs, which decides, and jsonschema, which is asked here alone, say the same of every document."""

from __future__ import annotations

import copy
from decimal import Decimal

import jsonschema_rs
import pytest
from checked_models import RICH, read
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from random_examples import examples

from coverage_lint.schemas import compiled_schema, flat_schema, load_schema

EXPLAINING = Draft202012Validator(load_schema(), format_checker=FormatChecker(formats=("date",)))
EXPLAINING_FLAT = Draft202012Validator(flat_schema(), format_checker=FormatChecker(formats=("date",)))
DECIDING_FLAT = jsonschema_rs.Draft202012Validator(flat_schema(), validate_formats=True)

VALUES = [
    None, True, False, 0, 1, -1, 2, 10**9, 10**18, -(10**18), 10**18 - 1, 10**30, Decimal("1.5"), Decimal("-0.1"),
    Decimal("999999999999999999.5"), Decimal("1E-30"), "", "a", "ada-lovelace", "a\n", "\na", "a--b", "-a", "a-", "A",
    "x-sell", "101", "é", "a\u2028", "USD", "USD\n", "usd", "USDX", "12_000_000", "12__0", "_1", "1_", "1.5", "1.",
    ".5", "-1.123456", "1.1234567", "12m", "1\n", "999999999999999999", "1000000000000000000", "2027-01-31",
    "2027-02-30", "2027-01-31\n", "20270131", "2027-W01-1", "2027-1-1", "0000-01-01", "0001-01-01", "active",
    "n" * 300, "n" * 301, "é" * 300, "x" * 1001, [], ["a"], ["a", None], [1], [[]], [{}], {}, {"id": "a"},
    {"x-a": 1}, {"from": "a.csv"}, {"from": []}, {"from": 5}, {"Q1": 5}, {"Q5": 5}, {"Q1\n": 5}, {"2027-13": 5},
    {"2027-12": "5"}, {"A": 1}, {"a\n": 1}, {"x-\n": 1}, {"name": "a"}, {"$schema": "a"},
]  # fmt: skip
KEYS = ["id", "idd", "x-a", "x", "", "from", "quota", "Q1", "Q5", "2027-01", "$schema", "$schema\n", "id\n", "é"]


def plain(value):
    if isinstance(value, dict):
        return {key: plain(held) for key, held in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


MODEL = plain(read(RICH).root)


def told_by_rs(validator, value):
    return {(tuple(error.instance_path), kind(error.schema_path[-1])) for error in validator.iter_errors(value)}


def told_by_jsonschema(validator, value):
    return {(tuple(error.absolute_path), kind(error.validator)) for error in validator.iter_errors(value)}


def kind(keyword):
    """Take format and pattern of a date as one: in the year 0 either may be told."""
    return "date" if keyword in {"format", "pattern"} else keyword


def assert_agreement(value):
    told = told_by_rs(compiled_schema(), value)
    assert told == told_by_jsonschema(EXPLAINING, value)
    assert told == told_by_jsonschema(EXPLAINING_FLAT, value) == told_by_rs(DECIDING_FLAT, value)
    assert compiled_schema().is_valid(value) is not bool(told)
    assert EXPLAINING.is_valid(value) is not bool(told)


def test_both_accept_the_rich_model():
    assert compiled_schema().is_valid(MODEL)
    assert EXPLAINING.is_valid(MODEL)


@pytest.mark.parametrize(
    "name",
    [
        "id",
        "amount",
        "share",
        "attainment",
        "multiple",
        "factor",
        "count",
        "date",
        "flag",
        "text",
        "motion",
        "phasing",
        "from",
    ],
)
def test_both_agree_on_every_value_for_every_type(name):
    schema = load_schema()["$defs"][name] | {"$defs": load_schema()["$defs"]}
    deciding = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    explaining = Draft202012Validator(schema, format_checker=FormatChecker(formats=("date",)))
    for value in VALUES:
        assert told_by_rs(deciding, value) == told_by_jsonschema(explaining, value), value


def containers(value):
    if isinstance(value, (dict, list)):
        yield value
        for held in value.values() if isinstance(value, dict) else value:
            yield from containers(held)


@st.composite
def mutated_models(draw):
    model = copy.deepcopy(MODEL)
    for _ in range(draw(st.integers(1, 3))):
        held = [part for part in containers(model) if part]
        part = held[draw(st.integers(0, len(held) - 1))]
        step = draw(st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part))))
        change = draw(st.sampled_from(["replace", "remove", "add"]))
        if change == "remove":
            del part[step]
        elif change == "replace" or isinstance(part, list):
            part[step] = copy.deepcopy(draw(st.sampled_from(VALUES)))
        else:
            part[draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(st.sampled_from(VALUES)))
    return model


@settings(max_examples=examples(150), deadline=None)
@given(mutated_models())
def test_both_agree_on_random_mutations_of_the_rich_model(model):
    assert_agreement(model)
