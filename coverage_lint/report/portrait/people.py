"""The people of a plan: each person, each role, each group's page, and how many are there over the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.report.portrait.business import CoverageLine, ReviewLine
    from coverage_lint.report.portrait.math import BridgeGroup
    from coverage_lint.report.portrait.refs import Exact, Part, Ref


class Certification(NamedTuple):
    """A certification of a person, or one that is required and lacking."""

    name: str
    state: Literal["held", "extra", "lacking"]
    """held: the role requires it. extra: it does not. lacking: it requires it, and the person does not list it."""
    earned: str | None
    expires: str | None


class PersonLine(NamedTuple):
    """A person, or several seats alike."""

    person: Ref
    role: Ref | None
    groups: tuple[Part, ...]
    """Groups and the share in each."""
    leads: tuple[Ref, ...]
    manager: Ref | None
    status: str | None
    """active, open, leave."""
    seats: Exact | None
    seller: bool | None
    """Whether the role carries quota and the quota is the person's own."""
    start: str | None
    end: str | None
    joins: bool | None
    """Whether the start is in the fiscal year or after it."""
    leaves: bool | None
    ramping: bool | None
    """Whether the ramp is not over when the fiscal year begins."""
    ramp: tuple[Exact, ...] | None
    """Shares of productivity in months 1, 2 … after the start; () for none."""
    ramped_share: Exact | None
    months: tuple[Exact, ...] | None
    """Of each month of the fiscal year, the share of what a ramped person does."""
    quota: Exact | None
    """Of one seat, before relief."""
    quota_kind: str | None
    """own, or rollup: a manager's, which is in no sum."""
    team: Exact | None
    """Of a roll-up, what the quotas of the team come to, as CL320 adds them up."""
    relief: Exact | None
    relief_reason: str | None
    assigned: Exact | None
    """quota less relief, × seats."""
    capacity: Exact | None
    """productivity × ramped share × seats, before turnover."""
    certifications: tuple[Certification, ...]


class Member(NamedTuple):
    """A person in a group."""

    person: str
    """The id; `Portrait.people` has the line."""
    share: Exact | None
    seller: bool | None
    assigned: Exact | None
    """× share. Those of sellers add up to the group's, unless its quota is pooled."""
    capacity: Exact | None
    """× share, less what turnover takes. Those of sellers add up to the group's."""


class GroupQuarter(NamedTuple):
    """A group in one quarter."""

    name: str
    starts: str | None
    ends: str | None
    target: Exact | None
    """As target_phasing says, else as the goals of its targets are phased."""
    quota: Exact | None
    """As quota_phasing says, else likewise."""
    capacity: Exact | None
    """What its sellers can carry in it, by the months in which they are there and ramped; four are the year's."""


class GroupPage(NamedTuple):
    """A group, with all that its monthly review looks at."""

    group: Ref
    parent: Ref | None
    depth: int
    children: tuple[Ref, ...]
    leader: Ref | None
    kind: Literal["selling", "overlay", "layer", "no_quota"] | None
    """Selling groups count in plan sums; a layer has groups below it; no_quota has quota_type none."""
    quota_type: str | None
    """individual, pooled, none."""
    supports: tuple[Ref, ...]
    money: BridgeGroup
    target_within: Exact | None
    """Of a layer, the targets of the selling groups below it; else as `money.target` where it sells."""
    quota_within: Exact | None
    headcount: Exact | None
    """Seats, whatever their share, on the day of the year with most."""
    headcount_within: Exact | None
    """The same with the groups below it, each seat once."""
    open_seats: Exact | None
    members: tuple[Member, ...]
    """In the order of the model."""
    quarters: tuple[GroupQuarter, ...]
    """Always four; their days are None where the fiscal year is unknown."""
    coverage: tuple[CoverageLine, ...]
    """Segments that it covers."""
    territories: tuple[Ref, ...]
    """Those it has itself."""
    priorities: tuple[Ref, ...]
    reviews: tuple[ReviewLine, ...]
    """Reviews of groups, with their agenda."""
    findings: tuple[int, ...]
    """Positions in `Portrait.findings.found`."""


class QuotaPoint(NamedTuple):
    """A quota in the distribution of a role."""

    person: Ref
    group: Ref | None
    quota: Exact
    """Of one seat."""
    seats: Exact
    full_year: bool | None


class Spread(NamedTuple):
    """Five numbers about quotas of full-year seats, each seat counted. The quartiles are quotas that somebody has.

    Of an even number of seats the median is the mean of the middle two.
    """

    least: Exact
    lower: Exact
    median: Exact
    upper: Exact
    most: Exact
    seats: int


class RoleLine(NamedTuple):
    """A role: who holds it, what they earn, what they carry."""

    role: Ref
    family: str | None
    motion: str | None
    carries_quota: bool | None
    seats: Exact | None
    """On the day of the year with most; one that several hold by name is one."""
    open_seats: Exact | None
    productivity: Exact | None
    ramp: tuple[Exact, ...] | None
    turnover: Exact | None
    certifications: tuple[str, ...]
    ote: Exact | None
    base: Exact | None
    variable: Exact | None
    market_ote: Exact | None
    mean_quota: Exact | None
    """Of full-year sellers with a quota, each seat counted; None without any."""
    multiple: Exact | None
    """mean_quota / ote."""
    banded: bool
    """Whether CL502 holds the multiple against its band: account executives for new business or expansion."""
    quotas: tuple[QuotaPoint, ...]
    """Of sellers, lowest first."""
    spread: Spread | None


class Month(NamedTuple):
    """The people of a plan in one month of the fiscal year."""

    name: str
    """2027-01."""
    seats: Exact | None
    """Seats that are held on its last day; on leave or open they are not. One that several hold by name is one."""
    open: Exact | None
    """Open seats that are to be filled by its last day."""
    change: Exact | None
    """By how much both together grow since the end of the month before; below 0 where they are fewer."""
    need: Exact | None
    """What the team must sell in it, phased as the goals are."""
    capacity: Exact | None
    """What sellers of selling groups can carry in it; the twelve add up to the plan's capacity."""
    joins: tuple[Ref, ...]
    leaves: tuple[Ref, ...]


class YearOfPeople(NamedTuple):
    """How many are there, and what they can carry, month by month."""

    months: tuple[Month, ...]
    """Twelve, or none where the fiscal year is unknown."""
    changing: tuple[str, ...]
    """Ids of people who are not ramped all year: they join, leave, ramp, are on leave, or their seat is open."""
    steady: Exact | None
    """Seats of all others."""
