"""What reads a report stands at the top of the repository: every format for services names files from there."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from junit_schemas import read_xml
from lowered_plan import git
from own_pack import tell
from workflow_commands import commands

from coverage_lint.console.format_options import FORMATS as ALL_FORMATS
from coverage_lint.render.repository_paths import Repository

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = [one for one in ALL_FORMATS if one not in {"text", "concise", "json", "markdown"}]
"""Those that a service reads."""


def paths(folder: Path, form: str, *arguments: str) -> set[str]:
    """Return every path that a format names, when the command runs in a folder."""
    out = tell(folder, "check", "--select", "CL011", "--format", form, *arguments).out
    if form == "github":
        return {one.properties["file"] for one in commands(out)}
    if form == "gitlab":
        return {one["location"]["path"] for one in json.loads(out)}
    if form == "sarif":
        places = [place for one in json.loads(out)["runs"][0]["results"] for place in one["locations"]]
        return {unquote(place["physicalLocation"]["artifactLocation"]["uri"]) for place in places}
    tree = read_xml(out)
    texts = [line for failure in tree.iter("failure") for line in (failure.text or "").split("\n") if "--> " in line]
    shown = {line.partition("--> ")[2].rsplit(":", 2)[0] for line in texts}
    suites = {str(suite.get("name")) for suite in tree}
    assert {str(case.get("classname")).rpartition(".")[0] for case in tree.iter("testcase")} == {
        name.replace(".", "_") for name in suites
    }
    assert shown == suites
    return suites


def write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("coverage_model: 1\nplan: {ownr: a}\n", encoding="utf-8")


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with a model in a folder of it, and one beside that."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    top = tmp_path / "sales repo"
    write(top / "plans" / "deep" / "é b.yaml")
    write(top / "beside.yaml")
    monkeypatch.chdir(top)
    git("init", "--quiet", "--initial-branch", "main")
    git("add", ".")
    git("commit", "--quiet", "--message", "Plans")
    return top


@pytest.mark.parametrize("form", FORMATS)
def test_from_any_folder_of_the_repository(form: str, top: Path):
    assert paths(top, form) == {"beside.yaml", "plans/deep/é b.yaml"}
    assert paths(top / "plans" / "deep", form) == {"plans/deep/é b.yaml"}
    assert paths(top / "plans", form, "deep/é b.yaml") == {"plans/deep/é b.yaml"}
    assert paths(top / "plans", form, "../beside.yaml") == {"beside.yaml"}
    assert paths(top / "plans", form, str(top / "beside.yaml")) == {"beside.yaml"}


@pytest.mark.parametrize("form", FORMATS)
def test_in_a_worktree_and_in_a_submodule(form: str, top: Path):
    git("worktree", "add", "--quiet", "--detach", "../other tree")
    assert paths(top.parent / "other tree" / "plans", form) == {"plans/deep/é b.yaml"}
    allowed = ("-c", "protocol.file.allow=always")
    git(*allowed, "submodule", "--quiet", "add", top.as_uri(), "lent")
    assert paths(top / "lent" / "plans", form) == {"plans/deep/é b.yaml"}


@pytest.mark.parametrize("form", FORMATS)
def test_through_a_link_to_a_folder(form: str, top: Path):
    (top.parent / "link").symlink_to(top / "plans")
    assert paths(top.parent / "link", form) == {"plans/deep/é b.yaml"}


@pytest.mark.parametrize("form", FORMATS)
def test_outside_of_the_repository_the_whole_path_is_named(form: str, top: Path):
    write(top.parent / "outside.yaml")
    whole = str(top.parent / "outside.yaml")
    assert paths(top / "plans", form, "../../outside.yaml") == {f"file://{whole}" if form == "sarif" else whole}


@pytest.mark.parametrize("form", FORMATS)
def test_without_a_repository_paths_begin_at_the_working_directory(form: str, tmp_path: Path):
    write(tmp_path / "a" / "b.yaml")
    assert paths(tmp_path, form) == {"a/b.yaml"}
    assert paths(tmp_path / "a", form) == {"b.yaml"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_comparison_names_them_likewise(form: str, top: Path):
    file = top / "plans" / "deep" / "é b.yaml"
    file.write_text("coverage_model: 1\nplan: {ownr: a, nam: b}\n", encoding="utf-8")
    out = tell(top / "plans", "diff", "main", "--format", form).out
    named = out.encode().decode("unicode_escape") if "\\u" in out else out
    assert "plans/deep/é b.yaml" in unquote(named)


def test_a_file_of_another_table_is_named_from_the_top_too(top: Path):
    model = top / "plans" / "deep" / "é b.yaml"
    model.write_text("coverage_model: 1\npeople: {from: people.csv}\n", encoding="utf-8")
    (model.parent / "people.csv").write_text("id,nam\na,b\n", encoding="utf-8")
    out = tell(top / "plans", "check", "--select", "CL011", "--format", "junit").out
    (failure,) = read_xml(out).iter("failure")
    assert "--> plans/deep/people.csv:1:4\n" in str(failure.text)


@pytest.mark.parametrize(
    ("cwd", "top", "shown", "path", "uri"),
    [
        ("/r/plans", "/r", "a.yaml", "plans/a.yaml", "plans/a.yaml"),
        ("/r/plans", "/r", "../../a.yaml", "/a.yaml", "file:///a.yaml"),
        ("/", "/", "a.yaml", "a.yaml", "a.yaml"),
        ("/r", "/r", "/rest/a.yaml", "/rest/a.yaml", "file:///rest/a.yaml"),
        ("/r", "/r", "a\\b.yaml", "a\\b.yaml", "a%5Cb.yaml"),  # a name that is right outside Windows
        ("/r", "/r", "<stdin>", "<stdin>", "%3Cstdin%3E"),
    ],
)
def test_paths_and_uris(cwd: str, top: str, shown: str, path: str, uri: str):
    repository = Repository(cwd, top)
    assert (repository.path(shown), repository.uri(shown)) == (path, uri)
