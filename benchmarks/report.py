"""Turns measured runs into the table of benchmarks/README.md, and holds them against the targets."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from importlib.metadata import version
from typing import NamedTuple

from timing import Pairs, median_peak, median_seconds

RATIO_TARGETS = {20: 0.25, 2_000: 0.18, 20_000: 0.16}
"""The most that a check may take of check-jsonschema's time."""
SPECTRAL_TARGETS = {20: 0.13, 2_000: 0.3, 20_000: 0.9}
"""The most that a check may take of Spectral's time."""
GROWTH_FROM, GROWTH_TO, GROWTH_TARGET = 2_000, 20_000, 10
REPORT_TARGET = 5
"""The most that a report may take of a check's time, beside the drawing of its charts."""
DIFF_TARGET = 2.5
"""The most that a diff of two models may take of the time that a check of one takes."""
BEGIN, END = "<!-- figures: written by compare.py --write -->", "<!-- end of figures -->"


class Case(NamedTuple):
    """A generated model."""

    people: int
    variant: str

    def target(self) -> float | None:
        """Return the most that the check may take of check-jsonschema's time; None where nothing is asked."""
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


class Other(NamedTuple):
    """The check of a valid model, and Spectral over the same file with ten rules of its own, in turn."""

    people: int
    pairs: Pairs
    version: str
    """Spectral's."""


class Growth(NamedTuple):
    """The check of a small and of a large model, in turn."""

    variant: str
    pairs: Pairs


class Diff(NamedTuple):
    """The diff of two models, and the check of the newer one, in turn."""

    people: int
    pairs: Pairs


class Page(NamedTuple):
    """The report of a model in HTML, and the check of it, in turn; and what drawing its charts takes."""

    people: int
    pairs: Pairs
    charts: float
    """Seconds."""
    size: int
    """Bytes of the page."""


class Measured(NamedTuple):
    """All that one run of the benchmark measured."""

    loads: list[float]
    """The machine's load average when it began, and when it ended."""
    results: list[Result]
    growths: list[Growth]
    diffs: list[Diff]
    costs: Costs | None
    page: Page | None = None
    others: tuple[Other, ...] = ()


def table(measured: Measured) -> tuple[str, bool]:
    """Write the figures as Markdown, and say whether every target was met."""
    lines = [_provenance(measured.loads), "", *_HEADER]
    met = True
    for result in measured.results:
        line, fine = row(result)
        lines.append(line)
        met = met and fine
    for other in measured.others:
        line, fine = beside_spectral(other)
        lines += ["", line]
        met = met and fine
    for growth in measured.growths:
        line, fine = grown(growth)
        lines += ["", line]
        met = met and fine
    for diff in measured.diffs:
        line, fine = compared(diff)
        lines += ["", line]
        met = met and fine
    if measured.page is not None:
        line, fine = reported(measured.page)
        lines += ["", line]
        met = met and fine
    if measured.costs is not None:
        lines += ["", _policy_costs(measured.costs)]
    return "\n".join(lines), met


_HEADER = (
    "| people | model | `coverage-lint check` | `check-jsonschema` | ratio | at most | peak memory | theirs | |",
    "|--:|---|--:|--:|--:|--:|--:|--:|---|",
)


def row(result: Result) -> tuple[str, bool]:
    """Return the line of a model, and True if no target was missed."""
    case, (ours, theirs) = result.case, result.pairs
    ratio, target = result.pairs.ratio(), case.target()
    peaks = median_peak(ours), median_peak(theirs)
    missed = [
        *(["time"] if target is not None and ratio > target else []),
        *(["memory"] if peaks[0] > peaks[1] else []),
    ]
    cells = (
        f"{case.people:,}", case.variant, f"{median_seconds(ours):.3f} s", f"{median_seconds(theirs):.3f} s",
        f"{ratio:.3f}", "" if target is None else f"{target:.2f}", f"{peaks[0]:.0f} MB", f"{peaks[1]:.0f} MB",
        f"missed: {' and '.join(missed)}" if missed else "met",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |", not missed


def beside_spectral(other: Other) -> tuple[str, bool]:
    """Return what Spectral takes for ten rules, and True if the check stays within its share of that."""
    ratio, target = other.pairs.ratio(), SPECTRAL_TARGETS.get(other.people)
    fine = target is None or ratio <= target
    line = (
        f"Spectral {other.version} takes {median_seconds(other.pairs.second):.3f} s for ten rules over the valid model "
        f"of {other.people:,} people; the check takes {median_seconds(other.pairs.first):.3f} s, {ratio:.2f} of it"
    )
    return f"{line}." if target is None else f"{line} (at most {target}: {'met' if fine else 'missed'}).", fine


def grown(growth: Growth) -> tuple[str, bool]:
    """Say how the time grows from a small model to a large one."""
    times = 1 / growth.pairs.ratio()
    fine = times <= GROWTH_TARGET
    line = f"From {GROWTH_FROM:,} to {GROWTH_TO:,} people, {growth.variant}: {times:.1f} times the time"
    return f"{line} (at most {GROWTH_TARGET}: {'met' if fine else 'missed'}).", fine


def compared(diff: Diff) -> tuple[str, bool]:
    """Say what a diff takes."""
    ratio = diff.pairs.ratio()
    fine = ratio <= DIFF_TARGET
    line = (
        f"`coverage-lint diff` of the valid and the defective model of {diff.people:,} people: "
        f"{median_seconds(diff.pairs.first):.3f} s, {ratio:.2f} times the check of the newer one"
    )
    return f"{line} (at most {DIFF_TARGET}: {'met' if fine else 'missed'}).", fine


def reported(page: Page) -> tuple[str, bool]:
    """Say what a report takes."""
    whole, check = median_seconds(page.pairs.first), median_seconds(page.pairs.second)
    ratio = (whole - page.charts) / check
    fine = ratio <= REPORT_TARGET
    line = (
        f"`coverage-lint report` of {page.people:,} people in HTML: {whole:.3f} s, of which {page.charts:.3f} s draw "
        f"charts; the rest is {ratio:.2f} times the check (at most {REPORT_TARGET}: {'met' if fine else 'missed'}). "
        f"The page has {page.size / 1_000_000:.1f} MB."
    )
    return line, fine


def _policy_costs(costs: Costs) -> str:
    structure, uncached = median_seconds(costs.structure.first), median_seconds(costs.uncached.first)
    return (
        f"At 20 people, valid, the usual check takes {median_seconds(costs.structure.second):.3f} s; "
        f"`check --select CL0` {structure:.3f} s, {costs.structure.ratio():.2f} of it; without a cache of compiled "
        f"policies, as on the first run, {uncached:.3f} s, {costs.uncached.ratio():.2f} of it."
    )


def _provenance(loads: list[float]) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("coverage-lint", "check-jsonschema", "jsonschema"))
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = f"{_processor()}, {os.cpu_count()} cores, {platform.system()}"
    load = " and ".join(f"{load:.1f}" for load in loads)
    return f"{today}, {machine}; {python}; {packages}. Load average of the machine before and after: {load}."


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
