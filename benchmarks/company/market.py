"""The market of the invented company: territories, segments and who covers them, partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from company.money import PARTNER_TARGET, rounded_down
from company.names import as_id
from company.text import Entity, flow_map, money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from company.staff import Person, Staff, Team

POTENTIAL_OVER_QUOTA = (4, 5, 5, 6)
"""How much a seller's territory could buy, in the seller's quotas."""


class SegmentKind(NamedTuple):
    """Accounts of one kind, which one kind of team covers."""

    id: str
    name: str
    team: str
    motion: str
    size: str
    tier: str
    route: str
    cadence: str
    accounts_a_seller: int
    accounts_per_person: int
    value_an_account: int
    margin: str


SEGMENT_KINDS = (
    SegmentKind("large-prospects", "Companies with more than 2,000 employees", "enterprise", "new_business", "large",
                "A", "field", "weekly", 12, 12, 400_000, "0.72"),
    SegmentKind("mid-market-prospects", "Companies with 200 to 2,000 employees", "commercial", "new_business",
                "mid_market", "B", "inside", "monthly", 90, 90, 30_000, "0.70"),
    SegmentKind("small-prospects", "Companies with fewer than 200 employees", "inside", "new_business", "smb",
                "C", "inside", "quarterly", 600, 600, 3_000, "0.62"),
    SegmentKind("strategic-customers", "The largest customers", "customers", "existing", "strategic",
                "A", "field", "fortnightly", 4, 12, 200_000, "0.76"),
    SegmentKind("installed-base", "All other customers", "customers", "existing", "mid_market",
                "B", "inside", "monthly", 40, 60, 30_000, "0.74"),
)  # fmt: skip


def areas(staff: Staff) -> Iterator[tuple[Team, list[Team]]]:
    """Return each group that has teams right below it, with these teams."""
    for team in staff.teams:
        below = staff.below(team)
        if below and not below[0].shape.children:
            yield team, below


def channel_manager(teams: list[Team]) -> Person | None:
    """Return the person who looks after an area's partner, if it has one."""
    members = (person for team in teams for person in team.members)
    return next((person for person in members if person.job.id == "channel-manager"), None)


def territories(staff: Staff) -> Iterator[Entity]:
    """Return a territory for each area, in it one for each team that covers accounts, in it those of field sellers."""
    for area, teams in areas(staff):
        place = area.shape.place
        yield {"id": as_id(place) or "world", "name": place or "Everywhere"}
        for team in teams:
            if team.shape.sells:
                yield from _team_territories(staff, team, as_id(place) or "world")
        manager = channel_manager(teams)
        if manager is not None and manager.quota is not None:
            yield {
                "id": f"partner-{as_id(place)}", "name": f"Resellers {place}", "parent": as_id(place),
                "owner": manager.id, "potential": money(5 * manager.quota), "accounts": "900",
            }  # fmt: skip


def _team_territories(staff: Staff, team: Team, parent: str) -> Iterator[Entity]:
    """Return the territory of a team, which could buy what its parts could, and these parts."""
    shape = team.shape
    seats = list(_seats(team)) if shape.kind == "enterprise" else []
    potentials = [_potential(staff, seat) for seat in seats]
    yield {
        "id": shape.id, "name": shape.name, "parent": parent, "group": shape.id,
        "potential": money(sum(potentials) or 5 * team.quota), "accounts": str(12 * len(team.sellers)),
    }  # fmt: skip
    for number, (seat, potential) in enumerate(zip(seats, potentials, strict=True), start=1):
        yield {
            "id": f"{shape.id}-part-{number}", "name": f"{shape.name} part {number}", "parent": shape.id,
            **_owned_by(*seat), "potential": money(potential), "accounts": "12",
        }  # fmt: skip


def _potential(staff: Staff, seat: list[Person]) -> int:
    quota = sum(one.quota or 0 for one in seat)
    return rounded_down(quota * staff.rng.choice(POTENTIAL_OVER_QUOTA), 100_000)


def _seats(team: Team) -> Iterator[list[Person]]:
    """Return the sellers of a team, each leaver with whoever follows, who is the next one."""
    waiting: list[Person] = []
    for seller in team.sellers:
        waiting.append(seller)
        if not seller.end:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _owned_by(seller: Person, successor: Person | None = None) -> Entity:
    if successor is None:
        return {"owner": seller.id}
    before = flow_map({"person": seller.id, "end": seller.end})
    return {"owners": [before, flow_map({"person": successor.id, "start": successor.start})]}


def segments(staff: Staff) -> Iterator[Entity]:
    """Return the segments of each area, each covered by the teams made for it, and one that nobody covers."""
    for area, teams in areas(staff):
        place = area.shape.place
        for kind in SEGMENT_KINDS:
            covering = [team for team in teams if team.shape.kind == kind.team]
            if covering:
                yield _segment(kind, place, covering, channel_manager(teams))
    yield {
        "id": "public-sector", "name": "Ministries, cities and public agencies", "motion": "new_business",
        "size": "large", "accounts": "140", "value": money(9_000_000), "tier": "C",
        "uncovered_reason": "Tenders ask for a security certificate that the product gets next year",
    }  # fmt: skip


def _segment(kind: SegmentKind, place: str, covering: list[Team], manager: Person | None) -> Entity:
    accounts = kind.accounts_a_seller * sum(len(team.sellers) for team in covering)
    return {
        "id": f"{kind.id}-{as_id(place)}".strip("-"),
        "name": f"{kind.name}, {place}".strip(", "),
        "motion": kind.motion,
        "size": kind.size,
        "accounts": str(accounts),
        "value": money(accounts * kind.value_an_account),
        "margin": kind.margin,
        "tier": kind.tier,
        "coverage": [*(_covered_by(kind, team) for team in covering), *_covered_by_partner(kind, place, manager)],
    }


def _covered_by(kind: SegmentKind, team: Team) -> str:
    return flow_map(
        {
            "group": team.shape.id, "motion": kind.motion, "territory": team.shape.id, "route": kind.route,
            "accounts_per_person": str(kind.accounts_per_person), "cadence": kind.cadence,
        }
    )  # fmt: skip


def _covered_by_partner(kind: SegmentKind, place: str, manager: Person | None) -> list[str]:
    if manager is None or kind.team != "inside":
        return []
    name = as_id(place)
    fields: dict[str, str | None] = {
        "partner": f"{name}-resellers", "motion": kind.motion, "territory": f"partner-{name}", "route": "partner",
        "cadence": kind.cadence,
    }  # fmt: skip
    return [flow_map(fields)]


def partners(staff: Staff) -> list[Entity]:
    """Return the partners: one where an area has somebody to look after it."""
    found: list[Entity] = []
    for area, teams in areas(staff):
        manager = channel_manager(teams)
        if manager is not None:
            found.append({
                "id": f"{as_id(area.shape.place)}-resellers", "name": f"{area.shape.place} Resellers",
                "manager": manager.id, "targets": flow_map({"new-business": money(PARTNER_TARGET)}),
            })  # fmt: skip
    return found
