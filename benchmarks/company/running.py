"""How the invented company is run: plan, organization, priorities, process."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from company.goals import quarters
from company.market import areas
from company.money import YEAR
from company.text import Entity, entity_lines, flow_list, flow_map, money, section

if TYPE_CHECKING:
    from company.staff import Staff, Team

WIN_RATE = Fraction(24, 100)
STAGES = (
    ("qualify", "Find the problem and who owns it", "A sponsor confirms the problem", "Sees a problem", "0.10"),
    ("discover", "Meet everybody who decides", "Decision makers are known", "Describes what is needed", "0.25"),
    ("prove", "Show it on the customer's data", "Technical lead says that it works", "Compares the choices", "0.45"),
    ("propose", "Present the offer and its worth", "The committee names its first choice", "Chooses", "0.65"),
    ("negotiate", "Settle the contract", "The contract is signed", "Commits", "0.85"),
)  # fmt: skip
PLAYS = (
    ("trigger-event", "qualify", "new_business", "31 percent of first talks became opportunities"),
    ("cost-of-today", "discover", "new_business", "Win rate of 29 percent with a business case, 17 without"),
    ("proof-in-ten-days", "prove", "new_business", "Proofs take 10 working days instead of 26"),
    ("second-department", "propose", "expansion", "7 of 18 strategic customers bought for a second department"),
    ("renewal-120-days", "negotiate", "renewal", "94 percent renewed where the talk began in time"),
)
PRIORITIES = (
    ("faster-ramp", "New sellers are productive a month earlier", "Months to the third deal, from 6 to 5", "people",
     "enablement", "new-business"),
    ("renewals-on-time", "Every renewal talk starts 120 days before the end", "Renewals opened in time, 95 percent",
     "process", "tools", "renewal"),
    ("cleaner-territories", "Every account has one owner", "Accounts with two owners, from 400 to none", "segments",
     "programs", "new-business"),
)  # fmt: skip
REVIEWS = (
    ("model-review", "model", "monthly", "[Goals and forecast, Open seats, Priorities, Decisions]"),
    ("group-review", "group", "monthly", "[Result against target, Pipeline, Help needed]"),
    ("person-review", "person", "fortnightly", "[Result against quota, Largest deals, Coaching]"),
)


def plan_lines(staff: Staff) -> list[str]:
    """Write the plan, approved by its owner."""
    owner = staff.teams[0].leader.id
    return [
        "plan:",
        f"  name: Sales coverage {YEAR}",
        f"  owner: {owner}",
        "  currency: USD",
        "  measure: acv",
        f"  fiscal_year: {{start: {YEAR}-01-01, end: {YEAR}-12-31}}",
        "  status: published",
        f"  effective: {YEAR}-01-01",
        f"  published: {YEAR - 1}-12-14",
        "  approvals:",
        f"    - {{by: {owner}, on: {YEAR - 1}-12-10}}",
        "",
    ]


def organization_lines(staff: Staff) -> list[str]:
    """Write the organization: a unit for each group that has groups below it, all under one."""
    units: list[Entity] = [{"id": "sales-department", "name": "Sales"}]
    for area, _ in areas(staff):
        place = area.shape.place
        units.append({
            "id": f"{area.shape.id}-unit", "name": place or "Sellers", "parent": "sales-department",
            "groups": flow_list([area.shape.id]),
        })  # fmt: skip
    return [
        "organization:",
        "  organized_by: geographic",
        "  rationale: Buyers want somebody near who speaks their language; overlays bring the specialists",
        *section("units", units, "  "),
    ]


def priorities(staff: Staff) -> list[Entity]:
    """Return the year's few priorities, agreed with the owner of the plan and the leaders concerned."""
    chief = staff.teams[0].leader.id
    sellers = [team for team in staff.teams if team.shape.sells]
    return [
        _priority(rank, priority, chief, [sellers[(rank - 1) % len(sellers)], sellers[rank % len(sellers)]])
        for rank, priority in enumerate(PRIORITIES, start=1)
    ]


def _priority(rank: int, priority: tuple[str, ...], chief: str, teams: list[Team]) -> Entity:
    name, title, kpi, addresses, line, goal = priority
    agreed = [chief, *(team.leader.id for team in teams)]
    return {
        "id": name, "title": title, "rank": str(rank), "owner": teams[0].leader.id,
        "sponsor": chief, "groups": flow_list(team.shape.id for team in teams), "start": f"{YEAR}-01-11",
        "due": f"{YEAR}-{6 + rank:02d}-30", "kpi": kpi, "cost": money(20_000 * rank), "budget_line": line,
        "goal": goal, "addresses": addresses,
        "buy_in": [flow_map({"by": one, "on": f"{YEAR - 1}-11-30"}) for one in agreed],
    }  # fmt: skip


def process_lines(staff: Staff) -> list[str]:
    """Write the process, with an opening pipeline that the first quarter can be won from."""
    chief = staff.teams[0].leader.id
    pipeline = int(quarters(staff)["new-business"][0] / WIN_RATE * Fraction(11, 10))
    reviews: list[Entity] = [
        {"id": name, "subject": subject, "cadence": cadence, "owner": chief, "agenda": agenda}
        for name, subject, cadence, agenda in REVIEWS
    ]
    return [
        "process:",
        f"  win_rate: {float(WIN_RATE)}",
        "  cycle_days: 90",
        f"  opening_pipeline: {money(pipeline)}",
        *section("stages", _stages(), "  "),
        "  playbook:",
        *section("plays", _plays(chief), "    "),
        "  crm:",
        "    system: Our CRM",
        "    objects: [account, opportunity, contact, lead, activity]",
        "    required_fields: [stage, amount, close_date, owner, next_step]",
        "  reviews:",
        *(line for review in reviews for line in entity_lines(review, "    ")),
    ]


def _stages() -> list[Entity]:
    stages: list[Entity] = [
        {
            "id": name, "name": name.capitalize(), "activities": flow_list([activity]),
            "exit_criteria": flow_list([done]),
            "buyer_step": buyer, "probability": probability, "crm_stage": f"{number} {name.capitalize()}",
        }
        for number, (name, activity, done, buyer, probability) in enumerate(STAGES, start=1)
    ]  # fmt: skip
    won: Entity = {"id": "won", "name": "Won", "probability": "1", "crm_stage": "6 Won", "closed": "true"}
    lost: Entity = {"id": "lost", "name": "Lost", "probability": "0", "crm_stage": "7 Lost", "closed": "true"}
    return [*stages, won, lost]


def _plays(owner: str) -> list[Entity]:
    return [
        {
            "id": name,
            "stage": stage,
            "motion": motion,
            "owner": owner,
            "reviewed": f"{YEAR - 1}-10-12",
            "result": result,
        }
        for name, stage, motion, result in PLAYS
    ]
