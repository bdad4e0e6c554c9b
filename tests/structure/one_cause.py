"""What may be wrong with a key or a value of a model that has every field, and that it is the only finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checked_models import RICH, Spot, check, read, spots, swap

from coverage_lint.document.nodes import Map, Seq

if TYPE_CHECKING:
    from collections.abc import Callable

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


MISSPELLINGS = (swapped, doubled, shortened, capital)
KINDS = ("kind", "{x-a: 1}", "[[]]")


def assert_only_the_key_is_told(misspell: Callable[[str], str], spot: Spot) -> None:
    """Misspell a key: that is the only finding, and what was meant is refused."""
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


def assert_only_the_value_is_told(wrong: str, spot: Spot) -> None:
    """Put a value of the wrong kind in a place: that is the only finding, and it is refused."""
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
