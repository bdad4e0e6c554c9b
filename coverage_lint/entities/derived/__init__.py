"""The computed fields that no expression of policies/fields has words for, and the kinds that only exist derived.

They walk the calendar and ramps, trees and reporting lines, lists in their order, sets of business, or make relations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.business.accelerators import PAYOUTS, RATES
from coverage_lint.entities.derived.business.aims import AIMS
from coverage_lint.entities.derived.business.attainment import ATTAINMENT
from coverage_lint.entities.derived.business.motions import MOTION_FIELDS, MOTIONS, make_motions
from coverage_lint.entities.derived.business.segments import SEGMENTS
from coverage_lint.entities.derived.business.serving import SERVING
from coverage_lint.entities.derived.business.sold_through import SOLD_THROUGH
from coverage_lint.entities.derived.ordered.claims import CLAIMS
from coverage_lint.entities.derived.ordered.heaviest import HEAVIEST
from coverage_lint.entities.derived.ordered.overlaps import OVERLAPS
from coverage_lint.entities.derived.ordered.positions import ORDER
from coverage_lint.entities.derived.ordered.ranks import RANKS
from coverage_lint.entities.derived.ordered.steps import STEPS
from coverage_lint.entities.derived.people.certifications import CERTIFICATIONS
from coverage_lint.entities.derived.people.likes import LIKES
from coverage_lint.entities.derived.people.members import MEMBER, MEMBERS, make_members
from coverage_lint.entities.derived.people.namesakes import NAMESAKES
from coverage_lint.entities.derived.people.roles_in_groups import ROLE_IN_GROUP_FIELDS, make_roles_in_groups
from coverage_lint.entities.derived.people.twins import TWINS
from coverage_lint.entities.derived.trees.beside import BESIDE
from coverage_lint.entities.derived.trees.counted import COUNTED
from coverage_lint.entities.derived.trees.holders import HOLDER, HOLDERS, make_holders
from coverage_lint.entities.derived.trees.holes import HOLES
from coverage_lint.entities.derived.trees.layers import LAYERS, UNITS
from coverage_lint.entities.derived.trees.like_territories import LIKE_TERRITORIES
from coverage_lint.entities.derived.trees.lines import LINES
from coverage_lint.entities.derived.trees.ownership import SHARES, VACANCY
from coverage_lint.entities.derived.trees.periods_below import PERIODS_BELOW
from coverage_lint.entities.derived.trees.placed import PLACED, POTENTIAL
from coverage_lint.entities.derived.trees.targeting import TARGETING
from coverage_lint.entities.derived.trees.territories import TERRITORIES
from coverage_lint.entities.derived.year.easing import EASING
from coverage_lint.entities.derived.year.employment import EMPLOYMENT
from coverage_lint.entities.derived.year.headcount import HEADCOUNT
from coverage_lint.entities.derived.year.leaving import LEAVING
from coverage_lint.entities.derived.year.months import MONTH, MONTH_FIELDS, make_months
from coverage_lint.entities.derived.year.opening import PIPELINE
from coverage_lint.entities.derived.year.periods import PERIODS, QUARTER_FIELDS, make_quarters
from coverage_lint.entities.derived.year.phasing import PHASING
from coverage_lint.entities.derived.year.ramp import RAMP
from coverage_lint.entities.derived.year.seats import SEATS
from coverage_lint.entities.derived.year.tenure import TENURE

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.entities.catalogue import Type
    from coverage_lint.entities.model import Derived, Model

DERIVED: dict[tuple[str, str], Derived] = {
    **SOLD_THROUGH, **TARGETING, **RAMP, **EMPLOYMENT, **CERTIFICATIONS, **PHASING, **MEMBERS, **TERRITORIES,
    **SEGMENTS, **PAYOUTS, **ORDER, **PIPELINE, **TENURE, **LINES, **LAYERS, **POTENTIAL, **PERIODS, **MOTIONS,
    **CLAIMS, **RANKS, **RATES, **UNITS, **ATTAINMENT, **HOLDERS, **VACANCY, **PLACED, **HEADCOUNT, **EASING,
    **LEAVING, **NAMESAKES, **MONTH, **OVERLAPS, **LIKES, **SEATS, **AIMS, **PERIODS_BELOW, **STEPS,
    **HOLES, **HEAVIEST, **COUNTED, **BESIDE, **TWINS, **LIKE_TERRITORIES, **SHARES, **SERVING,
}  # fmt: skip
KINDS: dict[str, dict[str, Type]] = {
    "member": MEMBER, "month": MONTH_FIELDS, "quarter": QUARTER_FIELDS, "motion": MOTION_FIELDS,
    "role_in_group": ROLE_IN_GROUP_FIELDS, "holder": HOLDER,
}  # fmt: skip
MAKERS: dict[str, Callable[[Model], None]] = {
    "member": make_members, "month": make_months, "quarter": make_quarters, "motion": make_motions,
    "role_in_group": make_roles_in_groups, "holder": make_holders,
}  # fmt: skip
"""What makes the records of a kind."""
