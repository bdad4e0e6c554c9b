"""How many seats there are at one time: who leaves and who follows are one head, and so are two who share a seat."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT
from coverage_lint.entities.derived.calendar import MONTHS, first_day, fiscal_year, last_day
from coverage_lint.entities.derived.sums import Exact, number, record, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.entities.model import Model

Days = tuple[str, str]
_ALWAYS = ("0000-00-00", "9999-99-99")


class _Stay(NamedTuple):
    """Seats that are there from a first to a last day."""

    first: str
    last: str
    seats: Exact


def year_days(plan: Record) -> Days | None:
    """Return the first and the last day of the fiscal year; None where it is unknown."""
    year = fiscal_year(plan)
    return (first_day(year.first), last_day(year.first + MONTHS - 1)) if year is not None else None


def most_at_once(people: Iterable[Record] | None, year: Days | None) -> Exact | None:
    """Count the seats of people on the day of the year with most, without a year on any day.

    Who holds a seat by name shares it with the others who do, also while one hands over to the next. A day that was
    refused counts as none, so that one bad cell blanks no total.
    """
    if people is None:
        return None
    begins, ends = year or _ALWAYS
    changes: list[tuple[str, int, Exact]] = []
    shared: dict[object, list[_Stay]] = {}
    for person in people:
        values = person.values
        seats, start, end, seat = (number(values.get("count")), *map(values.get, ("start", "end", "seat")))
        if person is UNKNOWN_MEMBER or seats is None:
            return None
        first = max(begins, start) if isinstance(start, str) else begins
        last = min(ends, end) if isinstance(end, str) else ends
        if first > last:
            continue
        if not isinstance(seat, str):
            changes += [(first, 0, seats), (last, 1, -seats)]  # the last day still counts
        else:
            shared.setdefault(seat, []).append(_Stay(first, last, seats))
    for stays in shared.values():
        changes += _changes_of_seat(stays)
    now: Exact = 0
    most: Exact = 0
    for _, _, seats in sorted(changes):
        now += seats
        most = max(most, now)
    return most


def known_headcount(model: Model) -> tuple[Exact | None, list[Record]]:
    """Return the seats of whom the number is known, and those left out."""
    people = rows(model.plan, "people") or []
    known = [one for one in people if one is not UNKNOWN_MEMBER and number(one.values.get("count")) is not None]
    counted = {id(one) for one in known}
    most = most_at_once(known, year_days(model.plan)) if known else None
    return most, [one for one in people if id(one) not in counted]


def _changes_of_seat(stays: list[_Stay]) -> list[tuple[str, int, Exact]]:
    """Return how the seats of one name come and go: at each time as many as the largest of its holders has."""
    moments = sorted([(stay.first, 0, at) for at, stay in enumerate(stays)]
                     + [(stay.last, 1, at) for at, stay in enumerate(stays)])  # fmt: skip
    held: list[tuple[Exact, str]] = []
    """Those who came, the largest first; who left is taken off when on top."""
    made: list[tuple[str, int, Exact]] = []
    now: Exact = 0
    for day, leaving, at in moments:
        if not leaving:
            heappush(held, (-stays[at].seats, stays[at].last))
        while held and (held[0][1], 1) <= (day, leaving):
            heappop(held)
        most = -held[0][0] if held else 0
        if most != now:
            made.append((day, leaving, most - now))
            now = most
    return made


def _compute_plan(model: Model) -> None:
    model.plan.values["headcount"] = most_at_once(rows(model.plan, "people"), year_days(model.plan))


def _compute_groups(model: Model) -> None:
    model.ensure("group", "people")
    year = year_days(model.plan)
    for group in model.records("group"):
        members = rows(group, "people")
        people = None if members is None else [record(row.values.get("person")) for row in members]
        known = None if people is None or None in people else [person for person in people if person is not None]
        group.values["headcount"] = most_at_once(known, year)


HEADCOUNT: dict[tuple[str, str], Derived] = {
    ("plan", "headcount"): Derived(
        COUNT, "seats on the day of the fiscal year with most; a seat that several hold by name is one", _compute_plan,
        unit="seats",
    ),
    ("group", "headcount"): Derived(
        COUNT, "seats in it, whatever their share, on the day of the fiscal year with most", _compute_groups,
        unit="seats",
    ),
}  # fmt: skip
