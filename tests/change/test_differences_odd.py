"""Models in which anything stands anywhere: comparing them says something, or nothing, and never fails."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

from built_models import build
from hypothesis import given, settings
from hypothesis import strategies as st
from random_examples import examples
from ruamel.yaml import YAML

from coverage_lint.change.differences import differences

RICH = Path(__file__).parents[1] / "structure" / "rich_model.yaml"
ODD = [None, 5, -1, 2.5, True, "", "x", "12m", "1_0", "2027-02-30", "x-y", [], [5], [[]], [{}], {}, {"a": 1}, {"id": 5}]
ODD += [{"id": "a"}, [{"id": "a"}, {"id": "a"}], {"from": "gone.csv"}, "A" * 400, {"x-a": 1}, [None], {"Q1": "x"}]


def _plain() -> dict[str, Any]:
    read = YAML(typ="safe").load(RICH.read_text(encoding="utf-8"))
    plain: dict[str, Any] = json.loads(json.dumps(read, default=str))
    return plain


PLAIN = _plain()


def _places(node: object, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = list(node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ())
    return [(*way, key) for key, _ in pairs] + [place for key, inner in pairs for place in _places(inner, (*way, key))]


PLACES = [place for place in _places(PLAIN) if place != ("coverage_model",)]


@st.composite
def odd_models(draw: st.DrawFn) -> str:
    made = deepcopy(PLAIN)
    for way in draw(st.lists(st.sampled_from(PLACES), max_size=6)):
        odd = draw(st.sampled_from(ODD))
        with suppress(KeyError, IndexError, TypeError):  # what was there is no longer: something odd took its place
            node: Any = made
            for key in way[:-1]:
                node = node[key]
            node[way[-1]] = odd
    return json.dumps(made)


@settings(max_examples=examples(120), deadline=None)
@given(odd_models(), odd_models())
def test_any_two_models_can_be_compared(before: str, after: str):
    old, new = (build(text, marker="").model for text in (before, after))
    found = differences(old, new)
    assert all(one.sentences and (one.before or one.after) for one in found)
    assert all(len(words) <= 500 and "\n" not in words for one in found for words in one.sentences)
    places = [place for one in found for place in (one.before, one.after) if place is not None]
    assert all(place.line >= 1 for place in places)
    if before == after:
        assert found == ()
    assert len(differences(new, old)) == len(found)
