"""Small drawings beside figures: how far one reaches towards another, and how present a person is over the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.report.portrait.math import Gauge
    from coverage_lint.report.portrait.refs import Exact

WIDTH = 1000
"""Units that a meter is wide."""
_MONTH, _HEIGHT = 4, 12
"""Units that a month is wide, and a whole presence is high."""


class Meter(NamedTuple):
    """A bar, and the mark that it is compared with, in units from the left."""

    fill: int
    mark: int


def meter(gauge: Gauge) -> Meter | None:
    """Draw a value against another on one scale, the larger of the two near the right; None where one is unknown."""
    if gauge.value is None or gauge.against is None:
        return None
    value, against = max(gauge.value, 0), max(gauge.against, 0)
    scale = max(value, against)
    if not scale:
        return None
    room = WIDTH * 94 // 100
    return Meter(int(value * room / scale), int(against * room / scale))


def presence(months: Sequence[Exact]) -> str:
    """Return the outline of twelve steps, a month each, as an SVG path in a box of 48 by 12."""
    drawn = [f"M0 {_HEIGHT}"]
    last = None
    for at, share in enumerate(months):
        height = _HEIGHT - int(min(max(share, 0), 1) * _HEIGHT)
        if height != last:
            drawn.append(f"V{height}" if at == 0 else f"H{at * _MONTH}V{height}")
        last = height
    return "".join(drawn) + f"H{len(months) * _MONTH}V{_HEIGHT}Z"
