"""Which files the given paths lead to."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from coverage_lint.discovery.find_models import find_models, show

if TYPE_CHECKING:
    from pathlib import Path

MODEL = "coverage_model: 1\n"


def write(folder: Path, *names: str, text: str = MODEL) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def found(folder: Path, *paths: str):
    result = find_models(paths, str(folder))
    return [file.shown for file in result.models], [file.shown for file in result.passed_over], list(result.errors)


def left_out(folder: Path, *paths: str) -> dict[str, str]:
    return {one.path: one.reason for one in find_models(paths, str(folder)).left_out}


def test_without_git_all_below_is_walked(tmp_path: Path):
    write(tmp_path, "b.yaml", "a.yml", "sub/c.json", "sub/deep/D.YAML", "notes.txt")
    write(
        tmp_path,
        ".git-not/x.yaml",
        "node_modules/x.yaml",
        "env/x.yaml",
        "sub/env/lib/python3.11/site-packages/x.yaml",
        "env/pyvenv.cfg",
        "sub/env/pyvenv.cfg",
    )
    write(tmp_path, "other.yaml", "sub/list.json", text="a: 1\n")
    assert found(tmp_path) == (
        [".git-not/x.yaml", "a.yml", "b.yaml", "env/x.yaml", "sub/c.json", "sub/deep/D.YAML"],
        ["other.yaml", "sub/list.json"],
        [],
    )


def test_with_git_what_it_ignores_is_left_out(tmp_path: Path):
    git(tmp_path, "init", "-q")
    write(tmp_path, ".gitignore", text="build/\n*.tmp.yaml\n")
    write(
        tmp_path,
        "a.yaml",
        "é ü.yaml",
        "sub/b.YML",
        "build/c.yaml",
        "d.tmp.yaml",
        "env/lib/site-packages/x.yaml",
        "env/pyvenv.cfg",
        "node_modules/y.yaml",
    )
    git(tmp_path, "add", "a.yaml")
    (tmp_path / "gone.yaml").write_text(MODEL)
    git(tmp_path, "add", "gone.yaml")
    (tmp_path / "gone.yaml").unlink()
    assert found(tmp_path) == (["a.yaml", "sub/b.YML", "é ü.yaml"], [], [])
    assert found(tmp_path / "sub") == (["b.YML"], [], [])
    assert found(tmp_path, "sub", "a.yaml", "./sub/../a.yaml") == (["a.yaml", "sub/b.YML"], [], [])


def test_git_answers_for_the_folder_also_within_a_hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    git(tmp_path, "init", "-q")
    write(tmp_path, ".gitignore", text="build\n")
    write(tmp_path, "sub/a.yaml", "sub/build/b.yaml")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")  # as in `git --literal-pathspecs commit`
    assert found(tmp_path / "sub") == (["a.yaml"], [], [])


def test_where_git_cannot_answer_the_folder_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / ".git").write_text("nonsense")
    write(tmp_path, "a.yaml")
    assert found(tmp_path) == (["a.yaml"], [], [])
    monkeypatch.setenv("PATH", "")
    assert found(tmp_path) == (["a.yaml"], [], [])


def test_a_named_file_counts_whatever_its_ending(tmp_path: Path):
    write(tmp_path, "plan.txt")
    write(tmp_path, "other", text="x")
    assert found(tmp_path, "plan.txt", "other") == (["plan.txt"], ["other"], [])


def test_paths_that_do_not_exist_are_errors(tmp_path: Path):
    assert found(tmp_path, "none.yaml", "a\0b") == (
        [],
        [],
        ["none.yaml: no such file or folder", "a?b: no such file or folder"],
    )


def test_the_working_directory_is_shown_as_a_point_wherever_it_is(tmp_path: Path):
    assert [show(one, str(tmp_path)) for one in (".", str(tmp_path), "a/..", "a/b")] == [".", ".", ".", "a/b"]


def test_what_cannot_be_read_is_a_model_when_named_and_passed_over_when_found(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "broken.yaml").symlink_to("none")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert found(tmp_path) == ([], [], [])
    assert found(tmp_path, "pipe.yaml", "broken.yaml") == (["broken.yaml", "pipe.yaml"], [], [])


def test_a_link_to_a_model_is_a_model(tmp_path: Path):
    write(tmp_path, "real.yaml")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    assert found(tmp_path) == (["link.yaml", "real.yaml"], [], [])


def test_a_table_leads_to_the_models_that_name_it_once(tmp_path: Path):
    git(tmp_path, "init", "-q")
    write(
        tmp_path,
        "plan/model.yaml",
        text=MODEL + "people: {from: [people.csv, 'parts/*.yaml']}\ngoals: {from: ../out.csv}\n",
    )
    write(tmp_path, "other.yaml", text=MODEL + "goals: []\n")
    write(tmp_path, "plan/people.csv", "plan/stray.csv", "out.csv", text="id\na\n")
    write(tmp_path, "plan/parts/a.yaml", "plan/parts/b.yaml", text="- id: a\n")
    assert found(tmp_path, "plan/people.csv", "plan/parts/a.yaml", "plan/parts/b.yaml") == (["plan/model.yaml"], [], [])
    assert found(tmp_path, "plan/stray.csv", "out.csv") == ([], ["out.csv", "plan/stray.csv"], [])
    assert found(tmp_path / "plan" / "parts", "a.yaml") == ([str(tmp_path / "plan" / "model.yaml")], [], [])


def test_a_table_of_a_broken_model_leads_to_it_as_far_as_it_reads(tmp_path: Path):
    write(tmp_path, "model.yaml", text="---\n" + MODEL + "people: {from: people.csv}\n---\nx: [\n")
    write(tmp_path, "people.csv", text="id\n")
    assert found(tmp_path, "people.csv") == (["model.yaml"], [], [])


def test_outside_of_git_models_are_sought_up_to_the_working_directory(tmp_path: Path):
    write(tmp_path, "model.yaml", text=MODEL + "people: {from: sub/people.csv}\n")
    write(tmp_path, "sub/people.csv", text="id\n")
    assert found(tmp_path, "sub/people.csv") == (["model.yaml"], [], [])
    assert found(tmp_path / "sub", "people.csv") == ([], ["people.csv"], [])


def test_a_large_file_is_told_by_its_head(tmp_path: Path):
    for name, text in (("model.yaml", MODEL), ("data.yaml", "a: 1\n")):
        with (tmp_path / name).open("w") as stream:
            stream.write(text)
            stream.truncate(50 * 1024 * 1024)
    assert found(tmp_path) == (["model.yaml"], ["data.yaml"], [])


def test_paths_are_shown_from_the_working_directory():
    top = os.sep
    assert show("a/../b.yaml", os.path.join(top, "w")) == "b.yaml"
    assert show(os.path.join(top, "w", "sub", "b.yaml"), os.path.join(top, "w")) == "sub/b.yaml"
    assert show("../b.yaml", os.path.join(top, "w", "x")) == "/w/b.yaml"
    assert show("b.yaml", top) == "b.yaml"


def test_models_in_untracked_nested_folders_are_found_whatever_the_case_of_their_ending(tmp_path):
    folder = tmp_path / "plans" / "2027"
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (folder / "Plan.YAML").write_text("coverage_model: 1\n")
    assert [model.shown for model in find_models([], str(folder)).models] == ["Plan.YAML"]


@pytest.mark.parametrize("name", ["pyvenv.cfg", "node_modules/x", "site-packages/x", "__pycache__/x", ".svn/x"])
def test_no_name_hides_a_model_that_git_tracks(tmp_path: Path, name: str):
    git(tmp_path, "init", "-q")
    folder = os.path.dirname(name)
    write(tmp_path, os.path.join("plans", folder, "plan.yaml"))
    write(tmp_path, f"plans/{name}", text="home = /usr/bin\n")
    git(tmp_path, "add", "-A")
    assert found(tmp_path)[0] == [os.path.join("plans", folder, "plan.yaml")]
    assert left_out(tmp_path) == {}


@pytest.mark.parametrize("config", ["", "x\n", "home = /usr/bin\ninclude-system-site-packages = false\n"])
@pytest.mark.parametrize("in_git", [True, False])
def test_a_pyvenv_cfg_hides_no_model_beside_it(tmp_path: Path, config: str, *, in_git: bool):
    if in_git:
        git(tmp_path, "init", "-q")
    write(tmp_path, "plans/plan.yaml", "plans/lib/plan.yaml", "plans/lib/python3.11/site-packages/x.yaml")
    write(tmp_path, "plans/pyvenv.cfg", text=config)
    assert found(tmp_path)[0] == ["plans/lib/plan.yaml", "plans/plan.yaml"]


def test_a_repository_within_is_told_where_it_holds_a_model(tmp_path: Path):
    git(tmp_path, "init", "-q")
    for name in ("tracked", "untracked", "other"):
        write(tmp_path, f"in/{name}/deep/plan.yaml", text=MODEL if name != "other" else "a: 1\n")
        git(tmp_path / "in" / name, "init", "-q")
        git(tmp_path / "in" / name, "add", "-A")
        git(tmp_path / "in" / name, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "a")
    git(tmp_path, "add", "in/tracked")
    write(tmp_path, "plan.yaml")
    assert found(tmp_path)[0] == ["plan.yaml"]
    told = left_out(tmp_path)
    assert list(told) == ["in/tracked", "in/untracked"]
    assert all("a repository of its own or a submodule" in words for words in told.values())
    assert all("deep/plan.yaml" in words for words in told.values())
    assert list(left_out(tmp_path / "in", "tracked", ".")) == ["untracked", "tracked"][::-1]
    assert left_out(tmp_path, "in/tracked") == {}
    assert found(tmp_path, "in/tracked")[0] == ["in/tracked/deep/plan.yaml"]


@pytest.mark.parametrize("in_git", [True, False])
def test_a_link_to_a_folder_elsewhere_is_told(tmp_path: Path, *, in_git: bool):
    top = tmp_path / "top"
    write(tmp_path, "elsewhere/plan.yaml", "top/plans/plan.yaml")
    if in_git:
        git(top, "init", "-q")
    (top / "out").symlink_to(tmp_path / "elsewhere")
    (top / "in").symlink_to("plans")
    (top / "broken").symlink_to("none")
    (top / "file").symlink_to("plans/plan.yaml")
    for _ in range(2):
        assert found(top)[0] == ["plans/plan.yaml"]
        assert list(left_out(top)) == ["out"]
        if in_git:
            git(top, "add", "-A")


def test_folders_are_searched_as_deep_as_they_go_and_the_rest_is_told(tmp_path: Path):
    names = ["d" * 200] * 25
    deep = "/".join(names[:15])
    write(tmp_path, f"{deep}/plan.yaml")
    at = os.open(tmp_path / deep, os.O_RDONLY)
    for name in names[15:]:
        os.mkdir(name, dir_fd=at)
        inner = os.open(name, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inner
    os.close(at)
    assert found(tmp_path)[0] == [f"{deep}/plan.yaml"]
    ((path, reason),) = left_out(tmp_path).items()
    assert path.startswith(deep)
    assert reason == "a folder that cannot be read: file name too long"


@pytest.mark.parametrize(
    "text",
    [
        "# coverage_model: 1\nplan: {}\n",
        "plan:\n  coverage_model: 1\n",
        "- coverage_model: 1\n",
        '[{"coverage\\u005fmodel": 1}]',
        "--- |\n  coverage_model: 1\n",
    ],
)
def test_a_named_file_with_the_marker_elsewhere_is_told(tmp_path: Path, text: str):
    write(tmp_path, "plan.yaml", text=text)
    write(tmp_path, "other.yaml", text="plan: {}\n")
    assert found(tmp_path, "plan.yaml", "other.yaml") == ([], ["other.yaml", "plan.yaml"], [])
    ((path, reason),) = left_out(tmp_path, "plan.yaml", "other.yaml").items()
    assert path == "plan.yaml"
    assert reason == "not a model: it contains the word coverage_model, but not as a top-level key"
    assert left_out(tmp_path) == {}


def test_a_file_too_large_to_search_whole_is_told(tmp_path: Path):
    with (tmp_path / "data.yaml").open("w") as stream:
        stream.write("a: 1\n")
        stream.truncate(50 * 1024 * 1024)
    for paths in ((), ("data.yaml",)):
        ((path, reason),) = left_out(tmp_path, *paths).items()
        assert path == "data.yaml"
        assert "larger than 32 MiB" in reason


def test_a_model_named_by_two_paths_is_found_once(tmp_path: Path):
    write(tmp_path, "sub/plan.yaml")
    paths = (
        "sub/plan.yaml",
        "./sub//plan.yaml",
        "sub/../sub/plan.yaml",
        str(tmp_path / "sub" / "plan.yaml"),
        "sub",
        ".",
    )
    assert found(tmp_path, *paths) == (["sub/plan.yaml"], [], [])


def test_names_that_are_no_utf8_are_found(tmp_path: Path):
    for in_git in (False, True):
        if in_git:
            git(tmp_path, "init", "-q")
        folder = os.fsencode(tmp_path) + b"/\xff\xe9"
        os.makedirs(folder, exist_ok=True)
        with open(folder + b"/pl\xe4n\n\t.yaml", "w") as stream:
            stream.write(MODEL)
        assert found(tmp_path)[0] == ["\udcff\udce9/pl\udce4n\n\t.yaml"]
