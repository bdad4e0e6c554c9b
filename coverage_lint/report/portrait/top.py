"""What a report says first: whether the plan makes its goal, and what is wrong or at risk in money, gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.findings import Severity
    from coverage_lint.report.portrait.refs import Exact, Ref

Kind: TypeAlias = Literal["goals", "cost", "coverage"]
"""What a matter of money is about: goals, quotas and who carries them; what is spent; customers and who covers them."""
KINDS: tuple[tuple[Kind, str], ...] = (
    ("goals", "Goals, quotas and the people behind them"), ("cost", "What it costs"), ("coverage", "Customers covered"),
)  # fmt: skip

About: TypeAlias = Literal["goal", "capacity", "expected", "cost"]


class Outlook(NamedTuple):
    """A sentence about what the plan comes to, from its figures alone."""

    about: About
    before: str
    """The words before the amount."""
    amount: Exact
    after: str
    short: bool
    """Whether it tells of something that lacks, or is too much."""
    chapter: str
    """The chapter of the page that shows where it comes from: math, goals, people, budget."""


class Matter(NamedTuple):
    """What the findings of one policy come to in money together, and what would mend it."""

    code: str
    severity: Severity
    """Of the gravest of its findings."""
    before: str
    """The words before the amount: 'Pay is '. They are the policy's own, as are those after it."""
    amount: Exact
    """Its findings' amounts, added up."""
    after: str
    element: str
    """A key of ELEMENTS."""
    findings: tuple[int, ...]
    """Positions in `Findings.found`, the largest amount first."""
    where: tuple[Ref, ...]
    """The entities that they concern, likewise; () for the plan as a whole."""
    remedy: str
    """What to do about the largest of them."""
    kind: Kind
    owner: Ref | None
    """Who answers for the largest: the leader of a group, the manager of a person, the owner of a priority or of the
    plan."""
    note: str = ""
    """What else is to be known before the remedy is chosen; '' for nothing."""
