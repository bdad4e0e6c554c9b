"""What is typed: commands and options, mostly sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.console.format_options import FORMATS
from fuzzing.oddities import pick

if TYPE_CHECKING:
    from random import Random

_SHARES = {"text": 6, "concise": 3, "json": 6, "markdown": 2}
"""How often a format is asked for, 1 for the others: mostly those that are quick to write."""
CODES = (
    "CL0", "CL1", "CL2", "CL3", "CL301", "CL309", "CL9", "CL", "quota-over-assignment", "CL001", "CL8", "C", "CL100", "CL4",
)  # fmt: skip
ODD_CODES = (
    "AC", "AC101", "cl301", "CL999", "", " ", "nonsense", "CL301,CL302", "CL*", "quota-over-asignment", "CL3010", "CL 3", "-",
)  # fmt: skip
_OUTPUTS = ("out", "out", "coverage.yaml", ".", "no/where", "")
DAYS = ("2027-03-01", "2026-12-31", "2027-02-29", "soon", "0001-01-01", "9999-12-31", "2027-1-1")


def judging(rng: Random, structure: float = 0) -> list[str]:
    """Draw options on how models are judged; `structure` is how often the structure alone is, which is quicker."""
    made: list[str] = []
    if rng.random() < structure:
        made += ["--select", rng.choice(("CL0", "CL0", "CL0,CL1"))]
    for share, option in (
        (0.06, ["--select", pick(rng, CODES, ODD_CODES)]),
        (0.06, ["--ignore", pick(rng, CODES, ODD_CODES)]),
        (0.05, ["--no-ignores"]),
        (0.04, ["--no-baseline"]),
        (0.08, ["--strict"]),
        (0.15, ["--on", rng.choice(DAYS[:2] if rng.random() < 0.8 else DAYS)]),
        (0.02, ["--baseline", rng.choice(("b.json", "coverage.yaml", ".", "nowhere"))]),
    ):
        if rng.random() < share:
            made += option
    return made


def shown(rng: Random) -> list[str]:
    """Draw options on how findings are shown."""
    made: list[str] = []
    for share, option in (
        (0.6, ["--format", rng.choices(list(FORMATS), [_SHARES.get(one, 1) for one in FORMATS])[0]]),
        (0.1, ["--show-undecided"]),
        (0.04, ["--color", "always"]),
        (0.1, ["--fail-on", rng.choice(("error", "warning", "info", "never"))]),
        (0.02, ["--output", f"{rng.choice(list(FORMATS))}={rng.choice(_OUTPUTS)}"]),
    ):
        if rng.random() < share:
            made += option
    return made


def check(rng: Random, *paths: str, structure: float = 0) -> tuple[str, ...]:
    """Draw a check of paths."""
    return ("check", *judging(rng, structure), *shown(rng), *paths)


def diff(rng: Random, *versions: str) -> tuple[str, ...]:
    """Draw a diff of versions."""
    return ("diff", *judging(rng), *shown(rng), *versions)


def report(rng: Random, *paths: str) -> tuple[str, ...]:
    """Draw a report; rarely as a page, whose charts take a second to draw."""
    form = "html" if rng.random() < 0.004 else rng.choice(("markdown", "json"))
    return ("report", *judging(rng), "--format", form, *paths)


def encoding(rng: Random) -> str:
    """Draw the encoding of standard output."""
    return rng.choice(("ascii", "latin-1", "cp1252")) if rng.random() < 0.05 else "utf-8"
