"""Which files the given paths lead to."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from coverage_lint.document.discover import find_models, show

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

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


def test_without_git_all_below_is_walked(tmp_path: Path):
    write(tmp_path, "b.yaml", "a.yml", "sub/c.json", "sub/deep/D.YAML", "notes.txt")
    write(
        tmp_path,
        ".git-not/x.yaml",
        "node_modules/x.yaml",
        "env/x.yaml",
        "sub/env/lib/x.yaml",
        "env/pyvenv.cfg",
        "sub/env/pyvenv.cfg",
    )
    write(tmp_path, "other.yaml", "sub/list.json", text="a: 1\n")
    assert found(tmp_path) == (
        [".git-not/x.yaml", "a.yml", "b.yaml", "sub/c.json", "sub/deep/D.YAML"],
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
        "env/x.yaml",
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
