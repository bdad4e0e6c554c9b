"""Of each value that counts as refused because of an error the error is told, whatever else is wrong in the plan."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_data

TEXT = (Path(__file__).parents[2] / "examples" / "startup" / "coverage.yaml").read_text(encoding="utf-8")
SLIPS = [
    ("    target: 2_400_000\n", "    target: 24_000_000\n"),
    ("    target: 1_600_000\n", "    target: 1_600_000\n    self_serve: 100_000\n"),
    ("Q1: 450_000, Q2: 350_000", "Q1: 450_000, Q2: 3_500_000"),
    ("    targets: {new-business: 2_400_000}\n", ""),
    ("    targets: {existing-business: 1_600_000}", "    targets: {existing-business: 1_400_000}"),
    ("    quota: 2_700_000\n", "    quota: 27_000_000\n"),
    ("\ngroups:\n", "\ngroups:\n  - {id: third, leader: nora-bennani, quota: 10_000}\n"),
    ("    group: new-business\n", ""),
]


@pytest.mark.parametrize("chosen", [*combinations(range(len(SLIPS)), 2)], ids=lambda pair: "-".join(map(str, pair)))
def test_of_each_refused_value_the_error_is_told(chosen: tuple[int, ...]):
    text = TEXT
    for one in chosen:
        assert SLIPS[one][0] in text
        text = text.replace(*SLIPS[one], 1)
    (model,) = check_data(text.encode(), "plan.yaml", Options()).models
    told = {(one.code, one.location) for one in model.findings}
    assert {(one.code, one.location) for one in model.refuting} <= told
    refused = [one for one in model.undecided if one.reason == "refused"]
    assert model.refuting or not refused
    assert model.findings
