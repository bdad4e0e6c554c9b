"""The organization as a tree: units, and the groups in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.language.format import shown as worded
from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.colours import AXIS, BAD, FIRST, MUTED, PAPER, SOFT, TEXT
from coverage_lint.report.charts.drawing.frame import Frame, Key, Legend, is_narrow, points, rectangles, rules, texts
from coverage_lint.report.charts.drawing.text import SMALL_TYPE, clean, counted, fit, listed, sentences, width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.report.charts.drawing.frame import Layer, Row
    from coverage_lint.report.portrait.business import Organization, UnitLine
    from coverage_lint.report.portrait.people import GroupPage
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact

_MOST_NODES = 70
_STEP = 24
_INDENT = 26
_DEEPEST = 12
"""Beyond, units stand no further to the right."""
_BARS = 150
"""The room at the right for how many seats a unit or group has."""
_NODE = 10
_FIGURE = 66
"""The room between a name and its bar, where its seats are written."""


class _Node(NamedTuple):
    name: str
    depth: int
    parent: int | None
    """The row of the unit that it is in."""
    kind: str
    """unit, group, outside."""
    seats: Exact | None
    """With those of all that is in it."""


def organization(portrait: Portrait) -> Chart | None:
    """Draw units with what is in them below, each a step further in, and their seats as bars."""
    held = portrait.organization
    if held is None or not held.units:
        return None
    every = _nodes(portrait, held)
    nodes = every if len(every) <= _MOST_NODES else _units(every)
    upper = _upper(nodes)
    shown = upper[:_MOST_NODES]
    keys = [Key("unit", "point", FIRST, shape="square")]
    kinds = {node.kind for node in shown}
    if "group" in kinds:
        keys.append(Key("group", "point", FIRST, hollow=True))
    if "outside" in kinds:
        keys.append(Key("selling group in no unit", "point", BAD, shape="triangle-down"))
    legend = Legend((*keys, Key("seats, with all that is in it", "area", SOFT)))
    more = len(upper) - len(shown)
    frame = Frame(8, legend.height + 8, (len(shown) + bool(more)) * _STEP, 8)
    start = _start(shown, frame.width)
    layers = [*_lines(shown), *_marks(shown), *_names(shown, start), *_seats(shown, start, frame.width)]
    if more:
        rest: Row = {"x": 0, "y": _middle(len(shown)), "text": f"and {more:,} more"}
        layers.append(texts([rest], None, MUTED, size=SMALL_TYPE))
    spec = frame.spec([*layers, *legend.layers(frame)])
    sentence = _sentence(portrait, held, nodes, every, upper)
    return Chart("chart-organization", "The organization", "seats", sentence, "organization", spec)


def _nodes(portrait: Portrait, held: Organization) -> list[_Node]:
    """Return the rows of the tree, each unit followed by its groups, then by its units."""
    pages = {page.group.id: page for page in portrait.groups}
    nodes: list[_Node] = []
    rows: dict[str, int] = {}
    placed: set[str] = set()
    for unit in held.units:
        parent = rows.get(unit.parent.id) if unit.parent is not None else None
        rows[unit.unit.id] = len(nodes)
        nodes.append(_Node(unit.unit.name, unit.depth, parent, "unit", unit.seats_within))
        nodes += _inside(unit, len(nodes) - 1, pages, placed)
    nodes += [
        _Node(group.name, 0, None, "outside", pages[group.id].headcount_within)
        for group in held.outside
        if group.id not in placed and group.id in pages
    ]
    return nodes


def _units(every: list[_Node]) -> list[_Node]:
    """Leave groups out, and make one row of those that are in no unit."""
    rows = {row: place for place, row in enumerate(row for row, node in enumerate(every) if node.kind == "unit")}
    units = [
        node._replace(parent=None if node.parent is None else rows[node.parent])
        for node in every
        if node.kind == "unit"
    ]
    outside = [node.seats for node in every if node.kind == "outside"]
    if not outside:
        return units
    whole = None if None in outside else sum(count or 0 for count in outside)
    name = counted(len(outside), "selling group in no unit", "selling groups in no unit")
    return [*units, _Node(name, 0, None, "outside", whole)]


def _upper(nodes: list[_Node]) -> list[_Node]:
    """Return the levels that have room, from the top: what is below counts in what it is in, and is counted there."""
    deepest = max((node.depth for node in nodes), default=0)
    while deepest and sum(node.depth <= deepest for node in nodes) > _MOST_NODES:
        deepest -= 1
    kept = [row for row, node in enumerate(nodes) if node.depth <= deepest]
    if len(kept) == len(nodes):
        return nodes
    above: dict[int, int] = {}
    within: dict[int, int] = {}
    for row, node in enumerate(nodes):  # what is above a row stands before it
        above[row] = row if node.depth <= deepest or node.parent is None else above[node.parent]
        if above[row] != row:
            within[above[row]] = within.get(above[row], 0) + 1
    places = {row: place for place, row in enumerate(kept)}
    return [
        nodes[row]._replace(
            name=nodes[row].name + (f" (+{within[row]:,})" if row in within else ""),
            parent=places.get(nodes[row].parent) if nodes[row].parent is not None else None,  # type: ignore[arg-type]
        )
        for row in kept
    ]


def _inside(unit: UnitLine, row: int, pages: Mapping[str, GroupPage], placed: set[str]) -> list[_Node]:
    """Return the groups of a unit, each followed by the groups below it, and note them as placed."""
    nodes: list[_Node] = []
    waiting = [(group.id, unit.depth + 1, row) for group in reversed(unit.groups)]
    while waiting:
        who, depth, parent = waiting.pop()
        page = pages.get(who)
        if page is None or who in placed:
            continue
        placed.add(who)
        nodes.append(_Node(page.group.name, depth, parent, "group", page.headcount_within))
        here = row + len(nodes)
        waiting += [(child.id, depth + 1, here) for child in reversed(page.children)]
    return nodes


def _middle(row: int) -> float:
    return row * _STEP + _STEP / 2


def _left(node: _Node) -> int:
    return min(node.depth, _DEEPEST) * _INDENT


def _lines(shown: list[_Node]) -> list[Layer]:
    """Join each row to the unit it is in: down from the unit, then across."""
    lines: list[Row] = []
    for row, node in enumerate(shown):
        if node.parent is not None:
            x = _left(shown[node.parent]) + _NODE / 2
            end = max(_left(node), x)
            lines.append({"x": x, "x2": x, "y": _middle(node.parent) + _NODE / 2, "y2": _middle(row)})
            lines.append({"x": x, "x2": end, "y": _middle(row), "y2": _middle(row)})
    return [rules(lines, None, AXIS)]


def _marks(shown: list[_Node]) -> list[Layer]:
    units: list[Row] = []
    held: dict[str, list[Row]] = {"group": [], "outside": []}
    for row, node in enumerate(shown):
        left, middle = _left(node), _middle(row)
        if node.kind == "unit":
            units.append({"x": left, "x2": left + _NODE, "y": middle - _NODE / 2, "y2": middle + _NODE / 2})
        else:
            held[node.kind].append({"x": left + _NODE / 2, "y": middle})
    return [
        rectangles(units, None, FIRST), points(held["group"], None, "circle", FIRST, fill=PAPER, strokeWidth=2),
        points(held["outside"], None, "triangle-down", BAD),
    ]  # fmt: skip


def _bars() -> int:
    """Return how long the longest bar of seats is."""
    return _BARS // 4 if is_narrow() else _BARS


def _start(shown: list[_Node], plot: int) -> int:
    """Return where bars begin: beside the longest name, so that the eye finds them, or where that leaves too little."""
    longest = max((_left(node) + _NODE + 6 + width(clean(node.name)) for node in shown), default=0)
    return min(plot - _bars(), longest + _FIGURE)


def _names(shown: list[_Node], start: int) -> list[Layer]:
    names: dict[bool, list[Row]] = {True: [], False: []}
    for row, node in enumerate(shown):
        left = _left(node) + _NODE + 6
        text = fit(node.name, start - _FIGURE - left + 4)
        names[node.kind == "unit"].append({"x": left, "y": _middle(row), "text": text})
    return [texts(names[True], None, TEXT, bold=True), texts(names[False], None, TEXT)]


def _seats(shown: list[_Node], start: int, plot: int) -> list[Layer]:
    """Draw the seats of each row, with all that is in it, on one scale."""
    most = max((node.seats for node in shown if node.seats is not None), default=0)
    bars: list[Row] = []
    figures: list[Row] = []
    for row, node in enumerate(shown):
        if node.seats:
            end = start + int(node.seats * (plot - start) / most)
            bars.append({"x": start, "x2": end, "y": _middle(row) - 7, "y2": _middle(row) + 7})
            figures.append({"x": start - 6, "y": _middle(row), "text": worded(node.seats, "count")})
    return [rectangles(bars, None, SOFT), texts(figures, None, MUTED, "right")]


def _sentence(
    portrait: Portrait, held: Organization, nodes: list[_Node], every: list[_Node], upper: list[_Node]
) -> str:
    shown = min(len(upper), _MOST_NODES)
    depth = max(unit.depth for unit in held.units) + 1
    empty = [unit.unit.name for unit in held.units if not unit.groups and not _holds(held, unit.unit.id)]
    groups = sum(node.kind == "group" for node in every)
    outside = [node.name for node in every if node.kind == "outside"]
    unknown = sum(page.headcount is None for page in portrait.groups)
    units = counted(len(held.units), "unit", "units")
    order = f", organized by {clean(held.organized_by).replace('_', ' ')}" if held.organized_by else ""
    return sentences((
        f"{units} on {counted(depth, 'level', 'levels')}{order}, with {counted(groups, 'group', 'groups')}.",
        f"Nothing is in {listed(empty)}." if empty else "",
        "Whoever is in several groups counts in each, and once above; seats are those of the day with most."
        if _overlap(every) else "",
        f"In no unit: {listed(outside)}." if outside else "",
        f"The seats of {counted(unknown, 'group are', 'groups are')} not known." if unknown else "",
        "Groups are many and left out." if len(nodes) < len(every) else "",
        "Levels below those drawn count in what they are in, and how many are there stands beside it."
        if len(upper) < len(nodes) else "",
        f"The first {shown:,} are drawn." if shown < len(upper) else "",
    ))  # fmt: skip


def _overlap(every: list[_Node]) -> bool:
    """True if what stands in a row does not add up to the row, since people are in several or leave and follow."""
    inside: dict[int, Exact] = {}
    for node in every:
        if node.parent is not None and node.seats is not None:
            inside[node.parent] = inside.get(node.parent, 0) + node.seats
    return any(every[row].seats is not None and every[row].seats != seats for row, seats in inside.items())


def _holds(held: Organization, unit: str) -> bool:
    return any(other.parent is not None and other.parent.id == unit for other in held.units)
