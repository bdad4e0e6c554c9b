"""Every measure of a review, computed by plain Python from the rows: what the package's queries must come to, exactly.

Written from the design of the review alone, one function a measure, without a thought of speed.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from oracle_tables import Crm, Deal, Plan

WINDOW = 365
"""Days up to the review of which rates and times are observed."""


def as_of(crm: Crm) -> date:
    """Return the newest day on which a deal was created or changed."""
    return max(day for deal in crm.deals for day in (deal.created, deal.modified))


# --- What is over of the year -----------------------------------------------------------------------------------------


def to_date(months: list[Fraction], year: int, day: date) -> Fraction:
    """Return what of twelve months lies before the end of a day: whole months, and of the last one by days."""
    if day.year != year:
        return sum(months, Fraction(0)) if day.year > year else Fraction(0)
    part = Fraction(day.day, monthrange(year, day.month)[1])
    return sum(months[: day.month - 1], Fraction(0)) + months[day.month - 1] * part


def goal_to_date(plan: Plan, goal: str, day: date) -> Fraction:
    """Return what sellers must have brought of a goal by a day: phased as the whole goal is."""
    held = plan.goals[goal]
    return to_date(held["months"], plan.year, day) * held["need"] / held["target"]


def need(plan: Plan) -> Fraction:
    """Return what sellers must bring in the year: without what comes by itself or by partners."""
    return sum((goal["need"] for goal in plan.goals.values()), Fraction(0))


def plan_to_date(plan: Plan, day: date) -> Fraction:
    return sum((goal_to_date(plan, goal, day) for goal in plan.goals), Fraction(0))


def group_to_date(plan: Plan, group: str, day: date) -> Fraction:
    targets = sum(plan.groups[group].values(), Fraction(0))
    return targets * to_date(plan.phasing[group], plan.year, day)


# --- What was won -----------------------------------------------------------------------------------------------------


def won_to_date(plan: Plan, crm: Crm, day: date) -> list[Deal]:
    """Return the deals that sellers won in the fiscal year, up to the end of a day by their close dates."""
    return [deal for deal in won_by_all(plan, crm, day) if deal.owner not in crm.partners]


def won_by_all(plan: Plan, crm: Crm, day: date) -> list[Deal]:
    """Return those that partners won too."""
    return [
        deal for deal in crm.deals if deal.won and deal.close and deal.close.year == plan.year and deal.close <= day
    ]


def won_by_partners(plan: Plan, crm: Crm, day: date) -> Fraction:
    return money(deal for deal in won_by_all(plan, crm, day) if deal.owner in crm.partners)


def money(deals: Iterable[Deal]) -> Fraction:
    return sum((deal.amount for deal in deals if deal.amount is not None), Fraction(0))


def won(plan: Plan, crm: Crm, day: date, motion: str | None = None) -> Fraction:
    return money(deal for deal in won_to_date(plan, crm, day) if motion in (None, deal.motion))


def won_by_month(plan: Plan, crm: Crm, day: date) -> dict[str, Fraction]:
    held: dict[str, Fraction] = defaultdict(Fraction)
    for deal in won_to_date(plan, crm, day):
        if deal.amount is not None:
            held[f"{deal.close:%Y-%m}"] += deal.amount
    return dict(held)


def credited(crm: Crm, deal: Deal) -> list[tuple[str, Fraction]]:
    """Return the people of the plan who are credited with a deal, each with the share: its owner, or by splits."""
    users = crm.splits.get(deal.id) or [(deal.owner, Fraction(1))]
    return [(crm.people[user], share) for user, share in users if user in crm.people]


def won_by_person(plan: Plan, crm: Crm, day: date) -> dict[tuple[str, str], Fraction]:
    """Return what each person won of each motion: what is entered for a partner is the person's too."""
    held: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for deal in won_by_all(plan, crm, day):
        for person, share in credited(crm, deal):
            if deal.amount is not None:
                held[person, deal.motion] += deal.amount * share
    return dict(held)


