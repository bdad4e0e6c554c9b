"""No line of a file outside of the repository is shown, nothing there is written, and nothing is waited for."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hostile import MODEL, SECRET, Clone

if TYPE_CHECKING:
    from pathlib import Path

OUT = "a symbolic link that leads out of the repository, so it is not read"
OUTSIDE = "outside of the repository, so it is not read"
BROKEN = f"coverage_model: 1\nplan:\n  ownr: {SECRET}\n"


@pytest.fixture
def home(clone: Clone) -> Path:
    """Return a folder of whoever runs the check, with files that a pull request would like to see."""
    home = clone.folder.parent / "home"
    home.mkdir()
    (home / "creds").write_text(f"https://bot:{SECRET}@example.org\n", encoding="utf-8")
    (home / "creds.yaml").write_text(f"- code: {SECRET}\n", encoding="utf-8")
    (home / "model.yaml").write_text(BROKEN, encoding="utf-8")
    (home / "people.csv").write_text(f"id,name\n{SECRET},{SECRET},\n", encoding="utf-8")
    (home / ".coverage-lint.yaml").write_text(f"slect: [{SECRET}]\n", encoding="utf-8")
    (home / ".coverage-lint-baseline.json").write_text(f'{{"version": "{SECRET}"}}', encoding="utf-8")
    clone.git("config", "http.extraheader", f"AUTHORIZATION: basic {SECRET}")
    return home


def shown(clone: Clone, *arguments: str, named: str = "") -> tuple[int, str]:
    """Run the command; where something of the system's is named, in a process with a token in its environment."""
    ended = clone.start(*arguments, A_TOKEN=SECRET) if named.startswith(("/", "{home}/")) else clone.run(*arguments)
    assert SECRET not in ended.out + ended.err
    return ended.status, ended.out + ended.err


@pytest.mark.parametrize(
    "target", ["../home/model.yaml", "{home}/model.yaml", "link", ".git/config", "/proc/self/environ"]
)
def test_a_model_that_is_a_link_out_is_a_finding_at_the_link(target: str, clone: Clone, home: Path):
    clone.link("link", "../home/model.yaml")
    clone.link("own.yaml", target.format(home=home))
    status, told = shown(clone, "check", "own.yaml", "--format", "concise", named=target)
    assert f"own.yaml:1:1: error CL001 not-parsable: {OUT}" in told
    assert status == 1
    status, told = shown(clone, "diff", "main", "--path", "own.yaml", "--format", "concise")
    assert f"own.yaml:1:1: error CL001 not-parsable: {OUT}" in told
    assert status == 1


@pytest.mark.usefixtures("home")
def test_a_link_out_that_a_search_meets_is_passed_over_and_told(clone: Clone):
    clone.link("plans/own.yaml", "../../home/model.yaml")
    status, told = shown(clone, "check", "plans")
    assert status == 0
    assert "1 file passed over" in told
    status, told = shown(clone, "check", "plans", "--format", "json")
    assert '"plans/own.yaml"' in told.partition('"passed_over": [')[2]
    assert shown(clone, "report", "plans", "--format", "markdown")[0] == 0
    clone.commit()
    assert shown(clone, "diff", "main")[0] == 0
    assert shown(clone, "diff", "main", "HEAD")[0] == 0


def test_a_folder_that_is_a_link_out_is_refused(clone: Clone, home: Path):
    clone.link("more", "../home")
    (home / ".coverage-lint.yaml").unlink()
    (home / ".coverage-lint-baseline.json").unlink()
    assert shown(clone, "check", "more") == (
        2,
        "coverage-lint: error: more: a symbolic link that leads out of the repository, so it is not read\n",
    )
    assert shown(clone, "check", "more/model.yaml")[0] == 1
    assert shown(clone, "diff", "main", "--path", "more")[0] == 2
    (home / ".git").mkdir()  # a checkout of somebody's own is no better
    assert shown(clone, "check", "more")[0] == 2
    status, told = shown(clone, "check", "more/model.yaml", "--format", "concise")
    assert f"more/model.yaml:1:1: error CL001 not-parsable: {OUT}" in told
    assert status == 1


def test_a_link_within_the_repository_is_followed(clone: Clone):
    clone.link("own.yaml", "plans/coverage.yaml")
    clone.link("more", "plans")
    assert clone.run("check", "own.yaml").status == 0
    assert "more/coverage.yaml: no findings" in clone.run("check", "more").out


def test_a_person_may_name_a_file_of_his_own(clone: Clone, home: Path):
    (home / ".coverage-lint.yaml").unlink()
    (home / ".coverage-lint-baseline.json").unlink()
    assert SECRET in clone.run("check", "../home/model.yaml").out
    (home / "link.yaml").symlink_to("model.yaml")
    assert SECRET in clone.run("check", "../home/link.yaml").out


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("table", ["../../home/people.csv", "../.git/config", "/proc/self/environ"])
def test_a_table_that_is_a_link_out_is_not_shown(table: str, clone: Clone):
    clone.write("coverage.yaml", "coverage_model: 1\npeople: {from: people.csv}\n")
    clone.link("people.csv", table.removeprefix("../"))
    status, told = shown(clone, "check", "coverage.yaml", "--format", "concise", named=table)
    assert "coverage.yaml:2:16: error CL005 file-outside-folder: people.csv leads out" in told
    assert status == 1


