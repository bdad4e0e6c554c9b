"""Layers of a chart, and the frame they stand in.

A frame has fixed margins: nothing depends on how wide a machine's fonts are. Along x, marks stand at values of one
scale, or at units of the frame; along y always at units of the frame, from its top.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from coverage_lint.frozen import NamedTuple
from coverage_lint.report.charts.drawing.colours import AXIS, FONTS, GRID, MUTED, PAPER, TEXT
from coverage_lint.report.charts.drawing.text import SMALL_TYPE, TYPE_SIZE, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coverage_lint.report.charts.drawing.amounts import Scale
    from coverage_lint.report.portrait.refs import Exact

Layer: TypeAlias = "dict[str, object]"
Row: TypeAlias = "dict[str, float | str]"
Align: TypeAlias = Literal["left", "center", "right"]

WIDTH = 860
"""How wide a chart is, with its margins, in units of its own."""
PHONE = 360
"""How wide it is on a phone, where names stand above their bars."""
_across: ContextVar[int] = ContextVar("across", default=WIDTH)


@contextmanager
def drawn_across(units: int) -> Iterator[None]:
    """Draw the charts that are made within so wide."""
    token = _across.set(units)
    try:
        yield
    finally:
        _across.reset(token)


def across() -> int:
    """Return how wide charts are drawn."""
    return _across.get()


def is_narrow() -> bool:
    """True if names have no room beside their bars."""
    return across() < WIDTH


SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_LEGEND_LINE = 20
_SYMBOL = 16
_SOME_ROOM = Fraction(21, 20)


class Along(NamedTuple):
    """The x axis of a chart: the values at its two ends, and what they count."""

    low: float
    high: float
    title: str = ""
    axis: bool = True
    grid: bool = True
    ticks: int = 6

    @classmethod
    def upto(cls, scale: Scale, amounts: Iterable[Exact | None], room: Fraction = _SOME_ROOM, ticks: int = 6) -> Along:
        """Return an axis from 0, or the least amount, to the largest and some room for what is written there."""
        known = [Fraction(amount) for amount in amounts if amount is not None]
        high, low = max([*known, Fraction(0)]), min([*known, Fraction(0)])
        span = high - low or Fraction(10**scale.power)
        return cls(scale.number(low), scale.number(low + span * room), scale.units, ticks=ticks)

    def channel(self, field: str) -> dict[str, object]:
        """Place a mark at the value that a field of the data holds."""
        axis = {
            "title": self.title or None, "orient": "top", "tickCount": self.ticks, "format": ",.6~f", "grid": self.grid,
        }  # fmt: skip
        return {
            "field": field, "type": "quantitative", "axis": axis if self.axis else None,
            "scale": {"domain": [self.low, self.high], "nice": False, "zero": False},
        }  # fmt: skip


def pixel(field: str) -> dict[str, object]:
    """Place a mark at units of the frame."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def rectangles(rows: Sequence[Row], x: Along | None, fill: str, **mark: object) -> Layer:
    """Draw a rectangle for each row: from x to x2, from y to y2."""
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "rect", "fill": fill, "stroke": None, **mark},
        "encoding": {
            "x": x.channel("x") if x else pixel("x"), "x2": {"field": "x2"}, "y": pixel("y"), "y2": {"field": "y2"},
        },
    }  # fmt: skip


def rules(rows: Sequence[Row], x: Along | None, stroke: str, **mark: object) -> Layer:
    """Draw a line for each row: from x and y to x2 and y2."""
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "rule", "stroke": stroke, **mark},
        "encoding": {
            "x": x.channel("x") if x else pixel("x"), "x2": {"field": "x2"}, "y": pixel("y"), "y2": {"field": "y2"},
        },
    }  # fmt: skip


def points(rows: Sequence[Row], x: Along | None, shape: str, colour: str, **mark: object) -> Layer:
    """Draw a symbol for each row at x and y, filled unless `fill` says otherwise."""
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "point", "shape": shape, "fill": colour, "stroke": colour, "opacity": 1, "size": 60, **mark},
        "encoding": {"x": x.channel("x") if x else pixel("x"), "y": pixel("y")},
    }


