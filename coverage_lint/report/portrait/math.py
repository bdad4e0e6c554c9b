"""The math of a plan: layers from the goal to people's quotas, goals, quarters, and figures compared with others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.report.portrait.refs import Exact, Part, Ref


class Layer(NamedTuple):
    """One step of the bridge."""

    name: Literal["goal", "need", "target", "quota", "assigned"]
    """Also the name of its figure in figures.yaml, which is the same number."""
    title: str
    amount: Exact | None
    step: Exact | None
    """The amount less that of the layer above; None for the first."""
    cushion: Exact | None
    """The amount less the need; None for goal and need."""
    cushion_share: Exact | None
    """The cushion as a share of the need."""


class BridgeGoal(NamedTuple):
    """A row of the table behind the bridge: a leaf goal. Columns add up to the plan's figures."""

    goal: Ref
    motion: str | None
    target: Exact | None
    """As it counts in the plan's goal: never below 0."""
    partners: Exact | None
    """What partners bring, and what comes without sellers: target less need."""
    need: Exact | None
    targeted: Exact | None
    """Targets that selling groups have for it."""
    gap: Exact | None
    """targeted less need; below 0 where nobody has the rest."""


class BridgeGroup(NamedTuple):
    """A row of the table behind the bridge: a group. Columns of those that count add up to the plan's figures."""

    group: Ref
    counts: bool | None
    """Whether plan sums take it: leaf, no overlay, with a quota type."""
    targets: tuple[Part, ...]
    """Goal and amount."""
    target: Exact | None
    required: Exact | None
    """What the quota must come to: targets plus the margin of CL302, renewals without it."""
    quota: Exact | None
    cushion: Exact | None
    """quota less target."""
    cushion_share: Exact | None
    """The cushion as a share of the target; None where that is 0."""
    assigned: Exact | None
    capacity: Exact | None


class Bridge(NamedTuple):
    """From the goal to people's quotas."""

    layers: tuple[Layer, ...]
    """goal, need, target, quota, assigned: always five."""
    margin: Exact
    """By how much quotas must exceed the need: the parameter of CL301 in force."""
    group_margin: Exact
    """The parameter of CL302 in force."""
    required: Exact | None
    """What group quotas must come to: the need plus the margin, renewals without it."""
    goals: tuple[BridgeGoal, ...]
    """Leaf goals; where it is unknown whether one is a leaf, it is here too."""
    groups: tuple[BridgeGroup, ...]
    """All groups in the order of the model; `counts` tells which add up."""
    targeted_elsewhere: Exact | None
    """Targets of selling groups for goals that are no leaves: with the goals' `targeted` they are the group targets."""


class PeriodAmount(NamedTuple):
    """What a phasing gives a period."""

    period: str
    """Q1 … Q4 or 2027-01."""
    starts: str | None
    amount: Exact | None


class GoalLine(NamedTuple):
    """A goal, and its split over the year."""

    goal: Ref
    parent: Ref | None
    depth: int
    motion: str | None
    leaf: bool | None
    target: Exact | None
    prior_actual: Exact | None
    growth: Exact | None
    """target over the prior actual, less 1."""
    need: Exact | None
    phasing: tuple[PeriodAmount, ...]
    """As written, in the order of the year."""
    quarters: tuple[Exact | None, ...]
    """Q1 to Q4: as the quarters say, else the sums of their months."""
    months: tuple[Exact, ...] | None
    """Twelve, quarters spread as their months are, else evenly; None where a period is left out."""
    phased: Exact | None
    """What the split adds up to."""
    phasing_reason: str | None
    groups: tuple[Part, ...]
    """Who has a target for it, and how much."""
    partners: tuple[Part, ...]


class Quarter(NamedTuple):
    """The plan in one quarter."""

    name: str
    """Q1 to Q4."""
    starts: str | None
    ends: str | None
    need: Exact | None
    quota: Exact | None
    capacity: Exact | None


class Gauge(NamedTuple):
    """A figure compared with another."""

    name: str
    """targets, over_assignment, assigned, capacity, expected, compensation, compensation_at_120, budget, open_seats."""
    title: str
    type: Literal["money", "ratio", "count"]
    value: Exact | None
    against: Exact | None
    against_title: str
    """What it is held against: 'the need of the team'."""
    sense: Literal["at_least", "at_most", "of"]
    """Whether the value should reach the other, stay within it, or is merely a part of it."""
    holds: bool | None
    """Whether it does; None where either is unknown, or the sense is 'of'."""
    difference: Exact | None
    """value less against."""
    share: Exact | None
    """value / against; None where that is 0 or unknown."""
    policies: tuple[str, ...]
    """Codes of the policies that hold the two against each other; () for none."""
