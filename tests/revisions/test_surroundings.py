"""Clones, hooks, configurations and made-up repositories: what must not change the answer, or do harm."""

from __future__ import annotations

import hashlib
import os
import zlib
from typing import TYPE_CHECKING

import pytest
from repository import Repo, compare, model

from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def history(repo: Repo) -> Repo:
    """Return main with three commits, and a branch with two more that left it at the second."""
    for number in (1, 2):
        repo.commit({"plan.yaml": model(f"main {number}")})
    repo.git("switch", "--quiet", "--create", "raise")
    for number in (1, 2):
        repo.commit({"plan.yaml": model(f"raise {number}")})
    repo.git("switch", "--quiet", "main")
    repo.commit({"plan.yaml": model("main 3")})
    return repo


def clone(repo: Repo, folder: Path, *words: str) -> Repo:
    repo.git("clone", "--quiet", *words, f"file://{repo.folder}", str(folder))
    return Repo(folder)


def test_a_shallow_clone_that_lacks_the_merge_base_says_what_to_do(history: Repo, tmp_path: Path):
    shallow = clone(history, tmp_path / "clone", "--depth", "1", "--branch", "raise")
    todo = "This is a shallow clone without older commits: run `git fetch --unshallow`; in GitHub Actions"
    with pytest.raises(
        Misuse, match=rf"^origin/main is neither a revision nor a path here.*\. {todo}, give .*fetch-depth"
    ):
        shallow.compare("origin/main")
    shallow.git("fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    with pytest.raises(
        Misuse, match=rf"^origin/main: where HEAD branched off origin/main is not in this clone\. {todo}"
    ):
        shallow.compare("origin/main")
    with pytest.raises(Misuse, match=r"; `origin/main\.\.HEAD` compares the two directly$"):
        shallow.compare("origin/main...HEAD")
    with pytest.raises(Misuse, match=rf"^HEAD~1 is neither a revision .* {todo}"):
        shallow.compare("HEAD~1")
    assert shallow.compare("origin/main..HEAD").texts == [(model("main 3"), model("raise 2"))]
    assert shallow.compare("HEAD").pairs == [("plan.yaml", "plan.yaml")]
    shallow.git("fetch", "--quiet", "--unshallow")
    assert shallow.compare("origin/main").texts == [(model("main 2"), model("raise 2"))]


def test_a_shallow_clone_that_has_the_merge_base_is_enough(history: Repo, tmp_path: Path):
    shallow = clone(history, tmp_path / "clone", "--depth", "3", "--no-single-branch", "--branch", "raise")
    assert shallow.git("rev-parse", "--is-shallow-repository") == "true"
    assert shallow.compare("origin/main").texts == [(model("main 2"), model("raise 2"))]


def test_the_merge_that_a_pull_request_is_checked_out_at_has_the_base_as_first_parent(history: Repo, tmp_path: Path):
    history.git("merge", "--quiet", "-X", "theirs", "-m", "pull request", "raise")
    shallow = clone(history, tmp_path / "clone", "--depth", "2")
    assert shallow.compare("HEAD^1").texts[0][0] == model("main 3")


def test_a_partial_clone_fetches_nothing_and_says_what_it_lacks(history: Repo, tmp_path: Path):
    history.git("config", "uploadpack.allowFilter", "true")
    partial = clone(history, tmp_path / "clone", "--filter=blob:none")
    with pytest.raises(Misuse, match=r"^this is a partial clone .*`git fetch --refetch --no-filter` brings them$"):
        partial.compare("HEAD~1")
    partial.git("fetch", "--quiet", "--refetch", "--no-filter")
    assert partial.compare("HEAD~1").texts == [(model("main 2"), model("main 3"))]


def test_a_linked_working_tree_is_one_like_others(history: Repo, tmp_path: Path):
    history.git("worktree", "add", "--quiet", str(tmp_path / "linked"), "raise")
    assert Repo(tmp_path / "linked").compare("main").texts == [(model("main 2"), model("raise 2"))]


