"""The figures by which a reader tries other assumptions: capacity by role, and both by how late hires start."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import FiscalYear, fiscal_year
from coverage_lint.entities.derived.people.members import selling_groups
from coverage_lint.entities.derived.sums import number, plain, product, record, rows, total
from coverage_lint.entities.derived.year.employment import seat_year
from coverage_lint.entities.derived.year.ramp import month_shares, ramp_of
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.report.gather.fields import exact, part, text
from coverage_lint.report.portrait.refs import ref
from coverage_lint.report.portrait.sketch import WEEKS, RoleCapacity, Sketch

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.report.asked import Asked
    from coverage_lint.report.portrait.refs import Exact

_LAST_DAY = date(9999, 12, 31)


def sketch_of(model: Model, asked: Asked) -> Sketch:
    """Gather what other assumptions move."""
    for kind, field in _NEEDED:
        model.ensure(kind, field)
    plan = model.plan
    budget = part(plan, "budget")
    late = _Late(fiscal_year(plan))
    return Sketch(
        need=exact(plan, "need"),
        need_renewal=exact(plan, "need_in_full"),
        margin=asked.parameter("CL301", "over_assignment"),
        quota=exact(plan, "quota"),
        assigned=exact(plan, "assigned"),
        expected=exact(plan, "expected"),
        roles=_roles(model, late),
        pay=_pay(model, budget, late),
        pay_budget=exact(budget, "for_compensation") if budget is not None else None,
    )


_NEEDED = (
    ("plan", "need"), ("plan", "need_in_full"), ("plan", "quota"), ("plan", "assigned"), ("plan", "expected"),
    ("plan", "compensation"), ("group", "selling"), ("group", "sellers"), ("group", "capacity"),
    ("person", "ramped_share"), ("person", "employed_share"), ("person", "joins"), ("role", "turnover"),
    ("role", "capacity_lost"), ("role", "ote"), ("budget", "for_compensation"),
)  # fmt: skip


class _Late:
    """How much of the year people are there and ramped, if those who join in it start some weeks later."""

    def __init__(self, year: FiscalYear | None) -> None:
        self._year = year
        self._known: dict[object, Exact] = {}

    def ramped(self, person: Record, weeks: int) -> Exact | None:
        """Return the ramped share."""
        start, ramp = self._start(person, weeks), ramp_of(person)
        if start is None or ramp is None or self._year is None or person.values.get("status") == "leave":
            return exact(person, "ramped_share")
        key = (start, person.values.get("end"), tuple(ramp))
        if key not in self._known:
            months = month_shares(start, text(person, "end"), tuple(ramp), self._year)
            self._known[key] = plain(Fraction(sum(months), len(months)))
        return self._known[key]

    def employed(self, person: Record, weeks: int) -> Exact | None:
        """Return the share of the year."""
        start = self._start(person, weeks)
        if start is None:
            return exact(person, "employed_share")
        return seat_year((start, person.values.get("end")), self._year)

    def _start(self, person: Record, weeks: int) -> str | None:
        """Return the day on which a person then starts; None where it is as planned."""
        start = text(person, "start")
        if not weeks or start is None or person.values.get("joins") is not True:
            return None
        planned = date.fromisoformat(start)
        return _LAST_DAY.isoformat() if (_LAST_DAY - planned).days < weeks * 7 else str(planned + timedelta(weeks * 7))


def _roles(model: Model, late: _Late) -> tuple[RoleCapacity, ...] | None:
    """Add up what sellers of selling groups can carry, by role, in the order of the model."""
    held: dict[int, tuple[Record | None, tuple[list[list[Exact | None]], list[list[Exact | None]]]]] = {}
    for group in selling_groups(model.plan):
        sellers = rows(group, "sellers")
        if sellers is None or UNKNOWN_MEMBER in sellers or number(group.values.get("capacity")) is None:
            return None
        for row in sellers:
            person = record(row.values.get("person"))
            if person is None:
                return None
            role = record(person.values.get("role"))
            sums = held.setdefault(id(role), (role, (_empty(), _empty())))[1][person.values.get("end") is not None]
            selling = person.values.get("selling_share")
            full = product(
                role.values.get("productivity") if role is not None else None, person.values.get("count"),
                1 if selling is None else selling, row.values.get("share"),
            )  # fmt: skip
            for weeks in range(WEEKS + 1):
                sums[weeks].append(product(full, late.ramped(person, weeks)))
    return tuple(
        RoleCapacity(
            ref(role), exact(role, "turnover") if role is not None else None, _exposure(model.plan, role),
            tuple(map(total, staying)), tuple(map(total, leaving)),
        )
        for role, (staying, leaving) in held.values()
    )  # fmt: skip


def _empty() -> list[list[Exact | None]]:
    return [[] for _ in range(WEEKS + 1)]


def _exposure(plan: Record, role: Record | None) -> Exact | None:
    """Return what each leaver takes of a seat's capacity, as `capacity_lost` of a role has it before turnover."""
    staffing = part(plan, "staffing")
    days = exact(staffing, "backfill_days") if staffing is not None else None
    steps = rows(role, "ramp") if role is not None and role.values.get("ramp") is not None else []
    shares = None if steps is None else [number(step.values.get("value")) for step in steps]
    if days is None or shares is None or None in shares:
        return None
    missing = sum(1 - share for share in shares if share is not None)
    return plain(Fraction(days) / 365 + Fraction(missing) / 12)


def _pay(model: Model, budget: Record | None, late: _Late) -> tuple[Exact | None, ...]:
    """Add up what people are paid, by weeks."""
    people = rows(model.plan, "people")
    factor = budget.values.get("loaded_factor") if budget is not None else None
    if people is None or UNKNOWN_MEMBER in people:
        return (None,) * (WEEKS + 1)
    made = []
    for weeks in range(WEEKS + 1):
        parts = []
        for person in people:
            role = record(person.values.get("role"))
            ote = role.values.get("ote") if role is not None else None
            parts.append(product(person.values.get("count"), late.employed(person, weeks), ote))
        made.append(product(total(parts), factor))
    return tuple(made)
