"""Derived fields of the budget: what it holds for pay, and what a role earns on target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.derived.plan import on_target_earnings
from coverage_lint.entities.derived.sums import Exact, number, rejected, rows, total
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
        return total(number(line.values.get("amount")) for line in _pay_lines(budget))
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


BUDGET: dict[tuple[str, str], Derived] = {
    ("budget", "for_compensation"): Derived(MONEY, "its lines of category compensation, without one its total",
                                            _compute_for_compensation, _pay_sources),
    ("role", "ote"): Derived(MONEY, "base + variable of its compensation plan", _compute_ote, _ote_sources),
}  # fmt: skip
