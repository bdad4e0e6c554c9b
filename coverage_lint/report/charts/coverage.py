"""The coverage matrix: segments against the groups and partners that cover them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.colours import BAD, BAD_HATCH, BAND, FIRST, MUTED, SECOND, TEXT
from coverage_lint.report.charts.drawing.frame import (
    Frame,
    Key,
    Legend,
    across,
    points,
    rectangles,
    rules,
    texts,
)
from coverage_lint.report.charts.drawing.rows import MOST_ROWS, Rows, room_for
from coverage_lint.report.charts.drawing.text import SMALL_TYPE, clean, counted, fit, listed, sentences, width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.report.charts.drawing.frame import Layer, Row
    from coverage_lint.report.portrait.business import Coverage, SegmentLine
    from coverage_lint.report.portrait.portrait import Portrait

_MOST_COLUMNS = 50
_WIDEST, _NARROWEST = 64, 15
_AIRY_COLUMN = 22
_RIGHT = 112
"""Room for what a row that nobody covers says."""
_HIGHEST_HEAD = 150
_RANK = {"uncovered": 0, None: 1, "left_alone": 2, "covered": 3}


class _Column(NamedTuple):
    name: str
    partner: bool
    places: tuple[int, ...]
    """Which columns of the portrait it stands for: one, or all that had no room."""


def coverage(portrait: Portrait) -> Chart | None:
    """Draw a cell for each segment and group or partner; of very many segments, those that nobody covers first."""
    held = portrait.coverage
    if not held.segments:
        return None
    shown = _chosen(held)
    columns = _columns(held, shown)
    names = [segment.segment.name for segment in shown]
    more = f"and {counted(len(held.segments) - len(shown), 'more segment', 'more segments')}"
    free = across() - _RIGHT - _WIDEST * len(columns)
    left = room_for(names, max(320, free))
    rows = Rows(tuple(names), left, more if len(shown) < len(held.segments) else "")
    step = max(_NARROWEST, min(_WIDEST, (across() - left - _RIGHT) // max(1, len(columns))))
    whole = max(across(), left + step * len(columns) + _RIGHT)
    legend = _legend(columns, shown, whole)
    head = min(_HIGHEST_HEAD, max((width(clean(column.name), SMALL_TYPE) for column in columns), default=0) + 12)
    frame = Frame(left, legend.height + head, rows.height, whole - left - step * len(columns), whole=whole)
    layers = [
        *_stripes(columns, rows, step), *rows.layers(frame.width + frame.right), *_heads(columns, step, head),
        *_cells(shown, columns, rows, step), *_alone(shown, rows, step * len(columns)),
    ]  # fmt: skip
    return Chart(
        "chart-coverage", "Who covers which segments", "", _sentence(held, shown, columns), "segments",
        frame.spec([*layers, *legend.layers(frame)]), whole > across(),
    )  # fmt: skip


def _chosen(held: Coverage) -> list[SegmentLine]:
    """Choose the rows that have room, and whose columns do."""
    segments = held.segments
    if len(segments) <= MOST_ROWS and len(held.columns) <= _MOST_COLUMNS:
        return list(segments)
    kept: list[int] = []
    columns: set[int] = set()
    for place in sorted(range(len(segments)), key=lambda place: (_RANK[segments[place].state], place)):
        wanted = columns | set(_columns_of(segments[place]))
        if kept and (len(kept) == MOST_ROWS or len(wanted) >= _MOST_COLUMNS):
            break
        kept.append(place)
        columns = wanted
    return [segments[place] for place in sorted(kept)]


def _columns_of(segment: SegmentLine) -> list[int]:
    return [place for place, lines in enumerate(segment.cells) if lines]


def _columns(held: Coverage, shown: list[SegmentLine]) -> list[_Column]:
    """Return a column for each group and partner; of very many, for those that cover what is shown."""
    places: Iterable[int] = range(len(held.columns))
    if len(held.columns) > _MOST_COLUMNS:
        places = sorted({place for segment in shown for place in _columns_of(segment)})
    named = [_Column(held.columns[at].name, held.columns[at].kind == "partner", (at,)) for at in places]
    rest = tuple(place for column in named[_MOST_COLUMNS:] for place in column.places)
    return [*named[:_MOST_COLUMNS], _Column(f"{len(rest):,} others", False, rest)] if rest else named  # noqa: FBT003


def _covered(segment: SegmentLine, column: _Column) -> bool:
    return any(segment.cells[place] for place in column.places)


def _heads(columns: list[_Column], step: int, head: int) -> list[Layer]:
    """Write the names of columns upright, so that fifty of them have room."""
    names: list[Row] = [
        {"x": step * at + step // 2, "y": -6, "text": fit(column.name, head - 10, SMALL_TYPE)}
        for at, column in enumerate(columns)
    ]
    written = texts(names, None, TEXT, size=SMALL_TYPE)
    mark = written["mark"]
    if isinstance(mark, dict):
        mark["angle"] = 270
    return [written]


def _stripes(columns: list[_Column], rows: Rows, step: int) -> list[Layer]:
    stripes: list[Row] = [
        {"x": step * at, "x2": step * (at + 1), "y": 0, "y2": rows.height} for at in range(0, len(columns), 2)
    ]
    return [rectangles(stripes, None, BAND, opacity=0.6)]


def _cells(shown: list[SegmentLine], columns: list[_Column], rows: Rows, step: int) -> list[Layer]:
    groups: list[Row] = []
    partners: list[Row] = []
    for row, segment in enumerate(shown):
        for at, column in enumerate(columns):
            if _covered(segment, column):
                cell: Row = {"x": step * at + step / 2, "y": rows.middle(row), "segment": row, "column": at}
                (partners if column.partner else groups).append(cell)
    size = 130 if rows.airy and step >= _AIRY_COLUMN else 70
    return [points(groups, None, "square", FIRST, size=size), points(partners, None, "diamond", SECOND, size=size)]


def _alone(shown: list[SegmentLine], rows: Rows, edge: int) -> list[Layer]:
    """Make rows plain to see that nobody covers: striped where that is a fault, crossed out where it is meant."""
    faults: list[Row] = []
    words: list[Row] = []
    meant: list[Row] = []
    reasons: list[Row] = []
    for row, segment in enumerate(shown):
        middle = rows.middle(row)
        if segment.state == "uncovered":
            faults.append({"x": 0, "x2": edge, **rows.band(row, 0.64)})
            words.append({"x": edge + 8, "y": middle, "text": "▼ nobody"})
        elif segment.state == "left_alone":
            meant.append({"x": 0, "x2": edge, "y": middle, "y2": middle})
            reasons.append({"x": edge + 8, "y": middle, "text": "left alone"})
        elif segment.state is None:
            reasons.append({"x": edge + 8, "y": middle, "text": "not known"})
    return [
        rectangles(faults, None, BAD_HATCH, stroke=BAD), texts(words, None, BAD, bold=True),
        rules(meant, None, MUTED, strokeDash=[2, 4], strokeWidth=2), texts(reasons, None, MUTED),
    ]  # fmt: skip


def _legend(columns: list[_Column], shown: list[SegmentLine], whole: int) -> Legend:
    states = {segment.state for segment in shown}
    keys = [Key("covered by a group", "point", FIRST, shape="square")]
    if any(column.partner for column in columns):
        keys.append(Key("by a partner", "point", SECOND, shape="diamond"))
    if "uncovered" in states:
        keys.append(Key("covered by nobody", "bar", BAD_HATCH, BAD))
    if "left_alone" in states:
        keys.append(Key("left alone, with a reason", "dash", MUTED))
    return Legend(tuple(keys), whole)


def _sentence(held: Coverage, shown: list[SegmentLine], columns: list[_Column]) -> str:
    states = [segment.state for segment in held.segments]
    bare = [segment.segment.name for segment in held.segments if segment.state == "uncovered"]
    left = [segment.segment.name for segment in held.segments if segment.state == "left_alone"]
    unknown = [segment.segment.name for segment in held.segments if segment.state is None]
    idle = [column.name for column in held.idle]
    few = len(shown) < len(held.segments)
    drawn = len({place for column in columns for place in column.places})
    return sentences((
        f"{states.count('covered'):,} of {counted(len(states), 'segment is', 'segments are')} covered.",
        f"Nobody covers {listed(bare)}." if bare else "",
        f"{listed(left)} {'is' if len(left) == 1 else 'are'} left alone, and the plan says why." if left else "",
        f"Of {listed(unknown)} it is not known." if unknown else "",
        f"{listed(idle)} {'covers' if len(idle) == 1 else 'cover'} no segment." if idle else "",
        f"{len(shown):,} segments are drawn, those that nobody covers first, with who covers them." if few else "",
        f"{drawn:,} of {len(held.columns):,} groups and partners are drawn." if drawn < len(held.columns) else "",
    ))  # fmt: skip
