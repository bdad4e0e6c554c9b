"""What the command says of files that it was given, or came across, and did not check."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from running import run

if TYPE_CHECKING:
    from pathlib import Path

REST = "goals:\n  - {id: a, zz: 1}\n"
"""One CL011."""
WRITTEN = {
    "indented": "# c\n coverage_model: 1\n goals:\n   - {id: a, zz: 1}\n",
    "a complex key": f"? coverage_model\n: 1\n{REST}",
    "a tag": f"!!str coverage_model: 1\n{REST}",
    "an anchor": f"&m coverage_model: 1\n{REST}",
    "an escape": f'"coverage\\x5fmodel": 1\n{REST}',
    "lone carriage returns": f"# c\ncoverage_model: 1\n{REST}".replace("\n", "\r"),
    "a later document": f"a: 1\n---\n- b\n---\n'coverage_model': 1\n{REST}",
}


def check(folder: Path, *arguments: str) -> tuple[int, str]:
    ended = run(folder, "check", "--select", "CL0", *arguments)
    assert ended.stderr == b""
    return ended.returncode, ended.stdout.decode()


@pytest.mark.parametrize("name", WRITTEN)
def test_a_model_is_checked_however_its_marker_is_written(tmp_path: Path, name: str):
    text = WRITTEN[name]
    (tmp_path / "plan.yaml").write_bytes(text.encode())
    status, shown = check(tmp_path, ".")
    line = text.replace("\r", "\n").partition("zz")[0].count("\n") + 1
    column = len(text.replace("\r", "\n").partition("zz")[0].rpartition("\n")[2]) + 1
    assert status == 1
    assert "error[CL011 unknown-key]" in shown
    assert f"plan.yaml:{line}:{column}" in shown


def test_a_named_file_that_only_mentions_the_marker_is_named_with_the_reason(tmp_path: Path):
    (tmp_path / "plan.yaml").write_text("# coverage_model: 1\nplan: {}\n")
    (tmp_path / "other.yaml").write_text("a: 1\n")
    status, shown = check(tmp_path, "plan.yaml", "other.yaml")
    assert status == 0
    assert "note: left out: plan.yaml: no model, since none of its documents has coverage_model" in shown
    assert shown.endswith("no model among the files; 2 files passed over; 1 left out\n")
    assert check(tmp_path, ".")[1] == "no model among the files; 2 files passed over\n"


def test_a_text_that_says_it_is_a_model_and_is_none_is_named_also_when_found(tmp_path: Path):
    (tmp_path / "plan.yaml").write_text("a: '\ncoverage_model: 1\n'\n")
    for path in (".", "plan.yaml"):
        assert "note: left out: plan.yaml: no model" in check(tmp_path, path)[1]


def test_standard_input_that_only_mentions_the_marker_is_told(tmp_path: Path):
    ended = run(tmp_path, "check", "-", "--select", "CL0", stdin=b"plan: {coverage_model: 1}\n")
    assert b"note: left out: <stdin>: no model" in ended.stdout


def test_where_no_model_is_found_what_was_left_out_is_named(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "plans"):
        folder.mkdir(exist_ok=True)
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (tmp_path / "plans" / "plan.yaml").write_text("coverage_model: 1\n")
    ended = run(tmp_path, "check")
    assert ended.returncode == 2
    assert b"plans: a repository of its own or a submodule, which holds the model plan.yaml" in ended.stderr


def test_counts_beside_concise_findings_name_what_was_left_out(tmp_path: Path):
    (tmp_path / "plan.yaml").write_text("# coverage_model: 1\n")
    ended = run(tmp_path, "check", "plan.yaml", "--select", "CL0", "--format", "concise")
    assert ended.stdout == b""
    assert b"note: left out: plan.yaml" in ended.stderr


def test_names_that_are_no_utf8_are_told(tmp_path: Path):
    with open(bytes(tmp_path) + b"/pl\xe4n\n.yaml", "w", encoding="utf-8") as stream:
        stream.write("# coverage_model: 1\n")
    ended = run(tmp_path, "check", "pl\udce4n\n.yaml", "--select", "CL0", "--format", "json")
    assert json.loads(ended.stdout)["left_out"][0]["path"] == "pl\udce4n\n.yaml"
    shown = run(tmp_path, "check", "pl\udce4n\n.yaml", "--select", "CL0").stdout
    assert b"note: left out: pl\\udce4n .yaml: no model" in shown
