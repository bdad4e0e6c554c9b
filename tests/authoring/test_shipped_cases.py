"""The shipped policies pass the cases that stand beside them, with every engine that runs here."""

import glob
import os

import pytest

from coverage_lint.authoring.cases import read_cases, run_case
from coverage_lint.engine.executor import default_engine
from coverage_lint.policy.fields.catalogue import catalogue
from coverage_lint.policy.shipped import shipped
from coverage_lint.system.shipped_data import data_path

POLICIES = {policy.code: policy for policy in shipped().policies}
CASES = [
    case
    for path in sorted(glob.glob(data_path("policies", "*.cases.yaml")))
    for case in read_cases(path, os.path.relpath(path, data_path()), POLICIES)
]
ENGINES = sorted({default_engine(), "interpreter"})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES, ids=[f"{case.policy.code} {case.name}" for case in CASES])
def test_case(case, engine):
    result = run_case(case, catalogue(), engine)
    assert result.problem == "", f"{result.location.path}:{result.location.line}: {result.problem}"


@pytest.mark.parametrize("code", sorted(POLICIES))
def test_every_policy_has_a_case_that_fires_and_one_that_does_not(code):
    own = [case for case in CASES if case.policy.code == code]
    assert any(case.expected for case in own)
    assert any(not case.expected for case in own)


@pytest.mark.parametrize("code", sorted(code for code, policy in POLICIES.items() if policy.parameters))
def test_every_policy_with_a_parameter_has_a_case_that_sets_it(code):
    assert any(case.parameters for case in CASES if case.policy.code == code)


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
    plans = [case for case in CASES if case.policy.code == code and case.name.startswith(GOOD_PLAN)]
    assert plans
    for case in plans:
        assert not case.expected
        if case.parameters:
            assert run_case(case._replace(parameters={}), catalogue(), "interpreter").fired, case.name
