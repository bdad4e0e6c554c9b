"""What the words of the command mean: revisions, ranges, files, folders, and what is neither."""

from __future__ import annotations

import os
from shutil import which
from typing import TYPE_CHECKING

import pytest
from repository import Repo, compare, model

from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def forked(repo: Repo) -> Repo:
    """Return a branch that left main at `base`; both went on, and the working tree has a change of its own."""
    repo.commit({"plan.yaml": model("base")}, "2027-01-01")
    repo.git("tag", "start")
    repo.git("switch", "--quiet", "--create", "raise")
    repo.commit({"plan.yaml": model("branch")}, "2027-01-02")
    repo.git("switch", "--quiet", "main")
    repo.commit({"plan.yaml": model("trunk")}, "2027-01-03")
    repo.git("switch", "--quiet", "raise")
    repo.write({"plan.yaml": model("unsaved")})
    return repo


def names(repo: Repo, base: str, head: str | None = None) -> list[str]:
    """Return the plan's names on both sides."""
    ((before, after),) = repo.compare(base, head).texts
    return [text.split("name: ")[1].split("\n")[0] for text in (before, after) if text]


def test_one_revision_is_compared_where_the_working_tree_left_it(forked: Repo):
    short = forked.git("rev-parse", "start")[:7]
    assert names(forked, "main") == ["base", "unsaved"]
    before, after, *_ = forked.compare("main").versions
    assert before.name == f"merge base of main and HEAD ({short})"
    assert (before.prefix, before.day) == (f"{short}:", "2027-01-01")
    assert (after.name, after.prefix, after.day) == ("the working tree", "", "2027-01-02")
    assert after.folder == str(forked.folder)


def test_two_revisions_are_compared_from_their_merge_base(forked: Repo):
    assert names(forked, "main", "raise") == ["base", "branch"]
    assert names(forked, "main...raise") == ["base", "branch"]
    assert names(forked, "main...") == ["base", "branch"]
    before, after, *_ = forked.compare("main", "raise").versions
    assert before.name.startswith("merge base of main and raise (")
    assert (after.name, after.prefix, after.day) == ("raise", "raise:", "2027-01-02")


def test_two_dots_compare_as_they_are(forked: Repo):
    assert names(forked, "main..raise") == ["trunk", "branch"]
    assert names(forked, "raise..main") == ["branch", "trunk"]
    assert names(forked, "..main") == ["branch", "trunk"]
    before, after, *_ = forked.compare("main..raise").versions
    assert [(one.name, one.prefix, one.day) for one in (before, after)] == [
        ("main", "main:", "2027-01-03"),
        ("raise", "raise:", "2027-01-02"),
    ]


def test_a_revision_that_is_the_merge_base_keeps_its_name(forked: Repo):
    before = forked.compare("start").versions.before
    assert (before.name, before.prefix) == ("start", "start:")
    assert forked.compare("HEAD").versions.before.name == "HEAD"
    assert names(forked, "HEAD") == ["branch", "unsaved"]
    assert names(forked, "@") == ["branch", "unsaved"]
    assert names(forked, ":/2027-01-01") == ["base", "unsaved"]


def test_the_day_is_the_committers(forked: Repo):
    forked.git("commit", "--quiet", "--allow-empty", "-m", "x", GIT_COMMITTER_DATE="2027-05-01T00:10:00+1400")
    assert forked.compare("HEAD").versions.after.day == "2027-05-01"


def test_a_detached_head_and_a_merge_are_revisions_like_others(forked: Repo):
    forked.git("checkout", "--quiet", "--force", "--detach", "main")
    forked.git("merge", "--quiet", "-X", "ours", "-m", "merge", "raise")
    assert names(forked, "HEAD^1") == ["trunk", "trunk"]
    assert names(forked, "HEAD^2") == ["branch", "trunk"]
    assert names(forked, "start..HEAD") == ["base", "trunk"]


def test_several_merge_bases_are_told(repo: Repo):
    repo.commit({"plan.yaml": model("root")})
    repo.git("branch", "side")
    one = repo.commit({"a.txt": "1"})
    repo.git("switch", "--quiet", "side")
    other = repo.commit({"b.txt": "1"})
    repo.git("merge", "--quiet", "-m", "m", one)
    repo.git("switch", "--quiet", "main")
    repo.git("merge", "--quiet", "-m", "m", other)
    (note,) = repo.compare("side").versions.notes
    assert note.startswith("side and HEAD have 2 merge bases; ")


