"""The budget, its lines against the total, and what pay costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import plain, record, rows, total
from coverage_lint.report.gather.fields import exact, known, less, ratio, text
from coverage_lint.report.gather.numbers.bridge import planned_of
from coverage_lint.report.portrait.business import Budget, BudgetLine, CompPlanLine, Measure
from coverage_lint.report.portrait.refs import Exact, Ref, ref, refs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.report.asked import Asked

USUAL: tuple[Exact, Exact] = (4, 6)
"""How many times pay on target a hunter's quota usually is (Benchsights: 4.8 in the mean, 4 to 6 usual; CL502)."""


def budget_of(model: Model, asked: Asked) -> Budget | None:
    """Gather the budget; None where the model has none."""
    for needed in (("plan", "compensation"), ("plan", "compensation_at_120"), ("budget", "for_compensation")):
        model.ensure(*needed)
    budget = record(model.plan.values.get("budget"))
    if budget is None:
        return None
    lines = tuple(line for one in known(budget, "lines") if (line := _line(one, exact(budget, "total"))) is not None)
    planned = planned_of(budget)
    return Budget(
        total=exact(budget, "total"),
        lines=lines,
        planned=planned,
        left=less(exact(budget, "total"), planned),
        for_compensation=exact(budget, "for_compensation"),
        compensation=exact(model.plan, "compensation"),
        compensation_at_120=exact(model.plan, "compensation_at_120"),
        loaded_factor=exact(budget, "loaded_factor"),
        bare=ratio(exact(model.plan, "compensation"), exact(budget, "loaded_factor")),
        if_granted=_if_granted(model, budget, lines, planned),
        comp_plans=tuple(_comp_plan(one, where) for one in known(budget, "comp_plans") if (where := ref(one))),
        band=USUAL,
        limits=(asked.parameter("CL502", "least"), asked.parameter("CL502", "most")),
    )


def _if_granted(model: Model, budget: Record, lines: Sequence[BudgetLine], planned: Exact | None) -> Exact | None:
    """Return by how much the lines would be above the total, if each got what pay and priorities lack in it."""
    whole, pay, held = exact(budget, "total"), exact(model.plan, "compensation"), exact(budget, "for_compensation")
    in_lines = any(line.category == "compensation" for line in lines)
    taken = [less(line.priorities, line.amount) for line in lines]
    if planned is None or whole is None or (in_lines and (pay is None or held is None)) or None in taken:
        return None
    lacking = sum(max(0, beyond or 0) for beyond in taken)
    if in_lines and pay is not None and held is not None:
        lacking += max(0, pay - held)
    return plain(planned + lacking - whole)


def _line(line: Record, whole: Exact | None) -> BudgetLine | None:
    pointed, amount = ref(line), exact(line, "amount")
    if pointed is None:
        return None
    taken = rows(line, "priorities")
    costs = None if taken is None else total(_cost(one) for one in taken)
    return BudgetLine(pointed, text(line, "category"), amount, ratio(amount, whole), costs)


def _cost(priority: Record) -> Exact | None:
    """Return what a priority costs; one that states no cost takes nothing that could be counted."""
    return 0 if priority.values.get("cost") is None else exact(priority, "cost")


def _comp_plan(plan: Record, pointed: Ref) -> CompPlanLine:
    base, variable = exact(plan, "base"), exact(plan, "variable")
    ote = total((base, variable))
    measures = tuple(Measure(text(row, "metric") or "", exact(row, "weight")) for row in known(plan, "measures"))
    roles, market = refs(plan.values.get("roles")), exact(plan, "market_ote")
    return CompPlanLine(pointed, roles, base, variable, ote, ratio(base, ote), market, measures)
