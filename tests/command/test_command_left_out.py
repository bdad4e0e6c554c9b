"""What the command says of files that it was given, or came across, and did not check."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from running import run

from coverage_lint.console.format_options import FORMATS

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
    assert "note: left out: plan.yaml: not a model: it contains the word coverage_model" in shown
    assert shown.endswith("no model among the files; 2 files passed over; 1 left out\n")
    assert check(tmp_path, ".")[1] == "no model among the files; 2 files passed over\n"


def test_a_text_that_says_it_is_a_model_and_is_none_is_named_also_when_found(tmp_path: Path):
    (tmp_path / "plan.yaml").write_text("a: '\ncoverage_model: 1\n'\n")
    for path in (".", "plan.yaml"):
        assert "note: left out: plan.yaml: not a model" in check(tmp_path, path)[1]


def test_standard_input_that_only_mentions_the_marker_is_told(tmp_path: Path):
    ended = run(tmp_path, "check", "-", "--select", "CL0", stdin=b"plan: {coverage_model: 1}\n")
    assert b"note: left out: <stdin>: not a model" in ended.stdout


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
    assert b"note: left out: pl\\udce4n .yaml: not a model" in shown


INNER = "a repository of its own or a submodule, which holds the model plan.yaml; check it by its path"
NEAR = "settings are read from .coverage-lint.yaml or [tool.coverage-lint] of pyproject.toml, not from this file"
TOLD = [("plans/.coverage-lintrc.yaml", NEAR), ("plans/inner", INNER)]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a repository with a plan in `plans/`, and beside it what a search leaves out."""
    plans = tmp_path / "plans"
    for folder in (tmp_path, plans / "inner"):
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (plans / "plan.yaml").write_text("coverage_model: 1\nplan: {name: North}\n")
    (plans / "inner" / "plan.yaml").write_text("coverage_model: 1\n")
    git = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run([*git, "add", "plans/plan.yaml"], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-q", "-m", "a plan"], cwd=tmp_path, check=True)
    (plans / ".coverage-lintrc.yaml").write_text("ignore: [CL1]\n")
    return tmp_path


def entries(document: dict[str, list[dict[str, str]]]) -> list[tuple[str, str]]:
    return [(one["path"], one["reason"]) for one in document["left_out"]]


@pytest.mark.parametrize("command", [("check", "plans"), ("diff", "HEAD"), ("diff", "HEAD", "--path", "plans")])
@pytest.mark.parametrize("cwd", ["", "plans"])
def test_what_is_left_out_is_told_in_every_format(clone: Path, command: tuple[str, ...], cwd: str):
    words = [one for one in command if cwd != "plans" or one not in {"plans", "--path"}]
    files = [word for form in FORMATS for word in ("--output", f"{form}=../{form}" if cwd else f"{form}={form}")]
    run(clone / cwd, *words, "--select", "CL0", *files)
    texts = {form: (clone / form).read_text(encoding="utf-8") for form in FORMATS}
    shown = [(path.removeprefix("plans/") if cwd else path, reason) for path, reason in TOLD]
    assert entries(json.loads(texts["json"])) == shown
    assert json.loads(texts["json"])["summary"]["left_out"] == 2
    text = " ".join(texts["text"].split())
    assert all(f"note: left out: {path}: {reason}" in text for path, reason in shown)
    assert "; 2 left out" in texts["text"].splitlines()[-1]
    whole = [f"left out: {path}: {reason}" for path, reason in TOLD]
    (ran,) = json.loads(texts["sarif"])["runs"][0]["invocations"]
    assert [(one["level"], one["message"]["text"]) for one in ran["toolExecutionNotifications"]] == [
        ("warning", one) for one in whole
    ]
    plain = {form: text.replace("&#8203;", "") for form, text in texts.items() if form != "concise"}
    assert {form: sum(path in text for path, _ in shown) for form, text in plain.items()} == dict.fromkeys(plain, 2)
    suite = ET.fromstring(texts["junit"]).find("testsuite")  # noqa: S314 - ours
    assert suite is not None
    assert suite.findtext("system-err") == "\n".join(whole)
    told = [one for one in json.loads(texts["gitlab"]) if one["check_name"] == "coverage-lint left-out"]
    assert [(one["location"]["path"], one["description"], one["severity"]) for one in told] == [
        (path, one, "info") for (path, _), one in zip(TOLD, whole, strict=True)
    ]
    assert len({one["fingerprint"] for one in told}) == 2
    assert f"::notice title=coverage-lint left-out::{'%0A'.join(whole)}\n" in texts["github"]
    assert all(f"left out: {path}: " in texts["markdown"].replace("&#8203;", "") for path, _ in shown)


def test_counts_beside_concise_findings_of_a_comparison_name_it_too(clone: Path):
    ended = run(clone, "diff", "HEAD", "--select", "CL0", "--format", "concise")
    assert ended.stdout == b""
    assert b"note: left out: plans/inner: a repository of its own" in ended.stderr


def test_two_folders_and_two_revisions_tell_what_the_newer_one_leaves_out(clone: Path):
    (clone / "old").mkdir()
    (clone / "old" / "plan.yaml").write_text("coverage_model: 1\n")
    folders = json.loads(run(clone, "diff", "old", "plans", "--select", "CL0", "--format", "json").stdout)
    assert entries(folders) == TOLD
    (clone / "plans" / "words.yaml").write_text("a: '\ncoverage_model: 1\n'\n")
    git = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run([*git, "add", "plans/words.yaml"], cwd=clone, check=True)
    subprocess.run([*git, "commit", "-q", "-m", "words"], cwd=clone, check=True)
    for cwd, shown in ((clone, "plans/words.yaml"), (clone / "plans", "words.yaml")):
        told = json.loads(run(cwd, "diff", "HEAD~1", "HEAD", "--select", "CL0", "--format", "json").stdout)
        assert [path for path, _ in entries(told)] == [shown]


def test_a_report_tells_what_is_left_out(clone: Path):
    assert entries(json.loads(run(clone, "report", "plans", "--format", "json").stdout)) == TOLD
    markdown = run(clone, "report", "plans").stdout.decode()
    assert "Note: left out: plans/inner: a repository of its own or a submodule" in markdown
    page = run(clone, "report", "plans", "--format", "html").stdout.decode()
    assert f"<p><bdi>left out: plans/inner: {INNER}</bdi></p>" in page
    assert "left out: plans/inner" not in run(clone, "report", "plans/plan.yaml").stdout.decode()


def test_of_several_plans_the_index_tells_what_is_left_out(clone: Path):
    (clone / "plans" / "south.yaml").write_text("coverage_model: 1\nplan: {name: South}\n")
    for form, ending, words in (("html", "html", f"<bdi>left out: plans/inner: {INNER}"), ("markdown", "md", "Note: ")):
        assert run(clone, "report", "plans", "-o", f"{form}/", "--format", form).returncode == 0
        told = {path.name for path in (clone / form).iterdir() if words in path.read_text(encoding="utf-8")}
        assert told == {f"index.{ending}"}
    both = run(clone, "report", "plans").stdout.decode()
    assert both.count("Note: left out: plans/inner") == 1


def test_a_run_without_a_model_tells_it_in_a_suite_without_cases(tmp_path: Path):
    (tmp_path / "plan.yaml").write_text("# coverage_model: 1\n")
    ended = run(tmp_path, "check", "plan.yaml", "--select", "CL0", "--format", "junit")
    (suite,) = ET.fromstring(ended.stdout)  # noqa: S314 - ours
    assert (suite.get("name"), suite.get("tests")) == ("coverage-lint", "0")
    assert (suite.findtext("system-err") or "").startswith("left out: plan.yaml: not a model: it contains the word")