def texts(
    rows: Sequence[Row], x: Along | None, fill: str = TEXT, align: Align = "left", *, size: int = TYPE_SIZE,
    bold: bool = False, dx: int = 0,
) -> Layer:  # fmt: skip
    """Write the text of each row at x and y."""
    mark = {"type": "text", "align": align, "baseline": "middle", "fontSize": size, "fill": fill, "dx": dx}
    if bold:
        mark["fontWeight"] = "bold"
    return {
        "data": {"values": list(rows)},
        "mark": mark,
        "encoding": {
            "x": x.channel("x") if x else pixel("x"), "y": pixel("y"), "text": {"field": "text", "type": "nominal"},
        },
    }  # fmt: skip


class Frame(NamedTuple):
    """Where the marks of a chart stand: a plot, and margins around it."""

    left: int
    top: int
    height: int
    right: int = 16
    bottom: int = 8
    whole: int = 0
    """How wide all is; 0 for as wide as charts are drawn."""

    @property
    def width(self) -> int:
        """How wide the plot is."""
        return (self.whole or across()) - self.left - self.right

    def spec(self, layers: Sequence[Layer]) -> Mapping[str, object]:
        """Make the recipe; layers without any row are left out."""
        return {
            "$schema": SCHEMA,
            "width": self.width,
            "height": self.height,
            "padding": {"left": self.left, "top": self.top, "right": self.right, "bottom": self.bottom},
            "autosize": {"type": "none"},
            "background": "transparent",
            "layer": [layer for layer in layers if layer["data"] != {"values": []}],
            "config": _CONFIG,
        }


_CONFIG: dict[str, object] = {
    "aria": False,
    "font": FONTS,
    "view": {"stroke": None},
    "axis": {
        "domain": False, "gridColor": GRID, "labelColor": MUTED, "labelFontSize": SMALL_TYPE, "tickColor": AXIS,
        "ticks": False, "titleAnchor": "end", "titleColor": MUTED, "titleFontSize": SMALL_TYPE,
        "titleFontWeight": "normal", "titlePadding": 4, "labelPadding": 4, "minExtent": 18, "maxExtent": 18,
    },
}  # fmt: skip


class Key(NamedTuple):
    """An entry of a legend: how a mark looks, and what it means."""

    text: str
    looks: Literal["area", "bar", "tick", "dash", "line", "point"]
    colour: str
    stroke: str | None = None
    shape: str = "circle"
    hollow: bool = False


class Legend(NamedTuple):
    """What marks mean, in lines at the top of a chart."""

    keys: tuple[Key, ...]
    whole: int = 0
    """How wide it may be; 0 for as wide as charts are drawn."""

    def _lines(self) -> list[list[tuple[int, Key]]]:
        lines: list[list[tuple[int, Key]]] = []
        room = self.whole or across()
        at = room
        for key in self.keys:
            wide = _SYMBOL + 6 + width(key.text) + 18
            if at + wide > room or not lines:
                lines.append([])
                at = 0
            lines[-1].append((at, key))
            at += wide
        return lines

    @property
    def height(self) -> int:
        """How much of the top margin it takes."""
        return len(self._lines()) * _LEGEND_LINE + 4 if self.keys else 0

    def layers(self, frame: Frame) -> list[Layer]:
        """Draw it above the plot of a frame, from the frame's left edge."""
        drawn: list[Layer] = []
        words: list[Row] = []
        for line, entries in enumerate(self._lines()):
            y = line * _LEGEND_LINE + _LEGEND_LINE // 2 - frame.top
            for start, key in entries:
                x = start - frame.left
                drawn.append(_symbol(key, x, y))
                words.append({"x": x + _SYMBOL + 6, "y": y, "text": key.text})
        return [*drawn, texts(words, None)]


def _symbol(key: Key, x: int, y: int) -> Layer:
    """Draw one symbol of a legend as the chart draws its marks."""
    middle = x + _SYMBOL // 2
    if key.looks == "point":
        look = {"fill": PAPER, "strokeWidth": 2} if key.hollow else {}
        return points([{"x": middle, "y": y}], None, key.shape, key.colour, **look)
    if key.looks == "tick":
        return rules([{"x": middle, "x2": middle, "y": y - 7, "y2": y + 7}], None, key.colour, strokeWidth=2.5)
    if key.looks in {"dash", "line"}:
        dash = {"strokeDash": [4, 3]} if key.looks == "dash" else {}
        return rules([{"x": x, "x2": x + _SYMBOL, "y": y, "y2": y}], None, key.colour, strokeWidth=2, **dash)
    half = 6 if key.looks == "area" else 4
    look = {"stroke": key.stroke} if key.stroke else {}
    return rectangles([{"x": x, "x2": x + _SYMBOL, "y": y - half, "y2": y + half}], None, key.colour, **look)
