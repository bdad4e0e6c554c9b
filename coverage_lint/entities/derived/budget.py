"""Derived fields of the budget: what it holds for pay, what a role earns on target, what pay costs above it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.derived.plan import on_target_earnings, payroll, people_sources
from coverage_lint.entities.derived.sums import Exact, number, plain, product, rejected, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def _compute_for_compensation(model: Model) -> None:
    for budget in model.records("budget"):
        budget.values["for_compensation"] = _for_compensation(budget)


def _for_compensation(budget: Record) -> Exact | None:
    """Add up the lines of category compensation; without one, take the total.

    A line without a category may be the one for pay, so with no other it leaves the figure unknown.
    """
    lines = rows(budget, "lines")
    if rejected(budget, "lines"):
        return None
    categories = [line.values.get("category") for line in lines or ()]
    if REJECTED in categories:
        return None
    if "compensation" in categories:
        return total(line.values.get("amount") for line in _pay_lines(budget))
    return None if None in categories else number(budget.values.get("total"))


def _pay_lines(budget: Record) -> list[Record]:
    lines = [line for line in rows(budget, "lines") or () if line is not UNKNOWN_MEMBER]
    return [line for line in lines if line.values.get("category") == "compensation"]


def _pay_sources(budget: Record) -> list[tuple[Record, str]]:
    return [(line, "amount") for line in _pay_lines(budget)] or [(budget, "total")]


def _compute_ote(model: Model) -> None:
    for role in model.records("role"):
        role.values["ote"] = on_target_earnings(role)


def _ote_sources(role: Record) -> list[tuple[Record, str]]:
    plans = [one for one in rows(role, "comp_plans") or () if one is not UNKNOWN_MEMBER]
    return [(one, field) for one in plans for field in ("base", "variable")]


OVERACHIEVEMENT = Fraction(12, 10)
"""The attainment that `compensation_at_120` supposes of everybody."""


def payout(plan: Record, attainment: Exact) -> Exact | None:
    """Return the variable pay for an attainment, as a multiple of that for the quota.

    Each part of the attainment pays at the rate of the highest accelerator below it, 1 below all of
    them, and nothing above the cap.
    """
    accelerators = [] if plan.values.get("accelerators") is None else rows(plan, "accelerators")
    if accelerators is None or rejected(plan, "cap"):
        return None
    edges = [(number(row.values.get("above")), number(row.values.get("rate"))) for row in accelerators]
    known = sorted((above, rate) for above, rate in edges if above is not None and rate is not None)
    if len(known) < len(edges):
        return None
    cap = number(plan.values.get("cap"))
    reached = attainment if cap is None else min(attainment, cap)
    paid, at, rate = Fraction(0), Fraction(0), Fraction(1)
    for above, higher in known:
        if above >= reached:
            break
        paid, at, rate = paid + (above - at) * rate, Fraction(above), Fraction(higher)
    return plain(paid + (reached - at) * rate)


def _compute_at_120(model: Model) -> None:
    model.plan.values["compensation_at_120"] = payroll(model, _earnings_at_120)


def _earnings_at_120(role: Record | None) -> Exact | None:
    plans = rows(role, "comp_plans") if role is not None else None
    if not plans:
        return None
    earnings = {_paid(one) for one in plans}
    return earnings.pop() if len(earnings) == 1 else None


def _paid(plan: Record) -> Exact | None:
    variable = product(plan.values.get("variable"), payout(plan, OVERACHIEVEMENT))
    return total((plan.values.get("base"), variable))


BUDGET: dict[tuple[str, str], Derived] = {
    ("budget", "for_compensation"): Derived(MONEY, "its lines of category compensation, without one its total",
                                            _compute_for_compensation, _pay_sources),
    ("plan", "compensation_at_120"): Derived(MONEY, "compensation if everybody reaches 120 % of quota",
                                             _compute_at_120, people_sources),
    ("role", "ote"): Derived(MONEY, "base + variable of its compensation plan", _compute_ote, _ote_sources),
}  # fmt: skip
