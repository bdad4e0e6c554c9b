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


def cases_of_code(code: str) -> list[Case]:
    return [case for file in FILES for case in cases_of(file) if case.policy.code == code]


def test_every_policy_has_a_case_that_fires_and_one_that_does_not_and_one_that_sets_its_parameter():
    cases = [case for file in FILES for case in cases_of(file)]
    assert {case.policy.code for case in cases if case.expected} == POLICIES.keys()
    assert {case.policy.code for case in cases if not case.expected} == POLICIES.keys()
    assert {case.policy.code for case in cases if case.parameters} == {
        code for code, policy in POLICIES.items() if policy.parameters
    }


JUDGED = sorted(
    code
    for code, policy in POLICIES.items()
    if any("judgement" in (spec.source or policy.source).lower() for spec in policy.parameters.values())
)
GOOD_PLAN = "a good plan: "


@pytest.mark.parametrize("code", JUDGED)
def test_a_figure_that_is_a_judgement_says_which_good_plan_it_could_blame(code):
    policy = POLICIES[code]
    assert "could blame" in " ".join([policy.why, *(spec.about for spec in policy.parameters.values())])


@pytest.mark.parametrize("code", sorted(set(JUDGED) - {"CL512"}))
def test_a_figure_that_is_a_judgement_has_that_plan_as_a_case_and_would_blame_it_by_default(code):
    # CL512 asks nothing until a team sets a figure of its own, so no default can blame anybody.
    plans = [case for case in cases_of_code(code) if case.name.startswith(GOOD_PLAN)]
    assert plans
    for case in plans:
        assert not case.expected
        if case.parameters:
            assert run_case(case._replace(parameters={}), catalogue(), "interpreter").fired, case.name
