"""The shape of the invented company: layers of groups, and the number of seats in each."""

from __future__ import annotations

from dataclasses import dataclass, field

from company.names import area_name, as_id, layer_name

FAN_OUT = 8
"""Groups under one director, at most: within every usual span of control."""
FEWEST = 3
"""Groups under one director, at least."""
FLAT = 11
"""Teams that the head of sales leads without directors between, at most."""
SEATS_PER_TEAM = 11
"""People of a team with its manager, before the layers above take theirs."""
TEAM_KINDS = (
    "enterprise", "customers", "solutions", "inside", "commercial", "customers", "commercial", "enterprise",
    "commercial", "customers", "enterprise",
)  # fmt: skip
"""The teams of one area, in the order in which an area gets them; the first four make it whole."""
KIND_TITLES = {
    "enterprise": "Enterprise", "commercial": "Commercial", "inside": "Inside sales", "customers": "Customers",
    "solutions": "Solutions",
}  # fmt: skip


@dataclass
class Group:
    """A group before it has people and money. `kind` is a team's, or `layer` for what lies above."""

    id: str
    name: str
    kind: str
    place: str
    members: int = 0
    parent: Group | None = None
    children: list[Group] = field(default_factory=list)

    @property
    def sells(self) -> bool:
        """True if plan sums take it: a team, and no overlay."""
        return self.kind not in ("layer", "solutions")


def build_groups(people: int) -> list[Group]:
    """Lay out groups for a number of people, the top first, each parent before its children."""
    teams = max(3, round(people / (SEATS_PER_TEAM + 0.3)))
    areas = _layer_areas(teams)
    top = Group("sales", "Sales", "layer", "")
    level, height = areas, 1
    while len(level) > (FAN_OUT if areas[0].kind == "layer" else FLAT):
        level = _under_parents(level, height)
        height += 1
    _adopt(top, level)
    groups = list(_walk(top))
    _fill(groups, people)
    return groups


def _layer_areas(teams: int) -> list[Group]:
    """Make the areas with their teams; a company of one area has its teams right below the top."""
    if teams <= FLAT:
        return _make_teams("", teams)
    areas = []
    for index, size in enumerate(_even(teams, _parents(teams))):
        place = area_name(index)
        area = Group(f"{as_id(place)}-area", place, "layer", place)
        _adopt(area, _make_teams(place, size))
        areas.append(area)
    return areas


def _make_teams(place: str, size: int) -> list[Group]:
    teams: list[Group] = []
    for kind in TEAM_KINDS[:size]:
        number = 1 + sum(team.kind == kind for team in teams)
        name = f"{KIND_TITLES[kind]} {place}".strip() + (f" {number}" if number > 1 else "")
        group_id = f"{kind}-{as_id(place)}".strip("-") + (f"-{number}" if number > 1 else "")
        teams.append(Group(group_id, name, kind, place))
    return teams


def _parents(children: int) -> int:
    """Say how many directors share so many groups."""
    return max(FEWEST, -(-children // FAN_OUT))


def _under_parents(level: list[Group], height: int) -> list[Group]:
    parents, at = [], 0
    for index, size in enumerate(_even(len(level), _parents(len(level)))):
        name = layer_name(height, index)
        parent = Group(f"{as_id(name)}-{'region' if height == 1 else 'theatre'}", name, "layer", name)
        _adopt(parent, level[at : at + size])
        parents.append(parent)
        at += size
    return parents


def _adopt(parent: Group, children: list[Group]) -> None:
    parent.children = children
    for child in children:
        child.parent = parent


def _walk(group: Group) -> list[Group]:
    return [group, *(below for child in group.children for below in _walk(child))]


def _fill(groups: list[Group], people: int) -> None:
    """Return every team its members: who is left when each group has a leader."""
    teams = [group for group in groups if group.kind != "layer"]
    for team, members in zip(teams, _even(people - len(groups), len(teams)), strict=True):
        team.members = members


def _even(total: int, parts: int) -> list[int]:
    """Split a whole number into parts that differ by one at most, the larger first."""
    each, rest = divmod(total, parts)
    return [each + (index < rest) for index in range(parts)]
