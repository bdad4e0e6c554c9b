"""Turns measured runs into the table of benchmarks/README.md, and holds them against the targets."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from importlib.metadata import version
from typing import NamedTuple

from timing import Pairs, median_peak, median_seconds

RATIO_TARGETS = {20: 0.4, 2_000: 0.25, 20_000: 0.2}
"""The most that a check may take of check-jsonschema's time."""
RATIO_INVALID_SMALL = 0.6
"""The same for a small model with a broken structure, where importing jsonschema is most of it."""
GROWTH_FROM, GROWTH_TO, GROWTH_TARGET = 2_000, 20_000, 10
BEGIN, END = "<!-- figures: written by compare.py --write -->", "<!-- end of figures -->"


class Case(NamedTuple):
    """A generated model."""

    people: int
    variant: str

    def target(self) -> float | None:
        """Give the most that the check may take of check-jsonschema's time."""
        if self == Case(20, "invalid"):
            return RATIO_INVALID_SMALL
        return RATIO_TARGETS.get(self.people)


class Result(NamedTuple):
    """A model with its runs: coverage-lint first, check-jsonschema second."""

    case: Case
    pairs: Pairs


class Costs(NamedTuple):
    """What policies cost on a small model: each time something else first, the usual check second."""

    structure: Pairs
    """`check --select CL0`."""
    uncached: Pairs
    """The check with COVERAGE_LINT_CACHE=off, which compiles the policies anew."""


def table(results: list[Result], costs: Costs | None) -> tuple[str, bool]:
    """Write the figures as Markdown, and say whether every target was met."""
    lines = [_provenance(), "", *_HEADER]
    met = True
    for result in results:
        line, fine = _row(result)
        lines.append(line)
        met = met and fine
    for line, fine in _growth(results):
        lines += ["", line]
        met = met and fine
    if costs is not None:
        lines += ["", _policy_costs(costs)]
    return "\n".join(lines), met


_HEADER = (
    "| people | model | `coverage-lint check` | `check-jsonschema` | ratio | at most | peak memory | theirs | |",
    "|--:|---|--:|--:|--:|--:|--:|--:|---|",
)


def _row(result: Result) -> tuple[str, bool]:
    case, (ours, theirs) = result.case, result.pairs
    ratio, target = result.pairs.ratio(), case.target()
    peaks = median_peak(ours), median_peak(theirs)
    missed = [
        *(["time"] if target is not None and ratio > target else []),
        *(["memory"] if peaks[0] > peaks[1] else []),
    ]
    cells = (
        f"{case.people:,}", case.variant, f"{median_seconds(ours):.3f} s", f"{median_seconds(theirs):.3f} s",
        f"{ratio:.2f}", "" if target is None else f"{target:.2f}", f"{peaks[0]:.0f} MB", f"{peaks[1]:.0f} MB",
        f"missed: {' and '.join(missed)}" if missed else "met",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |", not missed


def _growth(results: list[Result]) -> list[tuple[str, bool]]:
    """Say how the time grows from the third size to the fourth, for each kind of model that has both."""
    seconds = {result.case: median_seconds(result.pairs.first) for result in results}
    told = []
    for variant in dict.fromkeys(case.variant for case in seconds):
        small, large = seconds.get(Case(GROWTH_FROM, variant)), seconds.get(Case(GROWTH_TO, variant))
        if small is not None and large is not None:
            growth = large / small
            verdict = "met" if growth <= GROWTH_TARGET else "missed"
            line = f"From {GROWTH_FROM:,} to {GROWTH_TO:,} people, {variant}: {growth:.1f} times the time"
            told.append((f"{line} (at most {GROWTH_TARGET}: {verdict}).", verdict == "met"))
    return told


def _policy_costs(costs: Costs) -> str:
    structure, uncached = median_seconds(costs.structure.first), median_seconds(costs.uncached.first)
    return (
        f"At 20 people, valid, the usual check takes {median_seconds(costs.structure.second):.3f} s; "
        f"`check --select CL0` {structure:.3f} s, {costs.structure.ratio():.2f} of it; without a cache of compiled "
        f"policies, as on the first run, {uncached:.3f} s, {costs.uncached.ratio():.2f} of it."
    )


def _provenance() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("coverage-lint", "check-jsonschema", "jsonschema"))
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{today}, {_processor()}, {os.cpu_count()} cores, {platform.system()}; {python}; {packages}."


def _processor() -> str:
    """Name the kind of processor, as the system tells it."""
    if sys.platform == "linux":
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return f"{line.partition(':')[2].strip()} ({platform.machine()})"
    return platform.processor() or platform.machine()


def write_figures(path: str, text: str) -> None:
    """Put the figures between the markers of a file."""
    with open(path, encoding="utf-8") as file:
        whole = file.read()
    before, _, rest = whole.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{path} has no place for figures: {BEGIN} and {END}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")
