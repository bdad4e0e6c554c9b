"""The derived fields of MODEL.md, by kind and name, and the kinds that only exist derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.budget import BUDGET
from coverage_lint.entities.derived.carried import CARRIED
from coverage_lint.entities.derived.certifications import CERTIFICATIONS
from coverage_lint.entities.derived.claims import CLAIMS
from coverage_lint.entities.derived.goals import GOALS
from coverage_lint.entities.derived.groups import GROUPS, MEMBER
from coverage_lint.entities.derived.layers import LAYERS
from coverage_lint.entities.derived.lines import LINES
from coverage_lint.entities.derived.motions import MOTION_FIELDS, MOTIONS, make_motions
from coverage_lint.entities.derived.order import ORDER
from coverage_lint.entities.derived.people import PEOPLE
from coverage_lint.entities.derived.periods import PERIODS, QUARTER_FIELDS, make_quarters
from coverage_lint.entities.derived.phasing import PHASING
from coverage_lint.entities.derived.pipeline import PIPELINE
from coverage_lint.entities.derived.plan import PLAN
from coverage_lint.entities.derived.potential import POTENTIAL
from coverage_lint.entities.derived.ranks import RANKS
from coverage_lint.entities.derived.rates import RATES
from coverage_lint.entities.derived.roles_in_groups import ROLE_IN_GROUP_FIELDS, ROLES_IN_GROUPS, make_roles_in_groups
from coverage_lint.entities.derived.segments import SEGMENTS
from coverage_lint.entities.derived.targeting import TARGETING
from coverage_lint.entities.derived.tenure import TENURE
from coverage_lint.entities.derived.territories import TERRITORIES
from coverage_lint.entities.derived.turnover import TURNOVER
from coverage_lint.entities.derived.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.entities.catalogue import Type
    from coverage_lint.entities.model import Derived, Model

DERIVED: dict[tuple[str, str], Derived] = {
    **GOALS, **TARGETING, **PEOPLE, **CERTIFICATIONS, **PHASING, **GROUPS, **PLAN, **TERRITORIES,
    **SEGMENTS, **BUDGET, **ORDER, **PIPELINE,
    **TENURE, **TURNOVER, **CARRIED, **LINES, **LAYERS, **POTENTIAL, **PERIODS, **MOTIONS, **ROLES_IN_GROUPS,
    **CLAIMS, **RANKS, **RATES, **UNITS,
}  # fmt: skip
KINDS: dict[str, dict[str, Type]] = {
    "member": MEMBER, "quarter": QUARTER_FIELDS, "motion": MOTION_FIELDS, "role_in_group": ROLE_IN_GROUP_FIELDS,
}  # fmt: skip
MAKERS: dict[str, Callable[[Model], None]] = {
    "quarter": make_quarters, "motion": make_motions, "role_in_group": make_roles_in_groups,
}  # fmt: skip
"""What makes the records of a kind; those of `member` come with the groups' people."""