def test_a_path_that_is_also_a_revision_has_to_be_told_apart(forked: Repo):
    forked.write({"main/plan.yaml": model("folder"), "main..raise": "x", "HEAD": "x"})
    with pytest.raises(Misuse, match=r"^main is both a path and a revision: write ./main for the path, or refs/heads/"):
        forked.compare("main")
    with pytest.raises(Misuse, match=r"main..raise is both .* or [0-9a-f]{40}\.\.[0-9a-f]{40} for the revisions"):
        forked.compare("main..raise")
    with pytest.raises(Misuse, match=r"HEAD is both a path and a revision: write ./HEAD for the path, or refs/heads/r"):
        forked.compare("refs/heads/main", "HEAD")
    assert names(forked, "refs/heads/main..refs/heads/raise") == ["trunk", "branch"]
    tip = forked.git("rev-parse", "start")
    forked.write({tip[:9]: "x"})
    with pytest.raises(Misuse, match=f"or {tip} for the revision"):
        forked.compare(tip[:9])
    assert compare("./main", "./main", cwd=forked.folder).pairs == [("main/plan.yaml", "main/plan.yaml")]


@pytest.mark.parametrize(
    ("base", "head", "said"),
    [
        ("mian", None, r"mian is neither a revision nor a path here; did you mean main\?"),
        ("nowhere", None, r"nowhere is neither a revision nor a path here; if it is a remote branch, fetch it$"),
        ("", None, "'' is neither a revision nor a path"),
        ("a\0b", None, r"'a\\x00b' is neither a revision"),
        ("x\x1b[31m\n", None, r"'x\\x1b\[31m\\n' is neither a revision nor a path here"),
        ("^main", None, r"\^main is neither a revision"),
        ("main^{tree}", None, r"main\^\{tree\} is neither a revision"),
        ("main:plan.yaml", None, "main:plan.yaml is neither a revision"),
        ("--output=stolen", None, "--output=stolen is neither a revision"),
        ("--all", "main", "--all is neither a revision"),
        ("main", "-h", "-h is neither a revision"),
        ("main..--help", None, "--help is neither a revision"),
        ("0" * 40, None, "0{40} is neither a revision"),
        ("\udc80", None, r"'\\udc80' is neither a revision"),
        ("\ud800", None, "git cannot be run"),
        ("x" * 200_000, None, "git cannot be run"),
        ("main...raise", "main", r"write one range or two revisions, not both: main\.\.\.raise main"),
        ("main", "main..raise", r"write one range or two revisions"),
        ("main", "plan.yaml", r"plan.yaml is a path, but main is not: .*`coverage-lint diff main --path plan.yaml`"),
        ("plan.yaml", "main", r"plan.yaml is a path, but main is not"),
        ("plan.yaml", "paln.yaml", r"paln.yaml: no such file, folder or revision"),
        ("paln.yaml", "plan.yaml", r"paln.yaml: no such file, folder or revision"),
        ("plan.yaml", None, "plan.yaml is a file: also name the file to compare it with"),
    ],
)
def test_words_that_mean_nothing_are_refused(forked: Repo, base: str, head: str | None, said: str):
    with pytest.raises(Misuse, match=f"^{said}"):
        forked.compare(base, head)
    assert not (forked.folder / "stolen").exists()


def test_histories_without_a_common_commit_are_compared_with_two_dots_only(forked: Repo):
    forked.git("switch", "--quiet", "--orphan", "other", "--force")
    forked.commit({"plan.yaml": model("elsewhere")})
    with pytest.raises(Misuse, match=r"^main and HEAD have no commit in common; `main\.\.HEAD` compares the two"):
        forked.compare("main")
    assert names(forked, "main..HEAD") == ["trunk", "elsewhere"]


def test_without_a_commit_there_is_nothing_to_compare_with(repo: Repo):
    repo.write({"plan.yaml": model()})
    with pytest.raises(Misuse, match=r"^this branch has no commit yet, so there is nothing to compare with$"):
        repo.compare("HEAD")


def test_without_a_repository_or_git_there_are_no_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.yaml").write_text(model())
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(
        Misuse, match="is not in a git repository, so there are no revisions; give two files or two folders"
    ):
        compare("main", cwd=tmp_path)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(
        Misuse, match=r"^git was not found, which revisions are read with; two files or folders need no"
    ):
        compare("main", cwd=tmp_path)
    assert compare("a.yaml", "a.yaml", cwd=tmp_path).pairs == [("a.yaml", "a.yaml")]


def test_a_repository_of_another_user_is_not_read(forked: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "programs").mkdir()
    program = tmp_path / "programs" / "git"  # git, as it answers where the repository is somebody else's
    program.write_text(f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec "{which("git")}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    with pytest.raises(
        Misuse, match=r"belongs to another user; to trust it, run `git config --global --add safe.directory"
    ):
        forked.compare("main")


def test_where_there_is_no_working_tree_two_revisions_are_compared(forked: Repo, tmp_path: Path):
    forked.git("clone", "--quiet", "--bare", str(forked.folder), str(tmp_path / "bare.git"))
    bare = Repo(tmp_path / "bare.git")
    with pytest.raises(Misuse, match="there is no working tree here: name two revisions"):
        bare.compare("main")
    assert names(bare, "main", "raise") == ["base", "branch"]
    assert bare.compare("main..raise", None, "plan.yaml").pairs == [("plan.yaml", "plan.yaml")]


