"""The math in Markdown: elements, figures, the bridge with its table, goals and quarters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.language.format import money, shown
from coverage_lint.render.findings.markdown import escaped
from coverage_lint.report.gather.fields import ratio
from coverage_lint.report.markdown.mermaid import bars
from coverage_lint.report.markdown.tables import UNKNOWN, Amount, Cell, Column, figure, name, summed, table, word
from coverage_lint.report.portrait.refs import magnitude

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.report.portrait.math import Bridge, Gauge, Layer
    from coverage_lint.report.portrait.portrait import Portrait, State, Tile
    from coverage_lint.report.portrait.refs import Exact

STATES: dict[State, str] = {
    "complete": "complete", "at_risk": "**at risk**", "open": "**open**", "incomplete": "**incomplete**",
    "unchecked": "not checked",
}  # fmt: skip
MOST_BARS = 12
MOST_ROWS = 30
_HOLDS = {True: "yes", False: "**no**", None: UNKNOWN}


def elements(tiles: Sequence[Tile]) -> list[str]:
    """Show how each element stands."""
    columns = [
        Column("element"),
        Column("state"),
        Column("why"),
        Column("holds"),
        *_numbers("errors", "warnings", "infos", "open"),
    ]
    rows: list[list[Cell]] = []
    for tile in tiles:
        size = UNKNOWN if tile.size is None else f"{tile.size:,} {tile.unit}"
        counts = [f"{count:,}" for count in (tile.errors, tile.warnings, tile.infos, tile.undecided)]
        rows.append([tile.title, STATES[tile.state], escaped(tile.why), size, *counts])
    return table(columns, rows, MOST_ROWS, "elements")


def _numbers(*headings: str) -> list[Column]:
    return [Column(heading, number=True, adds=True) for heading in headings]


def figures(portrait: Portrait) -> list[str]:
    """Show the figures, each against what it must reach or may cost."""
    columns = [Column("figure"), Column("is", number=True), Column("against"), *_numbers("that is", "difference"),
               Column("share", number=True), Column("holds")]  # fmt: skip
    rows = [_gauge(one) for one in portrait.gauges]
    seats = f"Headcount {figure(portrait.figures, 'headcount')}, turnover {figure(portrait.figures, 'turnover')}."
    over = f"Over-assignment {figure(portrait.figures, 'over_assignment')}"
    margin = f"{over}, where {shown(portrait.bridge.margin, 'percent')} is asked of all but renewals. {seats}"
    return ["## Figures", "", margin, "", *table(columns, rows, MOST_ROWS, "figures")]


def _gauge(gauge: Gauge) -> list[Cell]:
    how = "money" if gauge.type == "money" else "count"
    numbers = [Amount(gauge.against, how), Amount(gauge.difference, how, signed=True), Amount(gauge.share, "percent")]
    return [
        gauge.title,
        Amount(gauge.value, how, left_out=gauge.left_out),
        gauge.against_title,
        *numbers,
        _HOLDS[gauge.holds],
    ]


def the_math(portrait: Portrait) -> list[str]:
    """Show the bridge from the goal to people's quotas, and the table behind it."""
    bridge = portrait.bridge
    drawn = [layer for layer in bridge.layers if layer.amount is not None and not layer.left_out]
    lines = ["## The math", "", _sentence(bridge), ""]
    if len(drawn) > 1:
        amounts = [layer.amount for layer in drawn]
        titles = [layer.title for layer in drawn]
        lines += bars("From the goal to quotas", titles, [("bar", amounts)], portrait.head.currency)
    lines += _layers(bridge.layers)
    return [*lines, *_goals(bridge), *_groups(portrait)]


def _sentence(bridge: Bridge) -> str:
    """Return the sentences about the bridge."""
    quota = next(layer for layer in bridge.layers if layer.name == "quota")
    if quota.amount is None or quota.cushion is None or bridge.required is None:
        return "The quotas cannot be held against the need: a part of either is not known."
    said = f"Group quotas of {money(quota.amount)} are {money(magnitude(quota.cushion))} "
    said += "above" if quota.cushion >= 0 else "**below**"
    gap = quota.amount - bridge.required
    rest = f"{money(magnitude(gap))} {'more' if gap >= 0 else '**less**'} than the margin asks for"
    return f"{said} the need of the team, {rest if gap else 'exactly what the margin asks for'}."


def _layers(layers: Sequence[Layer]) -> list[str]:
    columns = [Column("layer"), *_numbers("amount", "step", "cushion over the need", "cushion")]
    rows: list[list[Cell]] = [
        [one.title, Amount(one.amount, left_out=one.left_out), Amount(one.step, signed=True),
         Amount(one.cushion, signed=True), Amount(one.cushion_share, "percent", signed=True)]
        for one in layers
    ]  # fmt: skip
    blank = [[cell if not isinstance(cell, Amount) or cell.value is not None else "" for cell in row] for row in rows]
    return table(columns, blank, MOST_ROWS, "layers")


