"""Quotas of groups in two versions of a plan, those that moved most first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.amounts import scale_of, signed
from coverage_lint.report.charts.drawing.colours import FIRST, MUTED, PAPER, TEXT
from coverage_lint.report.charts.drawing.frame import (
    Along,
    Frame,
    Key,
    Legend,
    across,
    points,
    rules,
    texts,
)
from coverage_lint.report.charts.drawing.rows import Rows, room_for
from coverage_lint.report.charts.drawing.text import counted, named, sentences
from coverage_lint.report.portrait.refs import magnitude

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.report.charts.drawing.frame import Row
    from coverage_lint.report.portrait.people import GroupPage
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact

MOST = 20
"""Groups that are drawn."""
_RIGHT = 128


def changed_groups(before: Portrait, now: Portrait) -> Chart | None:
    """Draw a row for each group whose quota moved; a group that came or went has one end."""
    older, newer = ({page.group.id: page for page in one.groups} for one in (before, now))
    both = [(newer.get(key), older.get(key)) for key in {**newer, **older}]
    moved = [(name, then, quota) for name, then, quota in map(_row, both) if then != quota]
    if not moved:
        return None
    moved.sort(key=lambda row: -magnitude((row[2] or 0) - (row[1] or 0)))
    shown = moved[:MOST]
    names = tuple(name for name, _, _ in shown)
    more = f"and {counted(len(moved) - MOST, 'more group', 'more groups')}" if len(moved) > MOST else ""
    scale = scale_of([amount for _, *both_of in shown for amount in both_of], now.head.currency)
    rows = Rows(names, room_for(names), more)
    legend = Legend((Key("before", "point", MUTED, hollow=True), Key("now", "point", FIRST)))
    frame = Frame(rows.left, legend.height + 40, rows.height, _RIGHT)
    x = Along.upto(scale, [amount for _, *both_of in shown for amount in both_of], ticks=5)
    lines: list[Row] = []
    olds: list[Row] = []
    news: list[Row] = []
    steps: list[Row] = []
    for at, (_, then, quota) in enumerate(shown):
        y = rows.middle(at)
        if then is not None and quota is not None:
            lines.append({"x": scale.number(then), "x2": scale.number(quota), "y": y, "y2": y})
        if then is not None:
            olds.append({"x": scale.number(then), "y": y})
        if quota is not None:
            news.append({"x": scale.number(quota), "y": y})
        step = "new" if then is None else "gone" if quota is None else signed(scale.label(quota - then))
        steps.append({"x": across() - rows.left, "y": y, "text": step})
    layers = [
        *rows.layers(frame.width + _RIGHT), rules(lines, x, FIRST, strokeWidth=2),
        points(olds, x, "circle", MUTED, fill=PAPER, strokeWidth=2, size=80), points(news, x, "circle", FIRST, size=80),
        texts(steps, None, TEXT, "right"),
    ]  # fmt: skip
    spec = frame.spec([*layers, *legend.layers(frame)])
    largest = _told(*shown[0], scale.exact)
    rest = f"{counted(len(moved), 'group has', 'groups have')} another quota than before."
    said = sentences((rest, largest))
    return Chart("chart-changed", "Quotas of groups, before and now", scale.units, said, "changed", spec)


def _row(pages: tuple[GroupPage | None, GroupPage | None]) -> tuple[str, Exact | None, Exact | None]:
    now, then = pages
    name = next(page.group.name for page in pages if page is not None)
    return name, then.money.quota if then is not None else None, now.money.quota if now is not None else None


def _told(name: str, then: Exact | None, quota: Exact | None, write: Callable[[Exact], str]) -> str:
    """Say the largest change."""
    begun = f"The largest change: {named(name)}"
    if then is not None and quota is not None:
        return f"{begun} went from {write(then)} to {write(quota)}."
    return f"{begun} is new, with {write(quota)}." if quota is not None else f"{begun} went, with {write(then or 0)}."
