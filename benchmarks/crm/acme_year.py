"""Acme's CRM as it was exported on 30 September 2027: a year of deals, with what went otherwise than planned.

The seat in the South was filled ten weeks late. Brandon Hughes left at the end of June, and his open deals still bear
his name. Few deals were begun from April to July, so that the third quarter closed short. The public sector, which no
group covers, bought. A contractor who is in no plan closed deals.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from crm.acme_people import ACCOUNTS, CONTRACTOR, LEAVER, LEFT_ON, NEW, OWNER_IN, OWNERS, PEOPLE, SELLERS
from crm.tables import Account, Activity, Crm, Opportunity, Step, User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crm.acme_people import Seller

FIRST, AS_OF = date(2026, 10, 1), date(2027, 9, 30)
THIN = (date(2027, 4, 1), date(2027, 7, 31))
"""Days on which far fewer deals were begun."""
_MISSING = 80
"""Of a hundred deals in those days, how many were begun on another day."""
OPEN_STAGES = ("1 Qualified", "2 Discovery", "3 Proof", "4 Proposal", "5 Negotiation")
WON, LOST = "6 Closed won", "7 Closed lost"
NEXT_STEPS = ("Call the sponsor", "Send the offer", "Show it on their data", "Meet the committee", "Agree on the start")


def acme_crm() -> Crm:
    """Return the tables."""
    users = [*_users()]
    ids = {user.employee or user.name: user.id for user in users}
    accounts = [*_accounts(ids)]
    deals = [deal for seller in SELLERS for deal in _deals(seller, accounts, ids)]
    deals.sort(key=lambda deal: (deal[0].created, deal[0].owner, deal[0].amount))
    opportunities, activities, history = [], [], []
    for number, (deal, steps) in enumerate(deals, 1):
        numbered = deal._replace(id=f"O-{number:04}")
        opportunities.append(numbered)
        history += [Step(numbered.id, stage, on.isoformat()) for stage, on in steps]
        days = sorted({steps[0][1].isoformat(), numbered.last_activity})
        activities += [Activity("", numbered.owner, numbered.account, on) for on in days]
    activities.sort(key=lambda one: (one.on, one.owner, one.account))
    activities = [one._replace(id=f"V-{number:05}") for number, one in enumerate(activities, 1)]
    return Crm(users, accounts, _untidy(opportunities), activities, history)


def _users() -> Iterator[User]:
    for number, (person, name, start) in enumerate(PEOPLE, 1):
        end = LEFT_ON if person == LEAVER else ""
        yield User(f"U-{number:02}", _email(name), name, _flag(not end), start, end, person)
    yield User(f"U-{len(PEOPLE) + 1:02}", _email(CONTRACTOR), CONTRACTOR, "true", "2027-01-11", "", "")


def _email(name: str) -> str:
    return name.lower().replace("'", "").replace(" ", ".") + "@acme-analytics.example"


def _flag(value: object) -> str:
    return "true" if value else "false"


def _accounts(ids: dict[str, str]) -> Iterator[Account]:
    number = 0
    for segment, count, territories in ACCOUNTS:
        for place in range(count):
            number += 1
            territory = territories[place % len(territories)]
            owner = OWNER_IN[territory] if segment not in OWNERS else OWNERS[segment][place % len(OWNERS[segment])]
            parent = f"A-{number - 1:02}" if segment == "strategic-customers" and place % 3 == 1 else ""
            since = date(2023, 1, 9) + timedelta(days=number * 17)
            yield Account(f"A-{number:02}", f"Account {number}", ids[owner], segment, territory, parent, f"{since}")


def _deals(
    seller: Seller, accounts: list[Account], ids: dict[str, str]
) -> Iterator[tuple[Opportunity, list[tuple[str, date]]]]:
    """Yield the deals of a seller, each with the days on which it came into its stages."""
    draws = Random(f"{seller.person} {seller.type} {seller.segment}")
    owner = ids[seller.person]
    segment = [one for one in accounts if one.segment == seller.segment]
    own = [one for one in segment if one.owner == owner] or segment
    first = max(FIRST, date.fromisoformat(seller.start)) if seller.start else FIRST
    last = min(AS_OF, date.fromisoformat(seller.end)) if seller.end else AS_OF
    for _ in range(seller.deals):
        begun = _day(draws, first, last)
        while (
            THIN[0] <= begun <= THIN[1]
            and seller.type == NEW
            and not (seller.start or seller.end)
            and _below(draws, 100) < _MISSING
        ):
            begun = _day(draws, first, last)
        yield _deal(seller, draws, owner, own[_below(draws, len(own))], begun)


def _is_missing(begun: date, draws: Random) -> bool:
    """Return True if a deal of that day was begun on another one."""
    return THIN[0] <= begun <= THIN[1] and _below(draws, 100) < _MISSING


def _deal(
    seller: Seller, draws: Random, owner: str, account: Account, begun: date
) -> tuple[Opportunity, list[tuple[str, date]]]:
    days = seller.cycle * (60 + _below(draws, 90)) // 100
    wins = _below(draws, 100) < seller.wins
    cents = ("00", "00", "00", "50", "25")[_below(draws, 5)]
    amount = f"{seller.size * (40 + _below(draws, 120)) // 100 // 50 * 50}.{cents}"
    end = begun + timedelta(days=days if wins else days * 3 // 4)
    quit_on = date.fromisoformat(seller.end) if seller.end else AS_OF
    closed = end <= quit_on
    today = min(AS_OF, quit_on)
    reached = [
        (stage, begun + timedelta(days=days * place // len(OPEN_STAGES)))
        for place, stage in enumerate(OPEN_STAGES)
        if begun + timedelta(days=days * place // len(OPEN_STAGES)) <= (end if closed else today)
    ]
    steps = [*reached, (WON if wins else LOST, end)] if closed else reached
    touched = steps[-1][1]
    if not closed:
        touched = min(today, touched + timedelta(days=_below(draws, 12)))
    hour = f"{8 + _below(draws, 10):02}:{_below(draws, 60):02}:00Z"
    deal = Opportunity(
        id="",
        account=account.id,
        owner=owner,
        type=seller.type,
        stage=steps[-1][0],
        amount=amount,
        currency="USD",
        created=f"{begun}T{hour}",
        modified=f"{touched}T18:{_below(draws, 60):02}:00Z",
        close_date=f"{end if closed else begun + timedelta(days=days + 10)}",
        closed=_flag(closed),
        won=_flag(closed and wins),
        last_activity=f"{touched}",
        next_step="" if closed else NEXT_STEPS[_below(draws, len(NEXT_STEPS))],
    )
    return deal, steps


def _day(draws: Random, first: date, last: date) -> date:
    return first + timedelta(days=_below(draws, (last - first).days + 1))


def _below(draws: Random, most: int) -> int:
    """Return a whole number below another: by the one function whose values no version of Python changes."""
    return int(draws.random() * most)


def _untidy(deals: list[Opportunity]) -> list[Opportunity]:
    """Take away and change what people forget and mistype, in a few deals."""
    made = list(deals)
    still_open = [at for at, deal in enumerate(made) if deal.closed == "false"]
    won = [at for at, deal in enumerate(made) if deal.won == "true"]
    for at in still_open[3::31]:
        made[at] = made[at]._replace(next_step="")
    for at in still_open[5::60]:
        made[at] = made[at]._replace(amount="")
    for at in still_open[11::90]:
        made[at] = made[at]._replace(account="")
    for at in still_open[17::80]:
        made[at] = made[at]._replace(stage="Verbal yes")
    made[won[7]] = made[won[7]]._replace(amount="")
    for number, at in enumerate(won[40::60]):
        made.append(made[at]._replace(id=f"O-{9001 + number}"))  # entered twice
    return made
