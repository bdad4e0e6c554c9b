"""A plan as its report shows it: exact values without any rendering.

Amounts are int or Fraction in the plan's currency, ratios are fractions of 1, dates ISO text. None is unknown: absent
from the model, or refused there. All text comes from the model and is hostile until a renderer has escaped it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.findings import Figure, Finding, Severity, Undecided
    from coverage_lint.report.portrait.business import Budget, Coverage, Organization, PriorityLine, Process
    from coverage_lint.report.portrait.math import Bridge, Gauge, GoalLine, Quarter
    from coverage_lint.report.portrait.people import GroupPage, PersonLine, RoleLine, YearOfPeople
    from coverage_lint.report.portrait.refs import Agreement, Exact, Ref
    from coverage_lint.report.portrait.sketch import Sketch
    from coverage_lint.report.portrait.standings import Standings
    from coverage_lint.report.portrait.top import Matter, Outlook

State: TypeAlias = Literal["complete", "at_risk", "open", "incomplete", "unchecked"]
"""incomplete: the section is absent, or an error says that something is missing or does not agree. open: none of that,
but a question of severity error has no answer for lack of a field. at_risk: neither, but a warning, an old error that a
baseline holds, or a policy of severity error that could not be answered. complete: none of that. unchecked: none of its
policies was asked."""

STRUCTURE = "CL0"
"""How codes begin that tell of the file rather than of the plan."""
ELEMENTS: Mapping[str, str] = {
    "goals": "Goals",
    "people": "People",
    "groups": "Groups",
    "segments": "Segments",
    "budget": "Budget",
    "organization": "Organization",
    "priorities": "Priorities",
    "process": "Process",
    "plan": "The plan and its file",
}
"""Key and title: the seven elements, the process that uses them, and what belongs to none of them."""


class Head(NamedTuple):
    """Whose plan it is, and for when."""

    name: str
    """The plan's name; the path of its file where it has none."""
    owner: Ref | None
    status: str | None
    """draft, in_review, approved, published."""
    currency: str | None
    measure: str | None
    """What amounts count: bookings, acv, arr, revenue."""
    starts: str | None
    """The fiscal year's first day."""
    ends: str | None
    effective: str | None
    published: str | None
    approvals: tuple[Agreement, ...]
    """Who approved, and on which day."""
    today: str | None
    """The day that was given as today."""


class Verdict(NamedTuple):
    """The plan in one sentence, and what it rests on."""

    sentence: str
    state: State
    """The worst of the tiles and of what belongs to none."""
    complete: int
    """How many of the seven elements are complete; the process is not one of them."""
    errors: int
    warnings: int
    infos: int
    undecided: int
    ignored: int
    baselined: int


class Tile(NamedTuple):
    """One element, and how it stands."""

    element: str
    """A key of ELEMENTS."""
    title: str
    state: State
    size: int | None
    """How many there are: goals, seats, groups, segments, budget lines, units, priorities, stages; None unknown."""
    unit: str
    """What `size` counts, in the plural."""
    errors: int
    warnings: int
    infos: int
    undecided: int
    """How often a policy of it could not be answered."""
    baselined: int
    ignored: int
    why: str = ""
    """Why it is in that state, in a few words: the gravest that was found in it; '' where it is complete."""


class FindingEntry(NamedTuple):
    """A finding, and where it belongs."""

    finding: Finding
    element: str
    """A key of ELEMENTS."""
    entity: Ref | None
    """The entity it concerns; None for the plan, and for what is about the text of a file."""
    groups: tuple[str, ...]
    """Ids of the groups that it concerns: as group, through a member or leader, or through a segment they cover."""
    reason: str = ""
    """Of an ignored finding, what its ignore gives as the reason."""
    anchor: str = ""
    """finding--1 and so on, in the order of `Portrait.findings`; '' for ignored and old ones."""

    @property
    def remedy(self) -> str:
        """What to do, without the policies that are asked only then."""
        said = self.finding.help
        return said.rpartition(" Until then ")[0] or said if self.finding.waits else said


class UndecidedEntry(NamedTuple):
    """A policy that could not be answered, and where it belongs."""

    undecided: Undecided
    element: str
    entity: Ref | None


_OF_BUDGET = frozenset(("CL503", "CL504", "CL709"))
"""Policies whose remedies take from one budget."""
OPENING = 3
"""Matters of money that open a report."""


class Findings(NamedTuple):
    """What was found, in the order of the model's text. Ignored and old ones are apart."""

    found: tuple[FindingEntry, ...]
    ignored: tuple[FindingEntry, ...]
    baselined: tuple[FindingEntry, ...]
    undecided: tuple[UndecidedEntry, ...]
    not_asked: tuple[UndecidedEntry, ...] = ()
    """Questions that a plan may leave open for ever, and that are not asked of it."""
    in_part: bool = False
    """Whether not every policy was asked."""

    def structural(self) -> tuple[FindingEntry, ...]:
        """Return the findings that are for whoever keeps the file: misspelt keys, wrong values, what is not written."""
        return tuple(one for one in self.found if one.finding.code.startswith(STRUCTURE))

    def of(self, element: str, severity: Severity | None = None) -> tuple[FindingEntry, ...]:
        """Return the findings of an element, gravest first where no severity is asked for."""
        ranks = {"error": 0, "warning": 1, "info": 2}
        held = [one for one in self.found if one.element == element]
        if severity is not None:
            return tuple(one for one in held if one.finding.severity == severity)
        return tuple(sorted(held, key=lambda one: ranks[one.finding.severity]))


class Portrait(NamedTuple):
    """Everything that a report of one model shows."""

    path: str
    files: tuple[str, ...]
    """Every file that took part, the model's own first."""
    readable: bool
    """False where the text could not be read as a model: then there are findings, and nothing else."""
    head: Head
    verdict: Verdict
    outlook: tuple[Outlook, ...]
    """Whether the plan makes its goal, can carry it and pay for it, as far as the figures are known."""
    matters: tuple[Matter, ...]
    """What is wrong or at risk in money, gravest first; the first three open a report."""
    tiles: tuple[Tile, ...]
    """The seven elements, then the process."""
    figures: tuple[Figure, ...]
    """Those of policies/figures.yaml, in its order."""
    gauges: tuple[Gauge, ...]
    """Figures held against what they must reach or may cost."""
    bridge: Bridge
    sketch: Sketch | None
    """What other assumptions are tried with; None for a file that could not be read."""
    standings: Standings
    goals: tuple[GoalLine, ...]
    """In the order of the model, those that have goals below them too."""
    quarters: tuple[Quarter, ...]
    """Four, whose days are None where the fiscal year is unknown; none for a file that could not be read."""
    groups: tuple[GroupPage, ...]
    """In the order of the model."""
    people: tuple[PersonLine, ...]
    """In the order of the model, each once."""
    roles: tuple[RoleLine, ...]
    year: YearOfPeople
    coverage: Coverage
    budget: Budget | None
    organization: Organization | None
    priorities: tuple[PriorityLine, ...]
    """By rank, those without one last."""
    process: Process | None
    findings: Findings

    def granted(self) -> Exact | None:
        """Return how far above its total the budget would be if all that opens the report were granted.

        None where at most one of it asks for money, and where it would hold.
        """
        asking = [one for one in self.matters[:OPENING] if one.code in _OF_BUDGET]
        held = self.budget.if_granted if self.budget is not None else None
        return held if len(asking) > 1 and held is not None and held > 0 else None
