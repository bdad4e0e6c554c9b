"""People over the year: who starts, ramps, leaves, and what share of a ramped year each month has."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.language.format import rounded
from coverage_lint.language.format import shown as worded
from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.amounts import plain
from coverage_lint.report.charts.drawing.colours import FIRST, GRID, MUTED, SECOND, SOFT, TEXT
from coverage_lint.report.charts.drawing.frame import (
    Along,
    Frame,
    Key,
    Legend,
    points,
    rectangles,
    texts,
)
from coverage_lint.report.charts.drawing.rows import Rows, room_for
from coverage_lint.report.charts.drawing.text import SMALL_TYPE, counted, listed, sentences
from coverage_lint.report.charts.drawing.upright import month_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.report.charts.drawing.frame import Layer, Row
    from coverage_lint.report.portrait.people import PersonLine
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact

_MOST_PEOPLE = 40
_MOST_ROLES = 40
_MONTHS = 12
_HEIGHT = 180
_LEFT = 52
_DARKEST = Fraction(1, 2)
"""Of the colour of a full cell: its figure must stay readable on it."""
_ACROSS = Along(0, _MONTHS, axis=False)


class _Line(NamedTuple):
    name: str
    months: tuple[Exact, ...]
    starts: int | None = None
    """The month in which somebody starts; None for before the year, or for a role."""


class RampedSellers(NamedTuple):
    """Sellers' seats over the year, and how many ramped sellers they are worth in each month."""

    seats: Exact
    worth: tuple[Exact, ...]
    unknown: tuple[str, ...]
    """Sellers of whom it is not known, and who are left out."""

    def sentence(self, months: Sequence[str]) -> str:
        """Say what part is there and ramped, and when it is the least."""
        least = self.worth.index(min(self.worth))
        mean = _tenth(Fraction(sum(self.worth)) / _MONTHS)
        fewest = f"fewest in {months[least]} with {_tenth(self.worth[least])}"
        return sentences((
            f"Of {worded(self.seats, 'ratio')} seats of sellers, {mean} are there and ramped in the mean, {fewest}.",
            f"Of {listed(self.unknown)} it is not known, and left out." if self.unknown else "",
        ))  # fmt: skip


def ramped_sellers(portrait: Portrait) -> RampedSellers | None:
    """Return how many sellers are there and ramped; None where it is known of nobody."""
    sellers = [person for person in portrait.people if person.seller]
    known = [person for person in sellers if person.months is not None and person.seats is not None]
    if not known:
        return None
    whole = sum((person.seats or 0) for person in known)
    worth = [sum((person.months or ())[month] * (person.seats or 0) for person in known) for month in range(_MONTHS)]
    unknown = tuple(person.person.name for person in sellers if person not in known)
    return RampedSellers(whole, tuple(worth), unknown)


def _tenth(value: Exact) -> str:
    return worded(Fraction(rounded(value, 1)), "ratio")


def people(portrait: Portrait) -> Chart | None:
    """Draw a row of months for each person who is not ramped all year; where they are many, one for each role."""
    held = {person.person.id: person for person in portrait.people}
    changing = [held[who] for who in portrait.year.changing if who in held]
    known = [person for person in changing if person.months is not None]
    if not known or len(portrait.year.months) != _MONTHS:
        return None
    by_role = len(known) > _MOST_PEOPLE
    lines = _roles(portrait, known) if by_role else [_line(portrait, person) for person in known]
    shown = lines[:_MOST_ROLES]
    names = [line.name for line in shown]
    more = f"and {counted(len(lines) - len(shown), 'more role', 'more roles')}" if len(shown) < len(lines) else ""
    rows = Rows(tuple(names), room_for(names), more)
    keys = [Key("percent of what a ramped seat does", "area", SOFT, FIRST)]
    if any(line.starts is not None for line in shown):
        keys.append(Key("starts", "point", SECOND, shape="triangle-right"))
    legend = Legend(tuple(keys))
    frame = Frame(rows.left, legend.height + 26, rows.height)
    heads: list[Row] = [
        {"x": at + 0.5, "y": -12, "text": month_word(month.name)[-5:]} for at, month in enumerate(portrait.year.months)
    ]
    layers = [
        *rows.layers(frame.width), texts(heads, _ACROSS, MUTED, "center", size=SMALL_TYPE), *_cells(shown, rows),
    ]  # fmt: skip
    title = "Roles over the year" if by_role else "People who start, ramp or leave"
    spec = frame.spec([*layers, *legend.layers(frame)])
    return Chart("chart-people", title, "%", _sentence(portrait, changing, known, by_role=by_role), "people", spec)


