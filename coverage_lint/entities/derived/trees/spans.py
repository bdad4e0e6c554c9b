"""Which rectangles hold a point: asked of many at once, in one sweep."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Span(NamedTuple):
    """A rectangle of whole numbers, its ends inclusive."""

    left: int
    right: int
    low: int
    high: int


def points_within(points: Iterable[tuple[int, int]], spans: Sequence[Span]) -> list[bool]:
    """Return for each span whether a point lies in it.

    A sweep from the left keeps, for each height, the point that came last: a span holds one if, as its right edge is
    met, the last one among its heights is not left of it.
    """
    waiting = sorted(range(len(spans)), key=lambda at: spans[at].right)
    ordered = sorted(points)
    heights = sorted({height for _, height in ordered})
    latest = _Latest(len(heights))
    found = [False] * len(spans)
    met = 0
    for at in waiting:
        span = spans[at]
        while met < len(ordered) and ordered[met][0] <= span.right:
            latest.put(bisect_right(heights, ordered[met][1]) - 1, ordered[met][0])
            met += 1
        first, last = bisect_right(heights, span.low - 1), bisect_right(heights, span.high) - 1
        found[at] = first <= last and latest.of(first, last) >= span.left
    return found


class _Latest:
    """The largest value in a range of places, where values only grow: a tree of pairs."""

    def __init__(self, size: int) -> None:
        self.size = max(1, size)
        self.values = [-1] * (2 * self.size)

    def put(self, place: int, value: int) -> None:
        """Set a place to a value that is no smaller than any before it."""
        at = place + self.size
        while at:
            self.values[at] = value
            at //= 2

    def of(self, first: int, last: int) -> int:
        """Return the largest value from the first to the last place; -1 for none."""
        most, low, high = -1, first + self.size, last + self.size + 1
        while low < high:
            if low & 1:
                most = max(most, self.values[low])
                low += 1
            if high & 1:
                high -= 1
                most = max(most, self.values[high])
            low, high = low // 2, high // 2
        return most
