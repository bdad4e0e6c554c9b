"""People who join or leave: what is left without them, and whether somebody follows."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, MONEY
from coverage_lint.entities.derived.calendar import QUARTER, first_day, fiscal_year, period_start
from coverage_lint.entities.derived.members import groups_of
from coverage_lint.entities.derived.sums import Exact, number, record, rejected, rows, total
from coverage_lint.entities.derived.year.phasing import is_quarter
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.derived.calendar import FiscalYear
    from coverage_lint.entities.model import Model, Place


def _compute_after_end(model: Model) -> None:
    for needed in ("leaves", "seller", "assigned", "capacity"):
        model.ensure("person", needed)
    year = fiscal_year(model.plan)
    for person in model.records("person"):
        person.values["after_end"] = _after_end(person, year)


def _after_end(person: Record, year: FiscalYear | None) -> Exact | None:
    """Return the quota that falls after a person's end.

    With a phasing, what it gives to periods that begin after the end, for all seats; without one, what a
    seller is assigned beyond the capacity until then. 0 for who does not leave.
    """
    values = person.values
    if values.get("leaves") is False:
        return 0
    if values.get("leaves") is None or rejected(person, "phasing"):
        return None
    if values.get("phasing"):
        late = _late_rows(person, year)
        each = total(row.values.get("amount") for row in late) if late is not None else None
        seats = number(values.get("count"))
        return None if each is None or seats is None else each * seats
    if values.get("seller") is not True:
        return 0 if values.get("seller") is False else None
    assigned, capacity = number(values.get("assigned")), number(values.get("capacity"))
    return None if assigned is None or capacity is None else max(0, assigned - capacity)


def _late_rows(person: Record, year: FiscalYear | None) -> list[Record] | None:
    """Return the rows of a phasing that begin after the end; months whose quarter does, too, are in it already."""
    phases, end = rows(person, "phasing"), person.values.get("end")
    if phases is None or not isinstance(end, str) or year is None or UNKNOWN_MEMBER in phases:
        return None
    begins = [(period_start(str(row.values["period"]), year), row) for row in phases]
    late = [(at, row) for at, row in begins if at is not None and first_day(year.first + at) > end]
    quarters = {at for at, row in late if is_quarter(row)}
    return [row for at, row in late if is_quarter(row) or at // QUARTER * QUARTER not in quarters]


def _after_end_sources(model: Model, person: Record) -> list[Place]:
    if person.values.get("phasing"):
        year = fiscal_year(person.owner) if person.owner is not None else None
        return [(row, "amount") for row in _late_rows(person, year) or ()]
    return [(person, "quota"), *model.sources(person, "capacity")]


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
    starts = _starts(people, {seat for person in leaving for seat in _seats(person)})
    alone = []
    for person in leaving:
        day = date.fromisoformat(str(person.values["end"])).toordinal()
        if any(starts[seat].near(person, day, most) for seat in _seats(person) if seat in starts):
            person.values["backfilled"] = True
        else:
            alone.append(person)
    if alone and UNKNOWN_MEMBER not in (rows(model.plan, "people") or ()) and not any(map(_may_be_anybody, people)):
        for person in alone:
            person.values["backfilled"] = False


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
    """Name the seats that a person has: the role in each group, or in none."""
    role = id(record(person.values.get("role")))
    return [(role, id(group)) for group in groups_of(person) or (None,)]


def _may_be_anybody(person: Record) -> bool:
    values = person.values
    refused = REJECTED in (values.get("role"), values.get("start"), values.get("end"))
    return refused or groups_of(person) is None


TENURE: dict[tuple[str, str], Derived] = {
    ("person", "after_end"): Derived(
        MONEY, "quota phased after the end; without a phasing, what a leaving seller is assigned beyond capacity",
        _compute_after_end, _after_end_sources,
    ),
    ("person", "backfilled"): Derived(
        FLAG, "whether one of the same role and group starts within backfill_days of the end; unknown without an end",
        _compute_backfilled,
    ),
}  # fmt: skip
