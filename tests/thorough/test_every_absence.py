"""Every field of six sound plans is removed, one by one: told once where it belongs, or not at all."""

from pathlib import Path

import pytest
from planting import read_plans, removals
from removing import ABSENCES, is_of, listed, removed, wrong

PLANS = read_plans()
CHUNK = 100


def chunks() -> list[tuple[str, int]]:
    return [(name, start) for name, plan in PLANS.items() for start in range(0, sum(1 for _ in removals(plan)), CHUNK)]


@pytest.mark.parametrize(("name", "start"), chunks())
def test_a_field_that_is_removed_is_told_once_or_not_at_all(name: str, start: int, tmp_path: Path):
    wanted = list(removals(PLANS[name]))[start : start + CHUNK]
    assert "\n".join(flaw for one in removed(PLANS[name], wanted, tmp_path) if (flaw := wrong(one))) == ""


@pytest.mark.parametrize("number", range(len(ABSENCES)))
def test_no_absence_is_listed_in_vain(number: int, tmp_path: Path):
    needed = (
        number in listed(one)
        for name, plan in PLANS.items()
        for one in removed(plan, [removal for removal in removals(plan) if is_of(number, removal)], tmp_path / name)
    )
    assert any(needed), ABSENCES[number]
