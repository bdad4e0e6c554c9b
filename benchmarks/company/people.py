"""People and groups of the invented company as entities of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from company.money import YEAR
from company.text import Entity, flow_list, flow_map, money, phasing

if TYPE_CHECKING:
    from company.staff import Person, Staff, Team

CERTIFICATE_YEARS = ((YEAR - 1, YEAR + 1), (YEAR - 2, YEAR + 1), (YEAR - 1, YEAR + 2))
"""When certificates that say so were earned and expire: after the plan's year."""


def person_entity(person: Person, staff: Staff, chief: str) -> Entity:
    """Write one person, with the fields that somebody keeping the list would fill in."""
    entity: Entity = {"id": person.id}
    if person.name:
        entity["name"] = person.name
    entity["role"] = person.job.id
    entity["group"] = person.group.shape.id
    if person.manager:
        entity["manager"] = person.manager
    entity["status"] = person.status
    entity["start"] = person.start
    if person.end:
        entity["end"] = person.end
    if person.job.certifications and person.status != "open":
        entity["certifications"] = _certifications(person, staff)
    if person.quota:
        entity["quota"] = money(person.quota)
    if person.phasing:
        entity["phasing"] = phasing(person.phasing)
    if person.relieved:
        relief = {"amount": money(person.quota or 0), "reason": "On leave for the year", "approved_by": chief}
        entity["quota_relief"] = flow_map(dict(relief))
    return entity


def _certifications(person: Person, staff: Staff) -> str:
    first, *rest = person.job.certifications
    if staff.rng.randrange(3) == 0:
        (earned, expires), month = staff.rng.choice(CERTIFICATE_YEARS), staff.rng.randrange(1, 13)
        first = flow_map({"name": first, "earned": f"{earned}-{month:02d}-12", "expires": f"{expires}-{month:02d}-12"})
    return flow_list([first, *rest])


def group_entity(team: Team, staff: Staff) -> Entity:
    """Write one group."""
    shape = team.shape
    entity: Entity = {"id": shape.id, "name": shape.name}
    if shape.parent:
        entity["parent"] = shape.parent.id
    entity["leader"] = team.leader.id
    if shape.sells:
        entity["targets"] = flow_map({goal: money(amount) for goal, amount in team.targets.items()})
        entity["target_phasing"] = phasing(team.target_phasing)
        entity["quota"] = money(team.quota)
        entity["quota_phasing"] = phasing(team.quota_phasing)
        entity["quota_type"] = "pooled" if team.pooled else "individual"
    elif shape.kind == "solutions" and shape.parent:
        supported = [one for one in staff.below(staff.team_of[shape.parent.id]) if one.shape.sells]
        entity["overlay"] = "true"
        entity["supports"] = flow_list(one.shape.id for one in supported)
        entity["quota"] = money(sum(one.quota for one in supported) // 4)
        entity["quota_type"] = "pooled"
    return entity
