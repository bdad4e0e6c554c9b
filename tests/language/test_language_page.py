"""The page on the policy language names every aggregate, function and format that there is."""

import os

import pytest

from coverage_lint.language.format import FORMATS
from coverage_lint.language.functions import AGGREGATES, FUNCTIONS
from coverage_lint.language.parse import MAX_DEPTH, MAX_LENGTH, MAX_NODES

with open(os.path.join(os.path.dirname(__file__), "..", "..", "docs", "policy-language.md"), encoding="utf-8") as file:
    PAGE = file.read()


@pytest.mark.parametrize("name", [*AGGREGATES, *FUNCTIONS])
def test_function_is_on_the_page(name):
    assert f"`{name}(" in PAGE


@pytest.mark.parametrize("name", [one for one in FORMATS if one != "text"])
def test_format_is_on_the_page(name):
    assert f":{name}}}" in PAGE


@pytest.mark.parametrize("bound", [f"{MAX_LENGTH:,} characters", f"{MAX_NODES} parts", f"{MAX_DEPTH} levels"])
def test_bounds_are_those_of_the_parser(bound):
    assert bound in PAGE