def test_two_files_are_one_pair_whatever_they_are_called(tmp_path: Path):
    (tmp_path / "old.yaml").write_text(model("a"))
    (tmp_path / "new.json").write_text('{"coverage_model": 1}')
    compared = compare("old.yaml", "new.json", cwd=tmp_path)
    assert compared.pairs == [("old.yaml", "new.json")]
    before, after, *_ = compared.versions
    assert [(one.name, one.folder, one.prefix, one.day) for one in (before, after)] == [
        ("old.yaml", str(tmp_path), "", None),
        ("new.json", str(tmp_path), "", None),
    ]
    assert compared.versions.pairs[0].home == str(tmp_path / "new.json")


def test_two_tables_stand_for_their_models(tmp_path: Path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.yaml").write_text(model() + "people: {from: people.csv}\n")
        (tmp_path / folder / "people.csv").write_text("id\n")
    assert compare("a/people.csv", "b/people.csv", cwd=tmp_path).pairs == [("a/plan.yaml", "b/plan.yaml")]
    (tmp_path / "a" / "second.yaml").write_text(model() + "people: {from: people.csv}\n")
    with pytest.raises(Misuse, match=r"a/people.csv is a table of several models: name one of plan.yaml, second.yaml"):
        compare("a/people.csv", "b/people.csv", cwd=tmp_path)


def test_files_that_are_no_models_or_are_narrowed_are_refused(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(model())
    (tmp_path / "b.yaml").write_text("x: 1\n")
    (tmp_path / "sub").mkdir()
    with pytest.raises(Misuse, match=r"b.yaml is not a coverage model: it has no top-level key coverage_model"):
        compare("a.yaml", "b.yaml", cwd=tmp_path)
    with pytest.raises(Misuse, match=r"a.yaml is a file and sub a folder: give two files or two folders"):
        compare("a.yaml", "sub", cwd=tmp_path)
    with pytest.raises(Misuse, match=r"a.yaml is a file and sub a folder: give two files or two folders"):
        compare("sub", "a.yaml", cwd=tmp_path)
    with pytest.raises(Misuse, match="--path works with revisions"):
        compare("a.yaml", "a.yaml", "a.yaml", cwd=tmp_path)
    with pytest.raises(Misuse, match="sub is a folder in this one: also name the folder to compare it with"):
        compare("sub", cwd=tmp_path)


def test_settings_with_the_line_breaks_of_another_system_are_the_same_settings(repo: Repo):
    repo.commit({"plan.yaml": model(), ".coverage-lint.yaml": "fail-on: warning\n"})
    repo.write({".coverage-lint.yaml": b"fail-on: warning\r\n"})
    assert repo.compare("HEAD").versions.notes == ()
    repo.write({".coverage-lint.yaml": b"fail-on: error\r\n"})
    assert "settings changed: .coverage-lint.yaml" in repo.compare("HEAD").versions.notes[0]


def test_two_folders_are_paired_by_path_and_likeness(tmp_path: Path):
    for name, text in {
        "2026/emea/plan.yaml": model("emea 26"),
        "2026/apac.yaml": model("apac"),
        "2027/emea/plan.yaml": model("emea 27"),
        "2027/asia/plan.yaml": model("apac"),
        "2027/notes.yaml": "x: 1\n",
        "2027/.coverage-lint.yaml": "fail-on: warning\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    compared = compare("2026", "2027/", cwd=tmp_path)
    assert compared.pairs == [
        ("2026/apac.yaml", "2027/asia/plan.yaml"),
        ("2026/emea/plan.yaml", "2027/emea/plan.yaml"),
    ]
    before, after, _, passed_over, notes, left_out = compared.versions
    assert left_out == ()
    assert (before.name, after.name) == ("2026/", "2027/")
    assert passed_over == ("2027/.coverage-lint.yaml", "2027/notes.yaml")
    assert notes == ("settings changed: .coverage-lint.yaml; both versions are checked with the newer ones",)
    assert compare("2026", "2027", "emea", cwd=tmp_path).pairs == [("2026/emea/plan.yaml", "2027/emea/plan.yaml")]
    with pytest.raises(Misuse, match="none: no such file or folder in either version"):
        compare("2026", "2027", "none", cwd=tmp_path)
    whole = compare("../2026", cwd=tmp_path / "2027")
    assert [after for _, after in whole.pairs] == ["asia/plan.yaml", "emea/plan.yaml"]
    assert whole.versions.after.name == "this folder"
    gone = compare("2027", "2026", "asia", cwd=tmp_path)
    assert gone.pairs == [("2027/asia/plan.yaml", None)]
    assert gone.versions.pairs[0].home == str(tmp_path / "2026" / "asia" / "plan.yaml")
