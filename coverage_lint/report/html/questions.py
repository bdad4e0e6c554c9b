"""The tables of who stands where, as rows of cells that a page shows first and that its script sorts and searches.

The first rows stand on the page; the rest is data beside it, so that a page of thousands stays small and quick. All of
a cell is text: the script never makes markup of it.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import Markup

from coverage_lint.frozen import NamedTuple
from coverage_lint.language.exact_text import exact_text
from coverage_lint.language.format import money_in_sentence, shown
from coverage_lint.render.terminal.cells import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact, Ref
    from coverage_lint.report.portrait.sketch import Sketch
    from coverage_lint.report.portrait.standings import Standing

FIRST = 25
"""Rows that stand on the page."""
_UNKNOWN = "–"


class Cell(NamedTuple):
    """What a cell says, and where it leads; '' for nowhere."""

    text: str
    anchor: str = ""
    bad: bool = False
    """Whether it tells of something missing."""


class Column(NamedTuple):
    """A heading, and whether numbers stand below it."""

    title: str
    number: bool = True
    key: bool = False
    """Whether it decides, and stands beside the name where there is room for one figure only."""


class Question(NamedTuple):
    """A table that answers a question."""

    key: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def first(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows that stand on the page."""
        return self.rows[:FIRST]

    def rest(self) -> Markup:
        """Return the other rows as data for the script.

        A cell is its text, or text, where it leads and whether it is bad; one that comes again is its number in a pool.
        """
        held = self.rows[FIRST:]
        times = Counter(cell for row in held for cell in row)
        pool = {cell: at for at, cell in enumerate(cell for cell, count in times.items() if count > 1)}
        rows = [[pool[cell] if cell in pool else _plain(cell) for cell in row] for row in held]
        return data([[_plain(cell) for cell in pool], rows])


def _plain(cell: Cell) -> str | list[str | int]:
    return [cell.text, cell.anchor, int(cell.bad)] if cell.anchor or cell.bad else cell.text


