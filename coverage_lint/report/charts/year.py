"""The year month by month: what the team can carry against what is due, who is there, and who has ramped."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.language.format import shown as worded
from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.amounts import percent, plain, scale_of
from coverage_lint.report.charts.drawing.colours import BAD, FIRST, MUTED, SECOND, SECOND_HATCH, TEXT
from coverage_lint.report.charts.drawing.frame import (
    Along,
    Frame,
    Key,
    Legend,
    is_narrow,
    rectangles,
    rules,
    texts,
)
from coverage_lint.report.charts.drawing.text import SMALL_TYPE, counted, listed, sentences
from coverage_lint.report.charts.drawing.upright import Upright, month_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.report.charts.drawing.amounts import Scale
    from coverage_lint.report.charts.drawing.frame import Layer, Row
    from coverage_lint.report.portrait.math import Quarter
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact

_HEIGHT = 180
_LEFT = 52
_MONTHS = 12
_QUARTER = 3
_ACROSS = Along(0, _MONTHS, axis=False)


def capacity(portrait: Portrait) -> Chart | None:
    """Draw what sellers can carry in each quarter against what the quarter needs and what quotas ask of it."""
    known = [quarter for quarter in portrait.quarters if quarter.capacity is not None]
    if not known:
        return None
    amounts = [amount for quarter in portrait.quarters for amount in (quarter.need, quarter.quota, quarter.capacity)]
    scale = scale_of(amounts, portrait.head.currency)
    upright = Upright.upto(_HEIGHT, [scale.scaled(amount) for amount in amounts if amount is not None])
    legend = Legend(_levels(portrait.quarters))
    frame = Frame(_LEFT, legend.height + 24, _HEIGHT, bottom=44)
    bars: list[Row] = []
    needs: list[Row] = []
    quotas: list[Row] = []
    said: list[Row] = []
    for at, quarter in enumerate(portrait.quarters):
        start, end = at * _QUARTER + 0.3, (at + 1) * _QUARTER - 0.3
        if quarter.capacity is not None:
            bars.append(
                {"x": start + 0.3, "x2": end - 0.3, "y": upright.at(scale.scaled(quarter.capacity)), "y2": _HEIGHT}
            )
        for amount, rows in ((quarter.need, needs), (quarter.quota, quotas)):
            if amount is not None:
                y = upright.at(scale.scaled(amount))
                rows.append({"x": start, "x2": end, "y": y, "y2": y})
        said.append({"x": at * _QUARTER + _QUARTER / 2, "y": _HEIGHT + 16, "text": quarter.name})
    layers = [
        *upright.layers(frame, scale.units), rectangles(bars, _ACROSS, FIRST),
        rules(quotas, _ACROSS, SECOND, strokeDash=[4, 3], strokeWidth=2.5),
        rules(needs, _ACROSS, TEXT, strokeWidth=2.5),
        texts(said, _ACROSS, TEXT, "center"), *_against(portrait.quarters),
    ]  # fmt: skip
    sentence = _carried(portrait.quarters, scale)
    spec = frame.spec([*layers, *legend.layers(frame)])
    return Chart("chart-capacity", "Capacity against need by quarter", scale.units, sentence, "people", spec)


def _levels(quarters: Sequence[Quarter]) -> tuple[Key, ...]:
    keys = [Key("capacity", "bar", FIRST)]
    if any(quarter.need is not None for quarter in quarters):
        keys.append(Key("need", "line", TEXT))
    if any(quarter.quota is not None for quarter in quarters):
        keys.append(Key("quotas", "dash", SECOND))
    return tuple(keys)


def _against(quarters: Sequence[Quarter]) -> list[Layer]:
    """Write below each quarter what its capacity is of its need."""
    held: dict[bool, list[Row]] = {True: [], False: []}
    for at, quarter in enumerate(quarters):
        if quarter.capacity is not None and quarter.need:
            short = quarter.capacity < quarter.need
            share = percent(Fraction(quarter.capacity) / quarter.need)
            text = f"{'▼ ' if short else ''}{share}{'' if is_narrow() else ' of need'}"
            held[short].append({"x": at * _QUARTER + _QUARTER / 2, "y": _HEIGHT + 34, "text": text})
    return [
        texts(held[False], _ACROSS, MUTED, "center", size=SMALL_TYPE),
        texts(held[True], _ACROSS, BAD, "center", size=SMALL_TYPE, bold=True),
    ]


def _carried(quarters: Sequence[Quarter], scale: Scale) -> str:
    short = [
        f"{quarter.name} ({scale.exact(quarter.need - quarter.capacity)} short)"
        for quarter in quarters
        if quarter.capacity is not None and quarter.need is not None and quarter.capacity < quarter.need
    ]
    judged = [quarter for quarter in quarters if quarter.capacity is not None and quarter.need is not None]
    said = "; ".join(
        f"{quarter.name}: {scale.label(quarter.capacity)} against {scale.label(quarter.need)}"
        for quarter in judged
        if quarter.capacity is not None and quarter.need is not None
    )
    unknown = [quarter.name for quarter in quarters if quarter not in judged]
    return sentences((
        f"Capacity against need in {scale.units}: {said}." if said else "",
        f"Capacity does not reach the need in {listed(short, 4)}." if short
        else "In every quarter that is known it reaches the need." if judged else "",
        f"Of {listed(unknown, 4)} not all figures are known." if unknown else "",
    ))  # fmt: skip


def seats(portrait: Portrait) -> Chart | None:
    """Draw seats that are held and seats that are open in each month, with who joins and leaves."""
    months = portrait.year.months
    if len(months) != _MONTHS or all(month.seats is None for month in months):
        return None
    upright = Upright.upto(_HEIGHT, [Fraction(month.seats or 0) + (month.open or 0) for month in months], whole=True)
    legend = Legend((Key("held", "bar", FIRST), Key("open, to be filled by then", "bar", SECOND_HATCH, SECOND)))
    frame = Frame(_LEFT, legend.height + 24, _HEIGHT, bottom=64)
    held: list[Row] = []
    empty: list[Row] = []
    words: list[Row] = []
    changes: list[Row] = []
    for at, month in enumerate(months):
        if month.seats is None:
            continue
        top = upright.at(month.seats)
        held.append({"x": at + 0.15, "x2": at + 0.85, "y": top, "y2": _HEIGHT, "seats": plain(month.seats)})
        if month.open:
            above = upright.at(month.seats + month.open)
            empty.append({"x": at + 0.15, "x2": at + 0.85, "y": above, "y2": top, "open": plain(month.open)})
        words.append({"x": at + 0.5, "y": _HEIGHT + 14, "text": month_word(month.name)})
        moves = " ".join(sign + f"{len(who):,}" for sign, who in (("+", month.joins), ("−", month.leaves)) if who)
        changes.append({"x": at + 0.5, "y": _HEIGHT + 32, "text": moves or "·"})
    told: Row = {"x": 0, "y": _HEIGHT + 52, "text": "+ who joins, − who leaves in the month"}
    layers = [
        *upright.layers(frame, "seats"), rectangles(held, _ACROSS, FIRST),
        rectangles(empty, _ACROSS, SECOND_HATCH, stroke=SECOND),
        texts(words, _ACROSS, MUTED, "center", size=SMALL_TYPE),
        texts(changes, _ACROSS, TEXT, "center"),
        texts([told], None, MUTED, size=SMALL_TYPE),
    ]  # fmt: skip
    spec = frame.spec([*layers, *legend.layers(frame)])
    return Chart("chart-seats", "Seats over the year", "seats", _staffed(portrait), "people", spec)


def _staffed(portrait: Portrait) -> str:
    months = portrait.year.months
    joins = [who.name for month in months for who in month.joins]
    leaves = [who.name for month in months for who in month.leaves]
    first, last = months[0], months[-1]
    unknown = [month.name for month in months if month.seats is None]

    def told(seats: Exact | None) -> str:
        return worded(seats, "ratio") if seats is not None else "an unknown number of"

    return sentences((
        f"{told(first.seats)} seats are held in {first.name} and {told(last.seats)} in {last.name}; "
        f"{told(last.open)} {'is' if last.open == 1 else 'are'} open then." if last.open
        else f"{told(first.seats)} seats are held in {first.name} and {told(last.seats)} in {last.name}.",
        f"{counted(len(joins), 'entry joins', 'entries join')} ({listed(joins)})." if joins else "",
        f"{counted(len(leaves), 'entry leaves', 'entries leave')} ({listed(leaves)})." if leaves else "",
        f"Of {listed(unknown)} it is not known." if unknown else "",
    ))  # fmt: skip
