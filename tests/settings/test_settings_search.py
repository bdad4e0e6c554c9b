"""The settings that hold are the nearest at or above a folder, alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from setting import OWN, REPOSITORY, TABLE, run, told, write

from coverage_lint.errors import SettingsError
from coverage_lint.settings.find import SettingsFinder
from coverage_lint.settings.settings import DEFAULT

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_lint.settings.settings import Settings


def find_settings(folder: str, top: str | None = None) -> Settings:
    """Look for the settings of a folder anew."""
    return SettingsFinder(os.getcwd(), top).nearest(folder)


def test_the_nearest_holds_and_nothing_is_merged(tmp_path: Path):
    write(tmp_path, "pyproject.toml", f"{TABLE}fail-on = 'warning'\ndrafts = 'strict'\n")
    write(tmp_path, f"a/{OWN}", "fail-on: info\n")
    (tmp_path / "a" / "b").mkdir()
    (tmp_path / "c").mkdir()
    finder = SettingsFinder(str(tmp_path), str(tmp_path))
    near, far = finder.nearest("a/b"), finder.nearest(str(tmp_path / "c"))
    assert (near.path, near.fail_on, near.drafts) == (f"a/{OWN}", "info", "lenient")
    assert (far.path, far.fail_on, far.drafts) == ("pyproject.toml", "warning", "strict")
    assert near.folder == str(tmp_path / "a")


@pytest.mark.parametrize("text", ["", "# none yet\n", "---\n"])
def test_an_empty_file_sets_nothing_and_ends_the_search(tmp_path: Path, text: str):
    write(tmp_path, OWN, "fail-on: info\n")
    write(tmp_path, f"a/{OWN}", text)
    found = find_settings(str(tmp_path / "a"), str(tmp_path))
    assert (found.path or "").endswith(f"a/{OWN}")
    assert found._replace(path=None, folder=None, written=None, layers=()) == DEFAULT


def test_pyproject_without_the_table_is_passed_by(tmp_path: Path):
    write(tmp_path, OWN, "fail-on: info\n")
    write(tmp_path, "a/pyproject.toml", "[tool.other]\ncoverage-lint = 3\n[tool.coverage-linter]\n")
    assert find_settings(str(tmp_path / "a"), str(tmp_path)).fail_on == "info"


def test_both_files_in_one_folder_are_a_fault_that_names_both(tmp_path: Path):
    write(tmp_path, "a/pyproject.toml", f"x = 1\n{TABLE}")
    write(tmp_path, f"a/{OWN}", "")
    with pytest.raises(SettingsError) as caught:
        SettingsFinder(str(tmp_path)).nearest("a")
    assert told(caught.value) == (
        "a/pyproject.toml:2:7",
        "both a/pyproject.toml and a/.coverage-lint.yaml hold settings; only one of them may",
        "Move everything into one of them: .coverage-lint.yaml, or [tool.coverage-lint] of pyproject.toml.",
    )


@pytest.mark.parametrize("as_file", [False, True])
def test_the_search_ends_with_the_top_of_the_git_repository(tmp_path: Path, as_file: bool):  # noqa: FBT001
    write(tmp_path, OWN, "fail-on: info\n")
    (tmp_path / "repo" / "a").mkdir(parents=True)
    if as_file:
        write(tmp_path, "repo/.git", "gitdir: elsewhere\n")
    else:
        (tmp_path / "repo" / ".git").mkdir()
    assert find_settings(str(tmp_path / "repo" / "a")) == DEFAULT
    write(tmp_path, f"repo/{OWN}", "fail-on: never\n")
    assert find_settings(str(tmp_path / "repo" / "a")).fail_on == "never"


def test_without_git_the_search_ends_with_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    real = os.path.lexists

    def noted(path: str) -> bool:
        asked.append(path)
        return real(path)

    monkeypatch.setattr("os.path.lexists", noted)
    SettingsFinder(str(tmp_path)).nearest(".")
    assert os.path.join(os.sep, OWN) in asked
    assert len(asked) == 4 * len(tmp_path.parts) - 1


def test_a_folder_is_looked_into_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, OWN, "fail-on: info\n")
    finder = SettingsFinder(str(tmp_path), str(tmp_path))
    first = finder.nearest("a/b")
    monkeypatch.setattr("os.path.lexists", lambda _: pytest.fail("looked again"))
    assert finder.nearest("a/b") is finder.nearest("a") is finder.nearest(".") is first


def test_paths_lead_from_where_a_link_to_settings_stands(tmp_path: Path):
    write(tmp_path, "shared/settings.yaml", "policies: [rules]\nbaseline: old.json\n")
    (tmp_path / "a" / "rules").mkdir(parents=True)
    (tmp_path / ".git").mkdir()  # one repository
    (tmp_path / "a" / OWN).symlink_to("../shared/settings.yaml")
    found = SettingsFinder(str(tmp_path)).nearest("a")
    assert found.policies == (str(tmp_path / "a" / "rules"),)
    assert found.baseline == str(tmp_path / "a" / "old.json")


def test_a_linked_folder_has_the_settings_above_the_link(tmp_path: Path):
    write(tmp_path, f"real/{OWN}", "fail-on: info\n")
    write(tmp_path, f"other/{OWN}", "fail-on: never\n")
    (tmp_path / "real" / "plans").mkdir()
    (tmp_path / "other" / "plans").symlink_to(tmp_path / "real" / "plans")
    assert SettingsFinder(str(tmp_path)).nearest("other/plans").fail_on == "never"


def test_where_nothing_is_set_nothing_is_imported(tmp_path: Path):
    program = (
        "import sys\n"
        "from coverage_lint.settings.find import SettingsFinder\n"
        "SettingsFinder('.', '.').nearest('.')\n"
        "print(sorted(name for name in sys.modules if name.startswith(('coverage_lint.', 'jsonschema', 'tomllib'))))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": REPOSITORY},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.split() == [
        "['coverage_lint.document',",
        "'coverage_lint.document.limits',",
        "'coverage_lint.document.nodes',",
        "'coverage_lint.frozen',",
        "'coverage_lint.location',",
        "'coverage_lint.settings',",
        "'coverage_lint.settings.find',",
        "'coverage_lint.settings.settings']",
    ]


def test_the_command_shows_each_setting_and_its_origin(tmp_path: Path):
    write(
        tmp_path,
        "pyproject.toml",
        f"{TABLE}select = ['CL0', 'CL3']\nignore = ['CL301']\n"
        "per-file.'a/*.yaml' = {ignore = ['CL011']}\nper-file.'b/' = {select = ['CL0']}\n"
        "[tool.coverage-lint.parameters.CL301]\nover_assignment = 0.12\n",
    )
    write(tmp_path, "a/plan.yaml", "coverage_model: 1\n")
    ended = run(tmp_path / "a", "config", "plan.yaml", "--fail-on", "info", "--strict")
    assert (ended.returncode, ended.stderr) == (0, "")
    rows = [line.split() for line in ended.stdout.splitlines()[2:]]
    file = str(tmp_path / "pyproject.toml")
    assert ended.stdout.startswith(f"settings: {file}\n\n")
    assert rows[:10] == [
        ["extends", "-", "default"],
        ["select", "CL0", f"{file}:2"],
        ["select", "CL3", f"{file}:2"],
        ["ignore", "CL301", f"{file}:3"],
        ["severity", "-", "default"],
        ["parameters.CL301.over_assignment", "0.12", f"{file}:7"],
        ["policies", "-", "default"],
        ["per-file.a/*.yaml.ignore", "CL011", f"{file}:4"],
        ["fail-on", "info", "--fail-on"],
        ["drafts", "strict", "--strict"],
    ]
    assert ["limits.alias-nodes", "1000000", "default"] in rows


def test_the_command_gives_json_for_programs(tmp_path: Path):
    import json

    write(tmp_path, OWN, "parameters: {CL301: {over_assignment: 0.12}}\nlimits: {depth: 9}\n")
    held = json.loads(run(tmp_path, "config", "--format", "json").stdout)
    assert held["path"] == OWN
    assert {"key": "limits.depth", "value": 9, "origin": f"{OWN}:2"} in held["settings"]
    assert {
        "key": "parameters.CL301.over_assignment", "value": "0.12", "origin": f"{OWN}:1"
    } in held["settings"]  # fmt: skip
    assert {"key": "select", "value": "all", "origin": "default"} in held["settings"]


def test_the_command_refuses_a_path_that_is_not_there(tmp_path: Path):
    ended = run(tmp_path, "config", "none")
    assert (ended.returncode, ended.stderr) == (2, "coverage-lint: error: none: no such file or folder\n")


def test_codes_of_a_pack_can_be_set(tmp_path: Path):
    from coverage_lint.system.shipped_data import data_path

    with open(data_path("policies", "groups.yaml"), encoding="utf-8") as file:
        (first,) = [one for one in re.split("^(?=- code:)", file.read(), flags=re.MULTILINE) if "code: CL301" in one]
    own = first.replace("CL301", "ACME301").replace("name: quota-over-assignment", "name: acme-margin")
    write(tmp_path, "rules/acme.yaml", own + "\n")
    write(tmp_path, OWN, "policies: [rules]\nseverity: {ACME: info}\nparameters: {acme-margin: {over_assignment: 2}}\n")
    ended = run(tmp_path, "config")
    assert ended.returncode == 2
    assert "over_assignment of ACME301 is 2; it must be from 0 to 1" in ended.stderr
    assert " --> .coverage-lint.yaml:3:45\n" in ended.stderr