@pytest.mark.parametrize(
    "settings",
    [
        "policies: [../home/creds]",
        "policies: [../home]",
        "policies: [../home/creds.yaml]",
        "policies: [{home}/creds.yaml]",
        "policies: [.git/config]",
        "policies: [/proc/self/environ]",
        "policies: [rules.yaml]",
        "policies: [linked]",
        "policies: [../hom]",
        "baseline: ../home/creds",
        "baseline: ../home/.coverage-lint-baseline.json",
        "baseline: .git/config",
        "baseline: /dev/ptmx",
        "baseline: /dev/zero",
        "baseline: rules.yaml",
    ],
)
@pytest.mark.parametrize("command", [("check", "plans"), ("diff", "main"), ("config", "plans"), ("report", "plans")])
def test_what_settings_name_outside_is_refused_at_its_place(
    settings: str, command: tuple[str, ...], clone: Clone, home: Path
):
    clone.write(".coverage-lint.yaml", settings.format(home=home) + "\n")
    clone.link("rules.yaml", "../home/creds.yaml")
    clone.link("linked", "../home")
    more = ("--format", "markdown") if command[0] == "report" else ()
    status, told = shown(clone, *command, *more, named=settings.partition(": ")[2].strip("[]"))
    assert status == 2
    assert OUTSIDE in told
    assert ".coverage-lint.yaml:1:1" in told
    assert "Did you mean" not in told  # which would tell what is there


@pytest.mark.usefixtures("home")
def test_a_pack_that_holds_a_link_out_is_refused(clone: Clone):
    clone.write("rules/own.yaml", "[]\n")
    clone.link("rules/pay.yaml", "../../home/creds.yaml")
    clone.write(".coverage-lint.yaml", "policies: [rules]\n")
    for command in (("check", "plans"), ("policies", "test", "--own"), ("policies", "test", "rules")):
        status, told = shown(clone, *command)
        assert status == 2
        assert f"rules/pay.yaml: {OUT}" in told


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("beside", ["pay.cases.yaml", "bases/plan.yaml"])
def test_cases_and_bases_of_a_pack_are_not_read_from_outside(beside: str, clone: Clone):
    policy = clone.run("policies", "new", "AC101", "pay", "--folder", "rules")
    assert policy.status == 0
    clone.link(f"rules/{beside}", f"{'../' * (2 + beside.count('/'))}home/creds.yaml")
    status, told = shown(clone, "policies", "test", "rules")
    assert "repository, so it is not read" in told
    assert status == 2


@pytest.mark.usefixtures("home")
def test_a_base_by_a_path_is_not_read(clone: Clone):
    assert clone.run("policies", "new", "AC101", "pay", "--folder", "rules").status == 0
    cases = clone.folder / "rules" / "pay.cases.yaml"
    text = cases.read_text(encoding="utf-8")
    cases.write_text(text.replace("  name:", "  base: ../../../home/creds\n  name:", 1), encoding="utf-8")
    status, told = shown(clone, "policies", "test", "rules")
    assert status == 2
    assert OUTSIDE in told or "no such file" in told


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", [".coverage-lint.yaml", "pyproject.toml", ".coverage-lint-baseline.json"])
@pytest.mark.parametrize("target", ["../home/creds", "../home/.coverage-lint.yaml", ".git/config"])
def test_settings_and_a_baseline_that_are_links_out_are_refused(name: str, target: str, clone: Clone):
    clone.link(name, target)
    for command in (("check", "plans"), ("diff", "main")):
        status, told = shown(clone, *command)
        assert status == 2
        assert f"{name}: " in told
        assert "the repository, so it is not read" in told


@pytest.mark.usefixtures("home")
def test_outside_of_git_the_folder_of_the_settings_is_the_bound(clone: Clone):
    (clone.folder / ".git").rename(clone.folder.parent / "gone")
    for settings in ("policies: [../home/creds.yaml]", "policies: [rules.yaml]", "baseline: ../home/creds"):
        clone.write(".coverage-lint.yaml", settings + "\n")
        clone.link("rules.yaml", "../home/creds.yaml")
        status, told = shown(clone, "check", "plans")
        assert status == 2
        assert OUTSIDE in told
    clone.link(".coverage-lint.yaml", "../home/.coverage-lint.yaml")
    assert shown(clone, "check", "plans")[0] == 2


