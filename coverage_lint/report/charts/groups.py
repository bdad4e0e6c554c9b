"""Target, quota and capacity of each selling group, with the mark that its quota must reach."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.amounts import percent, scale_of
from coverage_lint.report.charts.drawing.colours import BAD, FIRST, MUTED, PAPER, SOFT, TEXT, THIRD
from coverage_lint.report.charts.drawing.frame import (
    Along,
    Frame,
    Key,
    Legend,
    Row,
    across,
    points,
    rectangles,
    rules,
    texts,
)
from coverage_lint.report.charts.drawing.rows import MOST_ROWS, Rows, room_for
from coverage_lint.report.charts.drawing.text import counted, listed, sentences

if TYPE_CHECKING:
    from coverage_lint.report.charts.drawing.amounts import Scale
    from coverage_lint.report.charts.drawing.frame import Layer
    from coverage_lint.report.portrait.math import BridgeGroup
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact

_RIGHT = 128


def groups(portrait: Portrait) -> Chart | None:
    """Draw a row for each group that counts in plan sums; of very many, those short of their mark, then the largest."""
    counting = [page.money for page in portrait.groups if page.money.counts is not False]
    known = [group for group in counting if any(amount is not None for amount in _amounts(group))]
    if not known:
        return None
    shown = _chosen(known)
    scale = scale_of([amount for group in shown for amount in _amounts(group)], portrait.head.currency)
    names = [group.group.name for group in shown]
    more = f"and {counted(len(known) - len(shown), 'more group', 'more groups')}" if len(shown) < len(known) else ""
    rows = Rows(tuple(names), room_for(names), more)
    mark = f"target + {percent(portrait.bridge.group_margin)}"
    legend = Legend((
        Key("target", "area", SOFT), Key("quota", "bar", FIRST), Key(f"must reach ({mark})", "tick", TEXT),
        Key("capacity", "point", THIRD, shape="diamond", hollow=True),
    ))  # fmt: skip
    frame = Frame(rows.left, legend.height + 40, rows.height, _RIGHT)
    x = Along.upto(scale, [amount for group in shown for amount in _amounts(group)], ticks=5)
    head = texts([{"x": across() - rows.left, "y": -12, "text": "quota / target"}], None, MUTED, "right", size=11)
    layers = [*rows.layers(frame.width + _RIGHT), *_drawn(shown, rows, x, scale), *_shares(shown, rows), head]
    sentence = _sentence(portrait, known, len(shown), scale)
    spec = frame.spec([*layers, *legend.layers(frame)])
    return Chart("chart-groups", "Target, quota and capacity by group", scale.units, sentence, "groups", spec)


def _amounts(group: BridgeGroup) -> tuple[Exact | None, ...]:
    return (group.target, group.required, group.quota, group.capacity)


def is_short(group: BridgeGroup) -> bool:
    """True if a group's quota is known to be below what it must reach."""
    return group.quota is not None and group.required is not None and group.quota < group.required


def _chosen(known: list[BridgeGroup]) -> list[BridgeGroup]:
    """Choose what has room, and give it in the order of the model."""
    if len(known) <= MOST_ROWS:
        return known
    ranked = sorted(
        range(len(known)), key=lambda place: (not is_short(known[place]), -(known[place].target or 0), place)
    )
    return [known[place] for place in sorted(ranked[:MOST_ROWS])]


def _drawn(shown: list[BridgeGroup], rows: Rows, x: Along, scale: Scale) -> list[Layer]:
    targets: list[Row] = []
    quotas: list[Row] = []
    marks: list[Row] = []
    capacities: list[Row] = []
    for row, group in enumerate(shown):
        if group.target is not None:
            targets.append({"x": 0, "x2": scale.number(group.target), **rows.band(row, 0.72)})
        if group.quota is not None:
            quotas.append({"x": 0, "x2": scale.number(group.quota), **rows.band(row, 0.3)})
        if group.required is not None:
            at = scale.number(group.required)
            marks.append({"x": at, "x2": at, **rows.band(row, 0.9)})
        if group.capacity is not None:
            capacities.append({"x": scale.number(group.capacity), "y": rows.middle(row)})
    return [
        rectangles(targets, x, SOFT), rectangles(quotas, x, FIRST),
        rules(marks, x, TEXT, strokeWidth=2.5),
        points(capacities, x, "diamond", THIRD, fill=PAPER, strokeWidth=2, size=80 if rows.airy else 50),
    ]  # fmt: skip


def _shares(shown: list[BridgeGroup], rows: Rows) -> list[Layer]:
    """Write at the right what a quota is of its target, and whether that is too little."""
    held: dict[bool, list[Row]] = {False: [], True: []}
    for row, group in enumerate(shown):
        if group.quota is not None and group.target:
            short = is_short(group)
            text = percent(Fraction(group.quota) / group.target) + (" short" if short else "")
            held[short].append(
                {"x": across() - rows.left, "y": rows.middle(row), "text": f"▼ {text}" if short else text}
            )
    return [texts(held[False], None, TEXT, "right"), texts(held[True], None, BAD, "right", bold=True)]


def _together(portrait: Portrait, scale: Scale) -> str:
    """Say what all quotas together are short of; '' where they are not: groups may reach what the plan does not."""
    quota = next((layer.amount for layer in portrait.bridge.layers if layer.name == "quota"), None)
    required = portrait.bridge.required
    if quota is None or required is None or quota >= required:
        return ""
    return f"All quotas together are {scale.exact(required - quota)} short of the need of the team with its margin."


def _sentence(portrait: Portrait, known: list[BridgeGroup], shown: int, scale: Scale) -> str:
    judged = [group for group in known if group.quota is not None and group.required is not None]
    short = [group.group.name for group in judged if is_short(group)]
    weak = [
        group.group.name
        for group in known
        if group.capacity is not None and group.target is not None and group.capacity < group.target
    ]
    blank = [group.group.name for group in known if None in {group.target, group.quota, group.capacity}]
    margin = percent(portrait.bridge.group_margin)
    reach = f"{len(judged) - len(short):,} of {counted(len(judged), 'group reaches', 'groups reach')}"
    few = f"{shown:,} of {len(known):,} groups are drawn: those that are short, then the largest."
    return sentences((
        f"With their quotas {reach} their own targets plus {margin} (renewals without it)"
        + (f"; short: {listed(short)}." if short else "."),
        _together(portrait, scale),
        f"The capacity of {listed(weak)} is below the target." if weak else "",
        f"Not all figures are known of {listed(blank)}; those are left out." if blank else "",
        few if shown < len(known) else "",
    ))  # fmt: skip
