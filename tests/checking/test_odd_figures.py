"""One figure is wrong in a sound plan: the command tells it where it stands, and nothing that follows from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from in_process import run_here

from coverage_lint import check

EXAMPLES = Path(__file__).parents[2] / "examples"
HERE = "«"
"""Stands in an edit where the finding must be."""

SWAPPED = "{Q1: 800_000, Q2: 1_000_000, Q3: 940_000, Q4: 1_260_000}"

EDITS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "CL116 error": ("startup", [("target: 1_600_000", "target: «16_000_000")]),
    "CL117 error": ("startup", [("    target: 1_600_000", "    target: 1_600_000\n    self_serve: «16_000_000")]),
    "CL118 warning": (
        "startup",
        [
            (
                "\ngoals:\n",
                f"\ngoals:\n  - id: all\n    target: 4_000_000\n    «phasing: {SWAPPED}\n",
            ),
            ("    motion: new_business\n    target", "    motion: new_business\n    parent: all\n    target"),
            ("    target: 1_600_000", "    parent: all\n    target: 1_600_000"),
        ],
    ),
    "CL119 warning": ("startup", [("prior_actual: 1_500_000", "prior_actual: «150_000")]),
    "CL209 error": ("startup", [("quota: 400_000", "quota: «800_000")]),
    "CL210 error": ("startup", [("ramp: [0, 0.25, 0.50, 0.75]", "«ramp: [0, 0.50, 0.25, 0.75]")]),
    "CL228 error": ("startup", [("productivity: 800_000", "productivity: «800")]),
    "CL230 error": ("startup", [("quota: 820_000", "quota: «8_200_000")]),
    "CL232 error": ("startup", [("start: 2024-04-01", "start: 2024-04-01\n    end: «2024-03-31")]),
    "CL234 error": ("startup", [("start: 2024-04-01", "start: 2024-04-01\n    end: «2026-12-31")]),
    "CL235 error": (
        "distributors",
        [("phasing: {Q1: 320_000, Q2: 380_000}", "«phasing: {Q1: 320_000, Q3: 380_000}")],
    ),
    "CL236 error": ("startup", [("span: {min: 3, max: 9}", "«span: {min: 9, max: 3}")]),
    "CL237 error": (
        "startup",
        [("account_executive\n    motion: new_business", "account_executive\n    motion: «renewal")],
    ),
    "CL239 error": ("startup", [("family: account_executive\n", "family: account_executive\n    sells: «false\n")]),
    "CL240 warning": (
        "startup",
        [("quota: 780_000", "quota: 780_000\n    «quota_relief: {amount: 10_000, reason: Leave}")],
    ),
    "CL241 warning": (
        "startup",
        [
            (
                "role: sales-engineer\n    group: new-business",
                "role: sales-engineer\n    «groups: {new-business: 0.5, customers: 0.05}",
            )
        ],
    ),
    "CL242 warning": ("startup", [("name: Claire Morel", "name: Claire Morel\n    count: «0")]),
    "CL243 warning": (
        "startup",
        [
            ("start: 2025-02-01", "start: 2025-02-01\n    seat: first"),
            ("start: 2025-11-01", "start: 2025-11-01\n    seat: «first"),
        ],
    ),
    "CL244 warning": ("startup", [("start: 2027-02-01", "start: «2026-02-01")]),
    "CL245 error": (
        "distributors",
        [("quota: {new-installations: 3_600_000, replacements-and-parts: 7_400_000}",
          "«quota: {new-installations: 3_600_000, replacements-and-parts: 740_000}")],
    ),
    "CL246 warning": ("startup", [("quota: 820_000", "quota: 820_000\n    prior_actual: «82_000")]),
    "CL247 error": ("startup", [("name: Idris Bello", "name: Idris Bello\n    count: «20")]),
    "CL248 error": (
        "startup",
        [("target: 2_400_000\n", "target: «2_400_000\n"), ("attainment: 0.90", "attainment: 0.85")],
    ),
    "CL519 error": ("startup", [("variable: 75_000", "variable: 75_000\n      market_ote: «15_000")]),
    "CL520 error": (
        "startup",
        [
            ("roles: [customer-success-manager]", "roles: [customer-success-manager, account-manager]"),
            ("- id: account-manager\n", "- id: «account-manager\n"),
        ],
    ),
    "CL521 error": (
        "startup",
        [("[{above: 1.0, rate: 1.5}]\n\n", "[{above: 1.0, rate: 1.5}]\n      cap: «0.9\n\n")],
    ),
    "CL522 error": ("startup", [("base: 75_000", "base: «750_000")]),
}  # fmt: skip


def edited(plan: str, edits: list[tuple[str, str]]) -> tuple[str, str]:
    """Return the text of a plan with edits in it, and where the finding must be, as line:column."""
    text = (EXAMPLES / plan / "coverage.yaml").read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    at = text.index(HERE)
    place = f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"
    return text.replace(HERE, ""), place


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, list[str]]:
    """What one run of the command says of errors and warnings, by plan: each edit stands in a plan of its own."""
    folder = tmp_path_factory.mktemp("plans")
    for name, (plan, edits) in EDITS.items():
        (folder / f"{name[:5]}.yaml").write_text(edited(plan, edits)[0], encoding="utf-8")
    command = [sys.executable, "-m", "coverage_lint", "check", ".", "--format", "concise"]
    environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent), "NO_COLOR": "1"}
    shown = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout
    lines = [line.split(": ") for line in shown.splitlines() if ".yaml:" in line]
    found: dict[str, list[str]] = {name[:5]: [] for name in EDITS}
    for place, said, *_ in lines:
        if said.startswith(("error", "warning")):
            severity, code = said.split()[:2]
            file, line, column = place.split(":")
            found[Path(file).stem].append(f"{line}:{column} {code} {severity}")
    return found


@pytest.mark.parametrize("name", EDITS)
def test_the_odd_figure_is_told_where_it_stands_and_nothing_else(name, told):
    assert told[name[:5]] == [f"{edited(*EDITS[name])[1]} {name}"]


def test_a_quota_for_a_goal_of_others_is_told_and_what_its_own_goal_lacks_waits(tmp_path):
    edits = [("quota: 940_000", "quota: {existing-business: 540_000, new-business: «400_000}")]
    text, place = edited("startup", edits)
    (tmp_path / "coverage.yaml").write_text(text, encoding="utf-8")
    told = [
        (one.code, f"{one.location.line}:{one.location.column}", one.severity, one.waits)
        for one in check(tmp_path / "coverage.yaml").findings()
    ]
    assert told == [("CL238", place, "error", ("CL248", "CL351"))]


ZERO_TOO_MANY = EDITS["CL116 error"]


def codes(folder: Path, text: str, settings: str = "") -> list[str]:
    (folder / "coverage.yaml").write_text(text, encoding="utf-8")
    if settings:
        (folder / ".coverage-lint.yaml").write_text(settings, encoding="utf-8")
    return [one.code for one in check(folder / "coverage.yaml").findings() if str(one.severity) == "error"]


def waits(folder: Path) -> set[str]:
    """Return what is told once an error is settled."""
    return {code for one in check(folder / "coverage.yaml").findings() if one.severity == "error" for code in one.waits}


def test_what_is_accepted_as_right_hides_nothing(tmp_path):
    text, _ = edited(*ZERO_TOO_MANY)
    ignored = text.replace("target: 16_000_000", "target: 16_000_000 # coverage-lint: ignore[CL116] it is meant")
    assert codes(tmp_path, ignored) == ["CL309"]
    assert waits(tmp_path) == {"CL204", "CL218", "CL248", "CL301"}


@pytest.mark.parametrize("settings", ["severity: {CL116: warning}", "severity: {CL116: off}", "ignore: [CL116]"])
def test_what_is_no_error_here_hides_no_error(settings, tmp_path):
    text, _ = edited(*ZERO_TOO_MANY)
    assert codes(tmp_path, text, settings) == ["CL309"]
    assert waits(tmp_path) == {"CL204", "CL218", "CL248", "CL301"}


def accepted(folder: Path, *arguments: str) -> tuple[int, str]:
    ended = run_here(folder, *arguments, "--format", "concise")
    return ended.returncode, (ended.stdout + ended.stderr).decode()


UNATTAINABLE = ("attainment: 0.90", "attainment: 0.50")


def test_an_error_in_the_baseline_hides_nothing_new_that_follows_from_it(tmp_path):
    text, _ = edited(*ZERO_TOO_MANY)
    (tmp_path / "coverage.yaml").write_text(text, encoding="utf-8")
    assert run_here(tmp_path, "baseline").returncode == 0
    assert accepted(tmp_path, "check")[0] == 0  # what follows from it is recorded, too
    (tmp_path / "coverage.yaml").write_text(text.replace(*UNATTAINABLE), encoding="utf-8")
    status, told = accepted(tmp_path, "check")
    assert status == 1
    assert "coverage.yaml:88:1: error CL216 " in told
    assert "CL116" not in told
    (tmp_path / "coverage.yaml").write_text(text, encoding="utf-8")
    assert b"0 dropped" in run_here(tmp_path, "baseline", "--update").stdout
    assert accepted(tmp_path, "check")[0] == 0


def test_an_error_of_the_older_version_hides_nothing_new_that_follows_from_it(tmp_path):
    text, _ = edited(*ZERO_TOO_MANY)
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(text.replace(*UNATTAINABLE), encoding="utf-8")
    status, told = accepted(tmp_path, "diff", "old.yaml", "new.yaml")
    assert status == 1
    assert "new.yaml:88:1: error CL216 " in told
    assert "CL116" not in told
    assert "0 fixed" in told


def test_a_repair_of_what_others_followed_from_is_one_repair(tmp_path):
    text, _ = edited(*ZERO_TOO_MANY)
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "new.yaml").write_bytes((EXAMPLES / "startup" / "coverage.yaml").read_bytes())
    status, told = accepted(tmp_path, "diff", "old.yaml", "new.yaml")
    assert status == 0
    assert "1 fixed" in told


def test_what_is_told_of_a_figure_is_not_open_as_well(tmp_path):
    text, _ = edited(*ZERO_TOO_MANY)
    (tmp_path / "coverage.yaml").write_text(text, encoding="utf-8")
    (model,) = check(tmp_path / "coverage.yaml").models
    told = {(one.code, one.entity) for one in model.findings}
    assert ("CL116", "goal existing-business") in told
    assert model.undecided
    assert not told & {(one.code, one.entity) for one in model.undecided}


def test_what_one_finding_refutes_is_not_told_by_another_that_follows_from_it(tmp_path):
    text, _ = edited(*ZERO_TOO_MANY)
    text = text.replace("quota: 820_000", "quota: 8_200_000").replace(
        "span: {min: 3, max: 9}", "span: {min: 9, max: 3}"
    )
    assert sorted(codes(tmp_path, text)) == ["CL116", "CL230", "CL236"]


def test_what_does_not_follow_from_it_is_told(tmp_path):
    text, _ = edited(*ZERO_TOO_MANY)
    text = text.replace("quota: 2_700_000", "quota: 2_900_000")
    assert sorted(codes(tmp_path, text)) == ["CL116", "CL308"]


OWN = """
- code: AAA001
  name: year-is-odd
  title: A phase is not odd
  severity: error
  why: A test.
  source: a test
  for: {kind}
  when: {when}
  message: this is odd
  at: {at}
  refutes: {refutes}
  help: Change it.
"""


@pytest.mark.parametrize(
    ("kind", "when", "at", "refutes", "silent"),
    [
        ("goal", "target == 2_400_000", "phasing", "phasing", {"CL105"}),  # it fires again, and is told once
        ("goal", "target == 2_400_000", "target", "self_serve", set()),  # not stated: there is nothing to refute
    ],
)
def test_a_teams_own_policy_refutes_too(kind, when, at, refutes, silent, tmp_path):
    own = OWN.format(kind=kind, when=when, at=at, refutes=refutes)
    (tmp_path / "own.yaml").write_text(own, encoding="utf-8")
    text, _ = edited("startup", [("Q4: 800_000}", "Q4: «800}")])
    found = codes(tmp_path, text, "policies: [own.yaml]")
    assert sorted(found) == sorted({"AAA001", "CL105"} - silent)
