"""A plan, and a CRM in which it is lived to the letter: nothing is behind, thin, forgotten or entered twice.

Defects are planted into it (crm/planted.py), so that a review must tell just those. As of 30 June 2027; `deals` is how
many each seller wins a month, and three times as many are lost.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crm.tables import Account, Activity, Crm, Opportunity, User

if TYPE_CHECKING:
    from collections.abc import Iterator

AS_OF = date(2027, 6, 30)
CYCLE = 60
"""Days that every deal takes."""
CENTS = 100


class Team(NamedTuple):
    """Equal sellers of one group."""

    name: str
    sellers: int
    type: str
    quota: int
    """Dollars, of each."""
    quarters: tuple[int, ...]
    """What a thousand dollars of quota are in each quarter."""
    segment: str
    accounts: int


HUNTERS = Team("hunter", 10, "New Business", 1_100_000, (200, 250, 250, 300), "large", 20)
FARMERS = Team("farmer", 4, "Renewal", 1_050_000, (300, 225, 225, 250), "customers", 100)
TEAMS = (HUNTERS, FARMERS)

_PLAN = """\
# A plan that is lived to the letter in the CRM beside it.
coverage_model: 1
plan:
  name: Lived
  owner: vera
  currency: USD
  measure: arr
  fiscal_year: {start: 2027-01-01, end: 2027-12-31}
  status: published
goals:
  - id: new-business
    motion: new_business
    target: 10_000_000
    phasing: {Q1: 2_000_000, Q2: 2_500_000, Q3: 2_500_000, Q4: 3_000_000}
  - id: renewals
    motion: renewal
    target: 4_000_000
    phasing: {Q1: 1_200_000, Q2: 900_000, Q3: 900_000, Q4: 1_000_000}
roles:
  - {id: head-of-sales, family: vp}
  - {id: sales-manager, family: manager}
  - {id: hunter, family: account_executive, motion: new_business, productivity: 1_250_000, attrition: 0.10}
  - {id: farmer, family: account_manager, motion: existing, productivity: 1_250_000, attrition: 0.10}
people:
  - {id: vera, role: head-of-sales, group: sales, status: active, start: 2020-01-01}
  - {id: maya, role: sales-manager, group: hunters, manager: vera, status: active, start: 2021-01-01}
  - {id: omar, role: sales-manager, group: farmers, manager: vera, status: active, start: 2021-01-01}
PEOPLE
groups:
  - {id: sales, leader: vera, quota_type: none}
  - {id: hunters, parent: sales, leader: maya, targets: {new-business: 10_000_000}, quota: 11_000_000}
  - {id: farmers, parent: sales, leader: omar, targets: {renewals: 4_000_000}, quota: 4_200_000}
staffing: {attrition: 0.10, backfill_days: 60, attainment: 0.95}
segments:
  - id: large
    motion: new_business
    accounts: 200
    value: 30_000_000
    coverage: [{group: hunters, accounts_per_person: 20}]
  - id: customers
    motion: existing
    accounts: 400
    value: 6_000_000
    coverage: [{group: farmers, accounts_per_person: 100}]
  - {id: public-sector, motion: new_business, value: 1_000_000, uncovered_reason: Tenders ask for a certificate}
territories:
  - {id: world, owner: vera}
  - {id: americas, parent: world, group: hunters}
process:
  win_rate: 0.25
  cycle_days: 60
  stages:
    - {id: qualify, probability: 0.1, crm_stage: Qualify}
    - {id: discover, probability: 0.3, crm_stage: Discover}
    - {id: propose, probability: 0.6, crm_stage: Propose}
    - {id: won, closed: true, crm_stage: Won}
    - {id: lost, probability: 0, closed: true, crm_stage: Lost}
  crm: {required_fields: [next_step]}
  reviews:
    - {id: group-review, subject: group, cadence: monthly, owner: vera}
"""
ACTUALS = """\
coverage_actuals: 1
source: crm/
tables:
  opportunities:
    from: opportunities.csv
    columns:
      id: id
      account: account
      owner: owner
      motion: type
      stage: stage
      amount: amount
      currency: currency
      created: created
      modified: modified
      close_date: close_date
      closed: closed
      won: won
      last_activity: last_activity
      next_step: next_step
  accounts:
    from: accounts.csv
    columns: {id: id, owner: owner, segment: segment, territory: territory, parent: parent, created: created}
  users:
    from: users.csv
    columns: {id: id, email: email, active: active, start: start, end: end, person: employee}
  activities:
    from: activities.csv
    columns: {owner: owner, account: account, on: on}