def test_what_git_sets_for_a_hook_changes_nothing(history: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    other = Repo(tmp_path / "other")
    other.folder.mkdir()
    other.git("init", "--quiet", "--initial-branch=main")
    other.commit({"plan.yaml": model("other")})
    expected = history.compare("raise").texts
    for name, value in {
        "GIT_DIR": str(other.folder / ".git"),
        "GIT_WORK_TREE": str(other.folder),
        "GIT_COMMON_DIR": str(other.folder / ".git"),
        "GIT_INDEX_FILE": str(tmp_path / "no-index"),
        "GIT_PREFIX": "sub/",
        "GIT_NAMESPACE": "x",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_PAGER": "false",
        "GIT_EDITOR": "false",
        "LANG": "de_DE.UTF-8",
        "LANGUAGE": "de",
    }.items():
        monkeypatch.setenv(name, value)
    assert history.compare("raise").texts == expected == [(model("main 2"), model("main 3"))]


def test_configurations_change_nothing(history: Repo):
    history.write({"naïve 'plan'.yaml": model("x")})
    history.commit()
    expected = history.compare("raise")
    for key, value in {
        "diff.renames": "false",
        "core.quotePath": "true",
        "color.ui": "always",
        "log.showSignature": "true",
        "log.date": "relative",
        "core.pager": "false",
        "core.autocrlf": "true",
        "core.abbrev": "40",
        "diff.external": "false",
        "alias.rev-parse": "!false",
        "i18n.logOutputEncoding": "UTF-16",
        "core.warnAmbiguousRefs": "false",
        "diff.noprefix": "true",
    }.items():
        history.git("config", key, value)
    again = history.compare("raise")
    assert (again.pairs, again.texts) == (expected.pairs, expected.texts)
    assert again.versions.before.name == expected.versions.before.name
    assert (again.versions.before.day, again.versions.after.day) == ("2027-02-03", "2027-02-03")
    assert ("naïve 'plan'.yaml" in [after for _, after in again.pairs]) is True


def test_no_program_that_a_repository_names_is_run_and_nothing_in_it_is_touched(history: Repo, tmp_path: Path):
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\n")
    trap.chmod(0o755)
    history.commit({".gitattributes": "*.yaml filter=trap diff=trap\n"})
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "core.askPass",
        "diff.external",
        "diff.trap.textconv",
        "filter.trap.smudge",
        "filter.trap.clean",
        "filter.trap.process",
        "gpg.program",
        "credential.helper",
        "uploadpack.packObjectsHook",
    ):
        history.git("config", key, str(trap))
    for hook in ("post-checkout", "post-index-change", "pre-commit", "reference-transaction", "fsmonitor-watchman"):
        (history.folder / ".git" / "hooks").mkdir(exist_ok=True)
        (history.folder / ".git" / "hooks" / hook).symlink_to(trap)
    (tmp_path / "sprung").unlink(missing_ok=True)
    os.utime(history.folder / "plan.yaml", (1, 1))  # what makes git want to refresh its index
    before = _contents(history.folder)
    assert history.compare("raise").pairs == [("plan.yaml", "plan.yaml")]
    assert history.compare("main", "raise").pairs == [("plan.yaml", "plan.yaml")]
    assert not (tmp_path / "sprung").exists()
    assert _contents(history.folder) == before


def _contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_names_of_any_bytes_are_compared(repo: Repo):
    names = [
        b"a b.yaml",
        b"quote's\".yaml",
        b"line\nbreak.yaml",
        b"tab\t.yaml",
        b"-rf.yaml",
        b"caf\xe9.yaml",
        b"$(x);*?[.yaml",
    ]
    folder = os.fsencode(repo.folder)
    for name in names:
        with open(os.path.join(folder, name), "wb") as file:
            file.write(model(repr(name)).encode())
    repo.commit()
    expected = sorted(os.fsdecode(name) for name in names)
    assert repo.compare("HEAD").pairs == [(name, name) for name in expected]
    assert repo.compare("HEAD", "HEAD").pairs == [(name, name) for name in expected]
    for name in expected:
        assert repo.compare("HEAD", "HEAD", name if not name.startswith("-") else f"./{name}").pairs == [(name, name)]


def test_the_folder_of_the_repository_may_have_any_name(tmp_path: Path):
    repo = Repo(tmp_path / "line\nbreak \udce9 \n" / "x")
    repo.folder.mkdir(parents=True)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit({"sub\n/plan.yaml": model()})
    assert compare("HEAD", cwd=repo.folder / "sub\n").pairs == [("plan.yaml", "plan.yaml")]


def _tree(repo: Repo, *entries: tuple[str, str, str]) -> str:
    """Write a tree as no git would, from modes, names and hashes."""
    body = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(name_of) for mode, name, name_of in entries)
    return _object(repo, "tree", body)


def _object(repo: Repo, kind: str, body: bytes) -> str:
    data = f"{kind} {len(body)}\0".encode() + body
    name = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    path = repo.folder / ".git" / "objects" / name[:2] / name[2:]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(zlib.compress(data))
    return name


