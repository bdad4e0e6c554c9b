"""How many seats there are at one time: who leaves and who follows are one head, and so are two who share a seat."""

from __future__ import annotations

from fractions import Fraction
from heapq import heappop, heappush
from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.entities.catalogue import COUNT, RATIO
from coverage_lint.entities.derived.calendar import MONTHS, first_day, fiscal_year, last_day
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rejected, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.entities.model import Model

Days = tuple[str, str]
_Change: TypeAlias = "tuple[str, int, Exact]"
"""The day, 0 for seats that come on it and 1 for seats whose last day it is, and how many they are: fewer below 0."""
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
    """Count the seats of people on the day of the year with most, without a year on any day."""
    changes = None if people is None else _changes(people, year or _ALWAYS)
    if changes is None:
        return None
    now: Exact = 0
    most: Exact = 0
    for _, _, seats in sorted(changes):
        now += seats
        most = max(most, now)
    return most


def seats_on(people: Iterable[Record], days: Sequence[str]) -> list[Exact] | None:
    """Count the seats of people on each of some days, which come in order."""
    changes = _changes(people, _ALWAYS)
    if changes is None:
        return None
    waiting = sorted(changes, reverse=True)
    now: Exact = 0
    made: list[Exact] = []
    for day in days:
        while waiting and waiting[-1][:2] <= (day, 0):
            now += waiting.pop()[2]
        made.append(now)
    return made


def _changes(people: Iterable[Record], within: Days) -> list[_Change] | None:
    """Return how seats come and go within days; None where a count is not known.

    Who holds a seat by name shares it with the others who do, also while one hands over to the next. A day that was
    refused counts as none, so that one bad cell blanks no total.
    """
    begins, ends = within
    changes: list[_Change] = []
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
            changes += [(first, 0, seats), (last, 1, -seats)]
        else:
            shared.setdefault(seat, []).append(_Stay(first, last, seats))
    for stays in shared.values():
        changes += _changes_of_seat(stays)
    return changes


def known_headcount(model: Model) -> tuple[Exact | None, list[Record]]:
    """Return the seats of whom the number is known, and those left out."""
    people = rows(model.plan, "people") or []
    known = [one for one in people if one is not UNKNOWN_MEMBER and number(one.values.get("count")) is not None]
    counted = {id(one) for one in known}
    most = most_at_once(known, year_days(model.plan)) if known else None
    return most, [one for one in people if id(one) not in counted]


def _changes_of_seat(stays: list[_Stay]) -> list[_Change]:
    """Return how the seats of one name come and go: at each time as many as the largest of its holders has."""
    moments = sorted([(stay.first, 0, at) for at, stay in enumerate(stays)]
                     + [(stay.last, 1, at) for at, stay in enumerate(stays)])  # fmt: skip
    held: list[tuple[Exact, str]] = []
    """Those who came, the largest first; who left is taken off when on top."""
    made: list[_Change] = []
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


def open_at_once(people: Iterable[Record] | None, year: Days | None) -> Exact | None:
    """Count the open seats of people as `most_at_once` counts all; unknown where it is unknown whether one is open."""
    held = list(people or ())
    if people is None or any(one is UNKNOWN_MEMBER or rejected(one, "status") for one in held):
        return None
    return most_at_once([one for one in held if one.values.get("status") == "open"], year)


def known_open_seats(model: Model) -> tuple[Exact | None, list[Record]]:
    """Return the open seats of whom these are known to be open and how many, and who is left out."""
    people = rows(model.plan, "people") or []
    known = [one for one in people if one is not UNKNOWN_MEMBER and not rejected(one, "status")]
    known = [one for one in known if number(one.values.get("count")) is not None]
    counted = {id(one) for one in known}
    seats = open_at_once(known, year_days(model.plan)) if known else None
    return seats, [one for one in people if id(one) not in counted]


def _compute_plan(model: Model) -> None:
    people, year = rows(model.plan, "people"), year_days(model.plan)
    model.plan.values["headcount"] = most_at_once(people, year)
    model.plan.values["open_seats"] = open_at_once(people, year)


def _compute_own_seats(model: Model) -> None:
    """Divide a seat that several hold by name among them, by their counts: together they are its largest holder."""
    held: dict[str, list[Exact | None]] = {}
    for person in model.records("person"):
        seat = person.values.get("seat")
        if isinstance(seat, str):
            held.setdefault(seat, []).append(number(person.values.get("count")))
    for person in model.records("person"):
        seat, own = person.values.get("seat"), number(person.values.get("count"))
        if isinstance(seat, str) and own is not None:
            counts = [one for one in held[seat] if one is not None]
            whole = total(counts) if len(counts) == len(held[seat]) else None
            own = _part_of(own, max(counts), whole) if whole else (None if whole is None else 0)
        person.values["own_seats"] = None if rejected(person, "seat") else own


def _part_of(part: Exact, of: Exact, whole: Exact) -> Exact:
    """Return the part of a number that a part of a whole has."""
    return plain(Fraction(part) * of / whole)


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
    ("plan", "open_seats"): Derived(
        COUNT, "open seats on the day of the fiscal year with most; one that several hold by name is one",
        _compute_plan, unit="seats",
    ),
    ("person", "own_seats"): Derived(
        RATIO, "its seats; of one that several hold by name its part, by their counts", _compute_own_seats,
        unit="seats",
    ),
    ("group", "headcount"): Derived(
        COUNT, "seats in it, whatever their share, on the day of the fiscal year with most", _compute_groups,
        unit="seats",
    ),
}  # fmt: skip
