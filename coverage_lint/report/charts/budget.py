"""The lines of the budget, one after the other, against its total."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint import listing
from coverage_lint.frozen import NamedTuple
from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.amounts import percent, scale_of
from coverage_lint.report.charts.drawing.colours import BAD, BAD_HATCH, FIRST, MUTED, SECOND, SECOND_HATCH, SOFT, TEXT
from coverage_lint.report.charts.drawing.frame import (
    Along,
    Frame,
    Key,
    Legend,
    Row,
    across,
    rectangles,
    rules,
    texts,
)
from coverage_lint.report.charts.drawing.rows import Rows, room_for
from coverage_lint.report.charts.drawing.text import counted, listed, named, sentences

if TYPE_CHECKING:
    from coverage_lint.report.charts.drawing.amounts import Scale
    from coverage_lint.report.charts.drawing.frame import Layer
    from coverage_lint.report.portrait.business import Budget
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact

_MOST_LINES = 30
_RIGHT = 124


class _Bar(NamedTuple):
    name: str
    start: Exact
    amount: Exact
    priorities: Exact
    """What priorities take of it."""
    sums: bool
    """Whether it is a sum rather than a line."""

    @property
    def beyond(self) -> Exact:
        """What priorities take beyond it; 0 or less for nothing."""
        return self.priorities - self.amount


def budget(portrait: Portrait) -> Chart | None:
    """Draw each line where the one before it ends, then all together, and the total as a mark."""
    held = portrait.budget
    if held is None:
        return None
    bars = _bars(held)
    if not bars:
        return None
    ends = [0, *(bar.start + bar.amount for bar in bars[:-1])]
    scale = scale_of([held.total, *ends], portrait.head.currency).adding_up(ends)
    rows = Rows(tuple(bar.name for bar in bars), room_for([bar.name for bar in bars]))
    legend = _legend(held, bars, scale)
    frame = Frame(rows.left, legend.height + 40, rows.height, _RIGHT)
    x = Along.upto(scale, [held.total, *(bar.start + max(bar.amount, bar.priorities) for bar in bars)], ticks=5)
    head = texts([{"x": across() - rows.left, "y": -12, "text": "share of total"}], None, MUTED, "right", size=11)
    layers = [*rows.layers(frame.width + _RIGHT), *_drawn(held, bars, rows, x, scale), head]
    spec = frame.spec([*layers, *legend.layers(frame)])
    return Chart("chart-budget", "Budget lines against the total", scale.units, _sentence(held, scale), "budget", spec)


def _bars(held: Budget) -> list[_Bar]:
    """Return the lines whose amount is known, those beyond the first many as one, and their sum."""
    known = [line for line in held.lines if line.amount is not None]
    bars: list[_Bar] = []
    start: Exact = 0
    for line in known[:_MOST_LINES]:
        amount = line.amount or 0
        bars.append(_Bar(line.line.name, start, amount, line.priorities or 0, sums=False))
        start += amount
    rest = known[_MOST_LINES:]
    if rest:
        amount = sum(line.amount or 0 for line in rest)
        taken = sum(line.priorities or 0 for line in rest)
        bars.append(_Bar(f"{counted(len(rest), 'more line', 'more lines')}", start, amount, taken, sums=False))
        start += amount
    return [*bars, _Bar("Lines together", 0, start, 0, sums=True)] if bars else []


def _drawn(held: Budget, bars: list[_Bar], rows: Rows, x: Along, scale: Scale) -> list[Layer]:
    lines: list[Row] = []
    whole: list[Row] = []
    taken: list[Row] = []
    beyond: list[Row] = []
    said: list[Row] = []
    figures: list[Row] = []
    shares: list[Row] = []
    labels = [*scale.part_labels([0, *(bar.start + bar.amount for bar in bars[:-1])]), scale.label(bars[-1].amount)]
    for row, bar in enumerate(bars):
        start = scale.number(bar.start)
        place: Row = {"x": start, "x2": scale.number(bar.start + bar.amount), **rows.band(row, 0.62)}
        (whole if bar.sums else lines).append(place)
        if bar.priorities > 0:
            part = min(bar.priorities, bar.amount)
            taken.append({"x": start, "x2": scale.number(bar.start + part), **rows.band(row, 0.62)})
        if bar.beyond > 0:
            end = scale.number(bar.start + bar.priorities)
            beyond.append({"x": scale.number(bar.start + bar.amount), "x2": end, **rows.band(row, 0.62)})
            said.append({"x": end, "y": rows.middle(row), "text": f"▼ {scale.label(bar.beyond)} beyond"})
        figures.append({"x": across() - rows.left - 60, "y": rows.middle(row), "text": labels[row]})
        if held.total:
            share = percent(Fraction(bar.amount) / held.total)
            shares.append({"x": across() - rows.left, "y": rows.middle(row), "text": share})
    layers = [
        rectangles(lines, x, SOFT, stroke=FIRST), rectangles(taken, x, SECOND_HATCH, stroke=SECOND),
        rectangles(beyond, x, BAD_HATCH, stroke=BAD), texts(said, x, BAD, dx=8, bold=True),
        rectangles(whole, x, FIRST), texts(figures, None, TEXT, "right"), texts(shares, None, MUTED, "right"),
    ]  # fmt: skip
    if held.total is not None:
        at = scale.number(held.total)
        mark: Row = {"x": at, "x2": at, "y": 0, "y2": rows.height}
        layers.append(rules([mark], x, BAD if _over(held) else TEXT, strokeDash=[4, 3], strokeWidth=2))
    return layers


def _over(held: Budget) -> bool:
    return held.left is not None and held.left < 0


def _legend(held: Budget, bars: list[_Bar], scale: Scale) -> Legend:
    keys = [Key("line", "bar", SOFT, FIRST), Key("all lines", "bar", FIRST)]
    if any(bar.priorities > 0 for bar in bars):
        keys.insert(1, Key("of it for priorities", "bar", SECOND_HATCH, SECOND))
    if any(bar.beyond > 0 for bar in bars):
        keys.insert(2, Key("priorities beyond it", "bar", BAD_HATCH, BAD))
    if held.total is not None:
        over = _over(held)
        text = f"total {scale.label(held.total)}{', exceeded' if over else ''}"
        keys.append(Key(text, "dash", BAD if over else TEXT))
    return Legend(tuple(keys))


def _sentence(held: Budget, scale: Scale) -> str:
    unknown = [line.line.name for line in held.lines if line.amount is None]
    known = [(line.amount, line.line.name) for line in held.lines if line.amount is not None]
    amount, largest = max(known, key=lambda line: line[0])
    share = f", {percent(Fraction(amount) / held.total)} of the total" if held.total else ""
    against = ""
    if held.total is not None and held.planned is not None and held.left is not None:
        rest = f"{scale.exact(-held.left)} more than there is" if held.left < 0 else "nothing is left"
        if held.left > 0:
            rest = f"{scale.exact(held.left)} are left"
        against = f"The lines come to {scale.exact(held.planned)} of {scale.exact(held.total)}: {rest}."
    elif held.total is None:
        against = "The total is not known."
    beyond = [
        f"{named(line.line.name)} by {scale.exact(line.priorities - line.amount)}"
        for line in held.lines
        if line.priorities is not None and line.amount is not None and line.priorities > line.amount
    ]
    return sentences((
        against,
        f"Priorities take more than there is of {listing.listed(beyond, 3)}." if beyond else "",
        f"The largest is {listed([largest])} with {scale.exact(amount)}{share}.",
        f"The amount of {listed(unknown)} is not known and left out." if unknown else "",
    ))  # fmt: skip
