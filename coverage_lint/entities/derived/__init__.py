"""The computed fields that no expression of policies/fields has words for, and the kinds that only exist derived.

They walk the calendar and ramps, trees and reporting lines, lists in their order, sets of business, or make relations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.budget import PAYOUTS
from coverage_lint.entities.derived.certifications import CERTIFICATIONS
from coverage_lint.entities.derived.claims import CLAIMS
from coverage_lint.entities.derived.goals import SOLD_THROUGH
from coverage_lint.entities.derived.groups import MEMBER, MEMBERS, make_members
from coverage_lint.entities.derived.layers import LAYERS
from coverage_lint.entities.derived.lines import LINES
from coverage_lint.entities.derived.motions import MOTION_FIELDS, MOTIONS, make_motions
from coverage_lint.entities.derived.order import ORDER
from coverage_lint.entities.derived.people import RAMP
from coverage_lint.entities.derived.periods import PERIODS, QUARTER_FIELDS, make_quarters
from coverage_lint.entities.derived.phasing import PHASING
from coverage_lint.entities.derived.pipeline import PIPELINE
from coverage_lint.entities.derived.plan import EMPLOYMENT
from coverage_lint.entities.derived.potential import POTENTIAL
from coverage_lint.entities.derived.ranks import RANKS
from coverage_lint.entities.derived.rates import RATES
from coverage_lint.entities.derived.roles_in_groups import ROLE_IN_GROUP_FIELDS, make_roles_in_groups
from coverage_lint.entities.derived.segments import SEGMENTS
from coverage_lint.entities.derived.targeting import TARGETING
from coverage_lint.entities.derived.tenure import TENURE
from coverage_lint.entities.derived.territories import TERRITORIES
from coverage_lint.entities.derived.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.entities.catalogue import Type
    from coverage_lint.entities.model import Derived, Model

DERIVED: dict[tuple[str, str], Derived] = {
    **SOLD_THROUGH, **TARGETING, **RAMP, **EMPLOYMENT, **CERTIFICATIONS, **PHASING, **MEMBERS, **TERRITORIES,
    **SEGMENTS, **PAYOUTS, **ORDER, **PIPELINE, **TENURE, **LINES, **LAYERS, **POTENTIAL, **PERIODS, **MOTIONS,
    **CLAIMS, **RANKS, **RATES, **UNITS,
}  # fmt: skip
KINDS: dict[str, dict[str, Type]] = {
    "member": MEMBER, "quarter": QUARTER_FIELDS, "motion": MOTION_FIELDS, "role_in_group": ROLE_IN_GROUP_FIELDS,
}  # fmt: skip
MAKERS: dict[str, Callable[[Model], None]] = {
    "member": make_members, "quarter": make_quarters, "motion": make_motions, "role_in_group": make_roles_in_groups,
}  # fmt: skip
"""What makes the records of a kind."""
