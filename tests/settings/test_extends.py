"""`extends:` names a shared file of settings: which value holds, what paths mean, and what is refused, at its place."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from setting import OWN, fault, run, settings_of, write

from coverage_lint.policy.shipped import shipped
from coverage_lint.settings.find import SettingsFinder
from coverage_lint.settings.meaning import check_meaning
from coverage_lint.settings.paths import for_file

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_lint.settings.settings import Settings

MODEL = "coverage_model: 1\nplan: {currency: EUR}\ngroups: [{id: north}]\n"
SHARED = """\
fail-on: warning
drafts: strict
ignore: [CL602]
exclude: [old/]
severity: {CL301: warning, CL3: info}
parameters: {CL301: {over_assignment: 0.2}}
limits: {depth: 20, problems: 5}
per-file:
  pilot/: {severity: {CL301: info}, ignore: [CL303]}
"""


def repository(folder: Path) -> Path:
    """Make a repository, and return the folder of some plans in it."""
    (folder / ".git").mkdir(parents=True)
    plans = folder / "plans" / "emea"
    plans.mkdir(parents=True)
    return plans


def extended(folder: Path, own: str, shared: str = SHARED) -> Settings:
    """Return the settings of plans that extend a shared file."""
    plans = repository(folder)
    write(folder, "company/shared.yaml", shared)
    write(plans, OWN, f"extends: ../../company/shared.yaml\n{own}")
    return SettingsFinder(str(folder), str(folder)).nearest(str(plans))


def test_what_is_nearer_goes_first_and_the_rest_holds(tmp_path: Path):
    made = extended(
        tmp_path,
        "drafts: lenient\nignore: [CL303]\nexclude: [tmp/]\nseverity: {CL301: error}\nlimits: {depth: 30}\nfail-on:\n",
    )
    assert (made.fail_on, made.drafts) == ("warning", "lenient")
    assert (made.ignore, made.exclude) == (("CL602", "CL303"), ("old/", "tmp/"))
    assert made.severity == {"CL301": "error", "CL3": "info"}
    assert (made.limits.depth, made.limits.problems) == (30, 5)
    assert made.path == f"plans/emea/{OWN}"


def test_a_nearer_name_goes_before_a_code_further_away(tmp_path: Path):
    own = "severity: {quota-over-assignment: error}\nparameters: {quota-over-assignment: {over_assignment: 0.3}}\n"
    made = extended(tmp_path, own)
    found = for_file(made, str(tmp_path / "plans" / "emea" / "a.yaml"))
    assert found.severity("CL301", "quota-over-assignment") == "error"
    parameters = check_meaning(made, lambda: shipped().policies)["CL301"]
    assert {name: float(value) for name, value in parameters.items()} == {"over_assignment": 0.3}  # type: ignore[arg-type]


def test_globs_hold_below_the_nearest_settings_and_its_own_go_first(tmp_path: Path):
    made = extended(tmp_path, "per-file:\n  pilot/: {severity: {CL301: error}}\n")
    plans = tmp_path / "plans" / "emea"
    pilot, beside = (for_file(made, str(plans / path)) for path in ("pilot/a.yaml", "a.yaml"))
    assert pilot.severity("CL301", "quota-over-assignment") == "error"
    assert beside.severity("CL301", "quota-over-assignment") == "warning"
    assert (pilot.ignore, beside.ignore) == (("CL602", "CL303"), ("CL602",))


def test_several_levels_and_either_kind_of_file(tmp_path: Path):
    plans = repository(tmp_path)
    write(tmp_path, "pyproject.toml", '[tool.coverage-lint]\nfail-on = "info"\ndrafts = "strict"\nselect = ["CL3"]\n')
    write(tmp_path, "company/middle.yaml", "extends: ../pyproject.toml\nfail-on: never\nselect: [CL4]\n")
    write(plans, OWN, "extends: ../../company/middle.yaml\nselect: [CL1]\n")
    made = SettingsFinder(str(tmp_path), str(tmp_path)).nearest(str(plans))
    assert (made.select, made.fail_on, made.drafts) == (("CL1",), "never", "strict")


def test_paths_are_relative_to_the_file_that_they_stand_in(tmp_path: Path):
    plans = repository(tmp_path)
    write(tmp_path, "company/rules/own.yaml", "")
    write(plans, "here/own.yaml", "")
    write(tmp_path, "company/shared.yaml", "policies: [rules]\nbaseline: base.json\n")
    write(plans, OWN, "extends: ../../company/shared.yaml\npolicies: [here]\n")
    made = SettingsFinder(str(tmp_path), str(tmp_path)).nearest(str(plans))
    assert made.policies == (str(tmp_path / "company" / "rules"), str(plans / "here"))
    assert made.baseline == str(tmp_path / "company" / "base.json")


def test_config_says_in_which_file_each_value_stands(tmp_path: Path):
    extended(tmp_path, "severity: {CL301: error}\n")
    write(tmp_path, "plans/emea/coverage.yaml", MODEL)
    told = run(tmp_path, "config", "plans/emea/coverage.yaml", "--format", "json")
    rows = {(row["key"], row["value"]): row["origin"] for row in json.loads(told.stdout)["settings"]}
    own, shared = f"plans/emea/{OWN}", "company/shared.yaml"
    assert rows["extends", "../../company/shared.yaml"] == f"{own}:1"
    assert rows["severity.CL301", "error"] == f"{own}:2"
    assert rows["severity.CL3", "info"] == f"{shared}:5"
    assert rows["ignore", "CL602"] == f"{shared}:3"
    assert rows["fail-on", "warning"] == f"{shared}:1"
    assert rows["profile", "full"] == "default"


def test_a_check_asks_by_the_shared_file(tmp_path: Path):
    extended(tmp_path, "", "select: [CL307]\nseverity: {CL307: warning}\nfail-on: warning\n")
    write(tmp_path, "plans/emea/coverage.yaml", MODEL)
    told = run(tmp_path, "check", "plans", "--format", "concise")
    assert (told.returncode, told.stdout) == (
        1, "plans/emea/coverage.yaml:3:15: warning CL307 group-without-quota: selling group north has no quota\n",
    )  # fmt: skip
    assert "left out" not in told.stderr


def test_a_shared_file_that_is_named_like_settings_is_not_told_as_left_out(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    write(tmp_path, "coverage-lint.yaml", "select: [CL307]\n")
    write(tmp_path, OWN, "extends: coverage-lint.yaml\n")
    write(tmp_path, "coverage.yaml", MODEL)
    assert "left out" not in run(tmp_path, "check").stdout
    write(tmp_path, OWN, "select: [CL307]\n")
    assert "left out: coverage-lint.yaml" in run(tmp_path, "check").stdout


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        ({}, f"{OWN}:2:10", "no such file of settings: shared.yaml"),
        ({"shared.yaml/x": ""}, f"{OWN}:2:10", "shared.yaml is no file, so no settings are read from it"),
        (
            {"shared.yaml": f"extends: {OWN}\n"},
            "shared.yaml:1:10",
            f"settings extend each other in a circle: {OWN} → shared.yaml → {OWN}",
        ),
        (
            {"shared.yaml": "extends: shared.yaml\n"},
            "shared.yaml:1:10",
            "settings extend each other in a circle: shared.yaml → shared.yaml",
        ),
        ({"shared.yaml": "\nfail_on: error\n"}, "shared.yaml:2:1", 'unknown key "fail_on"; did you mean fail-on?'),
        ({"shared.yaml": "select: [\n"}, "shared.yaml:2:1", "shared.yaml: "),
        ({"shared.yaml": "ignore: [CL999]\n"}, "shared.yaml:1:10", "no policy matches 'CL999'"),
        ({"shared.yaml": "policies: [gone]\n"}, "shared.yaml:1:12", "no such file or folder of policies: gone"),
        ({"shared.yaml": "baseline: ../../x.json\n"}, "shared.yaml:1:11", "../../x.json is outside of the repository"),
        (
            {"shared.yaml": "policies: [rules]\n", "rules/a.yaml": ""},
            f"{OWN}:3:12",
            "the policies rules are named twice",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, files: dict[str, str], place: str, words: str):
    (tmp_path / ".git").mkdir()
    for name, text in files.items():
        write(tmp_path, name, text)
    own = "policies: [rules]\n" if "rules/a.yaml" in files else ""
    told = fault(tmp_path, OWN, f"# shared\nextends: shared.yaml\n{own}")
    assert told[0] == place
    assert told[1].startswith(words)


@pytest.mark.parametrize("way", ["above", "absolute", "link", "git", "pipe"])
def test_what_is_no_file_of_the_repository_is_named_and_never_shown(tmp_path: Path, way: str):
    inside = tmp_path / "repository"
    (inside / ".git").mkdir(parents=True)
    for folder, name in ((tmp_path, "outside.yaml"), (inside, ".git/config.yaml")):
        write(folder, name, "fail-on: a-hidden-word\n")
    named = {"above": "../outside.yaml", "absolute": str(tmp_path / "outside.yaml"), "git": ".git/config.yaml"}.get(
        way, "link.yaml"
    )
    if way == "link":
        (inside / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    elif way == "pipe":
        os.mkfifo(inside / "link.yaml")
    write(inside, OWN, f"extends: {named}\n")
    write(inside, "coverage.yaml", MODEL)
    for command in (("check",), ("config",), ("report", "--format", "json")):
        told = run(inside, *command)
        assert told.returncode == 2
        assert f"{OWN}:1:10" in told.stderr
        assert named in told.stderr
        assert "a-hidden-word" not in told.stdout + told.stderr


def test_without_git_it_is_at_or_below_the_folder_of_the_settings(tmp_path: Path):
    write(tmp_path, "above.yaml", "fail-on: info\n")
    write(tmp_path, "plans/below/shared.yaml", "fail-on: info\n")
    assert settings_of(tmp_path / "plans", OWN, "extends: below/shared.yaml\n").fail_on == "info"
    place, words, _ = fault(tmp_path / "plans", OWN, "extends: ../above.yaml\n")
    assert (place, words) == (f"{OWN}:1:10", "../above.yaml is outside of the repository, so it is not read")


def test_a_chain_of_ten_holds_and_one_more_is_refused(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    for number in range(1, 11):
        write(tmp_path, f"{number}.yaml", f"extends: {number + 1}.yaml\n" if number < 10 else "fail-on: info\n")
    assert settings_of(tmp_path, OWN, "extends: 1.yaml\n").fail_on == "info"
    write(tmp_path, "10.yaml", "extends: 11.yaml\n")
    write(tmp_path, "11.yaml", "")
    place, words, _ = fault(tmp_path, OWN, "extends: 1.yaml\n")
    assert (place, words) == ("10.yaml:1:10", "more than 10 files of settings extend one another")
