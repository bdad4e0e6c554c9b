"""A check goes by the settings of each model."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from setting import OWN, REPOSITORY, run, write

if TYPE_CHECKING:
    from pathlib import Path

MODEL = "coverage_model: 1\nplan: {nmae: x}\n"
CL011 = "CL011 unknown-key"


def check(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    """Return the exit status, and place, severity and code of each finding of CL0."""
    ended = run(folder, "check", "--format", "concise", *arguments)
    assert ended.returncode in {0, 1}, ended.stderr
    return ended.returncode, [line.split(": ")[0] + " " + line.split(": ")[1] for line in ended.stdout.splitlines()]


def test_each_model_goes_by_its_own_settings(tmp_path: Path):
    for name in ("a/plan.yaml", "b/plan.yaml", "c/plan.yaml"):
        write(tmp_path, name, MODEL)
    write(tmp_path, OWN, "select: [CL011]\n")
    write(tmp_path, f"b/{OWN}", "select: [CL011]\nseverity: {CL0: info}\n")
    write(tmp_path, f"c/{OWN}", "select: [CL010]\n")
    status, found = check(tmp_path)
    assert status == 1
    assert found == [f"a/plan.yaml:2:8 error {CL011}", f"b/plan.yaml:2:8 info {CL011}"]
    assert check(tmp_path, "b/plan.yaml")[0] == 0
    assert check(tmp_path, "b/plan.yaml", "--fail-on", "info")[0] == 1


def test_the_command_line_goes_before_settings(tmp_path: Path):
    write(tmp_path, "plan.yaml", MODEL)
    write(tmp_path, OWN, "select: [CL010]\nfail-on: never\n")
    assert check(tmp_path) == (0, [])
    assert check(tmp_path, "--select", "CL011") == (0, [f"plan.yaml:2:8 error {CL011}"])
    assert check(tmp_path, "--select", "CL011", "--fail-on", "error")[0] == 1


def test_excluded_files_are_not_searched_and_per_file_counts_for_its_files(tmp_path: Path):
    for name in ("old/plan.yaml", "new/plan.yaml", "pilot.yaml"):
        write(tmp_path, name, MODEL)
    write(tmp_path, OWN, "select: [CL011, CL021]\nexclude: [old/]\nper-file: {pilot.yaml: {ignore: [unknown-key]}}\n")
    assert check(tmp_path) == (1, [f"new/plan.yaml:2:8 error {CL011}"])
    assert check(tmp_path, "old/plan.yaml") == (1, [f"old/plan.yaml:2:8 error {CL011}"])


def test_limits_hold_for_the_models(tmp_path: Path):
    write(tmp_path, "plan.yaml", "coverage_model: 1\nx-deep: [[[]]]\n")
    write(tmp_path, OWN, "limits: {depth: 3}\n")
    _, found = check(tmp_path)
    assert "plan.yaml:2:11 error CL004 too-large" in found


def test_a_parameter_of_the_settings_is_the_one_that_is_asked_for(tmp_path: Path):
    with open(os.path.join(REPOSITORY, "examples", "startup", "coverage.yaml"), encoding="utf-8") as file:
        write(tmp_path, "plan.yaml", file.read())
    assert check(tmp_path, "--select", "CL301") == (0, [])
    write(tmp_path, OWN, "parameters: {quota-over-assignment: {over_assignment: 1}}\n")
    status, found = check(tmp_path, "--select", "CL301")
    assert (status, [line.rpartition("error ")[2] for line in found]) == (1, ["CL301 quota-over-assignment"])
