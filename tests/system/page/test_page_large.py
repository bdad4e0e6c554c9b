"""The page of two thousand people: how large it is, and how soon it answers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from made_plans import TOP

sys.path.append(str(TOP / "benchmarks"))
from opening import ACTIONS, ANSWER, LARGEST, LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opened_page import OpenedPage

pytestmark = pytest.mark.xdist_group("browser")


def test_it_stays_small(page_of: Callable[[str], Path]) -> None:
    assert page_of("enterprise").stat().st_size < LARGEST


@pytest.mark.parametrize("action", ACTIONS)
def test_it_answers_at_once(opened: Callable[..., OpenedPage], action: str) -> None:
    """The quickest of three, since other programs run on the machine too."""
    took = opened("enterprise").asks(
        ANSWER.replace('new Function("tell", action)', f"(tell) => {{ {ACTIONS[action]} }}"), [action, 3]
    )
    assert min(took) < LONGEST, took
