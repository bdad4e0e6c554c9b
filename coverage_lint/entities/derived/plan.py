"""Derived fields of the plan: sums over leaf goals and selling groups, so that nothing counts twice."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, MONEY
from coverage_lint.entities.derived.calendar import MONTHS, FiscalYear, first_day, fiscal_year
from coverage_lint.entities.derived.goals import need_sources
from coverage_lint.entities.derived.groups import assigned_sources, seller_sources, target_sources
from coverage_lint.entities.derived.people import employed_share
from coverage_lint.entities.derived.sums import Exact, number, plain, product, record, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.entities.model import Model


def _compute_goals(model: Model) -> None:
    model.ensure("goal", "need")
    goals = rows(model.plan, "goals")
    values = model.plan.values
    if goals is None:
        values["goal"] = values["need"] = values["need_renewal"] = None
        return
    values["goal"] = total(_leaf_target(goal) for goal in goals)
    values["need"] = total(goal.values.get("need") for goal in goals)
    values["need_renewal"] = total(_renewal_need(goal) for goal in goals)


def _leaf_target(goal: Record) -> Exact | None:
    leaf, target = goal.values.get("leaf"), number(goal.values.get("target"))
    if leaf is False:
        return 0
    return None if leaf is not True or target is None else max(0, target)


def _renewal_need(goal: Record) -> Exact | None:
    motion = goal.values.get("motion")
    if motion is REJECTED:
        return None if goal.values.get("need") != 0 else 0
    return number(goal.values.get("need")) if motion == "renewal" else 0


def over_selling_groups(field: str) -> Callable[[Model], None]:
    """Make the function that adds a field up over selling groups."""

    def compute(model: Model) -> None:
        model.ensure("group", "selling")
        model.ensure("group", field)
        groups = rows(model.plan, "groups")
        model.plan.values[field] = None if groups is None else total(_selling_part(group, field) for group in groups)

    return compute


def _selling_part(group: Record, field: str) -> Exact | None:
    selling = group.values.get("selling")
    return 0 if selling is False else (number(group.values.get(field)) if selling is True else None)


def selling_groups(plan: Record) -> list[Record]:
    """Return the groups that plan sums take."""
    groups = rows(plan, "groups") or []
    return [group for group in groups if group is not UNKNOWN_MEMBER and group.values.get("selling") is True]


def _compute_expected(model: Model) -> None:
    model.ensure("plan", "assigned")
    staffing = record(model.plan.values.get("staffing"))
    attainment = number(staffing.values.get("attainment")) if staffing is not None else None
    model.plan.values["expected"] = product(model.plan.values["assigned"], attainment)


def _compute_seats(model: Model) -> None:
    people = rows(model.plan, "people")
    values = model.plan.values
    if people is None:
        values["headcount"] = values["open_seats"] = None
        return
    values["headcount"] = total(person.values.get("count") for person in people)
    values["open_seats"] = total(_open_seats(person) for person in people)


def _open_seats(person: Record) -> Exact | None:
    status = person.values.get("status")
    if status is REJECTED:
        return None
    return number(person.values.get("count")) if status == "open" else 0


def _compute_compensation(model: Model) -> None:
    model.plan.values["compensation"] = payroll(model, on_target_earnings)


def payroll(model: Model, pay_of: Callable[[Record | None], Exact | None]) -> Exact | None:
    """Add up seat-years × what a role's people are paid, times the loaded factor; unknown where a role's pay is."""
    people, budget = rows(model.plan, "people"), record(model.plan.values.get("budget"))
    loaded = number(budget.values.get("loaded_factor")) if budget is not None else None
    if people is None or loaded is None:
        return None
    year = fiscal_year(model.plan)
    begins = first_day(year.first) if year is not None else ""
    alike: dict[object, tuple[Record | None, tuple[object, object], list[Exact | None]]] = {}
    for person in people:
        role, start = record(person.values.get("role")), person.values.get("start")
        dates = (None if isinstance(start, str) and start < begins else start, person.values.get("end"))
        _, _, seats = alike.setdefault((id(role), dates), (role, dates, []))
        seats.append(number(person.values.get("count")))
    pay = {id(role): pay_of(role) for role in {id(role): role for role, _, _ in alike.values()}.values()}
    paid = [product(pay[id(role)], _seat_year(dates, year), total(seats)) for role, dates, seats in alike.values()]
    return product(total(paid), loaded)


def _seat_year(dates: tuple[object, object], year: FiscalYear | None) -> Exact | None:
    start, end = dates
    if dates == (None, None):
        return 1
    if year is None or REJECTED in dates:
        return None
    first, last = (day if isinstance(day, str) else None for day in (start, end))
    return plain(Fraction(sum(employed_share(year.first + index, first, last) for index in range(MONTHS)), MONTHS))


def on_target_earnings(role: Record | None) -> Exact | None:
    """Return a role's base + variable; unknown without a compensation plan, or with two that differ."""
    plans = rows(role, "comp_plans") if role is not None else None
    if not plans:
        return None
    earnings = {total((one.values.get("base"), one.values.get("variable"))) for one in plans}
    return earnings.pop() if len(earnings) == 1 else None


def _of_goals(plan: Record) -> list[tuple[Record, str]]:
    goals = [goal for goal in rows(plan, "goals") or () if goal is not UNKNOWN_MEMBER]
    return [place for goal in goals for place in need_sources(goal)]


def _of_groups(sources: Callable[[Record], list[tuple[Record, str]]]) -> Callable[[Record], list[tuple[Record, str]]]:
    return lambda plan: [place for group in selling_groups(plan) for place in sources(group)]


def people_sources(plan: Record) -> list[tuple[Record, str]]:
    """Name the people, by their roles, whom a sum over all pay came from."""
    return [(person, "role") for person in rows(plan, "people") or () if person is not UNKNOWN_MEMBER]


PLAN: dict[tuple[str, str], Derived] = {
    ("plan", "goal"): Derived(MONEY, "leaf goals together", _compute_goals, _of_goals),
    ("plan", "need"): Derived(MONEY, "leaf goals less the partners' targets for them", _compute_goals, _of_goals),
    ("plan", "need_renewal"): Derived(MONEY, "the part of the need from renewal goals", _compute_goals, _of_goals),
    ("plan", "target"): Derived(MONEY, "targets of selling groups together", over_selling_groups("target"),
                                _of_groups(target_sources)),
    ("plan", "quota"): Derived(MONEY, "quotas of selling groups together", over_selling_groups("quota"),
                               _of_groups(lambda group: [(group, "quota")])),
    ("plan", "assigned"): Derived(MONEY, "quotas assigned in selling groups", over_selling_groups("assigned"),
                                  _of_groups(assigned_sources)),
    ("plan", "capacity"): Derived(MONEY, "capacity of selling groups together", over_selling_groups("capacity"),
                                  _of_groups(seller_sources)),
    ("plan", "expected"): Derived(MONEY, "assigned × expected attainment", _compute_expected,
                                  _of_groups(assigned_sources)),
    ("plan", "compensation"): Derived(MONEY, "seat-years × (base + variable) × loaded factor", _compute_compensation,
                                      people_sources),
    ("plan", "headcount"): Derived(COUNT, "all seats", _compute_seats),
    ("plan", "open_seats"): Derived(COUNT, "seats that are open", _compute_seats),
}  # fmt: skip
