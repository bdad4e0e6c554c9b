"""Priorities on a time line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.language.format import shown as worded
from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.colours import BAND, FIRST, MUTED, SECOND, TEXT
from coverage_lint.report.charts.drawing.frame import Along, Frame, Key, Legend, points, rectangles, rules, texts
from coverage_lint.report.charts.drawing.rows import Rows, room_for
from coverage_lint.report.charts.drawing.text import SMALL_TYPE, counted, listed, sentences, width

if TYPE_CHECKING:
    from coverage_lint.report.charts.drawing.frame import Layer, Row
    from coverage_lint.report.portrait.business import PriorityLine
    from coverage_lint.report.portrait.portrait import Portrait

_MOST = 40
_BEYOND = 184
"""Days around the fiscal year that are drawn where priorities reach there; what lies farther out gets an arrow."""
_SOME_DAYS = 4


class _Span(NamedTuple):
    line: PriorityLine
    start: int | None
    due: int | None
    """Days, as date.toordinal counts them."""


class _Window(NamedTuple):
    first: int
    last: int

    def holds(self, day: int) -> bool:
        return self.first <= day <= self.last

    def at(self, day: int) -> int:
        """Return where a day stands, counted from the first; what is outside stands at the edge."""
        return min(max(day, self.first), self.last) - self.first


def priorities(portrait: Portrait) -> Chart | None:
    """Draw a bar from start to due for each priority, over the quarters of the fiscal year, with today."""
    spans = [_Span(line, day_of(line.start), day_of(line.due)) for line in portrait.priorities]
    known = [span for span in spans if span.start is not None or span.due is not None]
    if not known:
        return None
    shown = known[:_MOST]
    window = _window(portrait, shown)
    names = [_named(span.line) for span in shown]
    more = (
        f"and {counted(len(known) - len(shown), 'more priority', 'more priorities')}" if len(shown) < len(known) else ""
    )
    rows = Rows(tuple(names), room_for(names, most=430), more)
    today = day_of(portrait.head.today)
    legend = _legend(shown, window, today)
    frame = Frame(rows.left, legend.height + 26, rows.height)
    x = Along(0, max(1, window.last - window.first), axis=False)
    layers = [
        *_quarters(portrait, window, rows, x, frame.width), *rows.layers(frame.width), *_bars(shown, window, rows, x),
        *_beyond(shown, window, rows, x),
    ]  # fmt: skip
    if today is not None and window.holds(today):
        at = window.at(today)
        layers.append(rules([{"x": at, "x2": at, "y": 0, "y2": rows.height}], x, SECOND, strokeWidth=2))
    spec = frame.spec([*layers, *legend.layers(frame)])
    sentence = _sentence(portrait, spans, known, len(shown), today)
    return Chart("chart-priorities", "Priorities on the time line", "", sentence, "priorities", spec)


def day_of(text: str | None) -> int | None:
    """Read an ISO day; None where it is none."""
    try:
        return dt.date.fromisoformat(text).toordinal() if text else None
    except ValueError:
        return None


def _named(line: PriorityLine) -> str:
    return f"{worded(line.rank, 'count')}. {line.priority.name}" if line.rank is not None else line.priority.name


def _window(portrait: Portrait, shown: list[_Span]) -> _Window:
    """Choose the days to draw: the fiscal year, and what priorities reach beyond it, up to half a year."""
    days = [day for span in shown for day in (span.start, span.due) if day is not None]
    first, last = day_of(portrait.head.starts), day_of(portrait.head.ends)
    if first is None or last is None or last <= first:
        middle = sorted(days)[len(days) // 2]
        first, last = middle, middle
    early = [day for day in days if first - _BEYOND <= day < first]
    late = [day for day in days if last < day <= last + _BEYOND]
    return _Window(min([*early, first]) - _SOME_DAYS, max([*late, last]) + _SOME_DAYS)


def _quarters(portrait: Portrait, window: _Window, rows: Rows, x: Along, plot: int) -> list[Layer]:
    """Draw quarters as bands, every other one, with their names above as far as they have room."""
    bands: list[Row] = []
    names: list[Row] = []
    for number, quarter in enumerate(portrait.quarters):
        first, last = day_of(quarter.starts), day_of(quarter.ends)
        if first is not None and last is not None and first <= window.last and last >= window.first:
            start, end = window.at(first), window.at(last + 1)
            if number % 2 == 0:
                bands.append({"x": start, "x2": end, "y": 0, "y2": rows.height})
            room = (end - start) * plot // max(1, window.last - window.first)
            said = [f"{quarter.name}, from {str(quarter.starts)[:7]}", quarter.name]
            fitting = [text for text in said if width(text, SMALL_TYPE) <= room]
            names += [{"x": (start + end) / 2, "y": -12, "text": text} for text in fitting[:1]]
    return [rectangles(bands, x, BAND, opacity=0.6), texts(names, x, MUTED, "center", size=SMALL_TYPE)]


def _bars(shown: list[_Span], window: _Window, rows: Rows, x: Along) -> list[Layer]:
    bars: list[Row] = []
    starts: list[Row] = []
    dues: list[Row] = []
    for row, span in enumerate(shown):
        middle = rows.middle(row)
        if span.start is not None and span.due is not None:
            if span.start <= window.last and span.due >= window.first:
                place: Row = {"x": window.at(span.start), "x2": window.at(span.due), **rows.band(row, 0.5)}
                bars.append({**place, "start": str(span.line.start), "due": str(span.line.due)})
        elif span.start is not None and window.holds(span.start):
            starts.append({"x": window.at(span.start), "y": middle})
        if span.due is not None and window.holds(span.due):
            dues.append({"x": window.at(span.due), "y": middle})
    return [
        rectangles(bars, x, FIRST), points(starts, x, "triangle-right", FIRST, size=90),
        points(dues, x, "diamond", TEXT, size=80),
    ]  # fmt: skip


def _beyond(shown: list[_Span], window: _Window, rows: Rows, x: Along) -> list[Layer]:
    """Mark with arrows what begins before the first day drawn, or ends after the last."""
    before: list[Row] = []
    after: list[Row] = []
    for row, span in enumerate(shown):
        days = [day for day in (span.start, span.due) if day is not None]
        if min(days) < window.first:
            before.append({"x": 0, "y": rows.middle(row), "text": "◀"})
        if max(days) > window.last:
            after.append({"x": window.last - window.first, "y": rows.middle(row), "text": "▶"})
    return [texts(before, x, TEXT), texts(after, x, TEXT, "right")]


def _legend(shown: list[_Span], window: _Window, today: int | None) -> Legend:
    keys = [Key("from start to due", "bar", FIRST), Key("due", "point", TEXT, shape="diamond")]
    if any(span.due is None for span in shown):
        keys.append(Key("start, no due day", "point", FIRST, shape="triangle-right"))
    if today is not None and window.holds(today):
        keys.append(Key("today", "tick", SECOND))
    return Legend(tuple(keys))


def _sentence(portrait: Portrait, spans: list[_Span], known: list[_Span], shown: int, today: int | None) -> str:
    first, last = day_of(portrait.head.starts), day_of(portrait.head.ends)
    undated = [span.line.priority.name for span in spans if span not in known]
    dues = sorted((span.due, span.line) for span in known if span.due is not None)
    late = [line.priority.name for due, line in dues if today is not None and due < today]
    outside = [
        line.priority.name for due, line in dues if first is not None and last is not None and not first <= due <= last
    ]
    ends = (
        f"The first is due on {dues[0][1].due}, the last on {dues[-1][1].due}." if len(dues) > 1
        else f"It is due on {dues[0][1].due}." if dues else "None has a day when it is due."
    )  # fmt: skip
    return sentences((
        f"{counted(len(known), 'priority', 'priorities')} on the time line. {ends}",
        f"Due before today, {portrait.head.today}: {listed(late)}." if late else "",
        f"Due outside the fiscal year: {listed(outside)}." if outside else "",
        f"Without any day, and left out: {listed(undated)}." if undated else "",
        f"The first {shown:,} are drawn." if shown < len(known) else "",
    ))  # fmt: skip
