"""Policies written as text, loaded, and run over models given as text."""

from __future__ import annotations

import os.path
import tempfile
from typing import TYPE_CHECKING

from built_models import build

from coverage_lint.errors import PolicyError
from coverage_lint.policy.fields.catalogue import catalogue
from coverage_lint.policy.load import load_policies
from coverage_lint.policy.program import compile_policies
from coverage_lint.policy.run import Decided, Runner
from coverage_lint.policy.undecided.policies import UndecidedPolicies

if TYPE_CHECKING:
    from coverage_lint.engine.executor import Engine
    from coverage_lint.policy.policy import Policy

FIELDS = {
    "code": "XX100",
    "name": "some-policy",
    "title": "Some title",
    "severity": "error",
    "why": "Because.",
    "source": "a judgement",
    "for": "plan",
    "when": "1 < 2",
    "message": "something is wrong",
    "help": "Mend it.",
}


def policy(**changed: str | None) -> str:
    """Write a policy; None leaves a field out, text that begins with a line break is a block."""
    fields = {**FIELDS, **changed}
    lines = []
    for key, value in fields.items():
        if value is not None:
            lines.append(f"  {key}:{value}" if value.startswith("\n") else f"  {key}: {value}")
    return "-" + "\n".join(lines)[1:] + "\n"


def load(text: str) -> list[Policy]:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "own.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return load_policies(path, "own.yaml", catalogue())


def refusal(text: str) -> PolicyError:
    """Return the fault for which a file of policies is refused."""
    try:
        compile_policies(load(text))
    except PolicyError as error:
        return error
    raise AssertionError("the policies were accepted")


def place_of(error: PolicyError) -> tuple[int, int]:
    assert error.location is not None
    return error.location.line, error.location.column


def underlined(error: PolicyError) -> str:
    assert error.location is not None
    return error.location.source.text[error.location.start : error.location.end]


def run(
    text: str, model: str, *, on: str | None = None, engine: Engine = "interpreter", **parameters: object
) -> Decided:
    """Run policies over a model; parameters are those of every policy."""
    made = load(text)
    given = {one.code: parameters for one in made}
    return with_lacks(Runner(compile_policies(made), engine, on, given).run(build(model).model))


def with_lacks(decided: Decided) -> Decided:
    """Say of each policy that was left open what it lacked."""
    left_open = [one for held in decided.unanswered(lambda *_: True).policies() for one in held.left_open]
    return decided._replace(undecided=UndecidedPolicies(left_open))
