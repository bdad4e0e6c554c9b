"""Charts whose rows have a name on the left: where rows stand, and how many there may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.report.charts.drawing.colours import GRID, MUTED, TEXT
from coverage_lint.report.charts.drawing.frame import Layer, Row, across, is_narrow, rules, texts
from coverage_lint.report.charts.drawing.text import SMALL_TYPE, TYPE_SIZE, clean, fit, width

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS = 60
_AIRY_ROWS = 24
_AIRY, _DENSE = 26, 18
_LINE = 18
"""How high a name is that stands above its bar."""
_EDGE = 4


class Rows(NamedTuple):
    """Rows of the same height, each with a name."""

    names: tuple[str, ...]
    """'' where the chart itself writes what stands there."""
    left: int
    """The room for names."""
    more: str = ""
    """A last row without marks: 'and 12 more groups'."""
    tall: int = 0
    """How high a row is; 0 for what suits their number."""
    indents: tuple[int, ...] = ()
    """How far each name is indented; () for not at all."""

    @property
    def bar(self) -> int:
        """How high the part of a row is that has its marks."""
        return self.tall or (_AIRY if len(self.names) <= _AIRY_ROWS else _DENSE)

    @property
    def line(self) -> int:
        """How high the part of a row is that has its name, where that stands above the marks."""
        return _LINE if is_narrow() and any(self.names) else 0

    @property
    def step(self) -> int:
        """How high a row is."""
        return self.bar + self.line

    @property
    def airy(self) -> bool:
        """True if there is room for large marks."""
        return self.bar >= _AIRY

    @property
    def height(self) -> int:
        """How high all are."""
        return (len(self.names) + bool(self.more)) * self.step

    def middle(self, row: int) -> float:
        """Where the middle of a row's marks is."""
        return row * self.step + self.line + self.bar / 2

    def band(self, row: int, share: float) -> Row:
        """Return y and y2 of a bar that takes a share of a row's height."""
        half = self.bar * share / 2
        return {"y": self.middle(row) - half, "y2": self.middle(row) + half}

    def _named(self, row: int) -> float:
        return row * self.step + self.line / 2 + 3 if self.line else self.middle(row)

    @property
    def _room(self) -> int:
        return across() if self.line else self.left

    def layers(self, plot: int, *, lines: bool = True) -> list[Layer]:
        """Write the names beside a plot as wide as `plot`, with a thin line between rows."""
        indents = self.indents or (0,) * len(self.names)
        names: list[Row] = [
            {"x": indent - self.left, "y": self._named(row), "text": fit(name, self._room - indent - 10)}
            for row, (name, indent) in enumerate(zip(self.names, indents, strict=True))
            if name
        ]
        between: list[Row] = [
            {"x": -self.left, "x2": plot, "y": row * self.step, "y2": row * self.step}
            for row in range(1, len(self.names) + bool(self.more))
        ]
        more: list[Row] = [{"x": -self.left, "y": self.middle(len(self.names)), "text": self.more}] if self.more else []
        drawn = [texts(names, None, TEXT, size=TYPE_SIZE), texts(more, None, MUTED, size=SMALL_TYPE)]
        return [rules(between, None, GRID), *drawn] if lines else drawn


def room_for(names: Sequence[str], most: int = 320, least: int = 90) -> int:
    """Return the room that names want on the left of a plot: none where they stand above their bars."""
    if is_narrow():
        return _EDGE
    return max(least, min(most, max((width(clean(name)) for name in names), default=0) + 14))
