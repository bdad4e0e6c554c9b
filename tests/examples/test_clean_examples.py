"""Every folder of examples/ but acme-broken is a good plan: a finding in one of them is a false alarm."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from example_folders import CLEAN, ENGINES, EXAMPLES, checked

from coverage_lint.document.model_file import load_documents
from coverage_lint.settings.find import SettingsFinder

if TYPE_CHECKING:
    from coverage_lint.location import Source

REPOSITORY = EXAMPLES.parent
BESIDE = {".coverage-lint.yaml", "README.md"}
"""Settings, and what people read."""
OF_A_REVIEW = ("crm/", "reviews/", "actuals.yaml")
"""What happened: tables of a CRM, how they are read, and the reviews."""


def test_there_are_examples_of_several_kinds_of_company():
    assert {"acme", "startup"} < set(CLEAN)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("example", CLEAN)
def test_a_good_plan_has_no_error_and_no_warning(example, engine):
    report = checked(EXAMPLES / example, engine)
    assert report.models
    assert [
        f"{finding.location.path}:{finding.location.line} {finding.code} {finding.message}"
        for finding in report.findings()
        if finding.severity != "info"
    ] == []


@pytest.mark.parametrize("example", CLEAN)
def test_every_file_has_a_use_and_only_policies_are_passed_over(example):
    """A file is a model, a table of one, or a policy; a check passes over the last, and over nothing else."""
    folder = EXAMPLES / example
    report = checked(folder)
    read = {source.path for model in report.models for source in sources(folder, model.path)}
    policies = packed(folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    files = {path for path in files if not path.startswith(OF_A_REVIEW)}
    assert files - BESIDE == read | policies
    assert set(report.passed_over) == policies


def packed(folder: Path) -> set[str]:
    packs = map(Path, SettingsFinder(os.getcwd(), os.fspath(folder)).nearest(os.fspath(folder)).policies)
    return {path.relative_to(folder).as_posix() for pack in packs for path in pack.rglob("*.yaml")}


def sources(folder: Path, path: str) -> tuple[Source, ...]:
    (document,) = load_documents(os.fspath(folder / path), path).documents
    return document.sources


@pytest.mark.parametrize("example", CLEAN)
def test_it_is_no_draft_and_silences_nothing(example):
    for model in checked(EXAMPLES / example).models:
        assert model.status != "draft"
        assert model.ignored == ()
        assert model.baselined == ()


def test_two_runs_over_all_examples_write_the_same_bytes():
    first, second = (everything(seed, engine) for seed, engine in (("0", ENGINES[0]), ("1", ENGINES[-1])))
    assert b"acme-broken" in first
    assert first == second


def everything(seed: str, engine: str) -> bytes:
    command = [sys.executable, "-m", "coverage_lint", "check", "examples", "--engine", engine, "--format"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.fspath(REPOSITORY)}
    written = b""
    for form in ("text", "concise", "json"):
        ended = subprocess.run([*command, form], cwd=REPOSITORY, env=environment, capture_output=True, check=False)
        assert ended.returncode == 1, ended.stderr
        written += ended.stdout + ended.stderr
    return written