def _line(portrait: Portrait, person: PersonLine) -> _Line:
    several = f" × {worded(person.seats, 'count')}" if person.seats is not None and person.seats != 1 else ""
    status = {"open": " (open)", "leave": " (on leave)"}.get(person.status or "", "")
    month = (person.start or "")[:7]
    months = [held.name for held in portrait.year.months]
    starts = months.index(month) if month in months else None
    return _Line(f"{person.person.name}{several}{status}", person.months or (), starts)


def _roles(portrait: Portrait, changing: list[PersonLine]) -> list[_Line]:
    """Return the mean of each role that somebody in it changes, each seat counted, those ramped all year too."""
    concerned = {person.role.id for person in changing if person.role is not None}
    lines = []
    for role in portrait.roles:
        if role.role.id in concerned:
            seats = [
                (person.seats, person.months)
                for person in portrait.people
                if person.role is not None
                and person.role.id == role.role.id
                and person.months is not None
                and person.seats
            ]
            whole = sum(count for count, _ in seats)
            if whole:
                months = tuple(
                    Fraction(sum(count * held[month] for count, held in seats)) / whole for month in range(_MONTHS)
                )
                lines.append(_Line(f"{role.role.name} ({worded(whole, 'count')})", months))
    return lines


def _cells(shown: list[_Line], rows: Rows) -> list[Layer]:
    """Draw a cell for each month that has any share, the darker the more, with its figure."""
    cells: list[Row] = []
    figures: list[Row] = []
    starts: list[Row] = []
    for row, line in enumerate(shown):
        for at, share in enumerate(line.months):
            strength = plain(min(Fraction(share), Fraction(1)) * _DARKEST)
            cells.append({"x": at + 0.04, "x2": at + 0.96, **rows.band(row, 0.8), "strength": strength})
            text = worded(int(rounded(share * 100, 0)), "count") if share else "·"
            figures.append({"x": at + (0.6 if at == line.starts else 0.5), "y": rows.middle(row), "text": text})
        if line.starts is not None:
            starts.append({"x": line.starts + 0.12, "y": rows.middle(row)})
    layer = rectangles(cells, _ACROSS, FIRST, stroke=GRID)
    encoding = layer["encoding"]
    if isinstance(encoding, dict):
        encoding["fillOpacity"] = {"field": "strength", "type": "quantitative", "scale": None}
    size = 50 if rows.airy else 30
    return [
        layer,
        texts(figures, _ACROSS, TEXT, "center", size=SMALL_TYPE),
        points(starts, _ACROSS, "triangle-right", SECOND, size=size),
    ]


def _sentence(portrait: Portrait, changing: list[PersonLine], known: list[PersonLine], *, by_role: bool) -> str:
    seats = sum((person.seats or 0) for person in known)
    unknown = [person.person.name for person in changing if person not in known]
    steady = portrait.year.steady
    starting = [person.person.name for person in known if person.joins]
    leaving = [person.person.name for person in known if person.leaves]
    mean = "They are many, so each row is a role in which somebody changes, with the mean of all its seats."
    return sentences((
        f"{worded(seats, 'count')} {'seat is' if seats == 1 else 'seats are'} not ramped all year"
        + (f", {worded(steady, 'count')} are." if steady is not None else "."),
        f"In the year start {listed(starting)}." if starting else "",
        f"In the year leave {listed(leaving)}." if leaving else "",
        mean if by_role else "",
        f"Of {listed(unknown)} it is not known, and left out." if unknown else "",
    ))  # fmt: skip