def _goals(bridge: Bridge) -> list[str]:
    alone = bridge.self_serve != 0
    headings = ("goal", "by partners", *(("without sellers",) if alone else ()), "need", "group targets", "gap")
    columns = [Column("goal"), Column("business"), *_numbers(*headings)]
    rows: list[list[Cell]] = [
        [name(one.goal), word(one.motion), Amount(one.target), Amount(one.partners),
         *([Amount(one.self_serve)] if alone else []), Amount(one.need), Amount(one.targeted),
         Amount(one.gap, signed=True)]
        for one in bridge.goals
    ]  # fmt: skip
    fields = ("target", "partners", *(("self_serve",) if alone else ()), "need")
    targeted = [*(one.targeted for one in bridge.goals), bridge.targeted_elsewhere]
    end: list[Cell] = ["Together", "", *(summed(getattr(one, field) for one in bridge.goals) for field in fields)]
    end += [summed(targeted), summed((one.gap for one in bridge.goals), signed=True)]
    if bridge.targeted_elsewhere:
        blank = ["" for _ in columns[2:-2]]
        rows.append(["targets for goals above these", "", *blank, Amount(bridge.targeted_elsewhere), ""])
    return table(columns, rows, MOST_ROWS, "goals", end)


def _groups(portrait: Portrait) -> list[str]:
    counted = [one for one in portrait.bridge.groups if one.counts is not False]
    apart = [one for one in portrait.bridge.groups if one.counts is False and one.quota is not None]
    columns = [Column("group"), *_numbers("targets", "asked of the quota", "quota", "assigned", "capacity")]
    rows: list[list[Cell]] = [
        [name(one.group), Amount(one.target), Amount(one.required), Amount(one.quota), Amount(one.assigned),
         Amount(one.capacity)]
        for one in counted
    ]  # fmt: skip
    sure = [one for one in counted if one.counts]
    target, *others = (
        summed(getattr(one, field) for one in sure) for field in ("target", "quota", "assigned", "capacity")
    )
    totals: list[Cell] = [target, "", *others]
    lines = []
    if counted:
        drawn = counted[:MOST_BARS]
        bounds = [("bar", [one.quota for one in drawn]), ("line", [one.required for one in drawn])]
        more = f" The first {MOST_BARS} of {len(counted):,} groups." if len(counted) > MOST_BARS else ""
        lines += [f"Bars are quotas of selling groups; the line is what they must come to.{more}", ""]
        lines += bars("Quotas by group", [one.group.name for one in drawn], bounds, portrait.head.currency)
    lines += table(columns, rows, MOST_ROWS, "groups", ["Together", *totals])
    if apart:
        listed = ", ".join(f"{name(one.group)} {money(one.quota or 0)}" for one in apart[:MOST_BARS])
        more = f", and {len(apart) - MOST_BARS:,} more" if len(apart) > MOST_BARS else ""
        lines += [f"In no sum, since overlays and layers hold what is counted already: {listed}{more}.", ""]
    return lines


def goals(portrait: Portrait) -> list[str]:
    """Show the goals and their split over the quarters."""
    columns = [Column("goal"), *_numbers("target", "Q1", "Q2", "Q3", "Q4"), Column("last year", number=True),
               Column("growth", number=True)]  # fmt: skip
    rows: list[list[Cell]] = []
    for one in portrait.goals:
        split = [Amount(amount) for amount in one.quarters]
        past = [Amount(one.prior_actual), Amount(one.growth, "percent", signed=True)]
        indent = "– " * min(one.depth, 4)
        rows.append([f"{indent}{name(one.goal)}", Amount(one.target), *split, *past])
    return ["## Goals over the year", "", *table(columns, rows, MOST_ROWS, "goals")] if rows else []


def quarters(portrait: Portrait) -> list[str]:
    """Show need, quotas and capacity by quarter."""
    held = portrait.quarters
    if not any(one.need is not None for one in held):
        return []
    columns = [Column("quarter"), *_numbers("need", "of the year", "quotas", "capacity", "of the year"), Column("")]
    fields = ("need", "quota", "capacity")
    need, quota, capacity = (summed(getattr(one, field) for one in held) for field in fields)
    rows: list[list[Cell]] = [
        [one.name, Amount(one.need), Amount(ratio(one.need, need.value), "percent"), Amount(one.quota),
         Amount(one.capacity), Amount(ratio(one.capacity, capacity.value), "percent"), "**short**" if one.short else ""]
        for one in held
    ]  # fmt: skip
    end: list[Cell] = ["Year", need, "", quota, capacity, "", ""]
    drawn: list[tuple[str, list[Exact | None]]] = [("bar", [one.need for one in held])]
    said = "Bars are what the team must sell"
    if all(one.capacity is not None for one in held):
        drawn.append(("line", [one.capacity for one in held]))
        said += "; the line is what sellers can carry, by the months in which they are there and ramped"
    chart = bars("Need and capacity by quarter", [one.name for one in held], drawn, portrait.head.currency)
    return ["## The quarters", "", f"{said}.", "", *chart, *table(columns, rows, MOST_ROWS, "quarters", end)]
