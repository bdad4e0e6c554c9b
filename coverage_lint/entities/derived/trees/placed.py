"""How many of the sellers of one role in one group have a territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT
from coverage_lint.entities.derived.sums import Exact, number, record, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def _compute_placed(model: Model) -> None:
    for kind, field in (("group", "sellers"), ("person", "memberships"), ("person", "territories")):
        model.ensure(kind, field)
    seats: dict[tuple[int, int], list[Exact | None]] = {}
    placed: dict[tuple[int, int], list[Exact | None]] = {}
    unknown: set[int] = set()
    for group in model.records("group"):
        sellers = rows(group, "sellers")
        if sellers is None or UNKNOWN_MEMBER in sellers:
            unknown.add(id(group))
            continue
        for row in sellers:
            person = record(row.values["person"])
            if person is not None:
                seat = (id(group), id(person.values.get("role")))
                seats.setdefault(seat, []).append(number(person.values.get("count")))
                placed.setdefault(seat, []).append(_placed(person))
    sums = {seat: (total(held), total(placed[seat])) for seat, held in seats.items()}
    for person in model.records("person"):
        groups = [id(row.values["group"]) for row in rows(person, "memberships") or ()]
        alike: list[tuple[Exact | None, Exact | None]] = [
            (None, None) if group in unknown else sums.get((group, id(person.values.get("role"))), (0, 0))
            for group in groups
        ]
        known = rows(person, "memberships") is not None
        person.values["sellers_alike"] = total(one for one, _ in alike) if known else None
        person.values["sellers_placed"] = total(one for _, one in alike) if known else None


def _placed(person: Record) -> Exact | None:
    """Return the seats of a person who has a territory, else 0; unknown where nobody knows."""
    held = rows(person, "territories")
    if held is None:
        return None
    if any(one is not UNKNOWN_MEMBER for one in held):
        return number(person.values.get("count"))
    return None if held else 0


PLACED: dict[tuple[str, str], Derived] = {
    ("person", "sellers_alike"): Derived(
        COUNT, "seats of those who sell in the person's role in its groups, its own among them", _compute_placed,
        unit="seats",
    ),
    ("person", "sellers_placed"): Derived(
        COUNT, "how many of these seats have a territory", _compute_placed, unit="seats"
    ),
}  # fmt: skip
