"""Accelerators: what a compensation plan pays beyond quota by them and its cap, and the highest rate below each."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import RATIO
from coverage_lint.entities.derived.sums import Exact, number, plain, rejected, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record

OVERACHIEVEMENT = Fraction(12, 10)
"""The attainment that `compensation_at_120` of the plan supposes of everybody."""


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


def _compute_payouts(model: Model) -> None:
    for plan in model.records("comp_plan"):
        plan.values["payout_at_120"] = payout(plan, OVERACHIEVEMENT)


PAYOUTS: dict[tuple[str, str], Derived] = {
    ("comp_plan", "payout_at_120"): Derived(
        RATIO, "the variable pay at 120 % of quota: each part at the rate of the highest accelerator below it",
        _compute_payouts, unit="of the variable pay at quota",
    ),
}  # fmt: skip


def _compute_rate_below(model: Model) -> None:
    for plan in model.records("comp_plan"):
        accelerators = rows(plan, "accelerators") or []
        known = [row for row in accelerators if row is not UNKNOWN_MEMBER]
        _tell(known, unknown=len(known) < len(accelerators))


def _tell(accelerators: list[Record], *, unknown: bool) -> None:
    """Go up by where rates begin. A refused rate leaves those above it unknown; a refused beginning, any lower rate."""
    anywhere = [row.values.get("rate") for row in accelerators if row.values.get("above") is REJECTED]
    unknown = unknown or REJECTED in anywhere
    doubted = max((rate for rate in map(number, anywhere) if rate is not None), default=None)
    placed = [(above, row) for row in accelerators if (above := number(row.values.get("above"))) is not None]
    best: Exact = 0
    for row in accelerators:
        row.values["rate_below"] = None
    for _, together in groupby(sorted(placed, key=lambda one: one[0]), key=lambda one: one[0]):
        rates = []
        for _, row in together:
            rate = row.values.get("rate")
            rates.append(rate)
            own = number(rate)
            doubtful = unknown or (doubted is not None and own is not None and doubted > own)
            row.values["rate_below"] = None if doubtful else best
        unknown = unknown or REJECTED in rates
        best = max((best, *(rate for rate in map(number, rates) if rate is not None)))


RATES: dict[tuple[str, str], Derived] = {
    ("accelerator", "rate_below"): Derived(
        RATIO, "the highest rate of those of its plan that begin below it; 0 for none", _compute_rate_below
    ),
}
