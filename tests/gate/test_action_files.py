"""The action, its scripts and the templates, read with what others read them with."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from readers import REPOSITORY, by_schema, gitlab_jobs, parse_yaml, read_yaml, shellcheck, uncommented

if TYPE_CHECKING:
    from pathlib import Path

ACTION = REPOSITORY / "action.yml"
TEMPLATES = REPOSITORY / "templates"
SCRIPTS = sorted((REPOSITORY / "gate").glob("*.sh"))
WORKFLOW = (TEMPLATES / "github-workflow.yml").read_text(encoding="utf-8")
STEPS = read_yaml(ACTION)["runs"]["steps"]


def test_the_action_is_one_by_githubs_schema(tmp_path: Path):
    assert by_schema(ACTION, "github-actions").status == 0
    broken = tmp_path / "action.yml"
    broken.write_text(ACTION.read_text(encoding="utf-8").replace("shell: bash", "shel: bash"), encoding="utf-8")
    assert by_schema(broken, "github-actions").status == 1


def test_the_inputs_are_those_that_people_set():
    assert list(read_yaml(ACTION)["inputs"])[:5] == ["paths", "base", "fail-on", "sarif-file", "comment"]
    for name, one in {**read_yaml(ACTION)["inputs"], **read_yaml(ACTION)["outputs"]}.items():
        assert one["description"].endswith("."), name


def test_no_expression_stands_in_a_script():
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 3
    assert [script for script in scripts if "${{" in script] == []
    workflow = read_yaml(TEMPLATES / "github-workflow.yml")
    assert [step for job in workflow["jobs"].values() for step in job["steps"] if "run" in step] == []


def test_an_action_of_others_is_pinned_to_a_commit():
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one)] == []


def test_each_script_of_the_action_gets_what_it_says_it_takes():
    given = {name for step in STEPS for name in step.get("env", {})}
    for script in SCRIPTS:
        text = script.read_text(encoding="utf-8")
        from_action = set(re.findall(r"\b(?:GATE_[A-Z_]+|COVERAGE_LINT|PYTHON)\b", text))
        assert from_action <= given, script.name


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_the_scripts_of_the_action_pass_shellcheck(script: Path):
    assert shellcheck(script.read_text(encoding="utf-8"), "bash") == (0, "")


def test_shellcheck_finds_what_is_wrong():
    told = shellcheck("#!/bin/sh\nrm -r $1\n[[ -n $2 ]]\n", "sh")
    assert told.status == 1
    assert "SC2086" in told.out
    assert "SC3010" in told.out


def test_the_plain_gate_passes_shellcheck_as_a_posix_shell():
    assert shellcheck((TEMPLATES / "gate.sh").read_text(encoding="utf-8"), "sh") == (0, "")


def test_the_steps_themselves_pass_shellcheck():
    gitlab = read_yaml(TEMPLATES / "gitlab-ci.yml")
    lines = [step["run"] for step in STEPS if "run" in step]
    lines += [line for job in gitlab.values() for key in ("before_script", "script") for line in job.get(key, ())]
    assert len(lines) == 8
    for line in lines:
        assert shellcheck(f"{line}\n", "sh") == (0, ""), line


def test_the_workflow_is_one_by_githubs_schema():
    assert by_schema(TEMPLATES / "github-workflow.yml", "github-workflows").status == 0


def test_the_workflow_gives_the_action_only_inputs_that_it_has():
    action = read_yaml(ACTION)
    (steps,) = (job["steps"] for job in parse_yaml(uncommented(WORKFLOW))["jobs"].values())
    (step,) = (step for step in steps if step["uses"].startswith("OWNER/coverage-lint@"))
    assert set(step["with"]) == {"paths", "fail-on", "comment"}
    assert set(step["with"]) <= set(action["inputs"])
    assert set(re.findall(rf"steps\.{step['id']}\.outputs\.([\w-]+)", WORKFLOW)) <= set(action["outputs"])


def test_the_workflow_has_all_history_and_no_right_but_those_it_needs():
    workflow = read_yaml(TEMPLATES / "github-workflow.yml")
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read", "pull-requests": "write", "security-events": "write"}
    (checkout,) = (step for step in job["steps"] if step["uses"].startswith("actions/checkout@"))
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_the_pipeline_is_one_by_gitlabs_schema(tmp_path: Path):
    assert by_schema(TEMPLATES / "gitlab-ci.yml", "gitlab-ci").status == 0
    merged = tmp_path / "merged.yml"  # the schema leaves alone what is only extended
    pipeline = json.dumps(gitlab_jobs(TEMPLATES / "gitlab-ci.yml"))
    merged.write_text(pipeline, encoding="utf-8")
    assert by_schema(merged, "gitlab-ci").status == 0
    merged.write_text(pipeline.replace('"when": "always"', '"when": "ever"'), encoding="utf-8")
    assert by_schema(merged, "gitlab-ci").status == 1


def test_no_step_lets_python_look_for_modules_in_the_checkout():
    for path in (*SCRIPTS, *TEMPLATES.iterdir(), REPOSITORY / ".pre-commit-hooks.yaml", ACTION):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"(?i:python)[\w\"]* +(?!-I )-.*", text) == [], path.name


def test_no_template_names_an_address_that_does_not_exist():
    for template in TEMPLATES.iterdir():
        text = template.read_text(encoding="utf-8")
        addresses = re.findall(r"https?://[\w./-]+", text)
        assert [one for one in addresses if not one.startswith("https://HOST/OWNER/")] == [], template.name
