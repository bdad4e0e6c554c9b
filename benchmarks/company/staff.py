"""The people of the invented company, team by team, with quotas that their groups' money is then made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

from company.jobs import JOBS, Job
from company.money import (
    EXPANSION_SHARE,
    QUOTA_OVER_TARGET,
    SEASONS,
    YEAR,
    month_shares,
    phased,
    quarter_weights,
    rounded_down,
)
from company.names import PeopleNames
from company.shape import Group, build_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTA_FACTORS = (Fraction(96, 100), Fraction(98, 100), Fraction(1), Fraction(102, 100), Fraction(105, 100))
PARTNER_EVERY = 4
"""One area in four works with a partner, the first one always."""


@dataclass
class Person:
    """One row of `people`."""

    id: str
    name: str
    job: Job
    group: Team
    start: str
    status: str = "active"
    end: str | None = None
    manager: str | None = None
    quota: int | None = None
    phasing: tuple[int, ...] = ()
    relieved: bool = False
    years: Fraction = Fraction(1)


@dataclass
class Team:
    """A group with its people and its money."""

    shape: Group
    leader: Person = field(init=False)
    members: list[Person] = field(default_factory=list)
    quota: int = 0
    targets: dict[str, int] = field(default_factory=dict)

    @property
    def sellers(self) -> list[Person]:
        """Those who carry a number: their own, or together the pooled one."""
        return [one for one in self.members if one.job.productivity and one.job.id != "channel-manager"]

    @property
    def pooled(self) -> bool:
        """True if the group has one number that all work for."""
        return self.shape.kind in ("inside", "solutions")

    @property
    def quota_phasing(self) -> tuple[int, ...]:
        """The quota over the quarters, as the targets are phased."""
        return phased(self.quota, self.target_phasing)

    @property
    def target_phasing(self) -> tuple[int, ...]:
        """The targets over the quarters, added up."""
        parts = [phased(amount, SEASONS[goal]) for goal, amount in self.targets.items()]
        return tuple(map(sum, zip(*parts, strict=True)))


class Staff:
    """Everybody in the company, made once from a seed."""

    def __init__(self, people: int, seed: int) -> None:
        """Hire as many people as asked for."""
        self.rng = Random(seed)
        self._names = PeopleNames(self.rng)
        self._sellers = 0
        self.teams = [Team(shape) for shape in build_groups(people)]
        self.team_of = {team.shape.id: team for team in self.teams}
        for team in self.teams:
            self._lead(team)
        for team in self.teams:
            team.members = list(self._members(team))
            self._set_money(team)
        self._roll_up(self.teams[0])

    def everybody(self) -> Iterator[tuple[Team, list[Person]]]:
        """Return the groups in their order, each with its leader first."""
        for team in self.teams:
            yield team, [team.leader, *team.members]

    def below(self, team: Team) -> list[Team]:
        """Return a group's children."""
        return [self.team_of[child.id] for child in team.shape.children]

    def _lead(self, team: Team) -> None:
        parent = team.shape.parent
        children = team.shape.children
        if parent is None:
            job = "head-of-sales"
        elif not children:
            job = "sales-manager"
        else:
            job = "director" if not children[0].children else "vice-president"
        person_id, name = self._names.take()
        team.leader = Person(person_id, name, JOBS[job], team, self._past_start())
        team.leader.manager = self.team_of[parent.id].leader.id if parent else None

    def _past_start(self) -> str:
        """Return a start that lies before the year by more than any ramp."""
        month = self.rng.randrange(12 * 7 + 5)
        return f"{YEAR - 8 + month // 12}-{month % 12 + 1:02d}-{self.rng.choice(('01', '01', '01', '15'))}"

    def _members(self, team: Team) -> Iterator[Person]:
        leaver: Person | None = None
        for job in _seats(team.shape):
            if leaver is not None:
                person, leaver = self._hire(team, leaver.job, "open", 7), None
            elif job.productivity and not team.pooled:
                person = self._seller(team, job)
                leaver = person if person.end else None
            else:
                person = self._settled(team, job)
            person.manager = team.leader.id
            yield person

    def _settled(self, team: Team, job: Job) -> Person:
        person_id, name = self._names.take()
        person = Person(person_id, name, job, team, self._past_start())
        if job.productivity and team.shape.kind != "inside":
            person.quota = rounded_down(job.productivity * self.rng.choice(QUOTA_FACTORS), 10_000)
            person.phasing = phased(person.quota, _season(job))
        return person

    def _seller(self, team: Team, job: Job) -> Person:
        """Make a seller: now and then one who starts or leaves in the year, an open seat, or somebody on leave."""
        self._sellers += 1
        turn = self._sellers
        if turn % 40 == 4:  # noqa: PLR2004
            return self._hire(team, job, "open", self.rng.randrange(2, 5))
        if turn % 30 == 20:  # noqa: PLR2004
            return self._hire(team, job, "active", self.rng.randrange(2, 7))
        person = self._settled(team, job)
        if turn % 90 == 61:  # noqa: PLR2004
            self._employ(person, None, 6)
            person.end = f"{YEAR}-06-30"
        elif turn % 200 == 151:  # noqa: PLR2004
            person.status, person.relieved = "leave", True
        return person

    def _hire(self, team: Team, job: Job, status: str, month: int) -> Person:
        if status == "open":
            person_id, name = self._names.reserve(f"open-{job.id}"), ""
        else:
            person_id, name = self._names.take()
        person = Person(person_id, name, job, team, f"{YEAR}-{month:02d}-01", status)
        self._employ(person, month, None)
        return person

    def _employ(self, person: Person, start: int | None, end: int | None) -> None:
        """Set quota, phasing and paid time of somebody who is there for a part of the year."""
        shares = month_shares(start, end, person.job.ramp_shares)
        year_share = sum(shares, Fraction(0)) / 12
        person.quota = rounded_down(person.job.productivity * year_share * QUOTA_FACTORS[0], 10_000)
        person.phasing = phased(person.quota, quarter_weights(_season(person.job), shares))
        person.years = Fraction((end or 12) - (start or 1) + 1, 12)

    def _set_money(self, team: Team) -> None:
        """Return a selling group a quota that its people carry, and targets that the quota exceeds."""
        if not team.shape.sells:
            return
        if team.pooled:
            assigned = sum(one.job.productivity for one in team.members)
        else:
            assigned = sum(one.quota or 0 for one in team.sellers if not one.relieved)
        team.quota = rounded_down(assigned * Fraction(98, 100), 10_000)
        target = rounded_down(team.quota / QUOTA_OVER_TARGET, 10_000)
        if team.shape.kind == "customers":
            expansion = rounded_down(target * EXPANSION_SHARE, 10_000)
            team.targets = {"expansion": expansion, "renewal": target - expansion}
        else:
            team.targets = {"new-business": target}

    def _roll_up(self, team: Team) -> int:
        """Return leaders the quotas of those who report to them, together."""
        below = sum(self._roll_up(child) for child in self.below(team))
        mine = team.quota if team.shape.sells and not team.pooled else below
        team.leader.quota = mine or None
        return mine


