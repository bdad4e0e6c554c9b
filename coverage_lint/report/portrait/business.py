"""Segments and who covers them, budget, organization, priorities and process of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.report.portrait.refs import Agreement, Exact, Part, Ref


class CoverageLine(NamedTuple):
    """One way in which a segment is covered."""

    segment: Ref
    by: Ref | None
    """A group or a partner; None where the model names neither, or what it names was refused."""
    motion: str | None
    """Its own, else the segment's."""
    route: str | None
    territory: Ref | None
    cadence: str | None
    accounts_per_person: Exact | None


class SegmentLine(NamedTuple):
    """A segment, and who covers it: a row of the coverage matrix."""

    segment: Ref
    motion: str | None
    size: str | None
    tier: str | None
    accounts: Exact | None
    value: Exact | None
    margin: Exact | None
    state: Literal["covered", "left_alone", "uncovered"] | None
    """left_alone: covered by nobody, and it says why. None where what it says was refused."""
    reason: str | None
    coverage: tuple[CoverageLine, ...]
    cells: tuple[tuple[int, ...], ...]
    """For each column of the matrix, positions in `coverage`; () where the column does not cover the segment."""


class PartnerLine(NamedTuple):
    """A partner."""

    partner: Ref
    manager: Ref | None
    co_sell: bool | None
    targets: tuple[Part, ...]
    target: Exact | None
    segments: tuple[Ref, ...]


class OwnerLine(NamedTuple):
    """Somebody who has a territory, alone, with others, or for a time."""

    person: Ref
    share: Exact | None
    """None where none is written: then all of it, or an even part of what the others leave."""
    start: str | None
    end: str | None


class TerritoryLine(NamedTuple):
    """A territory, in the order of the tree."""

    territory: Ref
    parent: Ref | None
    depth: int
    owner: Ref | None
    """Its one owner; None where it has none, or several."""
    owners: tuple[OwnerLine, ...]
    """Everybody who has it in the order of the model: its one owner too."""
    group: Ref | None
    potential: Exact | None
    accounts: Exact | None
    covered: bool | None


class Coverage(NamedTuple):
    """Segments against groups and partners."""

    columns: tuple[Ref, ...]
    """Groups that sell or cover a segment, then partners, each in the order of the model."""
    segments: tuple[SegmentLine, ...]
    idle: tuple[Ref, ...]
    """Columns that cover no segment."""
    partners: tuple[PartnerLine, ...]
    territories: tuple[TerritoryLine, ...]


class BudgetLine(NamedTuple):
    """A line of the budget."""

    line: Ref
    category: str | None
    amount: Exact | None
    share: Exact | None
    """Of the total."""
    priorities: Exact | None
    """What priorities take from it; 0 where none names it."""


class Measure(NamedTuple):
    """What a compensation plan pays for."""

    metric: str
    weight: Exact | None


class CompPlanLine(NamedTuple):
    """A compensation plan."""

    plan: Ref
    roles: tuple[Ref, ...]
    base: Exact | None
    variable: Exact | None
    ote: Exact | None
    base_share: Exact | None
    market_ote: Exact | None
    measures: tuple[Measure, ...]
    """What it pays for, and the weight."""


class Budget(NamedTuple):
    """What the plan costs."""

    total: Exact | None
    lines: tuple[BudgetLine, ...]
    planned: Exact | None
    """The lines together."""
    left: Exact | None
    """total less planned; below 0 where more is promised than there is."""
    for_compensation: Exact | None
    compensation: Exact | None
    compensation_at_120: Exact | None
    """If everybody reaches 120 % of quota."""
    loaded_factor: Exact | None
    bare: Exact | None
    """`compensation` before the loaded factor."""
    if_granted: Exact | None
    """By how much the lines would be above the total, if pay and priorities got all that they lack in them."""
    comp_plans: tuple[CompPlanLine, ...]
    band: tuple[Exact, Exact]
    """Between how many times the pay on target quotas of hunters usually are: 4 to 6."""
    limits: tuple[Exact, Exact]
    """Beyond which CL502 warns: its parameters in force."""


class UnitLine(NamedTuple):
    """A unit of the organization, in the order of the tree: a unit comes after the one it is in."""

    unit: Ref
    parent: Ref | None
    depth: int
    groups: tuple[Ref, ...]
    seats: Exact | None
    """The most seats that its own groups have on one day, each once."""
    seats_within: Exact | None
    """The same of all that is in it: its groups, the groups below these, and the units below it."""


class Organization(NamedTuple):
    """The shape of the team."""

    organized_by: str | None
    rationale: str | None
    units: tuple[UnitLine, ...]
    outside: tuple[Ref, ...]
    """Selling groups in no unit."""
    seats: Exact | None
    """The most seats that all units have together on one day, each once."""


class PriorityLine(NamedTuple):
    """An initiative of the year."""

    priority: Ref
    rank: Exact | None
    owner: Ref | None
    sponsor: Ref | None
    groups: tuple[Ref, ...]
    start: str | None
    due: str | None
    kpi: str | None
    cost: Exact | None
    goal: Ref | None
    budget_line: Ref | None
    addresses: str | None
    buy_in: tuple[Agreement, ...]


class StageLine(NamedTuple):
    """A stage of the sales process."""

    stage: Ref
    probability: Exact | None
    closed: bool | None
    activities: tuple[str, ...]
    exit_criteria: tuple[str, ...]
    buyer_step: str | None
    crm_stage: str | None
    plays: tuple[Ref, ...]


class PlayLine(NamedTuple):
    """A play of the playbook. A play's name is its id."""

    play: Ref
    stage: Ref | None
    segment: Ref | None
    motion: str | None
    role: Ref | None
    owner: Ref | None
    reviewed: str | None
    result: str | None


class ReviewLine(NamedTuple):
    """A review that the plan foresees."""

    review: Ref
    subject: str | None
    """model, group, person."""
    cadence: str | None
    owner: Ref | None
    agenda: tuple[str, ...]
    inputs: tuple[str, ...]


class Process(NamedTuple):
    """How the plan is used."""

    win_rate: Exact | None
    cycle_days: Exact | None
    opening_pipeline: Exact | None
    stages: tuple[StageLine, ...]
    playbook: str | None
    """Its address."""
    plays: tuple[PlayLine, ...]
    crm: str | None
    reviews: tuple[ReviewLine, ...]
