"""Baselines: old findings stay old when things move, and a second one never hides behind a first."""

import json

import pytest

from coverage_lint.checking import Options, check_data
from coverage_lint.decisions.baseline import (
    NAME,
    Baseline,
    compare,
    find_baseline,
    gone,
    kept,
    load_baseline,
    record,
    save_baseline,
)
from coverage_lint.policy.problems import Misuse

OPTIONS = Options(select=("CL01", "CL304"))
FIRST = "coverage_model: 1\ngroups:\n  - id: a\n  - id: b\n    leader: x\npeople:\n  - {id: x}\n"


def findings(text):
    (model,) = check_data(text.encode(), "m.yaml", OPTIONS).models
    return model.findings


@pytest.fixture
def baseline(tmp_path):
    return record(findings(FIRST), str(tmp_path / NAME), str(tmp_path))


def test_what_is_recorded_is_old(baseline, tmp_path):
    compared = compare(findings(FIRST), baseline, str(tmp_path))
    assert (compared.new, [one.entity for one in compared.old]) == ([], ["group a"])


def test_reordering_and_edits_elsewhere_change_nothing(baseline, tmp_path):
    moved = "# a comment\n\ncoverage_model: 1\npeople:\n  - {id: x}\ngroups:\n  - {id: b, leader: x}\n  - id: a\n    name: A\n"
    assert compare(findings(moved), baseline, str(tmp_path)).new == []


def test_another_entity_with_the_same_defect_is_new(baseline, tmp_path):
    more = "coverage_model: 1\ngroups:\n  - id: a\n  - id: c\npeople:\n  - {id: x}\n"
    compared = compare(findings(more), baseline, str(tmp_path))
    assert [one.entity for one in compared.new] == ["group c"]


def test_a_second_finding_of_one_entity_and_field_is_new(tmp_path):
    one = findings(FIRST)
    baseline = record(one, str(tmp_path / NAME), str(tmp_path))
    compared = compare((*one, *one), baseline, str(tmp_path))
    assert (len(compared.old), len(compared.new)) == (1, 1)


def test_what_no_longer_occurs_is_told_and_dropped_and_nothing_added(baseline, tmp_path):
    repaired = findings(FIRST.replace("  - id: a\n", "  - {id: a, leader: x}\n"))
    compared = compare(repaired, baseline, str(tmp_path))
    assert list(gone(baseline, compared.met)) == [("m.yaml", "CL304", "group a", "leader")]
    assert kept(baseline, compared.met).counts == {}


def test_it_is_written_and_read_back(baseline, tmp_path):
    save_baseline(baseline)
    assert dict(load_baseline(baseline.path).counts) == dict(baseline.counts)
    held = json.loads((tmp_path / NAME).read_text())
    assert held == {
        "version": 1,
        "findings": [{"file": "m.yaml", "code": "CL304", "entity": "group a", "field": "leader", "count": 1}],
    }
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_an_empty_one_is_valid(tmp_path):
    save_baseline(Baseline(str(tmp_path / NAME), {}))
    assert dict(load_baseline(str(tmp_path / NAME)).counts) == {}


def test_what_kept_a_file_from_being_read_is_never_baselined(tmp_path):
    broken = check_data(b"coverage_model: 1\na: [\n", "m.yaml", Options()).models[0].findings
    baseline = record(broken, str(tmp_path / NAME), str(tmp_path))
    assert dict(baseline.counts) == {}
    assert compare(broken, baseline, str(tmp_path)).new == list(broken)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "findings": []}', '{"version": 1, "findings": [1]}', "[" * 9999]
)
def test_a_broken_baseline_is_misuse(tmp_path, text):
    (tmp_path / NAME).write_text(text)
    with pytest.raises(Misuse, match="baseline"):
        load_baseline(str(tmp_path / NAME))


def test_the_nearest_is_found_up_to_the_repository(tmp_path):
    (tmp_path / NAME).write_text("{}")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_baseline(str(inner)) == str(tmp_path / NAME)
    (tmp_path / "a" / ".git").mkdir()
    assert find_baseline(str(inner)) is None