people: {by: column}
motions: {map: {New Business: new_business, Renewal: renewal}}
amount: {measure: arr}
"""


def plan_text() -> str:
    """Return the plan."""
    people = (
        f"  - {{id: {team.name}-{at}, role: {team.name}, group: {team.name}s, manager: {boss}, status: active, "
        f"start: 2022-01-01, quota: {team.quota:_}}}"
        for team, boss in zip(TEAMS, ("maya", "omar"), strict=True)
        for at in range(team.sellers)
    )
    return _PLAN.replace("PEOPLE", "\n".join(people))


def reviews() -> dict[str, str]:
    """Return the files of the last two months' reviews, in which every group met."""
    groups = "".join(f"  - {{subject: group, id: {one}, held: DAY}}\n" for one in ("sales", "hunters", "farmers"))
    head = "coverage_review: 1\nmonth: {month}\nmeetings:\n  - {{subject: model, held: {day}}}\n"
    days = {"2027-05": "2027-06-02", "2027-06": "2027-06-30"}
    return {
        f"{month}.yaml": head.format(month=month, day=day) + groups.replace("DAY", day) for month, day in days.items()
    }


def lived(deals: int) -> Crm:
    """Return the CRM."""
    people = ["vera", "maya", "omar", *(f"{team.name}-{at}" for team in TEAMS for at in range(team.sellers))]
    users = [
        User(f"U-{person}", f"{person}@example.com", person, "true", "2022-01-01", "", person) for person in people
    ]
    accounts = [
        Account(f"A-{team.name}-{at}-{number}", "", f"U-{team.name}-{at}", team.segment, "americas", "", "2025-01-01")
        for team in TEAMS
        for at in range(team.sellers)
        for number in range(team.accounts)
    ]
    opportunities = [one for team in TEAMS for at in range(team.sellers) for one in _deals(team, at, deals)]
    activities = [
        Activity(f"V-{at}", account.owner, account.id, f"{date(2027, 1, 4) + timedelta(days=at % 150)}")
        for at, account in enumerate(accounts)
    ]
    return Crm(users, accounts, opportunities, activities, [])


def _deals(team: Team, seller: int, deals: int) -> Iterator[Opportunity]:
    """Yield what a seller won, lost and has open: the quota by the month, a quarter of what was begun, and enough."""
    number = 0
    for month in range(1, 7):
        whole = team.quota * CENTS * team.quarters[(month - 1) // 3] // 1000 // 3 + 1
        for at, cents in enumerate(_parts(whole, deals)):
            close = date(2027, month, 1 + at % 28)
            for won in (True, False, False, False):
                number += 1
                yield _closed(team, seller, number, cents, close, won=won)
    done = sum(team.quarters[:2])
    remaining = team.quota * CENTS * (1000 - done) // 1000
    for at, cents in enumerate(_parts(remaining * 4 * 11 // 10, deals * 3)):
        number += 1
        begun = AS_OF - timedelta(days=at % (CYCLE - 15))
        close = AS_OF + timedelta(days=5 + at % 150)
        base = _deal(team, seller, number, cents, begun, close)
        yield base._replace(stage="Discover", modified=f"{begun}T12:00:00Z", next_step="Call")


def _closed(team: Team, seller: int, number: int, cents: int, close: date, *, won: bool) -> Opportunity:
    base = _deal(team, seller, number, cents, close - timedelta(days=CYCLE), close)
    return base._replace(
        stage="Won" if won else "Lost", closed="true", won=str(won).lower(), modified=f"{close}T12:00:00Z"
    )


def _deal(team: Team, seller: int, number: int, cents: int, begun: date, close: date) -> Opportunity:
    return Opportunity(
        id=f"O-{team.name}-{seller}-{number:05}",
        account=f"A-{team.name}-{seller}-{number % team.accounts}",
        owner=f"U-{team.name}-{seller}",
        type=team.type,
        stage="",
        amount=f"{cents // CENTS}.{cents % CENTS:02}",
        currency="USD",
        created=f"{begun}T09:00:00Z",
        modified="",
        close_date=f"{close}",
        closed="false",
        won="false",
        last_activity=f"{begun}",
        next_step="",
    )


def _parts(whole: int, count: int) -> list[int]:
    """Return so many different whole numbers, about equal, that add up to another one."""
    middle = whole // count
    parts = [middle - count // 2 + at for at in range(count)]
    return [*parts[:-1], whole - sum(parts[:-1])]