@pytest.mark.parametrize("kind", ["fifo", "folder", "socket"])
@pytest.mark.parametrize("name", [".coverage-lint.yaml", "pyproject.toml", "old.json", "rules.yaml", "plans/p.yaml"])
def test_what_is_no_file_is_told_and_never_waited_for(kind: str, name: str, clone: Clone):
    clone.write(".coverage-lint.yaml", "baseline: old.json\n" if name == "old.json" else "policies: [rules.yaml]\n")
    if name == "plans/p.yaml":
        (clone.folder / ".coverage-lint.yaml").unlink()
    path = clone.folder / name
    path.unlink(missing_ok=True)
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    else:
        os.mknod(path, 0o140644)
    ended = clone.start("check", "plans")
    passed_by = name == "plans/p.yaml" or (kind == "folder" and name == "pyproject.toml")
    if not (passed_by or (name == "pyproject.toml" and not ended.status)):
        assert ended.status == 2
        assert path.name in ended.err
    if name == "plans/p.yaml" and kind != "folder":
        named = clone.start("check", name, "--format", "concise")
        assert "plans/p.yaml:1:1: error CL001 not-parsable: a" in named.out
        assert named.status == 1


WRITERS = (
    ("check", "plans", "--output", "sarif={}"),
    ("diff", "main", "--output", "markdown={}"),
    ("report", "plans", "--format", "markdown", "-o", "{}"),
    ("baseline", "plans", "--file", "{}", "--force"),
)


@pytest.mark.parametrize("arguments", WRITERS, ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("target", ["../home/creds", "../home/new", ".git/hooks/post-checkout", ".git/config"])
def test_nothing_is_written_through_a_link_out(arguments: tuple[str, ...], target: str, clone: Clone, home: Path):
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    kept = (clone.folder / ".git" / "config").read_bytes()
    clone.link("out.md", target)
    clone.link("linked", os.path.dirname(target))
    for path in ("out.md", "linked/out.md", "linked/../out.md" if target.startswith("..") else "linked/config"):
        ended = clone.run(*(word.format(path) for word in arguments))
        assert ended.status == 2, path
        assert "a symbolic link leads it out of the repository" in ended.err
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before
    assert (clone.folder / ".git" / "config").read_bytes() == kept
    assert not (clone.folder / ".git" / "hooks" / "post-checkout").exists()
    assert not (clone.folder.parent / "out.md").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "linked"),
        ("init", "linked/new.yaml"),
        ("init", "linked/deeper/new.yaml"),
        ("policies", "new", "AC101", "our-rule", "--folder", "linked"),
        ("policies", "new", "AC101", "our-rule", "--folder", "linked/deeper"),
        ("policies", "pages", "linked"),
        ("policies", "pages", "linked/deeper"),
        ("report", "plans", "--format", "markdown", "-o", "linked/"),
        ("report", "plans", "--format", "markdown", "-o", "linked/deeper/"),
    ],
)
def test_no_folder_out_there_gets_files(arguments: tuple[str, ...], clone: Clone, home: Path):
    clone.link("linked", "../home")
    before = sorted(path.name for path in home.iterdir())
    ended = clone.run(*arguments)
    assert ended.status == 2, ended
    assert sorted(path.name for path in home.iterdir()) == before


@pytest.mark.parametrize("arguments", WRITERS, ids=lambda arguments: arguments[0])
def test_a_person_may_write_where_he_likes(arguments: tuple[str, ...], clone: Clone, home: Path):
    for path in ("../out.md", str(home / "out.md"), "plans/../own.md", ".git/out.md"):
        ended = clone.run(*(word.format(path) for word in arguments))
        assert ended.status == 0, ended
        assert (clone.folder / path).exists()


@pytest.mark.parametrize("arguments", WRITERS, ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("path", ["fifo", "/dev/zero", "/dev/stdin", "plans/"])
def test_what_is_no_file_is_not_written_to(arguments: tuple[str, ...], path: str, clone: Clone):
    if path == "plans/" and arguments[0] == "report":
        return
    os.mkfifo(clone.folder / "fifo")
    ended = clone.start(*(word.format(path) for word in arguments))
    assert ended.status == 2
    assert path.rstrip("/") in ended.err


def test_the_baseline_that_settings_name_is_not_written_outside(clone: Clone, home: Path):
    clone.write(".coverage-lint.yaml", "baseline: ../home/creds\n")
    assert shown(clone, "baseline", "plans", "--force")[0] == 2
    assert SECRET in (home / "creds").read_text(encoding="utf-8")


def test_the_plan_itself_is_as_good_as_before(clone: Clone):
    assert (clone.folder / "plans" / "coverage.yaml").read_text(encoding="utf-8") == MODEL
    assert clone.run("check", "plans").status == 0


@pytest.mark.parametrize("held", ["mine", None])
def test_without_git_the_usual_baseline_is_not_written_through_a_link(held: str | None, tmp_path: Path):
    folder, target = tmp_path / "plans", tmp_path / "elsewhere.json"
    folder.mkdir()
    (folder / "coverage.yaml").write_text("coverage_model: 1\n", encoding="utf-8")
    (folder / ".coverage-lint-baseline.json").symlink_to(target)
    if held:
        target.write_text(held, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "coverage_lint", "baseline", "--force", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ".coverage-lint-baseline.json is a symbolic link, so it is not written: name the file" in ended.stderr
    assert (target.read_text(encoding="utf-8") if target.exists() else None) == held
