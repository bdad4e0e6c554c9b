"""Territories and the days of the year: on how many nobody has one, and how much of it its owners have at most."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, DATE, RATIO, TEXT
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rows
from coverage_lint.entities.derived.trees.holders import year_days
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.listing import listed

if TYPE_CHECKING:
    from coverage_lint.entities.derived.trees.holders import Days
    from coverage_lint.entities.model import Model

FAR = date.max.toordinal()
Stay = tuple[int, int]
"""The first and the last day on which somebody is there."""


def _compute_vacant(model: Model) -> None:
    model.ensure("territory", "holders")
    year = year_days(model)
    seats: dict[str, list[Record]] = {}
    for person in model.records("person"):
        seat = person.values.get("seat")
        if isinstance(seat, str):
            seats.setdefault(seat, []).append(person)
    kept: dict[str, list[Stay | None]] = {}
    for territory in model.records("territory"):
        holders = rows(territory, "holders")
        stays = _stays(holders, seats, kept) if holders is not None and UNKNOWN_MEMBER not in holders else None
        vacant: tuple[int | None, int | None] = (None, None)
        if holders == []:
            vacant = (0, None)
        elif stays is not None and year is not None:
            # Whoever is its one owner and yet to come is being hired; dates that are written for owners say it all.
            first = max(year.first, min(stays)[0]) if territory.values.get("owner") is not None else year.first
            vacant = _uncovered(sorted(stays), first, year.last)
        begins = vacant[1]
        territory.values["days_vacant"] = vacant[0]
        territory.values["vacant_from"] = None if begins is None else date.fromordinal(begins).isoformat()
        territory.values["owner_names"] = _names(holders)


def _names(holders: list[Record] | None) -> str | None:
    """Return the ids of those who have a territory."""
    if holders is None or UNKNOWN_MEMBER in holders:
        return None
    people = [record(holder.values.get("person")) for holder in holders]
    return listed(list(dict.fromkeys(person.id or "" for person in people if person is not None)))


def _stays(
    holders: list[Record], seats: dict[str, list[Record]], kept: dict[str, list[Stay | None]]
) -> list[Stay] | None:
    """Return when those who have a territory are there, with whoever has the same seat before or after them."""
    made: list[Stay | None] = []
    for holder in holders:
        given = _stay(holder)
        person = record(holder.values.get("person"))
        seat = person.values.get("seat") if person is not None else None
        if isinstance(seat, str):
            if seat not in kept:
                kept[seat] = _joined([_stay(one) for one in seats[seat]])
            there = kept[seat]
        else:
            there = [_stay(person)] if person is not None else [None]
        made += [_common(given, one) for one in there]
    known = [one for one in made if one is not None]
    return known if len(known) == len(made) else None


def _joined(stays: list[Stay | None]) -> list[Stay | None]:
    """Return the stays of one seat with those that meet made one."""
    known = sorted(one for one in stays if one is not None)
    if len(known) < len(stays):
        return [None]
    made: list[Stay | None] = []
    for first, last in known:
        before = made[-1] if made else None
        if before is not None and first <= before[1] + 1:
            made[-1] = (before[0], max(before[1], last))
        else:
            made.append((first, last))
    return made


def _stay(holder: Record) -> Stay | None:
    days = [holder.values.get(field) for field in ("start", "end")]
    if any(day is not None and not isinstance(day, str) for day in days):
        return None
    first, last = (None if day is None else date.fromisoformat(str(day)).toordinal() for day in days)
    return (0 if first is None else first, FAR if last is None else last)


def _common(one: Stay | None, other: Stay | None) -> Stay | None:
    return None if one is None or other is None else (max(one[0], other[0]), min(one[1], other[1]))


def _uncovered(stays: list[Stay], first: int, last: int) -> tuple[int, int | None]:
    """Count the days from the first to the last one on which nobody is there, and name the first of these."""
    vacant, day, begins = 0, first, None
    for start, end in [*(stay for stay in stays if stay[0] <= stay[1]), (last + 1, last + 1)]:
        gap = min(start, last + 1) - min(day, last + 1)
        if gap > 0:
            vacant += gap
            begins = day if begins is None else begins
        day = max(day, end + 1)
    return vacant, begins


VACANCY: dict[tuple[str, str], Derived] = {
    ("territory", "days_vacant"): Derived(
        COUNT,
        "days of the fiscal year on which none of those who have it is there; 0 without owners, and before its one "
        "owner starts",
        _compute_vacant,
    ),
    ("territory", "vacant_from"): Derived(DATE, "the first of these days", _compute_vacant),
    ("territory", "owner_names"): Derived(TEXT, "the ids of those who have it, all written out", _compute_vacant),
}


def _compute_most(model: Model) -> None:
    model.ensure("territory", "holders")
    days = year_days(model)
    for territory in model.records("territory"):
        holders = rows(territory, "holders")
        unknown = holders is None or UNKNOWN_MEMBER in holders
        territory.values["share_at_most"] = None if unknown or holders is None else _most(holders, days)


def _most(holders: list[Record], days: Days | None) -> Exact | None:
    """Return the largest sum of shares on one day; those without a share take what is left, and are not counted."""
    changes: dict[int, Exact] = {}
    for holder in holders:
        if holder.values.get("share") is None:
            continue
        share = number(holder.values["share"])
        dated = any(holder.values.get(day) is not None for day in ("start", "end"))
        span = days.span(holder) if days is not None else (None if dated else (0, 0))
        if share is None or span is None:
            return None
        first, last = span
        if first <= last:
            changes[first] = changes.get(first, 0) + share
            changes[last + 1] = changes.get(last + 1, 0) - share
    most: Exact = 0
    held: Exact = 0
    for day in sorted(changes):
        held += changes[day]
        most = max(most, held)
    return plain(most)


SHARES: dict[tuple[str, str], Derived] = {
    ("territory", "share_at_most"): Derived(
        RATIO, "the shares of its owners together, on the day of the fiscal year on which they are most", _compute_most
    ),
}
