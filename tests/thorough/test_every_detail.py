"""More detail that says the same removes no finding of any defect that is planted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from detail import DEFECTS, PLANS, WAYS, detailed, lost, read, readable, write

if TYPE_CHECKING:
    from planting import Defect


@pytest.mark.parametrize("defect", DEFECTS, ids=[one.id for one in DEFECTS])
def test_more_detail_removes_no_finding_of_a_defect(defect: Defect):
    before = readable(defect)
    if before is None:  # what is no YAML has no detail to add
        return
    assert lost(before, write(detailed(read(before), bool))) == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PLANS)
def test_more_of_one_detail_removes_no_finding_of_a_defect(name: str, way: str):
    for defect in [one for one in DEFECTS if one.plan == name]:
        before = readable(defect)
        if before is not None:
            assert lost(before, write(detailed(read(before), lambda one: one.startswith(way)))) == [], defect.id