def groups_of(plan: Plan, person: str, motion: str) -> list[tuple[str, Fraction]]:
    """Return the groups that a deal of a person counts to, with shares: by goal, then by the person's shares."""
    held = plan.people[person]
    if not held.get("groups"):
        return [(held["group"], Fraction(1))] if held.get("group") else []
    shares = {group: Fraction(share) for group, share in held["groups"].items()}
    fitting = {
        group: share
        for group, share in shares.items()
        if any(plan.goals[goal]["motion"] == motion for goal in plan.groups.get(group, ()))
    }
    counted = fitting or shares
    return [(group, share / sum(counted.values())) for group, share in counted.items()]


def by_group(
    plan: Plan, crm: Crm, deals: Iterable[Deal], worth: Callable[[Deal], Fraction | None]
) -> dict[str, Fraction]:
    """Return what deals come to in each group by their credits."""
    held: dict[str, Fraction] = defaultdict(Fraction)
    for deal in deals:
        value = worth(deal)
        for person, share in credited(crm, deal):
            for group, part in groups_of(plan, person, deal.motion):
                if value is not None:
                    held[group] += value * share * part
    return dict(held)


def won_by_group(plan: Plan, crm: Crm, day: date) -> dict[str, Fraction]:
    return by_group(plan, crm, won_to_date(plan, crm, day), lambda deal: deal.amount)


# --- What is open -----------------------------------------------------------------------------------------------------


def pipeline(plan: Plan, crm: Crm) -> list[Deal]:
    """Return the open deals that are to close within the fiscal year, be their day over or not."""
    return [
        deal
        for deal in crm.deals
        if not deal.closed and deal.owner not in crm.partners and deal.close and deal.close <= date(plan.year, 12, 31)
    ]


def by_stage(plan: Plan, crm: Crm) -> dict[str, tuple[int, Fraction]]:
    """Return count and money of the open deals of each stage; '' for stages that the plan lacks."""
    held: dict[str, tuple[int, Fraction]] = {}
    for deal in pipeline(plan, crm):
        count, total = held.get(deal.stage, (0, Fraction(0)))
        held[deal.stage] = (count + 1, total + (deal.amount or 0))
    return held


def weighted(rates: dict[str, Fraction], deals: Iterable[Deal]) -> Fraction:
    """Return what deals are worth by the win rates of their stages; those in other stages count nothing."""
    return sum((deal.amount * rates.get(deal.stage, 0) for deal in deals if deal.amount), Fraction(0))


# --- Where the year lands ---------------------------------------------------------------------------------------------


def run_rate_landing(plan: Plan, crm: Crm, day: date) -> Fraction | None:
    """Return won ÷ the share of the year that is over, by phasing; None while none is."""
    over = plan_to_date(plan, day) / need(plan)
    return won(plan, crm, day) / over if over else None


def rates_of(plan: Plan, crm: Crm, day: date, least: int = 10) -> dict[str, Fraction]:
    """Return the win rate of each open stage: observed where there are enough cases of all, else the plan's."""
    observed = {
        stage: won / closed
        for stage, (won, closed, cases) in stage_rates(crm, day).items()
        if cases >= least and closed
    }
    return {stage: observed[stage] for stage in plan.stages} if set(plan.stages) <= set(observed) else plan.stages


def pipeline_landing(plan: Plan, crm: Crm, day: date, least: int = 10) -> Fraction:
    """Return won + open × the win rate of its stage."""
    return won(plan, crm, day) + weighted(rates_of(plan, crm, day, least), pipeline(plan, crm))


# --- What is observed -------------------------------------------------------------------------------------------------


def closed_in_window(crm: Crm, day: date, days: int = WINDOW) -> list[Deal]:
    """Return the deals closed in so many days, of which the last is the day itself."""
    begin = day - timedelta(days=days)
    return [
        deal
        for deal in crm.deals
        if deal.closed and deal.owner not in crm.partners and deal.close and begin < deal.close <= day
    ]


def win_rate_by_count(crm: Crm, day: date) -> tuple[int, int]:
    closed = closed_in_window(crm, day)
    return sum(deal.won for deal in closed), len(closed)


def win_rate_by_money(crm: Crm, day: date) -> tuple[Fraction, Fraction]:
    closed = closed_in_window(crm, day)
    return money(deal for deal in closed if deal.won), money(closed)


