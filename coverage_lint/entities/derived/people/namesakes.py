"""Who has the same name as another one, at the same time and in another seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import relation
from coverage_lint.entities.model import Derived

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


def _compute_namesakes(model: Model) -> None:
    """Return for each person an earlier namesake who is still there; open and several seats have no name."""
    by_name: dict[str, list[Record]] = {}
    for person in model.records("person"):
        person.values["namesakes"] = []
        name = person.values.get("name")
        if isinstance(name, str) and person.values.get("status") != "open" and person.values.get("count") == 1:
            by_name.setdefault(" ".join(name.casefold().split()), []).append(person)
    for people in by_name.values():
        if len(people) > 1:
            _find_among(people)


def _find_among(people: list[Record]) -> None:
    """Keep the two who stay longest, in two seats: if somebody comes before one of them leaves, both are there."""
    staying: list[Record] = []
    for person in sorted(people, key=_first_day):
        others = [one for one in staying if not _same_seat(one, person)]
        if others and _last_day(others[0]) >= _first_day(person):
            person.values["namesakes"] = [others[0]]
        longest = [one for one in staying if _same_seat(one, person)] + [person]
        staying = sorted([max(longest, key=_last_day), *others], key=_last_day, reverse=True)[:2]


def _same_seat(one: Record, other: Record) -> bool:
    seat = one.values.get("seat")
    return one is other or (isinstance(seat, str) and seat == other.values.get("seat"))


def _first_day(person: Record) -> str:
    start = person.values.get("start")
    return start if isinstance(start, str) else ""


def _last_day(person: Record) -> str:
    end = person.values.get("end")
    return end if isinstance(end, str) else "9999-12-31"


NAMESAKES: dict[tuple[str, str], Derived] = {
    ("person", "namesakes"): Derived(
        relation("person"), "another one of the same name, if any, who is there at the same time, in another seat",
        _compute_namesakes, lambda _, person: [(person, "name")],
    ),
}  # fmt: skip
