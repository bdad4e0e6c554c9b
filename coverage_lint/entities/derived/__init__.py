"""The derived fields of MODEL.md, by kind and name, and the kinds that only exist derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.budget import BUDGET
from coverage_lint.entities.derived.certifications import CERTIFICATIONS
from coverage_lint.entities.derived.goals import GOALS
from coverage_lint.entities.derived.groups import GROUPS, MEMBER
from coverage_lint.entities.derived.order import ORDER
from coverage_lint.entities.derived.people import PEOPLE
from coverage_lint.entities.derived.phasing import PHASING
from coverage_lint.entities.derived.pipeline import PIPELINE
from coverage_lint.entities.derived.plan import PLAN
from coverage_lint.entities.derived.segments import SEGMENTS
from coverage_lint.entities.derived.targeting import TARGETING
from coverage_lint.entities.derived.territories import TERRITORIES

if TYPE_CHECKING:
    from coverage_lint.entities.catalogue import Type
    from coverage_lint.entities.model import Derived

DERIVED: dict[tuple[str, str], Derived] = {
    **GOALS, **TARGETING, **PEOPLE, **CERTIFICATIONS, **PHASING, **GROUPS, **PLAN, **TERRITORIES,
    **SEGMENTS, **BUDGET, **ORDER, **PIPELINE,
}  # fmt: skip
KINDS: dict[str, dict[str, Type]] = {"member": MEMBER}
