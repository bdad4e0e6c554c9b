"""Sellers and territories: how many of a role have one, and their usual quota against its potential."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, RATIO
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rows, total
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


def _compute_usual(model: Model) -> None:
    """Take the median of each role, over its full-year sellers with a quota and territories."""
    for needed in ("quota_to_potential", "seller", "full_year"):
        model.ensure("person", needed)
    found: dict[int, list[Exact]] = {}
    for person in model.records("person"):
        ratio = number(person.values["quota_to_potential"])
        if ratio and person.values["seller"] is True and person.values["full_year"] is True:
            found.setdefault(id(person.values.get("role")), []).append(ratio)
    for role in model.records("role"):
        ratios = found.get(id(role), [])
        role.values["measured_sellers"] = len(ratios)
        role.values["usual_quota_to_potential"] = _median(ratios) if ratios else None


def _median(values: list[Exact]) -> Exact:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else plain(Fraction(ordered[half - 1] + ordered[half]) / 2)


POTENTIAL: dict[tuple[str, str], Derived] = {
    ("role", "usual_quota_to_potential"): Derived(
        RATIO, "the median of quota to potential over the role's full-year sellers who have both", _compute_usual,
        unit="quota of all seats, to the potential of the territories owned",
    ),
    ("role", "measured_sellers"): Derived(
        COUNT, "how many full-year sellers that median is taken of", _compute_usual, unit="people"
    ),
}  # fmt: skip
