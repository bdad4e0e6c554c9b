"""Print how many seconds it takes to draw the charts of a model's report: their making, and the drawing itself.

python benchmarks/charts.py model.yaml
"""

from __future__ import annotations

import sys
import time

from coverage_lint.checking.options import Options
from coverage_lint.report.build_portraits import portraits
from coverage_lint.report.charts import charts_of
from coverage_lint.report.charts.svg import draw


def main() -> None:
    """Draw each chart once, as the report does."""
    (portrait,) = portraits([sys.argv[1]], Options(), ".").portraits
    started = time.perf_counter()
    for chart in charts_of(portrait):
        draw(chart)
    print(time.perf_counter() - started)


if __name__ == "__main__":
    main()
