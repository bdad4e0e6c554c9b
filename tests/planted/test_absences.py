"""Six sound plans lose their fields one by one: nothing is said, one question is asked, or one listed finding is told.

Here one removal of each shape is tried, such as `people[*].quota`, in one of the plans that have it; all of them in
tests/thorough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from planting import read_plans
from removing import ABSENCES, one_of_each_shape, removed, section, wrong

if TYPE_CHECKING:
    from pathlib import Path

PLANS = read_plans()
FEW = 20


@pytest.mark.parametrize("name", PLANS)
def test_a_field_that_is_removed_is_told_once_or_not_at_all(name: str, tmp_path: Path):
    wanted = one_of_each_shape(PLANS)[name]
    assert "\n".join(flaw for one in removed(PLANS[name], wanted, tmp_path) if (flaw := wrong(one))) == ""


def test_every_section_and_every_plan_loses_some():
    tried = one_of_each_shape(PLANS)
    assert all(len(wanted) > FEW for wanted in tried.values())
    sections = {section(one.path) for wanted in tried.values() for one in wanted}
    assert sections >= {"plan", "goals", "people", "groups", "segments", "budget", "roles", "staffing", "territories"}


def test_each_listed_absence_says_what_it_is_with_its_arithmetic():
    assert ABSENCES
    for one in ABSENCES:
        assert one.keys() - {"at", "plan"} == {"field", "code", "arithmetic"}
        assert one.get("plan", "acme") in PLANS
