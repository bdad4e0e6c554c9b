"""The goals of the invented company, added up from what its groups and partners are to bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from company.market import partners
from company.money import PARTNER_TARGET, SEASONS, phased, rounded_down
from company.text import Entity, money, phasing

if TYPE_CHECKING:
    from company.staff import Staff

REASONS = {
    "new-business": "Buyers release budgets in spring and spend the rest in December",
    "existing-business": "Follows the renewal dates",
    "expansion": "Customers add users when their own budgets open",
    "renewal": "Contracts end where most were signed, in the first and the last quarter",
}


def quarters(staff: Staff) -> dict[str, tuple[int, ...]]:
    """Return each goal's quarters: those of the groups' targets, and the partners', together."""
    totals: dict[str, tuple[int, ...]] = dict.fromkeys(SEASONS, (0, 0, 0, 0))
    parts = [item for team in staff.teams for item in team.targets.items()]
    parts += [("new-business", PARTNER_TARGET)] * len(partners(staff))
    for goal, amount in parts:
        added = zip(totals[goal], phased(amount, SEASONS[goal]), strict=True)
        totals[goal] = tuple(total + part for total, part in added)
    return totals


def goals(staff: Staff) -> list[Entity]:
    """Return the goals: new business, and existing business made of expansion and renewal."""
    totals = quarters(staff)
    both = tuple(map(sum, zip(totals["expansion"], totals["renewal"], strict=True)))
    renewal = _goal("renewal", "renewal", totals["renewal"], "existing-business")
    renewal["base"] = money(sum(totals["renewal"]) * 10 // 9)
    return [
        _goal("new-business", "new_business", totals["new-business"]),
        _goal("existing-business", "existing", both),
        _goal("expansion", "expansion", totals["expansion"], "existing-business"),
        renewal,
    ]


def _goal(goal: str, motion: str, amounts: tuple[int, ...], parent: str | None = None) -> Entity:
    target = sum(amounts)
    return {
        "id": goal,
        **({"parent": parent} if parent else {}),
        "motion": motion,
        "target": money(target),
        "phasing": phasing(amounts),
        "phasing_reason": REASONS[goal],
        "prior_actual": money(rounded_down(target * 84 // 100, 1_000)),
    }