def _commit_tree(repo: Repo, tree: str) -> str:
    who = "Ada <ada@acme.example> 1800000000 +0000"
    return _object(repo, "commit", f"tree {tree}\nauthor {who}\ncommitter {who}\n\nx\n".encode())


def test_a_tree_made_up_to_write_elsewhere_writes_nowhere_else(repo: Repo, emptied: Path, tmp_path: Path):
    repo.commit({"plan.yaml": model()})
    plan = _object(repo, "blob", model("evil").encode())
    inner = _tree(repo, ("100644", "evil.yaml", plan))
    up = _tree(repo, ("40000", "..", inner))
    made = _commit_tree(repo, _tree(repo, ("40000", "..", up), ("40000", ".git", inner), ("40000", ".GIT", inner)))
    assert repo.compare(f"{made}..HEAD").pairs == [(None, "plan.yaml")]
    absolute = _object(repo, "tree", b"100644 /evil.yaml\0" + bytes.fromhex(plan))
    assert repo.compare(f"{_commit_tree(repo, absolute)}..HEAD").pairs == [(None, "plan.yaml")]
    target = tmp_path / "target"
    target.mkdir()
    link = _object(repo, "blob", str(target).encode())
    twice = (("120000", "a.yaml", link), ("40000", "a.yaml", inner))
    repo.compare(f"{_commit_tree(repo, _tree(repo, *twice))}..HEAD")
    wild = _object(repo, "blob", (model() + "people: {from: '*.yaml'}\n").encode())
    with pytest.raises(
        Misuse, match=r"^'a.yaml' of this revision cannot be written to a temporary folder: File exists"
    ):
        repo.compare(f"{_commit_tree(repo, _tree(repo, *twice, ('100644', 'plan.yaml', wild)))}..HEAD")
    assert list(target.iterdir()) == []
    assert list(emptied.iterdir()) == []


def test_a_repository_that_lacks_a_file_is_misuse(repo: Repo):
    repo.commit({"plan.yaml": model("first")})
    blob = repo.git("rev-parse", "HEAD:plan.yaml")
    repo.commit({"plan.yaml": model("second")})
    (repo.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(Misuse, match=r"^git cannot read a file of this repository; run `git fsck` to find out more$"):
        repo.compare("HEAD~1")


def test_a_repository_that_is_broken_is_misuse(repo: Repo):
    repo.commit({"plan.yaml": model()})
    tree = repo.git("rev-parse", "HEAD^{tree}")
    (repo.folder / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(Misuse, match=r"^git cannot read this repository: not a tree object"):
        repo.compare("HEAD")
    (repo.folder / ".git" / "config").write_text("[core\n")
    with pytest.raises(Misuse, match=r"^git cannot read this repository: bad config line 1 in file"):
        repo.compare("HEAD")


def test_a_temporary_folder_that_cannot_be_written_is_misuse(repo: Repo, monkeypatch: pytest.MonkeyPatch):
    repo.commit({"plan.yaml": model()})
    monkeypatch.setattr("tempfile.tempdir", str(repo.folder / "none"))
    with pytest.raises(Misuse, match="no temporary folder can be made"):
        repo.compare("HEAD")
    monkeypatch.undo()
    repo.compare("HEAD")


def test_a_day_that_no_calendar_has_is_none(repo: Repo):
    repo.commit({"plan.yaml": model()})
    tree = repo.git("rev-parse", "HEAD^{tree}")
    for moment in ("99999999999999999999 +0000", "x"):
        body = f"tree {tree}\nauthor A <a> {moment}\ncommitter A <a> {moment}\n\nx\n".encode()
        made = _object(repo, "commit", body)
        assert repo.compare(f"{made}..HEAD").versions.before.day in (None, "1970-01-01")


def test_sha256_repositories_are_read(tmp_path: Path):
    repo = Repo(tmp_path)
    repo.git("init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    repo.commit({"plan.yaml": model("first")})
    repo.commit({"plan.yaml": model("second")})
    assert repo.compare("HEAD~1", "HEAD").texts == [(model("first"), model("second"))]


def test_many_contents_are_read_in_one_go(repo: Repo):
    repo.commit({f"{number:04}.yaml": f"number: {number}\n" for number in range(1000)} | {"plan.yaml": model()})
    repo.write({"plan.yaml": None})
    compared = repo.compare("HEAD")
    assert compared.pairs == [("plan.yaml", None)]
    assert list(compared.tables) == ["plan.yaml"]
    assert len(compared.versions.passed_over) == 1000
