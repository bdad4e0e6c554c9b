"""The whole model of the invented company as one YAML text."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from company import market, pay, running
from company.defects import add_policy_defects, add_structural_defects
from company.goals import goals
from company.people import group_entity, person_entity
from company.staff import Staff
from company.text import entity_lines, section

if TYPE_CHECKING:
    from company.text import Entity

SMALLEST = 20


def model_text(people: int, defects: float = 0.0, invalid: float = 0.0, seed: int = 2027) -> str:
    """Write a model of that many people; the same arguments give the same text."""
    if people < SMALLEST:
        raise ValueError(f"a company of {people} people is too small to have all groups; at least {SMALLEST}")
    staff = Staff(people, seed)
    chief = staff.teams[0].leader.id
    rows = [(team, [person_entity(one, staff, chief) for one in members]) for team, members in staff.everybody()]
    persons = [entity for _, entities in rows for entity in entities]
    groups = [group_entity(team, staff) for team in staff.teams]
    add_policy_defects(persons[1:], groups, defects, Random(seed + 1))
    add_structural_defects(persons[1:], invalid, Random(seed + 2))
    lines = [
        "# yaml-language-server: $schema=../schemas/coverage-model.schema.json",
        f"# An invented company of {people} people.",
        "coverage_model: 1",
        "",
        *running.plan_lines(staff),
        *section("goals", goals(staff)),
        *section("roles", pay.roles(staff)),
        "people:",
        *(line for team, entities in rows for line in _people_of(team.shape.name, entities)),
        "",
        "staffing: {attrition: 0.12, backfill_days: 60, attainment: 0.90}",
        "",
        *section("groups", groups),
        *section("segments", market.segments(staff)),
        *section("territories", market.territories(staff)),
        *(section("partners", market.partners(staff)) if market.partners(staff) else []),
        *pay.budget_lines(staff),
        *running.organization_lines(staff),
        *section("priorities", running.priorities(staff)),
        *running.process_lines(staff),
    ]
    return "\n".join(lines) + "\n"


def _people_of(group: str, entities: list[Entity]) -> list[str]:
    return ["", f"  # {group}", *(line for entity in entities for line in entity_lines(entity))]
