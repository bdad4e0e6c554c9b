"""Goals and their split over the year, and the plan by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import MONTHS, QUARTER, FiscalYear, first_day, fiscal_year, last_day
from coverage_lint.entities.derived.calendar import period_start as start_of
from coverage_lint.entities.derived.sums import rows
from coverage_lint.entities.derived.year.spreading import amounts_by_month
from coverage_lint.report.gather.fields import depth_first, exact, flag, known, pairs, ratio, text
from coverage_lint.report.portrait.math import GoalLine, PeriodAmount, Quarter
from coverage_lint.report.portrait.refs import Exact, ref

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.report.asked import Asked


def goals_of(model: Model) -> tuple[GoalLine, ...]:
    """Gather the goals, in the order of the model."""
    for field in ("leaf", "need", "phased"):
        model.ensure("goal", field)
    year, goals = fiscal_year(model.plan), model.records("goal")
    depths = {id(goal): depth for goal, depth in depth_first(goals)}
    return tuple(line for goal in goals if (line := _goal(goal, depths[id(goal)], year)) is not None)


def _goal(goal: Record, depth: int, year: FiscalYear | None) -> GoalLine | None:
    pointed = ref(goal)
    if pointed is None:
        return None
    target, before = exact(goal, "target"), exact(goal, "prior_actual")
    grown = ratio(target, before)
    return GoalLine(
        goal=pointed,
        parent=ref(goal.values.get("parent")),
        depth=depth,
        motion=text(goal, "motion"),
        leaf=flag(goal, "leaf"),
        target=target,
        prior_actual=before,
        growth=None if grown is None else grown - 1,
        need=exact(goal, "need"),
        phasing=phasing_of(goal, "phasing", year),
        quarters=_quarters(goal, year),
        months=amounts_by_month(rows(goal, "phasing"), year),
        phased=exact(goal, "phased"),
        phasing_reason=text(goal, "phasing_reason"),
        groups=pairs(goal, "group_targets", "group", "amount"),
        partners=pairs(goal, "partner_targets", "partner", "amount"),
    )


def phasing_of(holder: Record, field: str, year: FiscalYear | None) -> tuple[PeriodAmount, ...]:
    """Return a phasing as written, in the order of the year, a quarter before its months; what lies outside last."""
    made = []
    for row in known(holder, field):
        period = text(row, "period")
        if period is not None:
            at = start_of(period, year) if year is not None else None
            starts = first_day(year.first + at) if year is not None and at is not None else None
            made.append(PeriodAmount(period, starts, exact(row, "amount")))
    return tuple(sorted(made, key=lambda one: (one.starts is None, one.starts or "", not one.period.startswith("Q"))))


def _quarters(goal: Record, year: FiscalYear | None) -> tuple[Exact | None, ...]:
    """Return what a phasing says of each quarter: its own amount, else all three of its months together."""
    given = {text(row, "period"): exact(row, "amount") for row in known(goal, "phasing")}
    made: list[Exact | None] = []
    for index in range(MONTHS // QUARTER):
        name = f"Q{index + 1}"
        months = [given.get(year.label(index * QUARTER + at)) for at in range(QUARTER)] if year is not None else [None]
        added = None if None in months else sum(month for month in months if month is not None)
        made.append(given.get(name, added))
    return tuple(made)


def quarters_of(model: Model, asked: Asked) -> tuple[Quarter, ...]:
    """Gather the plan by quarter."""
    for field in ("need", "quota", "capacity", "due_so_far", "capacity_so_far"):
        model.ensure("quarter", field)
    year = fiscal_year(model.plan)
    made = []
    for index, quarter in enumerate(model.records("quarter")):
        starts, ends = days_of(index, year)
        need, quota, capacity = (exact(quarter, field) for field in ("need", "quota", "capacity"))
        made.append(Quarter(f"Q{index + 1}", starts, ends, need, quota, capacity, _is_short(quarter, asked)))
    return tuple(made)


def _is_short(quarter: Record, asked: Asked) -> bool | None:
    """Hold the capacity of a quarter against its need as CL217 does, whatever the year comes to."""
    need, capacity = exact(quarter, "need"), exact(quarter, "capacity")
    due_so_far, capacity_so_far = exact(quarter, "due_so_far"), exact(quarter, "capacity_so_far")
    if need is None or capacity is None or due_so_far is None or capacity_so_far is None:
        return None
    behind = capacity_so_far < due_so_far * asked.parameter("CL217", "least")
    return capacity < need and (behind or need > capacity * asked.parameter("CL217", "peak"))


def days_of(quarter: int, year: FiscalYear | None) -> tuple[str | None, str | None]:
    """Return the first and the last day of a quarter, counted from 0."""
    if year is None:
        return None, None
    first = year.first + quarter * QUARTER
    return first_day(first), last_day(first + QUARTER - 1)
