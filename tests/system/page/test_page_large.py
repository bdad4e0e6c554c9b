"""The page of two thousand people: how large it is, and how soon it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opened_page import OpenedPage

pytestmark = pytest.mark.xdist_group("browser")

LARGEST = 3_000_000
"""Bytes."""
LONGEST = 200
"""Milliseconds until an answer is laid out: then people still take it for the answer to what they did."""
ACTIONS = {
    "search for a letter": "const box = document.getElementById('find-text'); box.value = 'a'; tell(box);",
    "search for a name": "const box = document.getElementById('find-text'); box.value = 'anna'; tell(box);",
    "empty the search": "const box = document.getElementById('find-text'); box.value = ''; tell(box);",
    "sort people by a number": "document.querySelectorAll('#worst-people th button')[5].click();",
    "sort people by name": "document.querySelectorAll('#worst-people th button')[0].click();",
    "show more people": "document.querySelector('#worst-people .show-more').click();",
    "filter findings": "document.querySelector('#filter input').click();",
    "move a slider": "const one = document.querySelector('#sketch [name=attrition]'); one.value = 7; tell(one);",
    "open a long table": "const fold = document.querySelector('.group .fold, .fold'); fold.open = !fold.open;",
}


def test_it_stays_small(page_of: Callable[[str], Path]) -> None:
    assert page_of("enterprise").stat().st_size < LARGEST


@pytest.mark.parametrize("action", ACTIONS)
def test_it_answers_at_once(opened: Callable[..., OpenedPage], action: str) -> None:
    """The quickest of three, since other programs run on the machine too."""
    page = opened("enterprise")
    took = page.asks(
        "() => { const tell = (one) => one.dispatchEvent(new Event('input', { bubbles: true })); const took = [];"
        "for (let at = 0; at < 3; at += 1) { const begun = performance.now(); {" + ACTIONS[action] + "}"
        "document.body.offsetHeight; took.push(performance.now() - begun); } return took; }"
    )
    assert min(took) < LONGEST, took
