"""The shipped policies pass the cases that stand beside them, with every engine that runs here."""

from __future__ import annotations

import glob
import os
from functools import cache
from typing import TYPE_CHECKING

import pytest

from coverage_lint.authoring.cases import read_cases, run_case
from coverage_lint.engine.executor import default_engine
from coverage_lint.policy.fields.catalogue import catalogue
from coverage_lint.policy.shipped import shipped
from coverage_lint.system.shipped_data import data_path

if TYPE_CHECKING:
    from coverage_lint.authoring.cases import Case

POLICIES = {policy.code: policy for policy in shipped().policies}
FILES = sorted(map(os.path.basename, glob.glob(data_path("policies", "*.cases.yaml"))))
ENGINES = sorted({default_engine(), "interpreter"})


@cache
def cases_of(file: str) -> list[Case]:
    return read_cases(data_path("policies", file), f"policies/{file}", POLICIES)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("file", FILES)
def test_the_cases_of_a_file_pass(file, engine):
    results = [run_case(case, catalogue(), engine) for case in cases_of(file)]
    assert results
    assert [f"{one.location.path}:{one.location.line}: {one.problem}" for one in results if one.problem] == []


def test_every_policy_has_a_case_that_fires_and_one_that_does_not_and_one_that_sets_its_parameter():
    cases = [case for file in FILES for case in cases_of(file)]
    assert {case.policy.code for case in cases if case.expected} == POLICIES.keys()
    assert {case.policy.code for case in cases if not case.expected} == POLICIES.keys()
    assert {case.policy.code for case in cases if case.parameters} == {
        code for code, policy in POLICIES.items() if policy.parameters
    }