def stage_rates(crm: Crm, day: date) -> dict[str, tuple[Fraction, Fraction, int]]:
    """Return of the deals closed in the window that ever were in a stage: what was won, all, and how many they are."""
    held: dict[str, tuple[Fraction, Fraction, int]] = {}
    for deal in closed_in_window(crm, day):
        for stage in {stage for stage, _ in crm.history.get(deal.id, ())}:
            wins, everything, cases = held.get(stage, (Fraction(0), Fraction(0), 0))
            worth = deal.amount or Fraction(0)
            held[stage] = (wins + (worth if deal.won else 0), everything + worth, cases + 1)
    return held


def cycle(crm: Crm, day: date) -> tuple[Fraction, int] | None:
    """Return the median of days from created to closed over deals won in the window, and how many they are.

    A deal that was entered after it was closed took no days that anybody knows.
    """
    days = sorted(took for deal in closed_in_window(crm, day) if deal.won and (took := _days(deal)) >= 0)
    if not days:
        return None
    return Fraction(days[(len(days) - 1) // 2] + days[len(days) // 2], 2), len(days)


def _days(deal: Deal) -> int:
    return (deal.close - deal.created).days if deal.close else -1


def deal_size(crm: Crm, day: date) -> tuple[Fraction, int]:
    """Return what the deals won in the window came to, and how many have an amount: the mean is their ratio."""
    amounts = [deal.amount for deal in closed_in_window(crm, day) if deal.won and deal.amount is not None]
    return sum(amounts, Fraction(0)), len(amounts)


# --- Hygiene ----------------------------------------------------------------------------------------------------------


def hygiene(plan: Plan, crm: Crm, day: date) -> dict[str, list[str]]:
    """Return the ids of what is not in order, by kind."""
    still_open = [deal for deal in crm.deals if not deal.closed]
    won_ever = [deal for deal in crm.deals if deal.won and deal.close and deal.close <= day]
    longest = max(map(_days, won_ever), default=None)
    counted = [*still_open, *won_by_all(plan, crm, day)]
    leavers = {person for person, one in plan.people.items() if one.get("end") and one["end"] < day.isoformat()}
    return {
        "without_account": [deal.id for deal in still_open if not deal.account],
        "without_required": [deal.id for deal in still_open if not deal.filled.issuperset(plan.required)],
        "unknown_stage": [deal.id for deal in still_open if not deal.stage],
        "overdue": [deal.id for deal in still_open if deal.close and deal.close < day],
        "too_old": [deal.id for deal in still_open if longest is not None and (day - deal.created).days > longest],
        "won_without_amount": [deal.id for deal in won_by_all(plan, crm, day) if not deal.has_amount],
        "doubled": [deal.id for deal in crm.doubled],
        "duplicate": _duplicates(crm),
        "without_close_date": [deal.id for deal in crm.deals if deal.close is None],
        "closed_ahead": [deal.id for deal in crm.deals if deal.closed and deal.close and deal.close > day],
        "unpriced": [deal.id for deal in crm.deals if deal.has_amount and deal.amount is None],
        "unowned": [deal.id for deal in still_open if not deal.owner],
        "owner_unknown": [deal.id for deal in counted if deal.owner and deal.owner not in crm.people],
        "held by a leaver": [deal.id for deal in still_open if crm.people.get(deal.owner) in leavers],
        "account_unowned": [one["id"] for one in crm.accounts if not one["owner"]],
        "account_without_segment": [one["id"] for one in crm.accounts if not one["segment"]],
        "account_without_territory": [one["id"] for one in crm.accounts if not one["territory"]],
    }


def _duplicates(crm: Crm) -> list[str]:
    """Return the deals that are like an earlier one: account, amount and close date."""
    known = set()
    found = []
    for deal in crm.deals:
        key = (deal.account, deal.amount, deal.close)
        if deal.account and deal.amount is not None and deal.close:
            if key in known:
                found.append(deal.id)
            known.add(key)
    return found


def sold_by_segment(plan: Plan, crm: Crm, day: date) -> dict[str, Fraction]:
    """Return what was won from the accounts of each segment."""
    segments = {one["id"]: one["segment"] for one in crm.accounts}
    held: dict[str, Fraction] = defaultdict(Fraction)
    for deal in won_by_all(plan, crm, day):
        if deal.amount is not None and segments.get(deal.account):
            held[segments[deal.account]] += deal.amount
    return dict(held)