def _season(job: Job) -> tuple[int, ...]:
    goal = {"new_business": "new-business", "existing": "expansion", "renewal": "renewal"}[job.motion or "new_business"]
    return SEASONS[goal]


def _seats(shape: Group) -> Iterator[Job]:
    """Return the jobs of a team's members."""
    size = shape.members
    if shape.kind in ("enterprise", "commercial"):
        helpers = max(1, size // 5)
        yield from [JOBS[f"{shape.kind}-ae"]] * (size - helpers)
        yield from [JOBS["sdr"]] * helpers
    elif shape.kind == "customers":
        renewals, success = max(1, size // 5), max(1, size // 4)
        yield from [JOBS["account-manager"]] * (size - renewals - success)
        yield from [JOBS["renewals-manager"]] * renewals
        yield from [JOBS["customer-success-manager"]] * success
    elif shape.kind == "inside":
        yield from [JOBS["inside-sales-rep"]] * size
    elif shape.kind == "solutions":
        channel = 1 if has_partner(shape) else 0
        specialists = max(1, size // 4)
        yield from [JOBS["sales-engineer"]] * (size - channel - specialists)
        yield from [JOBS["solution-specialist"]] * specialists
        yield from [JOBS["channel-manager"]] * channel


def has_partner(shape: Group) -> bool:
    """True if a solutions group's area works with a partner beside its inside sales."""
    area = shape.parent
    if area is None or area.parent is None:
        return False
    inside = any(child.kind == "inside" for child in area.children)
    return inside and area.parent.children.index(area) % PARTNER_EVERY == 0
