"""What a report says first: what is wrong or at risk in money, gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.findings import Severity
    from coverage_lint.report.portrait.refs import Exact, Ref


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
