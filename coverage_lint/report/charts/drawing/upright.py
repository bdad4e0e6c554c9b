"""The y axis of charts whose bars stand upright."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.report.charts.drawing.amounts import plain
from coverage_lint.report.charts.drawing.colours import AXIS, GRID, MUTED
from coverage_lint.report.charts.drawing.frame import is_narrow, rules, texts
from coverage_lint.report.charts.drawing.text import SMALL_TYPE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.report.charts.drawing.frame import Frame, Layer, Row
    from coverage_lint.report.portrait.refs import Exact

_ROUND = (Fraction(1, 10), Fraction(1, 5), Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(2))
_STEPS = 5


def month_word(name: str) -> str:
    """Name a month below its bar: 2027-01, or 01 where there is no room."""
    return name[5:] if is_narrow() else name


class Upright(NamedTuple):
    """An axis from 0 to a round number."""

    height: int
    """How high the plot is."""
    step: Fraction
    """From one line to the next."""
    steps: int

    @classmethod
    def upto(cls, height: int, values: Sequence[Exact], *, whole: bool = False) -> Upright:
        """Choose steps of a round number, at most five, that reach the largest of values; `whole` for counts."""
        largest = Fraction(max([*values, 0])) or Fraction(1)
        size = Fraction(10) ** (len(str(int(largest))) - 1)
        steps = (size * part for part in _ROUND if not whole or (size * part).denominator == 1)
        step = next(step for step in steps if step * _STEPS >= largest)
        return cls(height, step, -(-largest // step))

    def at(self, value: Exact) -> float:
        """Return how far from the top a value stands."""
        return plain(self.height * (1 - Fraction(max(value, 0)) / (self.step * self.steps)))

    def layers(self, frame: Frame, units: str) -> list[Layer]:
        """Draw a line and its number at each step, and what they count above."""
        lines: list[Row] = []
        numbers: list[Row] = []
        for number in range(self.steps + 1):
            y = self.at(number * self.step)
            lines.append({"x": 0, "x2": frame.width, "y": y, "y2": y})
            numbers.append({"x": -8, "y": y, "text": f"{plain(number * self.step):,.6g}"})
        return [
            rules(lines, None, GRID), texts(numbers, None, MUTED, "right", size=SMALL_TYPE),
            texts([{"x": -frame.left, "y": -16, "text": units}], None, MUTED, size=SMALL_TYPE),
            rules([{"x": 0, "x2": frame.width, "y": self.height, "y2": self.height}], None, AXIS),
        ]  # fmt: skip
