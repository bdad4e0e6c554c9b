"""The kind `month`: what the plan needs in it, what sellers can carry in it, and the seats on its last day."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, DATE, MONEY, TEXT, entity
from coverage_lint.entities.derived.calendar import MONTHS, first_day, fiscal_year, last_day
from coverage_lint.entities.derived.people.members import selling_groups
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rows, total
from coverage_lint.entities.derived.year.headcount import seats_on
from coverage_lint.entities.derived.year.ramp import RampedMonths
from coverage_lint.entities.derived.year.spreading import Months, amounts_by_month, scaled, sum_months
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.entities.model import Model, Place

MONTH_FIELDS = {"id": TEXT, "plan": entity("plan"), "start": DATE, "end": DATE}


def make_months(model: Model) -> None:
    """Make the twelve months of the fiscal year; their names and days are unknown without one."""
    year = fiscal_year(model.plan)
    made = []
    for index in range(MONTHS):
        name = year.label(index) if year is not None else f"{index + 1}"
        days = (first_day(year.first + index), last_day(year.first + index)) if year is not None else (None, None)
        row = Record("month", name, None, None, model.plan)
        row.values.update(id=name, plan=model.plan, start=days[0], end=days[1])
        made.append(row)
    model.by_kind["month"] = made


def _set(model: Model, field: str, months: Months | None) -> None:
    for index, month in enumerate(model.records("month")):
        month.values[field] = None if months is None else months[index]


def _compute_need(model: Model) -> None:
    """Spread the need of each leaf goal as its target is phased."""
    model.ensure("goal", "need")
    goals, year = rows(model.plan, "goals"), fiscal_year(model.plan)
    if goals is None:
        _set(model, "need", None)
        _set(model, "need_renewal", None)
        return
    parts = [scaled(amounts_by_month(rows(goal, "phasing"), year), number(goal.values.get("need"))) for goal in goals]
    _set(model, "need", sum_months(parts))
    motions = [None if goal is UNKNOWN_MEMBER else goal.values.get("motion") for goal in goals]
    doubtful = any(motion is None and number(goal.values.get("need")) != 0
                   for goal, motion in zip(goals, motions, strict=True)) or REJECTED in motions  # fmt: skip
    renewals = [part for part, motion in zip(parts, motions, strict=True) if motion == "renewal"]
    _set(model, "need_renewal", None if doubtful else sum_months(renewals))


def _compute_capacity(model: Model) -> None:
    """Spread what each seller can carry over the months in which the seller is there, each as far as ramped."""
    for needed in (("plan", "capacity"), ("person", "ramped_share")):
        model.ensure(*needed)
    if number(model.plan.values["capacity"]) is None:
        _set(model, "capacity", None)
        return
    _set(model, "capacity", capacity_by_month(selling_groups(model.plan), RampedMonths(fiscal_year(model.plan))))


def capacity_by_month(groups: Iterable[Record], ramped: RampedMonths) -> Months | None:
    """Spread what the sellers of groups can carry, as far as it is known; None where it is not known when."""
    added: list[Exact] = [0] * MONTHS
    for months, capacity in _by_months(groups, ramped):
        if capacity and not any(months or ()):
            return None
        if capacity and months is not None:
            each = Fraction(capacity) / sum(months)  # what one ramped month of theirs brings
            added = [plain(so_far + each * month) for so_far, month in zip(added, months, strict=True)]
    return tuple(added)


def _by_months(groups: Iterable[Record], ramped: RampedMonths) -> list[tuple[Months | None, Exact]]:
    """Add up the known capacity of groups by when their sellers are there."""
    held: dict[int, tuple[Months | None, list[Exact | None]]] = {}  # by identity: fractions take long to hash
    for group in groups:
        for row in rows(group, "sellers") or ():
            person, capacity = record(row.values.get("person")), number(row.values.get("capacity"))
            if person is not None and capacity is not None:
                months = ramped.of(person)
                held.setdefault(id(months), (months, []))[1].append(capacity)
    return [(months, total(capacities) or 0) for months, capacities in held.values()]


def _compute_seats(model: Model) -> None:
    """Count the seats that are held, and those that are to be filled, on the last day of each month."""
    people, year = rows(model.plan, "people"), fiscal_year(model.plan)
    statuses = [one.values.get("status") for one in people or ()]
    if people is None or year is None or UNKNOWN_MEMBER in people or REJECTED in statuses:
        for field in ("seats", "open", "change"):
            _set(model, field, None)
        return
    days = [last_day(year.first + index) for index in range(-1, MONTHS)]
    held = seats_on([one for one in people if one.values.get("status") not in {"open", "leave"}], days)
    empty = seats_on([one for one in people if one.values.get("status") == "open"], days)
    _set(model, "seats", None if held is None else tuple(held[1:]))
    _set(model, "open", None if empty is None else tuple(empty[1:]))
    if held is None or empty is None:
        _set(model, "change", None)
        return
    whole = [one + other for one, other in zip(held, empty, strict=True)]
    _set(model, "change", tuple(whole[at + 1] - whole[at] for at in range(MONTHS)))


def _need_sources(model: Model, month: Record) -> list[Place]:
    goals = rows(month.owner, "goals") if month.owner is not None else None
    return [place for goal in goals or () if goal is not UNKNOWN_MEMBER for place in model.sources(goal, "need")]


def _capacity_sources(model: Model, month: Record) -> list[Place]:
    """Name the sellers who are not there, or not yet ramped, in all of the year: they are what differs."""
    groups = selling_groups(month.owner) if month.owner is not None else []
    places = [place for group in groups for place in model.sources(group, "capacity")]
    # The turnover of roles is behind a group's capacity, too; it takes the same part of each month.
    sellers = [(record, field) for record, field in places if record.kind == "person"]
    return [(person, field) for person, field in sellers if person.values.get("full_year") is not True] or sellers


MONTH: dict[tuple[str, str], Derived] = {
    ("month", "need"): Derived(
        MONEY, "the goals' need in the month, phased as the goals are: a quarter without months evenly", _compute_need,
        _need_sources, unit="plan currency, in the month",
    ),
    ("month", "need_renewal"): Derived(
        MONEY, "the part of that from renewal goals", _compute_need, _need_sources, unit="plan currency, in the month",
    ),
    ("month", "capacity"): Derived(
        MONEY, "what the sellers of selling groups can carry in it: each one's capacity, spread over the months by how "
        "far the seller is there and ramped; the twelve add up to the plan's", _compute_capacity, _capacity_sources,
        unit="plan currency, in the month",
    ),
    ("month", "seats"): Derived(COUNT, "seats that are held on its last day", _compute_seats, unit="seats"),
    ("month", "open"): Derived(COUNT, "open seats that are to be filled by its last day", _compute_seats, unit="seats"),
    ("month", "change"): Derived(COUNT, "by how many both together grow since the end of the month before",
                                 _compute_seats, unit="seats"),
}  # fmt: skip
