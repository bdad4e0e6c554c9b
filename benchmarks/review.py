"""Measure `coverage-lint review` against a DuckDB script, written by hand, that asks a CRM the same questions.

python benchmarks/review.py --rows 10000000

Both get the same generated plan and CRM, in turn. The exit code is 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from tempfile import TemporaryDirectory
from typing import NamedTuple

from timing import Command, median_peak, median_seconds, run_in_turn

HERE = os.path.dirname(os.path.abspath(__file__))
MOST_TIMES, MOST_SECONDS, MOST_MB = 2.0, 20.0, 1536.0
"""Targets for 10 million accounts and deals as Parquet: times the script, seconds, and peak memory."""
LARGE = 10_000_000

ACTUALS = """\
coverage_actuals: 1
source: crm/
tables:
  opportunities:
    from: opportunities.{ending}
    columns:
      id: id
      account: account
      owner: owner
      motion: type
      stage: stage
      amount: amount
      created: created
      modified: modified
      close_date: close_date
      closed: closed
      won: won
      next_step: next_step
  accounts:
    from: accounts.{ending}
    columns: {{id: id, owner: owner, segment: segment, territory: territory, parent: parent, created: created}}
  users:
    from: users.{ending}
    columns: {{id: id, email: email, active: active, start: start, person: employee}}
people: {{by: column}}
motions:
  map: {{New Business: new_business, Expansion: expansion, Renewal: renewal}}
amount: {{measure: acv}}
"""


class Measured(NamedTuple):
    """Medians of both."""

    ratio: float
    seconds: float
    peak_mb: float
    by_hand_seconds: float
    by_hand_peak_mb: float

    def words(self) -> str:
        """Return one line for people."""
        return (
            f"review {self.seconds:.2f} s, {self.peak_mb:,.0f} MB; by hand {self.by_hand_seconds:.2f} s, "
            f"{self.by_hand_peak_mb:,.0f} MB; {self.ratio:.2f} times"
        )


def make(folder: str, people: int, rows: int, ending: str) -> None:
    """Write a plan, its CRM and how that is read into a folder. In a process of its own, which is then gone."""
    import duckdb
    from company.writing import model_text
    from crm.sized import staff_of, write_sized

    plan = model_text(people, 0.0, 0.0)
    write_sized(
        duckdb.connect(), staff_of(plan), os.path.join(folder, "crm"), accounts=rows, opportunities=rows, ending=ending
    )
    for name, text in (("coverage.yaml", plan), ("actuals.yaml", ACTUALS.format(ending=ending))):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


def measure(folder: str, ending: str, pairs: int) -> Measured:
    """Run both in turn."""
    command = os.path.join(os.path.dirname(sys.executable), "coverage-lint")
    review = Command((command, "review", folder), 1)
    by_hand = Command((sys.executable, os.path.join(HERE, "crm", "by_hand.py"), os.path.join(folder, "crm"), ending), 0)
    held = run_in_turn(review, by_hand, pairs)
    return Measured(
        held.ratio(),
        median_seconds(held.first),
        median_peak(held.first),
        median_seconds(held.second),
        median_peak(held.second),
    )


def main() -> int:
    """Make what is needed, measure, and say whether the targets are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=LARGE, help="accounts, and as many deals")
    parser.add_argument("--people", type=int, default=2000, help="people of the plan")
    parser.add_argument("--ending", choices=("parquet", "csv"), default="parquet", help="the kind of the tables")
    parser.add_argument("--pairs", type=int, default=3, help="runs of each that count")
    parser.add_argument("--make", metavar="FOLDER", help="only write the plan and the CRM into a folder")
    asked = parser.parse_args()
    if asked.make:
        make(asked.make, asked.people, asked.rows, asked.ending)
        return 0
    with TemporaryDirectory() as folder:
        size = ["--rows", str(asked.rows), "--people", str(asked.people), "--ending", asked.ending]
        subprocess.run([sys.executable, os.path.abspath(__file__), "--make", folder, *size], check=True)
        measured = measure(folder, asked.ending, asked.pairs)
    print(f"{asked.rows:,} accounts and deals as {asked.ending}, {asked.people:,} people: {measured.words()}")
    missed = measured.ratio > MOST_TIMES
    if asked.rows >= LARGE and asked.ending == "parquet":
        missed = missed or measured.seconds > MOST_SECONDS or measured.peak_mb > MOST_MB
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
