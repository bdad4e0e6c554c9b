from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from running import REPOSITORY, run

from coverage_lint.command import init

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = (REPOSITORY / "schemas" / "coverage-model.schema.json").read_bytes()


def test_a_new_model_checks_clean_even_when_strict(tmp_path: Path):
    ended = run(tmp_path, "init")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"coverage-lint check coverage.yaml" in ended.stdout
    checked = run(tmp_path, "check", "--strict", "--fail-on", "info")
    assert checked.returncode == 0, checked
    assert checked.stdout.startswith(b"coverage.yaml: no findings; "), checked


def test_the_first_line_names_the_schema_that_lies_beside(tmp_path: Path):
    run(tmp_path, "init", "plans/north.yaml")
    first = (tmp_path / "plans" / "north.yaml").read_text(encoding="utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (tmp_path / "plans" / named).read_bytes() == SCHEMA


def test_without_a_schema_the_model_names_none(tmp_path: Path):
    run(tmp_path, "init", "--no-schema")
    assert os.listdir(tmp_path) == ["coverage.yaml"]
    assert "yaml-language-server" not in (tmp_path / "coverage.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (".", "coverage.yaml"),
        ("new/folder", "new/folder/coverage.yaml"),
        ("new/", "new/coverage.yaml"),
        ("there", "there/coverage.yaml"),
        ("there.yaml", "there.yaml/coverage.yaml"),
        ("a.yml", "a.yml"),
    ],
)
def test_where_the_model_is_written(path: str, written: str, tmp_path: Path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there.yaml").mkdir()
    ended = run(tmp_path, "init", path)
    assert ended.returncode == 0, ended
    assert f"wrote {written}, ".encode() in ended.stdout
    assert (tmp_path / written).is_file()


@pytest.mark.parametrize("kind", ["file", "link", "dangling link"])
def test_what_is_there_stays(kind: str, tmp_path: Path):
    target = tmp_path / "coverage.yaml"
    if kind == "file":
        target.write_text("mine\n", encoding="utf-8")
    else:
        target.symlink_to(tmp_path / "other.yaml")
    if kind == "link":
        (tmp_path / "other.yaml").write_text("mine\n", encoding="utf-8")
    before = sorted(os.listdir(tmp_path))
    ended = run(tmp_path, "init")
    assert (ended.returncode, b"--force" in ended.stderr) == (2, True)
    assert sorted(os.listdir(tmp_path)) == before
    if kind != "dangling link":
        assert target.read_text(encoding="utf-8") == "mine\n"


def test_force_writes_over_it_through_a_link(tmp_path: Path):
    (tmp_path / "real.yaml").write_text("mine\n", encoding="utf-8")
    (tmp_path / "coverage.yaml").symlink_to("real.yaml")
    assert run(tmp_path, "init", "--force").returncode == 0
    assert (tmp_path / "coverage.yaml").is_symlink()
    assert "coverage_model: 1" in (tmp_path / "real.yaml").read_text(encoding="utf-8")


def test_another_kind_of_file_is_refused(tmp_path: Path):
    (tmp_path / "plan.json").write_text("{}", encoding="utf-8")
    ended = run(tmp_path, "init", "plan.json", "--force")
    assert (ended.returncode, b"does not end in .yaml" in ended.stderr) == (2, True)
    assert (tmp_path / "plan.json").read_text(encoding="utf-8") == "{}"


def test_a_write_that_breaks_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "coverage.yaml").write_text("mine\n", encoding="utf-8")

    def break_off(_source: str, _target: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(init.os, "replace", break_off)
    with pytest.raises(KeyboardInterrupt):
        init.write_whole(str(tmp_path / "coverage.yaml"), b"new")
    assert os.listdir(tmp_path) == ["coverage.yaml"]
    assert (tmp_path / "coverage.yaml").read_text(encoding="utf-8") == "mine\n"


def test_a_folder_below_a_file_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    ended = run(tmp_path, "init", "file/plans")
    assert (ended.returncode, b"cannot be written" in ended.stderr) == (2, True), ended
