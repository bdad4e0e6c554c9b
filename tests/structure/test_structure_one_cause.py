"""One cause, one finding: tried on every key and every value of a model that has every field."""

from __future__ import annotations

import pytest
from checked_models import RICH, Spot, check, read, spots, swap

from coverage_lint.document.nodes import Map, Seq

ROOT = read(RICH).root
SPOTS = list(spots(ROOT))
ROWS_OF_IDS = {"targets", "quota", "accounts"}
EITHER = {"quota", "accounts", "attainment"}
"""Fields that take one value, or a map of values."""


def holder_is_rows(spot: Spot) -> bool:
    """True if a key is another entity's id, whose misspelling is for references to find."""
    return len(spot.path) > 1 and (
        spot.path[-2] in ROWS_OF_IDS or (spot.path[-2] == "groups" and spot.path[0] == "people")
    )


KEYS = [
    spot
    for spot in SPOTS
    if isinstance(spot.holder, Map) and spot.path != ("coverage_model",) and not holder_is_rows(spot)
]
SCALARS = [spot for spot in SPOTS if not isinstance(spot.value, (Map, Seq)) and spot.path != ("coverage_model",)]


def swapped(key: str) -> str:
    return key[1] + key[0] + key[2:]


def doubled(key: str) -> str:
    middle = len(key) // 2
    return key[:middle] + key[middle - 1] + key[middle:]


def shortened(key: str) -> str:
    return key[:1] + key[2:] if len(key) > 2 else key + key[-1]


def capital(key: str) -> str:
    return key.replace("_", " ").title().replace(" ", "")


def name(spot: object) -> str:
    return ".".join(map(str, spot.path)) if isinstance(spot, Spot) else str(getattr(spot, "__name__", spot))


def same_place(document, spot: Spot):
    node = document.root
    for step in spot.path[:-1]:
        node = node[step]
    return node


def test_there_is_much_to_try():
    assert len(KEYS) > 200
    assert len(SCALARS) > 200


def test_the_rich_model_is_accepted():
    assert check(RICH).findings == []


@pytest.mark.parametrize("spot", KEYS, ids=name)
@pytest.mark.parametrize("misspell", [swapped, doubled, shortened, capital], ids=name)
def test_a_misspelt_key_is_the_only_finding_and_what_was_meant_is_refused(misspell, spot):
    key = str(spot.path[-1])
    wrong = misspell(key)
    if wrong == key or (wrong[:1] == "Q" and wrong[1:].isdigit() and len(wrong) == 2):
        wrong = "_" + key
    checked = check(swap(RICH, spot.holder.key_location(key), wrong))
    assert [one.code for one in checked.findings] == ["CL011"]
    assert checked.underlined() == wrong
    holder = same_place(checked.document, spot)
    if "phasing" in str(spot.path[-2:-1]):
        outer = same_place(checked.document, Spot(spot.path[:-1], spot.holder, None))
        assert checked.document.rejected.refused(outer, spot.path[-2])
    else:
        assert checked.document.rejected.refused(holder, key)


def wrong_for(value: object) -> str:
    """Return a number for what is text, and text for the rest, amounts written with underscores among it."""
    return "7" if isinstance(value, str) and value.strip("0123456789_.") else '"seven"'


@pytest.mark.parametrize("spot", SCALARS, ids=name)
@pytest.mark.parametrize("wrong", ["kind", "{x-a: 1}", "[[]]"])
def test_a_value_of_the_wrong_kind_is_the_only_finding_and_is_refused(wrong, spot):
    instead = wrong_for(spot.value) if wrong == "kind" else wrong
    if spot.path[0] in {"people", "territories"} and spot.path[-1] in EITHER and wrong.startswith("{"):
        instead = "[{}]"
    if spot.path[-2:-1] == ("certifications",) and spot.path[0] == "people" and wrong.startswith("{"):
        instead = "{x-a: 1, name: 7}"  # a certification may be a mapping
    last = spot.path[-1]
    place = spot.holder.item_location(last) if isinstance(spot.holder, Seq) else spot.holder.value_location(last)
    checked = check(swap(RICH, place, instead))
    assert [one.code for one in checked.findings] == ["CL010"]
    assert checked.underlined() == ("7" if "name: 7" in instead else instead)
    holder = same_place(checked.document, spot)
    inner = holder[last]
    assert checked.document.rejected.refused(*((inner, "name") if "name: 7" in instead else (holder, last)))


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
