"""Coverage, budget, organization and priorities in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import total
from coverage_lint.language.format import money, shown
from coverage_lint.report.markdown.math import MOST_ROWS
from coverage_lint.report.markdown.mermaid import Node, Task, named, pie, time_line, tree
from coverage_lint.report.markdown.tables import UNKNOWN, Amount, Cell, Column, name, names, said, summed, table, word
from coverage_lint.report.portrait.refs import magnitude

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.report.portrait.business import Organization, OwnerLine, PriorityLine, SegmentLine
    from coverage_lint.report.portrait.portrait import Portrait

MOST_COLUMNS = 8
"""Groups and partners in the matrix; with more, each segment lists who covers it."""
MOST_SLICES = 12
MOST_BOXES = 40
MOST_TASKS = 20
_COVERED = {True: "yes", False: "**by nobody**", None: UNKNOWN}
_STATES = {"covered": "covered", "left_alone": "left alone", "uncovered": "**uncovered**", None: "unknown"}


def coverage(portrait: Portrait) -> list[str]:
    """Show segments against those who cover them."""
    held = portrait.coverage
    if not held.segments:
        return []
    wide = len(held.columns) > MOST_COLUMNS
    columns = [Column("segment"), Column("tier"), Column("state")]
    columns += [Column("covered by")] if wide else [Column(name(one)) for one in held.columns]
    rows = [_segment(one, wide=wide) for one in held.segments]
    lines = ["## Coverage", "", *table(columns, rows, MOST_ROWS, "segments")]
    reasons = [one for one in held.segments if one.state == "left_alone" and one.reason]
    lines += [f"- {name(one.segment)} is left alone: {said(one.reason)}" for one in reasons[:MOST_SLICES]]
    if len(reasons) > MOST_SLICES:
        lines.append(f"- and {len(reasons) - MOST_SLICES:,} more")
    if held.idle:
        lines += ["", f"Covering no segment: {names(held.idle, MOST_SLICES)}."]
    return [*lines, ""]


def territories(portrait: Portrait) -> list[str]:
    """Show territories with all who have them, what they hold, and which nobody covers."""
    columns = [Column("territory"), Column("owners"), Column("group"), Column("accounts", number=True),
               Column("potential", number=True), Column("covered")]  # fmt: skip
    rows: list[list[Cell]] = [
        [f"{'– ' * min(one.depth, 4)}{name(one.territory)}", _owners(one.owners), name(one.group),
         Amount(one.accounts, "count"), Amount(one.potential), _COVERED[one.covered]]
        for one in portrait.coverage.territories
    ]  # fmt: skip
    return ["## Territories", "", *table(columns, rows, MOST_ROWS, "territories")] if rows else []


def _owners(held: Sequence[OwnerLine]) -> str:
    said = []
    for one in held[:MOST_COLUMNS]:
        share = f" {shown(one.share, 'percent')}" if one.share is not None else ""
        said.append(name(one.person) + share + "".join(
            f" {word} {day}" for word, day in (("from", one.start), ("until", one.end)) if day
        ))  # fmt: skip
    if len(held) > MOST_COLUMNS:
        said.append(f"{len(held) - MOST_COLUMNS:,} more")
    return ", ".join(said) or UNKNOWN


def _segment(segment: SegmentLine, *, wide: bool) -> list[Cell]:
    first = [name(segment.segment), word(segment.tier), _STATES[segment.state]]
    if wide:
        return [*first, names(list(dict.fromkeys(line.by for line in segment.coverage)))]
    cells = [", ".join(dict.fromkeys(word(segment.coverage[at].route) for at in cell)) for cell in segment.cells]
    return [*first, *cells]


def budget(portrait: Portrait) -> list[str]:
    """Show the budget's lines against its total."""
    held = portrait.budget
    if held is None:
        return []
    lines = ["## Budget", ""]
    slices = [(one.line.name, one.amount) for one in held.lines if one.amount]
    slices.sort(key=lambda one: one[1], reverse=True)
    if len(slices) > MOST_SLICES:
        rest = total(amount for _, amount in slices[MOST_SLICES - 1 :]) or 0
        slices = [*slices[: MOST_SLICES - 1], (f"{len(slices) - MOST_SLICES + 1} more", rest)]
    if slices and all(amount > 0 for _, amount in slices):
        lines += pie("Budget by line", slices)
    amounts = ("amount", "of the total", "priorities take")
    columns = [Column("line"), Column("category"), *(Column(one, number=True, adds=True) for one in amounts)]
    rows: list[list[Cell]] = [
        [name(one.line), word(one.category), Amount(one.amount), Amount(one.share, "percent"), Amount(one.priorities)]
        for one in held.lines
    ]
    end: list[Cell] = ["Together", "", summed(one.amount for one in held.lines), "", ""]
    lines += table(columns, rows, MOST_ROWS, "lines", end)
    if held.left is not None and held.total is not None:
        what = "left" if held.left >= 0 else "**missing**"
        lines += [f"Of a total of {money(held.total)}, {money(magnitude(held.left))} is {what}.", ""]
    return lines


def organization(portrait: Portrait) -> list[str]:
    """Show the organization as a tree."""
    held = portrait.organization
    if held is None:
        return []
    lines = ["## Organization", "", f"Organized by: {word(held.organized_by)}.", ""]
    drawn = _boxes(held)
    if drawn:
        lines += tree(drawn[:MOST_BOXES])
    if len(drawn) > MOST_BOXES:
        lines += [f"The first {MOST_BOXES} of {len(drawn):,} units and groups.", ""]
    if held.outside:
        lines += [f"In no unit: {names(held.outside, MOST_SLICES)}.", ""]
    return lines


def _boxes(held: Organization) -> list[Node]:
    """Return units, and behind each its groups; what is above stands before what is below."""
    at_unit: dict[str, int] = {}
    boxes: list[Node] = []
    for unit in held.units:
        at = at_unit[unit.unit.id] = len(boxes)
        boxes.append(Node(named(unit.unit), at_unit.get(unit.parent.id) if unit.parent is not None else None))
        boxes += [Node(named(group), at, round=True) for group in unit.groups]
    return boxes


def priorities(portrait: Portrait) -> list[str]:
    """Show the year's initiatives on a time line."""
    held = portrait.priorities
    if not held:
        return []
    lines = ["## Priorities", ""]
    tasks = [task for one in held if (task := _task(one)) is not None]
    if tasks:
        lines += time_line("Priorities of the year", tasks[:MOST_TASKS])
    columns = [Column("rank", number=True), Column("priority"), Column("owner"), Column("from"), Column("to"),
               Column("cost", number=True, adds=True), Column("seen by")]  # fmt: skip
    rows: list[list[Cell]] = [
        [Amount(one.rank, "count"), name(one.priority), name(one.owner), word(one.start), word(one.due),
         Amount(one.cost), said(one.kpi)]
        for one in held
    ]  # fmt: skip
    return [*lines, *table(columns, rows, MOST_ROWS, "priorities")]


def _task(priority: PriorityLine) -> Task | None:
    """Return the bar of a priority that has a start, and a day by which it is done, in this order."""
    start, due = priority.start, priority.due
    if start is None or due is None or due < start:
        return None
    return Task(named(priority.priority), start, due)
