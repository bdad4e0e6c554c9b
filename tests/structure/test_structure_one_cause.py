"""One cause, one finding: tried on every key and every value of a model that has every field.

Each in one way here, in turn; in every way in tests/thorough.
"""

from __future__ import annotations

import pytest
from checked_models import RICH, check, swap
from one_cause import (
    EITHER,
    KEYS,
    KINDS,
    MISSPELLINGS,
    SCALARS,
    SPOTS,
    assert_only_the_key_is_told,
    assert_only_the_value_is_told,
    name,
    same_place,
)

from coverage_lint.document.nodes import Map, Seq


def test_there_is_much_to_try():
    assert len(KEYS) > 200
    assert len(SCALARS) > 200


def test_the_rich_model_is_accepted():
    assert check(RICH).findings == []


@pytest.mark.parametrize("number", range(len(KEYS)), ids=lambda number: name(KEYS[number]))
def test_a_misspelt_key_is_the_only_finding_and_what_was_meant_is_refused(number):
    assert_only_the_key_is_told(MISSPELLINGS[number % len(MISSPELLINGS)], KEYS[number])


@pytest.mark.parametrize("number", range(len(SCALARS)), ids=lambda number: name(SCALARS[number]))
def test_a_value_of_the_wrong_kind_is_the_only_finding_and_is_refused(number):
    assert_only_the_value_is_told(KINDS[number % len(KINDS)], SCALARS[number])


@pytest.mark.parametrize("spot", [spot for spot in SPOTS if isinstance(spot.value, (Map, Seq))], ids=name)
def test_a_number_in_place_of_a_list_or_a_mapping_is_the_only_finding(spot):
    last = spot.path[-1]
    place = spot.holder.item_location(last) if isinstance(spot.holder, Seq) else spot.holder.value_location(last)
    checked = check(swap(RICH, place, " -7.5e-7\n" if last in EITHER else " 7\n"))
    assert [one.code for one in checked.findings] == ["CL010"]
    assert checked.document.rejected.refused(same_place(checked.document, spot), last)


@pytest.mark.parametrize("spot", KEYS, ids=name)
def test_an_empty_value_is_absent_unless_it_is_an_id(spot):
    place = spot.holder.value_location(str(spot.path[-1]))
    checked = check(swap(RICH, place, "null\n" if isinstance(spot.value, (Map, Seq)) else "null"))
    required = spot.path[-1] == "id" or (*spot.path[-3:-2], spot.path[-1]) == ("certifications", "name")
    assert [one.code for one in checked.findings] == (["CL010"] if required else [])
