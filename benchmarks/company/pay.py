"""Roles of the invented company, what they earn, and a budget that pays for it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from company.jobs import JOBS, Job
from company.market import partners
from company.text import Entity, flow_list, flow_map, money, section

if TYPE_CHECKING:
    from company.staff import Staff

LOADED_FACTOR = Fraction(5, 4)
PAY_AT_120_PERCENT = Fraction(13, 10)
"""The compensation line over pay at 100 percent: it also covers accelerated pay at 120 percent."""


def roles(staff: Staff) -> list[Entity]:
    """Return the roles that somebody has."""
    return [_role(job) for job in _used_jobs(staff)]


def _role(job: Job) -> Entity:
    role: Entity = {"id": job.id, "title": job.title, "family": job.family}
    if job.motion:
        role["motion"] = job.motion
    if job.carries_quota is not None:
        role["carries_quota"] = str(job.carries_quota).lower()
    if job.productivity:
        role["productivity"] = money(job.productivity)
    if job.ramp:
        role["ramp"] = flow_list(job.ramp)
    if job.certifications:
        role["certifications"] = flow_list(job.certifications)
    if job.span:
        role["span"] = flow_map({"min": str(job.span[0]), "max": str(job.span[1])})
    role["attrition"] = job.attrition
    return role


def _used_jobs(staff: Staff) -> list[Job]:
    used = {person.job.id for _, people in staff.everybody() for person in people}
    return [job for job in JOBS.values() if job.id in used]


def budget_lines(staff: Staff) -> list[str]:
    """Write the budget: enough to pay everybody, with a compensation plan for each role."""
    everybody = [person for _, people in staff.everybody() for person in people]
    paid = sum(person.years * person.job.pay for person in everybody) * LOADED_FACTOR
    amounts = {
        "compensation": int(paid * PAY_AT_120_PERCENT // 1_000 + 1) * 1_000,
        "recruiting": 8_000 * len(everybody),
        "enablement": 12_000 * len(everybody),
        "programs": 12_000 * len(everybody),
        "tools": 8_000 * len(everybody),
        "travel": 6_000 * len(everybody),
    }
    if partners(staff):
        amounts["partners"] = 150_000 * len(partners(staff))
    lines = [flow_map({"id": name, "category": name, "amount": money(amount)}) for name, amount in amounts.items()]
    return [
        "budget:",
        f"  total: {money(sum(amounts.values()) + 100_000)}",
        f"  loaded_factor: {float(LOADED_FACTOR)}",
        "  lines:",
        *(f"    - {line}" for line in lines),
        *section("comp_plans", map(_comp_plan, _used_jobs(staff)), "  "),
    ]


def _comp_plan(job: Job) -> Entity:
    measures = [flow_map({"metric": name, "motion": motion, "weight": weight}) for name, motion, weight in job.measures]
    return {
        "id": f"{job.id}-plan",
        "roles": flow_list([job.id]),
        "base": money(job.base),
        "variable": money(job.variable),
        "market_ote": money(job.pay + 2_000),
        "measures": measures,
        "accelerators": "[{above: 1.0, rate: 1.5}]",
    }
