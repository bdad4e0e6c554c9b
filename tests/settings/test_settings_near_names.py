"""Files that are named nearly like settings, a baseline or policies hold, or are told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from setting import OWN, REPOSITORY, TABLE, run, settings_of, told, write

from coverage_lint import check
from coverage_lint.errors import SettingsError
from coverage_lint.settings.find import SettingsFinder

if TYPE_CHECKING:
    from pathlib import Path

MODEL = "coverage_model: 1\nplan: {nmae: x}\n"
SHORT = ".coverage-lint.yml"
IGNORES = "ignore: [CL011]\n"


def left_out(folder: Path, monkeypatch: pytest.MonkeyPatch, select: str = "CL011") -> dict[str, str]:
    """Return what a check of the folder says was left out, by path."""
    write(folder, "plan.yaml", MODEL)
    monkeypatch.chdir(folder)
    return {one.path: one.reason for one in check(select=[select]).left_out}


def test_the_short_ending_holds_like_the_long_one(tmp_path: Path):
    found = settings_of(tmp_path, SHORT, "fail-on: warning\n")
    assert (found.path, found.fail_on) == (SHORT, "warning")


def test_a_fault_in_it_is_told_at_its_place(tmp_path: Path):
    with pytest.raises(SettingsError) as caught:
        settings_of(tmp_path, SHORT, "drafts: lenient\nfail-om: info\n")
    assert told(caught.value)[:2] == (f"{SHORT}:2:1", 'unknown key "fail-om"; did you mean fail-on?')


@pytest.mark.parametrize("text", ["", IGNORES])
def test_both_endings_in_one_folder_are_a_fault_that_names_both(tmp_path: Path, text: str):
    write(tmp_path, OWN, IGNORES)
    with pytest.raises(SettingsError) as caught:
        settings_of(tmp_path, SHORT, text)
    assert told(caught.value) == (
        f"{OWN}:1:1",
        f"{OWN} and {SHORT} both exist; only one of them may hold settings",
        f"Move everything into {OWN}.",
    )


def test_it_and_a_table_in_pyproject_are_a_fault(tmp_path: Path):
    write(tmp_path, "pyproject.toml", TABLE)
    with pytest.raises(SettingsError, match="hold settings; only one of them may"):
        settings_of(tmp_path, SHORT, IGNORES)


@pytest.mark.parametrize(
    "name",
    [
        "coverage-lint.yaml", "coverage-lint.yml", "coverage_lint.yaml", ".coverage_lint.yaml", ".coveragelint.yaml",
        ".coverage-lint.json", "coverage-lint.json", ".coverage-lint.toml", "coverage-lint.toml", ".coverage-lint",
        ".coverage-lintrc", ".coveragelintrc.json", ".Coverage-Lint.YAML", ".coverage-lint.yaml.txt",
    ],
)  # fmt: skip
def test_settings_by_another_name_are_told(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, name, '{"ignore": ["CL011"]}\n')
    told = left_out(tmp_path, monkeypatch)
    assert list(told) == [name]
    assert OWN in told[name]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("coverage-lint.json", '{"version": 1, "summary": {"ignored": 1}, "models": [{"severity": "error"}]}'),
        ("coverage-lint.yaml", "- a\n"),
        ("coverage-lint.sarif", "{}"),
        ("coverage-lint-report.json", "{}"),
        ("coverage-lint.md", "ignore: 1\n"),
        ("my-coverage-lint.yaml", IGNORES),
        (".coverage-lint.d/ignore.yaml", IGNORES),
        (".coverage-lint.json/a.txt", IGNORES),
        (".coverage-model.schema.json", "{}"),
    ],
)
def test_what_is_named_alike_and_sets_nothing_is_not(
    tmp_path: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch
):
    write(tmp_path, name, text)
    assert left_out(tmp_path, monkeypatch) == {}


@pytest.mark.parametrize(
    "table",
    [
        "[tool.coverage_lint]", "[tool.coveragelint]", "[coverage-lint]", "[tool.Coverage-Lint]",
        '[tool."coverage_lint"]',
        " [ tool . coverage_lint.limits ]", "tool.coverage_lint.drafts = 'strict'\n[project]",
    ],
)  # fmt: skip
def test_a_table_of_pyproject_by_another_name_is_told(tmp_path: Path, table: str, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, "pyproject.toml", f"{table}\nignore = ['CL011']\n")
    told = left_out(tmp_path, monkeypatch)
    assert list(told) == ["pyproject.toml"]
    assert "[tool.coverage-lint]" in told["pyproject.toml"]


@pytest.mark.parametrize(
    "text",
    [
        f"{TABLE}drafts = 'strict'\n",
        "[tool.coverage-lint.limits]\ndepth = 9\n",
        '[tool."coverage-lint"]\n',
        "[tool.poetry.dependencies]\ncoverage_lint = '1.0'\n",
        "[tool.coverage-linter]\n[tool.coverage]\n",
    ],
)
def test_a_table_that_is_read_or_another_tools_is_not(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, "pyproject.toml", text)
    assert left_out(tmp_path, monkeypatch) == {}


@pytest.mark.parametrize(
    "name",
    [
        "coverage-lint-baseline.json",
        ".coverage-lint-baseline.yaml",
        ".coverage_lint_baseline.json",
        ".coverage-lint.baseline.json",
    ],
)
def test_a_baseline_by_another_name_is_told(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, name, '{"version": 2, "findings": []}\n')
    assert list(left_out(tmp_path, monkeypatch)) == [name]
    write(tmp_path, OWN, f"baseline: {name}\n")
    assert left_out(tmp_path, monkeypatch) == {}


@pytest.mark.parametrize("name", ["pay.yml", "pay.json", "pay.YAML"])
def test_policies_under_another_ending_are_told(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    with open(f"{REPOSITORY}/examples/own-policies/rules/key-accounts.yaml", encoding="utf-8") as file:
        policies = file.read()
    write(tmp_path, OWN, "policies: [rules]\n")
    write(tmp_path, "rules/pay.yaml", policies)
    write(tmp_path, "rules/notes.yml", "a: 1\n")
    assert left_out(tmp_path, monkeypatch) == {}
    write(tmp_path, f"rules/{name.replace('pay', 'other')}", policies)
    told = left_out(tmp_path, monkeypatch)
    assert list(told) == [f"rules/{name.replace('pay', 'other')}"]
    assert ".yaml" in next(iter(told.values()))


def test_policies_in_a_folder_of_a_pack_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with open(f"{REPOSITORY}/examples/own-policies/rules/key-accounts.yaml", encoding="utf-8") as file:
        policies = file.read()
    write(tmp_path, OWN, "policies: [rules]\n")
    write(tmp_path, "rules/pay.yaml", policies)
    write(tmp_path, "rules/more/other.yaml", policies.replace("AC", "AD").replace("key-accounts-", "others-"))
    told = left_out(tmp_path, monkeypatch)
    assert list(told) == ["rules/more/other.yaml"]
    assert "directly in a folder that settings name" in told["rules/more/other.yaml"]
    write(tmp_path, OWN, "policies: [rules, rules/more]\n")
    assert left_out(tmp_path, monkeypatch) == {}


def test_only_folders_are_looked_into_whose_settings_would_hold(tmp_path: Path):
    write(tmp_path, "coverage-lint.yaml", IGNORES)
    write(tmp_path, f"a/{OWN}", "drafts: strict\n")
    finder = SettingsFinder(str(tmp_path), str(tmp_path))
    finder.nearest("a")
    assert finder.left_out() == []
    finder.nearest("b")
    assert [one.path for one in finder.left_out()] == ["coverage-lint.yaml"]


def test_the_command_says_it_in_text_and_in_json(tmp_path: Path):
    write(tmp_path, "plan.yaml", MODEL)
    write(tmp_path, "coverage-lint.yaml", IGNORES)
    ended = run(tmp_path, "check", "--select", "CL011")
    assert ended.returncode == 1
    assert "note: left out: coverage-lint.yaml: settings are read from .coverage-lint.yaml or" in ended.stdout
    assert ended.stdout.endswith("; 1 left out: fails\n")
    read = json.loads(run(tmp_path, "check", "--select", "CL011", "--format", "json").stdout)
    assert read["summary"]["left_out"] == 1
    assert [one["path"] for one in read["left_out"]] == ["coverage-lint.yaml"]
