"""The year month by month: what the team can carry against what is due, who is there, and who has ramped."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from coverage_lint.language.format import shown as worded
from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.amounts import percent, plain, scale_of, signed
from coverage_lint.report.charts.drawing.colours import BAD, BAD_HATCH, FIRST, MUTED, SECOND, SECOND_HATCH, SOFT, TEXT
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
from coverage_lint.report.charts.people import RampedSellers, ramped_sellers

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
    """Draw what sellers can carry in each month against its need and what quotas ask of it, added up by quarter."""
    months, quarters = portrait.year.months, portrait.quarters
    if len(months) != _MONTHS or all(month.capacity is None for month in months):
        return None
    amounts = [amount for month in months for amount in (month.need, month.capacity)]
    by_quarter = [amount for quarter in quarters for amount in (quarter.need, quarter.quota, quarter.capacity)]
    scale = scale_of(by_quarter, portrait.head.currency).adding_up(*_chains(quarters))
    quotas = [None if quarter.quota is None else Fraction(quarter.quota) / _QUARTER for quarter in quarters]
    upright = Upright.upto(_HEIGHT, [scale.scaled(one) for one in (*amounts, *quotas) if one is not None])
    lacking = any(one.need is not None and one.capacity is not None and one.capacity < one.need for one in months)
    legend = Legend(_levels(quarters, lacking=lacking))
    frame = Frame(_LEFT, legend.height + 24, _HEIGHT, bottom=62)
    bars: list[Row] = []
    needs: list[Row] = []
    gaps: list[Row] = []
    asked: list[Row] = []
    said: list[Row] = []
    for at, month in enumerate(months):
        if month.capacity is not None:
            y = upright.at(scale.scaled(month.capacity))
            bars.append(
                {"x": at + 0.2, "x2": at + 0.8, "y": y, "y2": _HEIGHT, "capacity": scale.number(month.capacity)}
            )
        if month.need is not None:
            y = upright.at(scale.scaled(month.need))
            needs.append({"x": at + 0.08, "x2": at + 0.92, "y": y, "y2": y, "need": scale.number(month.need)})
        if month.need is not None and month.capacity is not None and month.capacity < month.need:
            top, bottom = upright.at(scale.scaled(month.need)), upright.at(scale.scaled(month.capacity))
            gaps.append({"x": at + 0.2, "x2": at + 0.8, "y": top, "y2": bottom})
        said.append({"x": at + 0.5, "y": _HEIGHT + 14, "text": month_word(month.name)})
    for at, quota in enumerate(quotas):
        if quota is not None:
            y = upright.at(scale.scaled(quota))
            asked.append({"x": at * _QUARTER + 0.08, "x2": (at + 1) * _QUARTER - 0.08, "y": y, "y2": y})
    layers = [
        *upright.layers(frame, scale.units), rectangles(bars, _ACROSS, FIRST),
        rectangles(gaps, _ACROSS, BAD_HATCH, stroke=BAD),
        rules(asked, _ACROSS, SECOND, strokeDash=[4, 3], strokeWidth=2),
        rules(needs, _ACROSS, TEXT, strokeWidth=2.5),
        texts(said, _ACROSS, MUTED, "center", size=SMALL_TYPE), *_against(quarters, scale),
    ]  # fmt: skip
    sentence = _carried(quarters, scale)
    spec = frame.spec([*layers, *legend.layers(frame)])
    return Chart("chart-capacity", "Capacity against need by month", scale.units, sentence, "people", spec)


def _chains(quarters: Sequence[Quarter]) -> list[list[Exact]]:
    """Return where the quarters of capacity and need begin and end, one after the other, where all are known."""
    columns = ([quarter.capacity for quarter in quarters], [quarter.need for quarter in quarters])
    return [[0, *accumulate(one or 0 for one in column)] for column in columns if None not in column]


def _levels(quarters: Sequence[Quarter], *, lacking: bool) -> tuple[Key, ...]:
    keys = [Key("capacity", "bar", FIRST)]
    if lacking:
        keys.append(Key("short at an even pace", "bar", BAD_HATCH, BAD))
    if any(quarter.need is not None for quarter in quarters):
        keys.append(Key("need, as the goals are phased", "line", TEXT))
    if any(quarter.quota is not None for quarter in quarters):
        keys.append(Key("a third of the quarter's quotas", "dash", SECOND))
    return tuple(keys)


def _against(quarters: Sequence[Quarter], scale: Scale) -> list[Layer]:
    """Write below each quarter what its capacity is of its need, marked where that is too little."""
    names: list[Row] = []
    held: dict[bool, list[Row]] = {True: [], False: []}
    for at, quarter in enumerate(quarters):
        middle = at * _QUARTER + _QUARTER / 2
        names.append({"x": middle, "y": _HEIGHT + 34, "text": quarter.name})
        if quarter.capacity is not None and quarter.need:
            short = quarter.short is True
            share = percent(Fraction(quarter.capacity) / quarter.need)
            lacks = quarter.need - quarter.capacity
            beside = "" if is_narrow() else f" of need{f', {scale.label(lacks)} short' if lacks > 0 else ''}"
            text = f"{'▼ ' if short else ''}{share}{beside}"
            held[short].append({"x": middle, "y": _HEIGHT + 50, "text": text})
    return [
        texts(names, _ACROSS, TEXT, "center"),
        texts(held[False], _ACROSS, MUTED, "center", size=SMALL_TYPE),
        texts(held[True], _ACROSS, BAD, "center", size=SMALL_TYPE, bold=True),
    ]


def _carried(quarters: Sequence[Quarter], scale: Scale) -> str:
    told: list[str] = []
    short: list[str] = []
    season: list[str] = []
    unknown: list[str] = []
    for quarter in quarters:
        need, capacity = quarter.need, quarter.capacity
        if need is None or capacity is None:
            unknown.append(quarter.name)
            continue
        told.append(f"{quarter.name}: {scale.label(capacity)} against {scale.label(need)}")
        if capacity < need:
            (short if quarter.short else season).append(f"{quarter.name} ({scale.exact(need - capacity)})")
    return sentences((
        f"Capacity against need in {scale.units}: {'; '.join(told)}." if told else "",
        f"Capacity is too little in {_joined(short)}." if short else "",
        f"More is needed than sellers can carry at an even pace in {_joined(season)}. A season can bring "
        "that much, so it is no finding; it has to be sold faster than usual all the same." if season else "",
        "Every quarter that is known is covered." if told and not short and not season else "",
        f"Of {_joined(unknown)} not all figures are known." if unknown else "",
    ))  # fmt: skip


def _joined(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def seats(portrait: Portrait) -> Chart | None:
    """Draw seats that are held or open in each month, how many ramped sellers there are, and who joins and leaves."""
    months = portrait.year.months
    if len(months) != _MONTHS or all(month.seats is None for month in months):
        return None
    sellers = ramped_sellers(portrait)
    tallest = [Fraction(month.seats or 0) + (month.open or 0) for month in months]
    upright = Upright.upto(_HEIGHT, [*tallest, *([sellers.seats] if sellers is not None else [])], whole=True)
    keys = [Key("held", "bar", FIRST), Key("open, to be filled by then", "bar", SECOND_HATCH, SECOND)]
    if sellers is not None:
        keys.append(Key("sellers who are there and ramped", "area", SOFT, FIRST))
    legend = Legend(tuple(keys))
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
        if month.change is not None:
            grown = signed(worded(month.change, "count").replace("-", "−")) if month.change else "·"
            changes.append({"x": at + 0.5, "y": _HEIGHT + 32, "text": grown})
    ramped: list[Row] = []
    for at, worth in enumerate(sellers.worth if sellers is not None else ()):
        place: Row = {"x": at + 0.34, "x2": at + 0.66, "y": upright.at(worth), "y2": _HEIGHT}
        ramped.append({**place, "ramped": plain(worth)})
    told: Row = {"x": 0, "y": _HEIGHT + 52, "text": "seats on the last day, and what changed in the month"}
    layers = [
        *upright.layers(frame, "seats"), rectangles(held, _ACROSS, FIRST),
        rectangles(empty, _ACROSS, SECOND_HATCH, stroke=SECOND),
        rectangles(ramped, _ACROSS, SOFT, stroke=FIRST),
        texts(words, _ACROSS, MUTED, "center", size=SMALL_TYPE),
        texts(changes, _ACROSS, TEXT, "center"),
        texts([told], None, MUTED, size=SMALL_TYPE),
    ]  # fmt: skip
    spec = frame.spec([*layers, *legend.layers(frame)])
    return Chart("chart-seats", "Seats over the year", "seats", _staffed(portrait, sellers), "people", spec)


def _staffed(portrait: Portrait, sellers: RampedSellers | None) -> str:
    months = portrait.year.months
    joins = [who.name for month in months for who in month.joins]
    leaves = [who.name for month in months for who in month.leaves]
    first, last = months[0], months[-1]
    unknown = [month.name for month in months if month.seats is None]

    def told(seats: Exact | None) -> str:
        return worded(seats, "ratio") if seats is not None else "an unknown number of"

    return sentences((
        (f"{told(first.seats)} {'seat is' if first.seats == 1 else 'seats are'} held at the end of {first.name}, "
         f"{told(last.seats)} at the end of {last.name}."),
        f"{told(last.open)} more {'is' if last.open == 1 else 'are'} to be filled by then." if last.open else "",
        f"{counted(len(joins), 'entry joins', 'entries join')} ({listed(joins)})." if joins else "",
        f"{counted(len(leaves), 'entry leaves', 'entries leave')} ({listed(leaves)})." if leaves else "",
        f"Of {listed(unknown)} it is not known." if unknown else "",
        sellers.sentence([month.name for month in months]) if sellers is not None else "",
    ))  # fmt: skip
