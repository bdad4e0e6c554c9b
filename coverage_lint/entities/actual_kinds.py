"""The kinds of record that hold an entity of the plan against what happened, and their fields.

The records are made where the CRM's data is read, in review/actual_model.py; policies name them by
`for: {actual: group}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import ACTUAL, COUNT, DATE, FLAG, MONEY, RATIO, TEXT, Kind, entity
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.catalogue import Type


class ActualField(NamedTuple):
    """A measured field: its type, and what it means."""

    type: Type
    about: str


_STANDING = {
    "target": ActualField(MONEY, "the year's target, without what comes by self-service and partners"),
    "target_to_date": ActualField(MONEY, "the part of it that the phasing puts up to the day; part-months by days"),
    "won": ActualField(MONEY, "won from the fiscal year's first day to the day, by close date"),
    "won_deals": ActualField(COUNT, "the number of these deals; what is shared counts in part"),
    "gap": ActualField(MONEY, "what is lacking of the target to date; 0 where nothing is"),
    "remaining": ActualField(MONEY, "what is lacking of the year's target; 0 once it is reached"),
    "open": ActualField(MONEY, "open deals with a close date up to the year's last day"),
    "open_deals": ActualField(COUNT, "the number of these deals"),
    "weighted": ActualField(MONEY, "these deals, each by the win rate of its stage: observed, or the plan's"),
    "landing_run_rate": ActualField(MONEY, "won ÷ the share of the target that is due; unknown while that is 0"),
    "landing_pipeline": ActualField(MONEY, "won + weighted"),
    "landing_capacity": ActualField(
        MONEY, "won + what the seats that are held can still carry, by productivity and ramp"
    ),
    "landing_low": ActualField(MONEY, "the least of the three landings that are known"),
    "landing_high": ActualField(MONEY, "the largest of them"),
}
_OBSERVED = {
    "win_rate": ActualField(RATIO, "won ÷ closed by count, in the window; unknown with too few cases"),
    "win_rate_by_amount": ActualField(RATIO, "won ÷ closed by money, likewise"),
    "win_rate_cases": ActualField(COUNT, "the closed deals that both rest on"),
    "pipeline_needed": ActualField(MONEY, "remaining ÷ the observed win rate by money; 0 once the target is reached"),
    "deal_size": ActualField(MONEY, "what a deal won in the window, with an amount, comes to"),
    "deal_size_cases": ActualField(COUNT, "the deals that it rests on"),
}
HYGIENE = (
    "without_account", "without_required", "unknown_stage", "overdue", "too_old", "won_without_amount", "doubled",
    "duplicate", "without_close_date", "unpriced", "closed_ahead", "without_motion", "negative", "unowned",
    "owner_unknown", "account_unowned", "account_owned_twice", "account_without_segment", "account_without_territory",
)  # fmt: skip
"""Kinds of rows that are not in order; each is a count, with two more fields: its amount, and at most five ids."""


def _hygiene() -> dict[str, ActualField]:
    made = {}
    for name in HYGIENE:
        words = name.replace("_", " ")
        made[name] = ActualField(COUNT, f"rows of the CRM: {words}")
        made[f"{name}_amount"] = ActualField(MONEY, f"what they come to: {words}")
        made[f"{name}_ids"] = ActualField(TEXT, f"at most five of their ids, the largest first: {words}")
    return made


ACTUAL_FIELDS: dict[str, dict[str, ActualField]] = {
    "plan": {
        "as_of": ActualField(DATE, "the day of the review"),
        **_STANDING, **_OBSERVED,
        "cycle_days": ActualField(RATIO, "the median of days from created to won, in the window"),
        "cycle_cases": ActualField(COUNT, "the won deals that it rests on"),
        "leavers": ActualField(COUNT, "seats whose holder left from the fiscal year's first day to the day"),
        "attrition": ActualField(RATIO, "these ÷ the seats that were held on the year's first day"),
        "attrition_planned": ActualField(
            RATIO,
            "the part of the plan's attrition that the days of the year "
            "put up to the day",
        ),
        "owners_unknown": ActualField(
            COUNT,
            "users who own open deals, or deals of the year, or accounts, and "
            "are in no plan",
        ),
        "owners_unknown_ids": ActualField(TEXT, "at most five of them, those with the largest open amount first"),
        "new_share": ActualField(RATIO, "of what is won, the part that is new business"),
        "new_share_planned": ActualField(RATIO, "of the targets to date, the part that is new business"),
        **_hygiene(),
    },
    "goal": {**_STANDING, **_OBSERVED},
    "group": {
        **_STANDING, **_OBSERVED,
        "review_held": ActualField(
            FLAG,
            "whether the last month's review of the group was held; unknown "
            "without a log",
        ),
        "decisions_overdue": ActualField(COUNT, "decisions about it that are not done, though their day is over"),
    },
    "person": {
        **_STANDING, **_OBSERVED,
        "in_crm": ActualField(FLAG, "whether a user of the CRM is the person"),
        "is_gone": ActualField(FLAG, "whether the person left, by the plan, or can no longer log in"),
        "held_deals": ActualField(COUNT, "open deals, whenever they are to be closed"),
        "held_amount": ActualField(MONEY, "what these come to"),
        "held_accounts": ActualField(COUNT, "accounts that the person owns; those below another one count with that"),
        "quarters_behind": ActualField(
            COUNT,
            "quarters that are over, up to the last one, in which less was "
            "won than due, in a row",
        ),
        "due_by_capacity": ActualField(MONEY, "what productivity and ramp put up to the day"),
        "has_started": ActualField(FLAG, "whether the start is not after the day"),
        "share_of_won": ActualField(RATIO, "of what all people won, the part that is the person's"),
        "share_of_gap": ActualField(RATIO, "of what all people lack to date, the part that is the person's"),
    },
    "quarter": {
        "is_over": ActualField(FLAG, "whether its last day is not after the day"),
        "need": ActualField(MONEY, "what the goals need of sellers in it"),
        "won": ActualField(MONEY, "what is won in it"),
        "short": ActualField(MONEY, "what is lacking in it; 0 where nothing is"),
    },
    "segment": {
        "accounts": ActualField(COUNT, "accounts of it; those below another one count with that"),
        "won": ActualField(MONEY, "won in the year from its accounts"),
        "open": ActualField(MONEY, "open deals with its accounts"),
        "open_deals": ActualField(COUNT, "the number of these deals"),
        "touches": ActualField(COUNT, "its deals, open and won, and activities of the year"),
        "strangers": ActualField(TEXT, "groups with deals there that the plan does not send; '' for none"),
        "strangers_deals": ActualField(COUNT, "their deals there"),
        "accounts_per_person": ActualField(RATIO, "its accounts for each seat that its coverage sends"),
        "planned_per_person": ActualField(RATIO, "the most accounts that its coverage gives one seat"),
    },
    "role": {
        "newcomers": ActualField(
            COUNT,
            "seats of the role whose holder started in the fiscal year and has "
            "been there for a month",
        ),
        "ramp_due": ActualField(MONEY, "what productivity and ramp put up to the day for them"),
        "ramp_won": ActualField(MONEY, "what they won"),
    },
}  # fmt: skip
"""What policies can name of what happened, by kind of entity."""


def actual_kinds() -> dict[str, Kind]:
    """Return the kinds: each has its fields, the entity itself by its kind's name, and the plan."""
    made = {}
    for kind, fields in ACTUAL_FIELDS.items():
        own: dict[str, Type] = {name: field.type for name, field in fields.items()}
        own[kind] = entity(kind)
        own["plan"] = entity("plan")
        made[f"{kind}{ACTUAL}"] = Kind(f"{kind}{ACTUAL}", {}, own, "")
    return made
