"""What the command says of values out of bounds, and of words nearly right: code, file, line, column."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from running import CLEAN, run


def found(folder, text, *options: str, **tables: str):
    """Check a model; return each finding as code, path, line and column, and its help by the same."""
    (folder / "coverage.yaml").write_text(text, encoding="utf-8")
    for name, table in tables.items():
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    done = run(folder, "check", "coverage.yaml", "--format", "json", *options)
    assert done.stderr == b""
    findings = [one for model in json.loads(done.stdout)["models"] for one in model["findings"]]
    return {
        (one["code"], one["place"]["path"], one["place"]["line"], one["place"]["column"]): one["help"]
        for one in findings
    }


def place(text, written, what):
    """Return line and column of a value within the first line that holds some text."""
    for number, line in enumerate(text.split("\n"), 1):
        if written in line:
            return number, line.index(written) + written.index(what) + 1
    raise AssertionError(written)


PERCENTS = {
    "attainment": ("90", "Write 0.9, if 90 % is meant."),
    "win_rate": ("22", "Write 0.22, if 22 % is meant."),
    "loaded_factor": ("25", "Write 1.25, if 25 % on top is meant."),
    "probability": ("30", "Write 0.3, if 30 % is meant."),
}


@pytest.mark.parametrize("field", PERCENTS)
def test_a_ratio_typed_as_percent_is_one_error_there_with_the_value_and_nothing_follows_from_it(tmp_path, field):
    wrong, advice = PERCENTS[field]
    text, changed = re.subn(rf"\b{field}: [0-9.]+", f"{field}: {wrong}", CLEAN, count=1)
    assert changed == 1
    line, column = place(text, f"{field}: {wrong}", wrong)
    assert found(tmp_path, text) == {("CL010", "coverage.yaml", line, column): advice}


def test_a_percent_in_a_table_is_told_at_its_cell(tmp_path):
    text = "coverage_model: 1\nplan: {status: draft}\nroles: {from: roles.csv}\n"
    told = found(tmp_path, text, "--select", "CL0", roles="id,attrition\nhunter,0.12\nfarmer,12\n")
    assert told == {("CL010", "roles.csv", 3, 8): "Write 0.12, if 12 % is meant."}


def test_a_file_s_name_alone_is_told_with_the_text_to_write(tmp_path):
    text = "coverage_model: 1\nplan: {status: draft}\npeople: people.csv\n"
    told = found(tmp_path, text, "--select", "CL0", people="id\nada\n")
    assert told == {("CL010", "coverage.yaml", 3, 9): "Write people: {from: people.csv}."}
    right = text.replace("people.csv", "{from: people.csv}")
    assert found(tmp_path, right, "--select", "CL0") == {}


def test_a_count_in_a_table_may_have_underscores(tmp_path):
    text = "coverage_model: 1\nplan: {status: draft}\nsegments: {from: segments.csv}\n"
    assert found(tmp_path, text, "--select", "CL0", segments="id,accounts\na,1_500\nb,1500\n") == {}
    wrong = found(tmp_path, text, "--select", "CL0", segments="id,accounts\na,1_500.5\nb,-1_500\n")
    assert [where[1:3] for where in wrong] == [("segments.csv", 2), ("segments.csv", 3)]


def test_a_quota_by_goal_is_read_from_the_columns_of_a_table(tmp_path):
    text = "coverage_model: 1\nplan: {status: draft}\ngoals: [{id: new}, {id: old}]\npeople: {from: people.csv}\n"
    told = found(tmp_path, text, "--select", "CL0", people="id,quota.new,quota.ould\nada,5,7\nben,5,\n")
    assert told == {("CL020", "people.csv", 1, 14): "Did you mean old?"}


def test_an_accelerator_that_brakes_is_refused_only_above_the_quota(tmp_path):
    text = "coverage_model: 1\nplan: {status: draft}\nbudget:\n  comp_plans:\n    - id: pay\n      accelerators:\n"
    rows = "        - {above: 0.5, rate: 0.8}\n        - {above: 1, rate: 0.8}\n        - {rate: 0.8}\n"
    advice = "Write 1.8, if 0.8 more than the usual rate is meant."
    assert found(tmp_path, text + rows, "--select", "CL0") == {("CL010", "coverage.yaml", 8, 28): advice}


def test_a_postal_code_is_never_taken_for_the_next_one(tmp_path):
    text = "coverage_model: 1\nplan: {status: draft}\nterritories:\n  - {id: '01581'}\n  - {id: a, parent: '{}'}\n"
    (near,) = found(tmp_path, text.replace("{}", "01582"), "--select", "CL0").items()
    assert near == (("CL020", "coverage.yaml", 5, 21), "Add it to territories, or name one that is there.")
    (lost,) = found(tmp_path, text.replace("{}", "1581"), "--select", "CL0").items()
    assert lost == (("CL020", "coverage.yaml", 5, 21), "Did you mean 01581?")


def test_findings_stand_in_the_order_of_the_text(tmp_path):
    text = "coverage_model: 1\nplan: {status: draft}\nprocess: {win_rate: 25}\nstaffing: {attainment: 90}\n"
    lines = [where[2] for where in found(tmp_path, text, "--select", "CL0")]
    assert lines == [3, 4]
    assert all(one < other for one, other in pairwise(lines))
