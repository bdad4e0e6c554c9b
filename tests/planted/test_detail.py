"""More detail that says the same removes no finding that was true: tried over sound plans with defects in them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from detail import WAYS, detailed, read, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planting import plant, read_defects, read_plans

from coverage_lint import check

if TYPE_CHECKING:
    from planting import Defect

    from coverage_lint import Finding

PLANS = {name: plan for name, plan in read_plans().items() if len(plan.texts) == 1}
DEFECTS = [one for one in read_defects() if one.plan in PLANS]


def told(text: str) -> list[Finding]:
    """Return all that is found in a plan, what waits for other findings too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "coverage.yaml")
        path.write_text(text, encoding="utf-8")
        (report,) = check(path).models
        return [*report.findings, *report.waiting]


def lost(before: str, after: str) -> list[str]:
    """Return the findings of one plan that the other has no more, by policy and entity."""
    left = {(one.code, one.entity) for one in told(after)}
    return [f"{one.code} {one.entity}: {one.message}" for one in told(before) if (one.code, one.entity) not in left]


def readable(defect: Defect) -> str | None:
    """Return the plan with the defect, read and written again; None where its text cannot be read."""
    text = plant(PLANS[defect.plan], defect).texts["coverage.yaml"]
    try:
        return write(read(text))
    except Exception:  # noqa: BLE001 - whatever a defect breaks
        return None


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PLANS)
def test_a_sound_plan_stays_sound_with_more_of_one_detail(name: str, way: str):
    data = read(PLANS[name].texts["coverage.yaml"])
    after = write(detailed(data, lambda one: one.startswith(way)))
    assert [f"{one.code}: {one.message}" for one in told(after) if one.severity == "error"] == []
    assert lost(write(data), after) == []


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
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
