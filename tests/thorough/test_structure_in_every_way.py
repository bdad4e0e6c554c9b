"""One cause, one finding, for the structure alone: each key misspelt and each value wrong in every way."""

import pytest
from one_cause import (
    KEYS,
    KINDS,
    MISSPELLINGS,
    SCALARS,
    assert_only_the_key_is_told,
    assert_only_the_value_is_told,
    name,
)


@pytest.mark.parametrize("misspell", MISSPELLINGS, ids=name)
def test_a_misspelt_key_is_the_only_finding(misspell):
    for spot in KEYS:
        assert_only_the_key_is_told(misspell, spot)


@pytest.mark.parametrize("wrong", KINDS)
def test_a_value_of_the_wrong_kind_is_the_only_finding(wrong):
    for spot in SCALARS:
        assert_only_the_value_is_told(wrong, spot)
