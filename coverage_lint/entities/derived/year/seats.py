"""Who holds a seat that another one still has."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, TEXT
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Record

_ALWAYS, _EVER = "0001-01-01", "9999-12-31"


def _compute_seats(model: Model) -> None:
    """Hold each holder of a named seat against whoever of those who came before stays longest."""
    by_seat: dict[str, list[Record]] = {}
    for person in model.records("person"):
        values = person.values
        if REJECTED in (values.get("seat"), values.get("start"), values.get("end"), values.get("count")):
            values.update(seat_holder=None, seat_days=None)
            continue
        values.update(seat_holder="", seat_days=0)
        seat = values.get("seat")
        if isinstance(seat, str) and values.get("count") == 1:
            by_seat.setdefault(seat, []).append(person)
    for people in by_seat.values():
        before: Record | None = None
        for person in sorted(people, key=_first_day):
            if before is not None:
                person.values.update(seat_holder=before.id, seat_days=_days_together(before, person))
            if before is None or _last_day(person) > _last_day(before):
                before = person


def _days_together(before: Record, person: Record) -> int:
    first = date.fromisoformat(_first_day(person)).toordinal()
    last = date.fromisoformat(min(_last_day(before), _last_day(person))).toordinal()
    return max(0, last - first + 1)


def _first_day(person: Record) -> str:
    start = person.values.get("start")
    return start if isinstance(start, str) else _ALWAYS


def _last_day(person: Record) -> str:
    end = person.values.get("end")
    return end if isinstance(end, str) else _EVER


def _sources(_model: Model, person: Record) -> list[Place]:
    return [(person, "seat")]


SEATS: dict[tuple[str, str], Derived] = {
    ("person", "seat_holder"): Derived(
        TEXT, "who had the person's seat before, of several whoever stays longest; '' for nobody", _compute_seats,
        _sources,
    ),
    ("person", "seat_days"): Derived(
        COUNT, "days on which the person and whoever had the seat before both have it", _compute_seats, _sources,
        unit="days",
    ),
}  # fmt: skip