def data(value: object) -> Markup:
    """Write plain values as JSON that can stand in a script element, whatever texts hold, in ASCII alone."""
    text = json.dumps(value, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - nothing is left that could end the element


def questions_of(portrait: Portrait) -> tuple[Question, ...]:
    """Return the tables that have rows."""
    made = (_groups(portrait), _people(portrait), _holders(portrait), _regions(portrait))
    return tuple(one for one in made if one.rows)


_YEARS = (Column("Last quota"), Column("Last result"), Column("Reached"), Column("Quota against last result"))


def _groups(portrait: Portrait) -> Question:
    held = portrait.standings.groups
    last = _with_last_year(held)
    columns = (
        Column("Group", number=False), Column("Assigned"), Column("Capacity after turnover"),
        Column("Capacity less assigned", key=True), Column("Group quota"), *(_YEARS if last else ()),
        Column("Findings"),
    )  # fmt: skip
    rows = tuple((_named(one.of), *_carried(one), _money(one.quota), *_rest(one, last=last)) for one in held)
    about = "Those whose sellers are assigned most beyond what they can carry come first."
    return Question("worst-groups", "Groups: where most is missing", about, columns, rows)


def _people(portrait: Portrait) -> Question:
    held = portrait.standings.people
    last = _with_last_year(held)
    columns = (
        Column("Person", number=False), Column("Role", number=False), Column("Group", number=False),
        Column("Assigned"), Column("Capacity before turnover"), Column("Capacity less assigned", key=True),
        *(_YEARS if last else ()), Column("Findings"),
    )  # fmt: skip
    rows = tuple(
        (_named(one.of), _named(one.role, link=False), _named(one.group), *_carried(one), *_rest(one, last=last))
        for one in held
    )
    about = (
        "What each is assigned against what start, ramp and role let each carry. Turnover is taken off groups only, as "
        "nobody knows who will leave."
    )
    return Question("worst-people", "People: where most is missing", about, columns, rows)


def _with_last_year(held: Sequence[Standing]) -> bool:
    return any(one.last_quota is not None or one.last_actual is not None for one in held)


def _carried(one: Standing) -> tuple[Cell, ...]:
    gap = Cell(_text(one.gap, signed=True), bad=one.gap is not None and one.gap < 0)
    return (_money(one.assigned), _money(one.capacity), gap)


def _rest(one: Standing, *, last: bool) -> tuple[Cell, ...]:
    years = (_money(one.last_quota), _money(one.last_actual), _percent(one.reached), _percent(one.growth, signed=True))
    return (*(years if last else ()), Cell(f"{one.findings:,}", bad=one.findings > 0))


def _holders(portrait: Portrait) -> Question:
    held = portrait.standings.holders
    columns = (
        Column("Person", number=False), Column("Group", number=False), Column("Territories", number=False),
        Column("Potential"), Column("Accounts"), Column("Quota"), Column("Quota of potential", key=True),
    )  # fmt: skip
    rows = tuple(
        (
            _named(one.of), _named(one.group), Cell(_listed(one.territories)), _money(one.potential),
            _number(one.accounts), _money(one.quota), _percent(one.load),
        )
        for one in held
    )  # fmt: skip
    about = "Of the potential that each holds, the share to be sold, the heaviest first. Even loads are fair."
    return Question("balance-people", "Territories: balance between people", about, columns, rows)


def _regions(portrait: Portrait) -> Question:
    columns = (
        Column("Group", number=False), Column("Territories"), Column("Potential"), Column("Accounts"),
        Column("Quota"), Column("Quota of potential", key=True),
    )  # fmt: skip
    rows = tuple(
        (
            _named(one.of), Cell(f"{len(one.territories):,}"), _money(one.potential), _number(one.accounts),
            _money(one.quota), _percent(one.load),
        )
        for one in portrait.standings.regions
    )  # fmt: skip
    about = "The territories that name a group, against its quota."
    return Question("balance-groups", "Territories: balance between groups", about, columns, rows)


def _listed(refs: tuple[Ref, ...]) -> str:
    names = [visible(one.name) for one in refs[:3]]
    return ", ".join(names) + (f" and {len(refs) - 3:,} more" if len(refs) > 3 else "")  # noqa: PLR2004 - three names


def _named(pointed: Ref | None, *, link: bool = True) -> Cell:
    return Cell(_UNKNOWN) if pointed is None else Cell(visible(pointed.name), pointed.anchor if link else "")


def _text(amount: Exact | None, *, signed: bool = False) -> str:
    if amount is None:
        return _UNKNOWN
    text = money_in_sentence(amount).replace("-", "−")
    return f"+{text}" if signed and amount > 0 else text


def _money(amount: Exact | None) -> Cell:
    return Cell(_text(amount))


def _number(value: Exact | None) -> Cell:
    return Cell(_UNKNOWN if value is None else shown(value, "number").replace("-", "−"))


def _percent(value: Exact | None, *, signed: bool = False) -> Cell:
    if value is None:
        return Cell(_UNKNOWN)
    text = shown(value, "percent").replace("-", "−").replace(" %", "\u00a0%")
    return Cell(f"+{text}" if signed and value > 0 else text)


def sketch_data(sketch: Sketch) -> Markup:
    """Return the figures that other assumptions move, as exact texts for the script."""

    def text(value: Exact | None) -> str | None:
        return None if value is None else exact_text(value)

    roles = None
    if sketch.roles is not None:
        roles = [
            [text(one.turnover), text(one.exposure), list(map(text, one.staying)), list(map(text, one.leaving))]
            for one in sketch.roles
        ]
    return data({
        "need": text(sketch.need), "renewal": text(sketch.need_renewal), "margin": text(sketch.margin),
        "quota": text(sketch.quota), "assigned": text(sketch.assigned), "expected": text(sketch.expected),
        "roles": roles, "pay": list(map(text, sketch.pay)), "budget": text(sketch.pay_budget),
    })  # fmt: skip
