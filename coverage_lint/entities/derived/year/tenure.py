"""Whether somebody follows whoever leaves."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG
from coverage_lint.entities.derived.people.members import groups_of
from coverage_lint.entities.derived.sums import Exact, number, record, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


Seat = tuple[int, int]
"""A role in a group, by what Python knows them by."""


class _Starts(NamedTuple):
    """The starts of those in one role and group, in order, and who starts."""

    days: list[int]
    people: list[Record]

    def near(self, leaver: Record, day: int, most: Exact) -> bool:
        """True if another one starts at most so many days before or after a day."""
        at = bisect_left(self.days, day)
        around = range(max(0, at - 2), min(len(self.days), at + 2))
        return any(self.people[one] is not leaver and abs(self.days[one] - day) <= most for one in around)


def _compute_backfilled(model: Model) -> None:
    model.ensure("person", "leaves")
    staffing = record(model.plan.values.get("staffing"))
    most = number(staffing.values.get("backfill_days")) if staffing is not None else None
    people = model.records("person")
    for person in people:
        person.values["backfilled"] = None
    leaving = [person for person in people if person.values["leaves"] is True and not _may_be_anybody(person)]
    if most is None or not leaving:
        return
    _follow_in_seats(people)
    leaving = [person for person in leaving if person.values["backfilled"] is None]
    starts = _starts(people, {seat for person in leaving for seat in _seats(person)})
    alone = []
    for person in leaving:
        day = date.fromisoformat(str(person.values["end"])).toordinal()
        named = person.values.get("seat") is not None  # then its next holder follows, and nobody else
        if not named and any(starts[seat].near(person, day, most) for seat in _seats(person) if seat in starts):
            person.values["backfilled"] = True
        else:
            alone.append(person)
    if alone and UNKNOWN_MEMBER not in (rows(model.plan, "people") or ()) and not any(map(_may_be_anybody, people)):
        for person in alone:
            person.values["backfilled"] = False


def _follow_in_seats(people: list[Record]) -> None:
    """Mark who leaves a named seat that somebody has later: the plan says who follows, and when."""
    latest: dict[str, str] = {}
    for person in people:
        seat, start = person.values.get("seat"), person.values.get("start")
        if isinstance(seat, str) and isinstance(start, str):
            latest[seat] = max(start, latest.get(seat, ""))
    for person in people:
        seat, start = person.values.get("seat"), person.values.get("start")
        began = start if isinstance(start, str) else ""
        if person.values["leaves"] is True and isinstance(seat, str) and latest.get(seat, "") > began:
            person.values["backfilled"] = True


def _starts(people: list[Record], wanted: set[Seat]) -> dict[Seat, _Starts]:
    roles = {role for role, _ in wanted}
    by_seat: dict[Seat, list[tuple[int, int]]] = {}
    for index, person in enumerate(people):
        start = person.values.get("start")
        if isinstance(start, str) and id(record(person.values.get("role"))) in roles:
            for seat in wanted.intersection(_seats(person)):
                by_seat.setdefault(seat, []).append((date.fromisoformat(start).toordinal(), index))
    made = {}
    for seat, found in by_seat.items():
        found.sort()
        made[seat] = _Starts([day for day, _ in found], [people[index] for _, index in found])
    return made


def _seats(person: Record) -> list[Seat]:
    """Return the seats of a person: the role in each group, or in none."""
    role = id(record(person.values.get("role")))
    return [(role, id(group)) for group in groups_of(person) or (None,)]


def _may_be_anybody(person: Record) -> bool:
    values = person.values
    refused = REJECTED in (values.get("role"), values.get("start"), values.get("end"), values.get("seat"))
    return refused or values.get("role") is None or groups_of(person) is None


TENURE: dict[tuple[str, str], Derived] = {
    ("person", "backfilled"): Derived(
        FLAG, "whether another has the same seat later or, of whoever names no seat, one of the same role and group "
        "starts within backfill_days of the end; unknown without an end",
        _compute_backfilled,
    ),
}  # fmt: skip
