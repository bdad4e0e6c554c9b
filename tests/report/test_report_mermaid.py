from __future__ import annotations

import pytest

from coverage_lint.report.markdown.mermaid import LONGEST, pie, unit


def test_names_that_are_cut_alike_keep_slices_of_their_own():
    assert pie("Pie", [("x" * 50, 1), ("x" * 60, 2)])[2:4] == [
        f'    "{"x" * (LONGEST - 1)}#8230;" : 1',
        f'    "{"x" * (LONGEST - 1)}#8230; (2)" : 2',
    ]


@pytest.mark.parametrize(
    ("most", "counted"),
    [(0, (1, "")), (1_999, (1, "")), (2_000, (1_000, "thousands")), (-3_000_000, (1_000_000, "millions"))],
)
def test_an_axis_counts_in_what_keeps_its_numbers_short(most: int, counted: tuple[int, str]):
    assert unit([most, None]) == counted
