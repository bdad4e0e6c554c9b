"""A machine that runs the action as GitHub does: its steps in order, expressions worked out, files for what they tell.

Only GitHub's own address is out of reach: `gh` is a program of these tests, fake_gh.py, that keeps comments in a file.
The step that installs a Python is passed over; the one that runs the tests is taken.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from git_repository import IDENTITY
from readers import REPOSITORY, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

ACTION = read_yaml(REPOSITORY / "action.yml")


class Ran(NamedTuple):
    """What a run of the action left."""

    status: int
    """Of the gravest step, as the job's."""
    log: str
    summary: str
    outputs: dict[str, str]


class Event(NamedTuple):
    """What GitHub tells of why a workflow runs."""

    name: str
    base_ref: str = ""
    pull_request: int | None = None
    merge_group_base: str = ""


PUSH = Event("push")
PULL_REQUEST = Event("pull_request", "main", 7)


class Machine(NamedTuple):
    """A work tree, a folder for what steps leave, and programs that the PATH begins with."""

    work: Path
    temp: Path
    programs: Path

    def run(self, event: Event, installed: str = "", **inputs: str) -> Ran:
        """Run the action on an event. Inputs have '_' for '-'. With `installed`, a command, nothing is installed."""
        context = _Context(event, inputs)
        if installed:
            context.outputs["install"] = {"command": installed}
        status, log, summary = 0, "", ""
        for number, step in enumerate(ACTION["runs"]["steps"]):
            condition = step.get("if", "${{ !failure() }}")
            skipped = step.get("id") in context.outputs or "uses" in step
            if skipped or not context.holds(condition, failed=status != 0):
                continue
            ended = self._step(step, context, event, number)
            status = status or ended.status
            log += ended.log
            summary += ended.summary
            context.outputs[step.get("id", str(number))] = ended.outputs
        given = {name: context.text(one["value"]) for name, one in ACTION["outputs"].items()}
        return Ran(status, log, summary, given)

    def _step(self, step: dict[str, Any], context: _Context, event: Event, number: int) -> Ran:
        assert step["shell"] == "bash"
        told, summary = self.temp / f"output-{number}", self.temp / f"summary-{number}"
        told.write_text("", encoding="utf-8")
        summary.write_text("", encoding="utf-8")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))},
            **IDENTITY,
            **{name: context.text(value) for name, value in step.get("env", {}).items()},
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(REPOSITORY),
            "GITHUB_BASE_REF": event.base_ref,
            "GITHUB_EVENT_NAME": event.name,
            "GITHUB_JOB": "plan",
            "GITHUB_OUTPUT": str(told),
            "GITHUB_REPOSITORY": "acme/sales-plan",
            "GITHUB_SHA": _head(self.work),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_WORKFLOW": "The gate -- of ours",
            "RUNNER_TEMP": str(self.temp),
        }
        # As GitHub runs what has `shell: bash`.
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        ended = subprocess.run(
            command, cwd=self.work, env=environment, capture_output=True, check=False, text=True, encoding="utf-8"
        )
        pairs = (line.split("=", 1) for line in told.read_text(encoding="utf-8").splitlines())
        log = ended.stdout + ended.stderr
        return Ran(ended.returncode, log, summary.read_text(encoding="utf-8"), dict(pairs))


class _Context:
    """Works out the few kinds of expressions that the action is written with; others are a fault of the test."""

    def __init__(self, event: Event, inputs: dict[str, str]) -> None:
        self.outputs: dict[str, dict[str, str]] = {}
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() <= ACTION["inputs"].keys()
        self._inputs = {name: given.get(name, one.get("default", "")) for name, one in ACTION["inputs"].items()}
        self._event = event

    def text(self, template: str) -> str:
        """Put in the values of expressions."""
        return re.sub(r"\$\{\{ (.+?) \}\}", lambda found: self._value(found[1]), template)

    def holds(self, condition: str, *, failed: bool) -> bool:
        """True if a step runs. Without a word on how those before ended, none may have failed."""
        (expression,) = re.fullmatch(r"\$\{\{ (.+) \}\}", condition).groups()  # type: ignore[union-attr]
        terms = expression.split(" && ")
        if "!cancelled()" not in terms and failed:
            return False
        return all(self._true(term) for term in terms if term not in {"!cancelled()", "!failure()"})

    def _true(self, term: str) -> bool:
        left, sign, right = re.fullmatch(r"(\S+?)(?: (==|!=) (\S+))?", term).groups()  # type: ignore[union-attr]
        if not sign:
            return bool(self._value(left))
        return (self._value(left) == self._value(right)) is (sign == "==")

    def _value(self, expression: str) -> str:
        for term in expression.split(" || "):
            value = self._term(term)
            if value:
                return value
        return ""

    def _term(self, term: str) -> str:
        if term.startswith("'"):
            return term.strip("'")
        event = self._event
        number = "" if event.pull_request is None else str(event.pull_request)
        known = {
            "github.event.pull_request": number,
            "github.event.pull_request.number": number,
            "github.event.merge_group.base_sha": event.merge_group_base,
            "github.token": "a-token",
            "steps.python.outputs.python-path": sys.executable,
        }
        if term in known:
            return known[term]
        kind, name, *rest = term.split(".")
        if kind == "inputs" and not rest:
            return self.text(self._inputs[name])
        assert kind == "steps", term
        assert rest[0] == "outputs", term
        return self.outputs.get(name, {}).get(rest[1], "")


def _head(folder: Path) -> str:
    ended = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, check=True, text=True)
    return ended.stdout.strip()
