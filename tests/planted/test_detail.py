"""More detail that says the same removes no finding that was true: tried over sound plans with defects in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from detail import DEFECTS, PLANS, WAYS, detailed, lost, read, readable, told, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from planting import Defect


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PLANS)
def test_a_sound_plan_stays_sound_with_more_of_one_detail(name: str, way: str):
    data = read(PLANS[name].texts["coverage.yaml"])
    after = write(detailed(data, lambda one: one.startswith(way)))
    assert [f"{one.code}: {one.message}" for one in told(after) if one.severity == "error"] == []
    assert lost(write(data), after) == []


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(defect=st.sampled_from(DEFECTS), data=st.data())
def test_more_detail_removes_no_finding_of_a_defect(defect: Defect, data: st.DataObject):
    before = readable(defect)
    if before is None:
        return
    ways = data.draw(st.sets(st.sampled_from(list(WAYS)), min_size=1))
    seldom = data.draw(st.integers(1, 4))
    after = write(detailed(read(before), lambda one: one.rpartition(" ")[0] in ways and hash_of(one) % seldom == 0))
    assert lost(before, after) == []


def hash_of(name: str) -> int:
    """Return a number of a name that is the same in each run."""
    return sum(map(ord, name))
