"""The arithmetic of the invented plan, exact: seasons, ramps, and how far quotas exceed targets."""

from __future__ import annotations

from fractions import Fraction

YEAR = 2027
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
SEASONS = {
    "new-business": (200, 250, 225, 325),
    "expansion": (200, 250, 230, 320),
    "renewal": (285, 198, 185, 332),
}
"""Thousandths of a goal's year in each quarter."""
QUOTA_OVER_TARGET = Fraction(6, 5)
"""Group quotas exceed their targets by a fifth: above the 10 percent asked for, below the usual 43."""
EXPANSION_SHARE = Fraction(3, 10)
"""The part of a customer group's target that is expansion; the rest is renewal."""
PARTNER_TARGET = 1_000_000


def rounded_down(amount: Fraction | int, step: int) -> int:
    """Round to a whole multiple of a step, downwards."""
    return int(amount // step) * step


def phased(amount: int, weights: tuple[int | Fraction, ...]) -> tuple[int, ...]:
    """Split an amount over quarters by weights, in thousands; the last one with a weight takes the rest."""
    last = max(index for index, weight in enumerate(weights) if weight)
    parts = [rounded_down(Fraction(amount) * weight / sum(weights), 1_000) for weight in weights]
    parts[last] += amount - sum(parts)
    return tuple(parts)


def month_shares(start_month: int | None, end_month: int | None, ramp: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """Return the share of a ramped person's productivity in each month of the plan's year.

    Months are numbered 1 to 12; people start on a first and leave on a last; None means before or after the year.
    """
    shares = []
    for month in range(1, 13):
        there = (start_month is None or month >= start_month) and (end_month is None or month <= end_month)
        step = len(ramp) if start_month is None else month - start_month
        shares.append((ramp[step] if 0 <= step < len(ramp) else Fraction(1)) if there else Fraction(0))
    return tuple(shares)


def quarter_weights(season: tuple[int, ...], shares: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """Weigh a season by what somebody can do in each quarter."""
    return tuple(weight * sum(shares[3 * index : 3 * index + 3], Fraction(0)) for index, weight in enumerate(season))
