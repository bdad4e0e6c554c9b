"""What if: the figures of a plan by which a reader tries other assumptions, and what they then come to.

The same formulas as in policies/fields and in the policies named below, on exact numbers. The page's script computes
them a second time; a test compares both.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.report.portrait.refs import Exact, Ref

WEEKS = 13
"""By how many weeks hires can be late at most: a quarter."""
ATTAINMENT, ATTRITION, MARGIN = (-40, 20), (-20, 30), (-10, 20)
"""Points by which each can be moved, from and to."""


class RoleCapacity(NamedTuple):
    """What the sellers of a role can carry in selling groups, before turnover takes its part."""

    role: Ref | None
    turnover: Exact | None
    """Of its people, in a year."""
    exposure: Exact | None
    """What each leaver takes of a seat's capacity: the time that it is open, and that of the successor's ramp."""
    staying: tuple[Exact | None, ...]
    """Of those without an end, whose capacity turnover lessens: as planned, then with hires a week later, and so on."""
    leaving: tuple[Exact | None, ...]
    """Of those with an end, of whom nothing more is taken, likewise."""


class Sketch(NamedTuple):
    """The figures of a plan that other assumptions move."""

    need: Exact | None
    need_renewal: Exact | None
    margin: Exact
    """By how much quotas must exceed the need but for renewals: the parameter of CL301 in force."""
    quota: Exact | None
    assigned: Exact | None
    expected: Exact | None
    """What assigned quota brings at the expected attainment (CL216)."""
    roles: tuple[RoleCapacity, ...] | None
    """None where a group's sellers are not known."""
    pay: tuple[Exact | None, ...]
    """Compensation (CL504): as planned, then with hires a week later, and so on."""
    pay_budget: Exact | None


class Assumptions(NamedTuple):
    """How far assumptions are moved from the plan's; all 0 is the plan."""

    attainment: int = 0
    """Points of a hundred, for each kind of business alike."""
    attrition: int = 0
    """Points of a hundred, for each role alike."""
    weeks: int = 0
    """By how many weeks those who join in the fiscal year start later."""
    margin: int = 0
    """Points of a hundred by which quotas must exceed the need more than by the policy."""


class Sketched(NamedTuple):
    """What a plan comes to under some assumptions, and by how much that is beyond what it must reach or may cost."""

    expected: Exact | None
    expected_gap: Exact | None
    """Expected result less the need: below 0 it is short."""
    capacity: Exact | None
    capacity_gap: Exact | None
    """Capacity less the need."""
    required: Exact | None
    quota_gap: Exact | None
    """Group quotas less what they must come to."""
    pay: Exact | None
    pay_gap: Exact | None
    """Compensation less its budget: above 0 it is too much."""


SCENARIOS: tuple[tuple[str, Assumptions], ...] = (
    ("As planned", Assumptions()),
    ("Attainment 10 points lower", Assumptions(attainment=-10)),
    ("Attrition 10 points higher", Assumptions(attrition=10)),
    ("Hires 6 weeks late", Assumptions(weeks=6)),
    ("All three together", Assumptions(attainment=-10, attrition=10, weeks=6)),
)


def outcome(sketch: Sketch, moved: Assumptions) -> Sketched:
    """Compute what a plan comes to under some assumptions."""
    expected = _plus(sketch.expected, _times(sketch.assigned, Fraction(moved.attainment, 100)))
    capacity = _capacity(sketch, moved)
    margin = sketch.margin + Fraction(moved.margin, 100)
    lasting = _plus(sketch.need, _times(sketch.need_renewal, -1))
    required = _plus(sketch.need_renewal, _times(lasting, 1 + margin))
    pay = sketch.pay[moved.weeks]
    return Sketched(
        expected, _less(expected, sketch.need), capacity, _less(capacity, sketch.need), required,
        _less(sketch.quota, required), pay, _less(pay, sketch.pay_budget),
    )  # fmt: skip


def _capacity(sketch: Sketch, moved: Assumptions) -> Exact | None:
    if sketch.roles is None:
        return None
    whole: Exact | None = 0
    for role in sketch.roles:
        if role.staying[moved.weeks] != 0:
            turnover = _plus(role.turnover, Fraction(moved.attrition, 100))
            turnover = None if turnover is None else _whole(max(Fraction(0), Fraction(turnover)))
            lost = 0 if turnover == 0 else _times(turnover, role.exposure)
            left = None if lost is None else _whole(max(Fraction(0), 1 - Fraction(lost)))
            whole = _plus(whole, _times(role.staying[moved.weeks], left))
        whole = _plus(whole, role.leaving[moved.weeks])
    return whole


def _plus(one: Exact | None, other: Exact | None) -> Exact | None:
    return None if one is None or other is None else _whole(Fraction(one) + other)


def _less(one: Exact | None, other: Exact | None) -> Exact | None:
    return None if one is None or other is None else _whole(Fraction(one) - other)


def _times(one: Exact | None, other: Exact | None) -> Exact | None:
    return None if one is None or other is None else _whole(Fraction(one) * other)


def _whole(value: Fraction) -> Exact:
    return value.numerator if value.denominator == 1 else value
