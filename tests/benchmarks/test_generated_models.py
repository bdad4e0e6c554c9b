from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_paths
from coverage_lint.document.model_file import read_documents
from coverage_lint.structure import check_structure

GENERATE = os.path.join(os.path.dirname(__file__), "..", "..", "benchmarks", "generate.py")


def generate(*arguments: str) -> bytes:
    return subprocess.run([sys.executable, GENERATE, *arguments], check=True, capture_output=True).stdout


def codes_of(tmp_path, *arguments: str) -> Counter[str]:
    path = tmp_path / "model.yaml"
    path.write_bytes(generate(*arguments))
    report = check_paths([str(path)], Options(), str(tmp_path))
    return Counter(finding.code for finding in report.findings())


@pytest.mark.parametrize("people", ["20", "200"])
def test_a_valid_model_fits_the_schema(people):
    (document,) = read_documents(generate("--people", people), "model.yaml", None).documents
    assert check_structure(document) == []
    assert document.problems == []


@pytest.mark.parametrize("people", ["20", "67", "200", "501", "2000"])
def test_a_valid_model_has_no_findings(tmp_path, people):
    assert codes_of(tmp_path, "--people", people) == Counter()


@pytest.mark.parametrize("people", ["20", "200"])
def test_a_valid_model_leaves_no_policy_undecided(tmp_path, people):
    path = tmp_path / "model.yaml"
    path.write_bytes(generate("--people", people))
    (model,) = check_paths([str(path)], Options(on="2027-06-30"), str(tmp_path)).models
    assert [(one.code, one.entity) for one in model.undecided] == []


@pytest.mark.parametrize("people", ["20", "95", "200"])
def test_a_model_has_as_many_people_as_asked_for(people):
    (document,) = read_documents(generate("--people", people), "model.yaml", None).documents
    assert len(document.root["people"]) == int(people)


@pytest.mark.parametrize("extra", [(), ("--defects", "0.05"), ("--invalid", "0.05")])
def test_the_same_arguments_give_the_same_bytes(extra, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    first = generate("--people", "200", *extra)
    monkeypatch.setenv("PYTHONHASHSEED", "2")
    assert generate("--people", "200", *extra) == first


@pytest.mark.parametrize("people", ["20", "200"])
def test_policy_defects_are_found_and_leave_the_structure_sound(tmp_path, people):
    codes = codes_of(tmp_path, "--people", people, "--defects", "0.05")
    assert codes
    assert not [code for code in codes if code.startswith("CL0")]


@pytest.mark.parametrize("people", ["20", "200"])
def test_structural_defects_are_found_and_cause_no_other_finding(tmp_path, people):
    codes = codes_of(tmp_path, "--people", people, "--invalid", "0.05")
    assert codes
    assert {code[:3] for code in codes} == {"CL0"}


def test_each_broken_person_has_one_finding(tmp_path):
    codes = codes_of(tmp_path, "--people", "200", "--invalid", "0.05")
    assert codes.total() == 10


def test_a_company_too_small_for_its_groups_is_refused():
    made = subprocess.run([sys.executable, GENERATE, "--people", "5"], check=False, capture_output=True, text=True)
    assert made.returncode == 2
    assert "--people must be 20 or more" in made.stderr


def test_two_thousand_people_are_an_enterprise():
    (document,) = read_documents(generate("--people", "2000"), "model.yaml", None).documents
    groups = document.root["groups"]
    parents = {group["id"]: group.get("parent") for group in groups}

    def layers(name: str | None) -> int:
        return 0 if name is None else 1 + layers(parents[name])

    assert max(layers(name) for name in parents) >= 3
    assert any(group.get("overlay") for group in groups)
    assert any(group.get("quota_type") == "pooled" for group in groups)
    assert document.root["partners"]
