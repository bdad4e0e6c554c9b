"""How each goal is split over the year."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.amounts import percent, plain, scale_of
from coverage_lint.report.charts.drawing.colours import AXIS, FIRST, MUTED, TEXT
from coverage_lint.report.charts.drawing.frame import (
    Along,
    Frame,
    is_narrow,
    rectangles,
    rules,
    texts,
)
from coverage_lint.report.charts.drawing.rows import Rows, room_for
from coverage_lint.report.charts.drawing.text import SMALL_TYPE, counted, fit, listed, sentences

if TYPE_CHECKING:
    from coverage_lint.report.charts.drawing.amounts import Scale
    from coverage_lint.report.charts.drawing.frame import Layer, Row
    from coverage_lint.report.portrait.math import GoalLine
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact

_LEFT_ON_A_PHONE = 100
_MOST_GOALS = 24
_STEP = 62
_MONTHS = 12
_QUARTER = 3
_BARS = 30
"""How high the highest bar of a goal is."""


def periods(portrait: Portrait) -> Chart | None:
    """Draw a row for each goal without goals below it: a bar for each quarter, or each month where months differ."""
    leaves = [goal for goal in portrait.goals if goal.leaf is not False]
    known = [goal for goal in leaves if goal.phased and None not in goal.quarters]
    if not known:
        return None
    shown = known[:_MOST_GOALS]
    scale = scale_of([quarter for goal in shown for quarter in goal.quarters], portrait.head.currency)
    scale = scale.adding_up(*map(_ends, shown))
    names = [goal.goal.name for goal in shown]
    left = _LEFT_ON_A_PHONE if is_narrow() else room_for(names, least=120)
    more = f"and {counted(len(known) - len(shown), 'more goal', 'more goals')}" if len(shown) < len(known) else ""
    rows = Rows(("",) * len(shown), left, more, tall=_STEP)
    frame = Frame(left, 28, rows.height, right=8)
    x = Along(0, _MONTHS, axis=False)
    heads: list[Row] = [
        {"x": _QUARTER * quarter + _QUARTER / 2, "y": -14, "text": _headed(portrait, quarter)} for quarter in range(4)
    ]
    layers = [
        *rows.layers(frame.width), texts(heads, x, MUTED, "center"),
        *[layer for row, goal in enumerate(shown) for layer in _goal(goal, row, left, x, scale)],
    ]  # fmt: skip
    return Chart(
        "chart-periods", "Goals over the year", scale.units, _sentence(leaves, known, len(shown), scale), "goals",
        frame.spec(layers),
    )  # fmt: skip


def _headed(portrait: Portrait, quarter: int) -> str:
    """Return the label of a quarter, with its first month if the fiscal year is known."""
    held = portrait.quarters[quarter] if len(portrait.quarters) > quarter else None
    if held is None or not held.starts or is_narrow():
        return f"Q{quarter + 1}"
    return f"{held.name}, from {held.starts[:7]}"


def _goal(goal: GoalLine, row: int, left: int, x: Along, scale: Scale) -> list[Layer]:
    """Draw a goal: its name and amount, its bars, and what each quarter takes."""
    top = row * _STEP
    name: list[Row] = [{"x": -left, "y": top + 22, "text": fit(goal.goal.name, left - 12)}]
    whole: list[Row] = [{"x": -left, "y": top + 40, "text": f"{scale.label(goal.phased or 0)} in all"}]
    spans = _spans(goal)
    highest = max(amount / length for _, length, amount in spans) or Fraction(1)
    foot = top + _STEP - 6
    bars: list[Row] = []
    for start, length, amount in spans:
        high = plain(max(Fraction(0), amount / length / highest) * _BARS)
        bars.append({
            "x": start + 0.08, "x2": start + length - 0.08, "y": foot - high, "y2": foot,
            "amount": scale.number(amount), "goal": row,
        })  # fmt: skip
    return [
        texts(name, None, TEXT), texts(whole, None, MUTED, size=SMALL_TYPE), rectangles(bars, x, FIRST),
        rules([{"x": 0, "x2": _MONTHS, "y": foot, "y2": foot}], x, AXIS),
        texts(_labels(goal, top, scale), x, TEXT, "center", size=SMALL_TYPE),
    ]  # fmt: skip


def _ends(goal: GoalLine) -> list[Exact]:
    """Return where the quarters of a goal begin and end, one after the other."""
    return [0, *accumulate(amount or 0 for amount in goal.quarters)]


def _spans(goal: GoalLine) -> list[tuple[int, int, Fraction]]:
    """Return first month, months and amount of each bar."""
    months = goal.months
    if months is not None and any(len(set(months[at : at + _QUARTER])) > 1 for at in range(0, _MONTHS, _QUARTER)):
        return [(month, 1, Fraction(amount)) for month, amount in enumerate(months)]
    return [(quarter * _QUARTER, _QUARTER, Fraction(amount or 0)) for quarter, amount in enumerate(goal.quarters)]


def _labels(goal: GoalLine, top: int, scale: Scale) -> list[Row]:
    labels: list[Row] = []
    written = scale.part_labels(_ends(goal))
    for quarter, amount in enumerate(goal.quarters):
        if amount is not None and goal.phased:
            share = "" if is_narrow() else f" ({percent(Fraction(amount) / goal.phased)})"
            text = f"{written[quarter]}{share}"
            labels.append({"x": _QUARTER * quarter + _QUARTER / 2, "y": top + 15, "text": text})
    return labels


def _sentence(leaves: list[GoalLine], known: list[GoalLine], shown: int, scale: Scale) -> str:
    sums: list[Exact] = [sum((goal.quarters[quarter] or 0) for goal in known) for quarter in range(4)]
    whole = sum(sums)
    most, least = sums.index(max(sums)), sums.index(min(sums))
    unknown = [goal.goal.name for goal in leaves if goal not in known]
    spread = (
        f"Q{most + 1} is the largest with {scale.exact(sums[most])} ({percent(Fraction(sums[most]) / whole)}), "
        f"Q{least + 1} the smallest with {scale.exact(sums[least])} ({percent(Fraction(sums[least]) / whole)})."
        if max(sums) != min(sums) and whole else "All quarters are alike."
    )  # fmt: skip
    return sentences((
        f"{counted(len(known), 'goal', 'goals')} over the four quarters, {scale.exact(whole)} together. {spread}",
        "Bars are as high as what a month of them brings, each goal for itself.",
        f"How {listed(unknown)} {'is' if len(unknown) == 1 else 'are'} split is not known." if unknown else "",
        f"The first {shown:,} are drawn." if shown < len(known) else "",
    ))  # fmt: skip
