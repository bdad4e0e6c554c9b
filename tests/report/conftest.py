"""A chart is drawn once for all tests of a process: Vega takes longer to draw a page than all else that makes it.

That it draws the same each time is what `anew` lets tests see, in which nothing is kept.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
import vl_convert

_draw = vl_convert.vegalite_to_svg
_drawn: dict[str, str] = {}


def _once(spec: dict[str, Any], **given: str) -> str:
    recipe = json.dumps([spec, given])
    if recipe not in _drawn:
        _drawn[recipe] = _draw(spec, **given)
    return _drawn[recipe]


@pytest.fixture(autouse=True)
def _kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "anew" not in request.fixturenames:
        monkeypatch.setattr(vl_convert, "vegalite_to_svg", _once)


@pytest.fixture
def anew() -> None:
    """Draw each chart again."""
