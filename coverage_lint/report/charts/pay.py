"""Quotas compared with pay, and how quotas are spread in each role."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.language.format import shown as worded
from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.amounts import Scale, plain, scale_of
from coverage_lint.report.charts.drawing.colours import AXIS, BAD, BAND, FIRST, PAPER, SOFT, TEXT
from coverage_lint.report.charts.drawing.frame import Along, Frame, Key, Legend, points, rectangles, rules, texts
from coverage_lint.report.charts.drawing.rows import Rows, room_for
from coverage_lint.report.charts.drawing.text import counted, listed, sentences

if TYPE_CHECKING:
    from coverage_lint.report.charts.drawing.frame import Layer, Row
    from coverage_lint.report.portrait.business import Budget
    from coverage_lint.report.portrait.people import QuotaPoint, RoleLine, Spread
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact

_MOST_ROLES = 40
_MOST_POINTS = 60
"""Of a role; beyond, its box and its ends say more than a heap of circles."""


def multiple(portrait: Portrait) -> Chart | None:
    """Draw how many times its pay on target each role has as quota, with the usual band."""
    budget = portrait.budget
    carrying = [role for role in portrait.roles if role.quotas or role.multiple is not None]
    known = [role for role in carrying if role.multiple is not None]
    if budget is None or not known:
        return None
    shown = known[:_MOST_ROLES]
    names = [role.role.name for role in shown]
    rows = Rows(tuple(names), room_for(names), _more(len(known) - len(shown)))
    low, high = budget.band
    legend = Legend((
        Key(f"usual for new business: {_times(low)} to {_times(high)}", "area", BAND, AXIS),
        Key("a warning beyond", "dash", BAD),
        Key("role held against it", "point", FIRST),
        Key("other role, without these limits", "point", FIRST, hollow=True),
    ))  # fmt: skip
    frame = Frame(rows.left, legend.height + 40, rows.height, 72)
    top = _top(shown, budget)
    x = Along(0, plain(top), "times OTE")
    band: Row = {"x": plain(low), "x2": plain(high), "y": 0, "y2": rows.height}
    layers = [
        rectangles([band], x, BAND, stroke=AXIS), *rows.layers(frame.width + frame.right),
        rules([{"x": plain(at), "x2": plain(at), "y": 0, "y2": rows.height} for at in budget.limits], x, BAD,
              strokeDash=[4, 3], strokeWidth=2),
        *_dots(shown, rows, x, budget, top),
    ]  # fmt: skip
    spec = frame.spec([*layers, *legend.layers(frame)])
    sentence = _multiples(carrying, known, len(shown), budget)
    return Chart("chart-multiple", "Quota against pay on target by role", "times OTE", sentence, "budget", spec)


def _times(value: Exact) -> str:
    return f"{worded(value, 'ratio')} ×"


def _top(shown: list[RoleLine], budget: Budget) -> Fraction:
    """Return the end of the axis: far enough for roles that the band is for; others may lie beyond."""
    held = [role.multiple or 0 for role in shown if role.banded]
    return max(Fraction(max(held, default=0)) * Fraction(11, 10), Fraction(budget.limits[1]) * Fraction(3, 2))


def _outside(role: RoleLine, budget: Budget) -> bool:
    low, high = budget.limits
    return role.banded and role.multiple is not None and not low <= role.multiple <= high


def _dots(shown: list[RoleLine], rows: Rows, x: Along, budget: Budget, top: Fraction) -> list[Layer]:
    held: dict[bool, list[Row]] = {True: [], False: []}
    said: dict[bool, list[Row]] = {True: [], False: []}
    far: list[Row] = []
    for row, role in enumerate(shown):
        if role.multiple is not None and role.multiple > top:
            far.append({"x": plain(top), "y": rows.middle(row), "text": f"{_times(role.multiple)} ▶"})
        elif role.multiple is not None:
            place: Row = {"x": plain(role.multiple), "y": rows.middle(row)}
            held[role.banded].append(place)
            outside = _outside(role, budget)
            said[outside].append({**place, "text": f"{'▼ ' if outside else ''}{_times(role.multiple)}"})
    return [
        points(held[True], x, "circle", FIRST, size=90),
        points(held[False], x, "circle", FIRST, size=90, fill=PAPER, strokeWidth=2),
        texts(said[False], x, TEXT, dx=10), texts(said[True], x, BAD, dx=10, bold=True),
        texts(far, x, TEXT, "right", dx=64),
    ]  # fmt: skip


def _multiples(carrying: list[RoleLine], known: list[RoleLine], shown: int, budget: Budget) -> str:
    ordered = sorted(known, key=lambda role: role.multiple or 0)
    least, most = ordered[0], ordered[-1]
    outside = [role.role.name for role in known if _outside(role, budget)]
    unknown = [role.role.name for role in carrying if role.multiple is None]
    one, other = _times(least.multiple or 0), _times(most.multiple or 0)
    span = (
        f"Mean quotas lie between {one} the pay on target ({listed([least.role.name])}) and "
        f"{other} ({listed([most.role.name])})."
        if len(known) > 1 else f"The mean quota of {listed([least.role.name])} is {one} the pay on target."
    )  # fmt: skip
    return sentences((
        span,
        f"Beyond {_times(budget.limits[0])} and {_times(budget.limits[1])}, where a warning is due: {listed(outside)}."
        if outside else "",
        f"It is not known of {listed(unknown)}." if unknown else "",
        f"The first {shown:,} roles are drawn." if shown < len(known) else "",
    ))  # fmt: skip


def quotas(portrait: Portrait) -> Chart | None:
    """Draw the quotas of each role: every one where they are few, and the middle half as a box."""
    known = [role for role in portrait.roles if role.quotas]
    if not known:
        return None
    shown = known[:_MOST_ROLES]
    scale = scale_of([point.quota for role in shown for point in role.quotas], portrait.head.currency)
    names = [f"{role.role.name} ({sum(point.seats for point in role.quotas):,})" for role in shown]
    rows = Rows(tuple(names), room_for(names), _more(len(known) - len(shown)))
    part_year = any(point.full_year is False for role in shown for point in role.quotas)
    legend = Legend((
        Key("a quota", "point", FIRST),
        *((Key("of part of the year", "point", FIRST, hollow=True),) if part_year else ()),
        Key("middle half of full-year seats", "area", SOFT), Key("median", "tick", TEXT),
    ))  # fmt: skip
    frame = Frame(rows.left, legend.height + 40, rows.height)
    x = Along.upto(scale, [point.quota for role in shown for point in role.quotas])
    layers = [*rows.layers(frame.width), *_boxes(shown, rows, x, scale), *_circles(shown, rows, x, scale)]
    sentence = _spreads(known, len(shown), scale)
    spec = frame.spec([*layers, *legend.layers(frame)])
    return Chart("chart-quotas", "Quotas of people in each role", scale.units, sentence, "people", spec)


def _boxes(shown: list[RoleLine], rows: Rows, x: Along, scale: Scale) -> list[Layer]:
    boxes: list[Row] = []
    whiskers: list[Row] = []
    medians: list[Row] = []
    for row, role in enumerate(shown):
        held = role.spread
        if held is not None:
            middle, at = rows.middle(row), scale.number(held.median)
            whiskers.append({"x": scale.number(held.least), "x2": scale.number(held.most), "y": middle, "y2": middle})
            boxes.append({"x": scale.number(held.lower), "x2": scale.number(held.upper), **rows.band(row, 0.6)})
            medians.append({"x": at, "x2": at, **rows.band(row, 0.8)})
    return [rules(whiskers, x, AXIS), rectangles(boxes, x, SOFT), rules(medians, x, TEXT, strokeWidth=2.5)]


def _circles(shown: list[RoleLine], rows: Rows, x: Along, scale: Scale) -> list[Layer]:
    """Return each quota that somebody has a circle; where they are too many, the ends only."""
    full: list[Row] = []
    part: list[Row] = []
    for row, role in enumerate(shown):
        for value, whole in _distinct(role.quotas, role.spread):
            (full if whole else part).append({"x": scale.number(value), "y": rows.middle(row), "role": row})
    return [
        points(part, x, "circle", FIRST, size=50, fill=PAPER, strokeWidth=1.5),
        points(full, x, "circle", FIRST, size=40, fillOpacity=0.75),
    ]


def _distinct(held: tuple[QuotaPoint, ...], spread: Spread | None) -> list[tuple[Exact, bool]]:
    found = list(dict.fromkeys((point.quota, point.full_year is not False) for point in held))
    if len(found) <= _MOST_POINTS:
        return found
    ends = (spread.least, spread.most) if spread is not None else (held[0].quota, held[-1].quota)
    return [(end, True) for end in ends]


def _spreads(known: list[RoleLine], shown: int, scale: Scale) -> str:
    ordered = [(role, role.spread) for role in known if role.spread is not None]
    ordered.sort(key=lambda held: -held[1].seats)
    parts = [
        f"{listed([role.role.name])}: {scale.exact(spread.least)}"
        if spread.least == spread.most
        else f"{listed([role.role.name])}: {scale.exact(spread.least)} to {scale.exact(spread.most)}, "
        f"median {scale.exact(spread.median)}"
        for role, spread in ordered[:3]
    ]
    seats = sum(point.seats for role in known for point in role.quotas)
    return sentences((
        f"{worded(seats, 'count')} seats in {counted(len(known), 'role', 'roles')} have a quota of their own.",
        f"{'; '.join(parts)}." if parts else "",
        "Circles that would hide each other are one." if any(len(role.quotas) > 1 for role in known) else "",
        f"The first {shown:,} roles are drawn." if shown < len(known) else "",
    ))  # fmt: skip


def _more(number: int) -> str:
    return f"and {counted(number, 'more role', 'more roles')}" if number else ""
