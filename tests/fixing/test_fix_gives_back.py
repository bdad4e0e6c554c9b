"""A sound plan is broken in ways that have one reading, and `fix` gives it back, byte for byte."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_examples import examples
from slips import EXAMPLES, PLANS, Slip, apart, broken, changed, slips_of

from coverage_lint import fix
from coverage_lint.policy.policy_page import REPAIRS

if TYPE_CHECKING:
    import pytest


@cache
def slips(plan: str) -> list[Slip]:
    return slips_of(EXAMPLES / plan)


def test_there_are_slips_of_every_kind():
    kinds = {one.kind for plan in PLANS for one in slips(plan)}
    assert kinds == {"field", "period", "amount", "day", "choice", "reference", "ignore"}
    assert sum(one.path.endswith(".csv") for plan in PLANS for one in slips(plan)) > 50


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), plan=st.sampled_from(PLANS))
def test_what_was_broken_is_given_back(plan: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    made = apart(data.draw(st.lists(st.sampled_from(slips(plan)), min_size=1, max_size=6)))
    folder = tmp_path_factory.mktemp("plan")
    whole = broken(plan, made, folder)
    fixes = fix(folder, unsafe=True, engine="interpreter")
    assert {one.code for one in fixes.made} <= REPAIRS.keys()  # `explain` says of these that they can be repaired
    assert changed(folder, whole) == [], (made, fixes.not_made, fixes.report.findings())
