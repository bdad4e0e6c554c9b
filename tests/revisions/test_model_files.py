"""Which model files are compared with which, and what of an older version is there to be read."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_examples import examples
from repository import Repo, compare, model

from coverage_lint.discovery.find_models import FoundFile, find_models
from coverage_lint.errors import Misuse, SettingsError
from coverage_lint.revisions import versions
from coverage_lint.revisions.pairing import pair
from coverage_lint.settings.find import SettingsFinder

if TYPE_CHECKING:
    from pathlib import Path

TABLES = "people: {from: [people.csv, 'parts/*.yaml']}\ngroups: {from: none.csv}\n"


def test_models_of_the_same_path_are_pairs_also_untracked_ones(repo: Repo):
    repo.commit({"a.yaml": model("a"), "b.yaml": model("b"), "notes.yaml": "x: 1\n", ".gitignore": "build\n"})
    repo.write({"a.yaml": model("a2"), "b.yaml": None, "new.yml": "coverage_model: 1\n", "build/c.yaml": model()})
    compared = repo.compare("HEAD")
    assert compared.pairs == [("a.yaml", "a.yaml"), ("b.yaml", None), (None, "new.yml")]
    assert compared.texts[0] == (model("a"), model("a2"))
    assert compared.versions.passed_over == ("notes.yaml",)
    assert [one.home for one in compared.versions.pairs] == [
        str(repo.folder / name) for name in ("a.yaml", "b.yaml", "new.yml")
    ]


def test_what_became_a_model_is_added_and_what_ceased_to_be_one_is_removed(repo: Repo):
    repo.commit({"a.yaml": "x: 1\n", "b.yaml": model()})
    repo.write({"a.yaml": '{"coverage_model": 1}', "b.yaml": "name: nothing\n"})
    assert repo.compare("HEAD").pairs == [(None, "a.yaml"), ("b.yaml", None)]


def test_a_renamed_model_is_a_pair_in_the_working_tree_and_in_commits(repo: Repo):
    repo.commit({"old.yaml": model("a")})
    repo.write({"old.yaml": None, "plans/new.yaml": model("b")})
    assert repo.compare("HEAD").pairs == [("old.yaml", "plans/new.yaml")]
    repo.commit()
    for config in ("true", "false"):
        repo.git("config", "diff.renames", config)
        assert repo.compare("HEAD~1", "HEAD").pairs == [("old.yaml", "plans/new.yaml")]
        assert repo.compare("HEAD", "HEAD~1").pairs == [("old.yaml", "old.yaml")]  # their merge base is the older
        assert repo.compare("HEAD..HEAD~1").pairs == [("plans/new.yaml", "old.yaml")]


def test_a_moved_folder_keeps_its_models_apart_even_if_they_are_alike(repo: Repo):
    names = ("emea/plan.yaml", "apac/plan.yaml", "plan.yaml")
    repo.commit({f"2026/{name}": model() for name in names})
    repo.git("mv", "2026", "2027")
    assert repo.compare("HEAD").pairs == sorted((f"2026/{name}", f"2027/{name}") for name in names)
    repo.write({f"2027/{name}": model(name) for name in names})
    assert repo.compare("HEAD").pairs == sorted((f"2026/{name}", f"2027/{name}") for name in names)


def test_a_copy_or_a_part_of_a_model_is_added(repo: Repo):
    goals = "".join(f"  - id: goal-{number}\n    target: {number}\n" for number in range(20))
    repo.commit({"plan.yaml": model() + goals})
    repo.write({"copy.yaml": model() + goals})
    assert repo.compare("HEAD").pairs == [(None, "copy.yaml"), ("plan.yaml", "plan.yaml")]
    repo.write({"plan.yaml": None, "most.yaml": model() + goals[: len(goals) * 3 // 4], "copy.yaml": model()})
    assert repo.compare("HEAD").pairs == [(None, "copy.yaml"), ("plan.yaml", "most.yaml")]


def test_models_that_have_little_in_common_are_no_pair(repo: Repo):
    repo.commit({"old.yaml": model()})
    repo.write({"old.yaml": None, "new.yaml": "coverage_model: 1\nplan: {name: x}\npeople: [{id: ada}, {id: bo}]\n"})
    assert repo.compare("HEAD").pairs == [(None, "new.yaml"), ("old.yaml", None)]


def test_paths_narrow_but_a_rename_is_followed_over_their_edge(repo: Repo):
    repo.commit({"a/plan.yaml": model("a"), "b/plan.yaml": model("b"), "c.yaml": "x: 1\n"})
    assert repo.compare("HEAD", None, "a").pairs == [("a/plan.yaml", "a/plan.yaml")]
    assert repo.compare("HEAD", None, "./b/../b/plan.yaml", "c.yaml").pairs == [("b/plan.yaml", "b/plan.yaml")]
    assert repo.compare("HEAD", None, "c.yaml").versions.passed_over == ("c.yaml",)
    repo.write({"a/plan.yaml": None, "d/plan.yaml": model("a")})
    for path in ("a", "d", "a/plan.yaml", "d/plan.yaml"):
        assert repo.compare("HEAD", None, path).pairs == [("a/plan.yaml", "d/plan.yaml")], path
    assert repo.compare("HEAD", None, "b").pairs == [("b/plan.yaml", "b/plan.yaml")]
    repo.commit()
    for path in ("a", "d"):
        assert repo.compare("HEAD~1", "HEAD", path).pairs == [("a/plan.yaml", "d/plan.yaml")], path


def test_paths_that_are_in_neither_version_or_elsewhere_are_refused(repo: Repo, tmp_path: Path):
    repo.commit({"gone.yaml": model(), "empty/readme": ""})
    repo.write({"gone.yaml": None})
    with pytest.raises(Misuse, match=r"^none.yaml: no such file or folder in either version$"):
        repo.compare("HEAD", None, "gone.yaml", "none.yaml")
    with pytest.raises(Misuse, match=r"^\.\./elsewhere.yaml is outside of this repository$"):
        repo.compare("HEAD", None, "../elsewhere.yaml")
    with pytest.raises(Misuse, match=r"is outside of this repository$"):
        repo.compare("HEAD", None, str(tmp_path))
    gone = repo.compare("HEAD", None, "gone.yaml").versions
    assert (gone.before.paths, gone.after.paths) == (("gone.yaml",), ())
    assert repo.compare("HEAD", None, "empty").pairs == []
    assert repo.compare("HEAD", "HEAD", "empty").pairs == []


def test_from_a_folder_of_the_repository_only_what_is_below_it_is_compared(repo: Repo):
    repo.commit({"top.yaml": model("top"), "sub/ü b.yaml": model("b"), "other/c.yaml": model("c")})
    repo.write({"sub/ü b.yaml": model("b2")})
    compared = repo.compare("HEAD", cwd="sub")
    assert compared.pairs == [("ü b.yaml", "ü b.yaml")]
    assert list(compared.tables) == ["ü b.yaml"]
    assert repo.compare("HEAD", None, "../top.yaml", cwd="sub").pairs == [(str(repo.folder / "top.yaml"),) * 2]
    repo.write({"sub/moved.yaml": model("top"), "top.yaml": None})
    assert repo.compare("HEAD", cwd="sub").pairs == [("../top.yaml", "moved.yaml"), ("ü b.yaml", "ü b.yaml")]
    (repo.folder / "fresh").mkdir()
    assert repo.compare("HEAD", cwd="fresh").pairs == []


def test_through_a_link_to_the_folder_paths_are_the_same(repo: Repo, tmp_path: Path):
    repo.commit({"sub/a.yaml": model(), "sub/b.yaml": model("b")})
    (tmp_path / "link").symlink_to(repo.folder / "sub")
    assert compare("HEAD", None, "a.yaml", cwd=tmp_path / "link").pairs == [("a.yaml", "a.yaml")]
    assert len(compare("HEAD", cwd=tmp_path / "link").pairs) == 2


def test_tables_come_along_and_nothing_else_does(repo: Repo):
    repo.commit(
        {
            "sub/plan.yaml": model() + TABLES,
            "sub/people.csv": "id\nada\n",
            "sub/parts/a.yaml": "- id: bo\n",
            "sub/parts/nested/c.yaml": "- id: di\n",
            "sub/parts/readme.md": "long",
            "sub/stray.csv": "id\n",
            "deploy.yaml": "x: 1\n",
            "photo.png": b"\x89PNG",
        }
    )
    repo.write({"sub/people.csv": "id\neve\n"})
    assert repo.compare("HEAD").tables == {
        "sub/parts/a.yaml": "- id: bo\n",
        "sub/parts/nested/c.yaml": "- id: di\n",
        "sub/parts/readme.md": "",  # its name alone: the pattern meets it, and loading says that it is no table
        "sub/people.csv": "id\nada\n",
        "sub/plan.yaml": model() + TABLES,
    }


def test_a_table_that_is_named_leads_to_its_models_on_both_sides(repo: Repo):
    repo.commit(
        {"sub/plan.yaml": model() + TABLES, "sub/people.csv": "id\n", "sub/parts/a.yaml": "[]", "z.yaml": model()}
    )
    for path in ("sub/people.csv", "sub/parts/a.yaml"):
        assert repo.compare("HEAD", None, path).pairs == [("sub/plan.yaml", "sub/plan.yaml")]
        assert repo.compare("HEAD", "HEAD", path).pairs == [("sub/plan.yaml", "sub/plan.yaml")]


def test_a_deleted_table_that_is_named_is_a_change_of_its_model(repo: Repo):
    repo.commit({"plan.yaml": model() + TABLES, "people.csv": "id\n"})
    repo.write({"people.csv": None})
    assert repo.compare("HEAD", None, "people.csv").pairs == [("plan.yaml", "plan.yaml")]
    repo.commit()
    assert repo.compare("HEAD~1", "HEAD", "people.csv").pairs == [("plan.yaml", "plan.yaml")]
    assert repo.compare("HEAD..HEAD~1", None, "people.csv").pairs == [("plan.yaml", "plan.yaml")]


def test_links_lead_in_the_older_version_where_they_led_then(repo: Repo, tmp_path: Path):
    (tmp_path / "outside.yaml").write_text(model("outside"))
    (tmp_path / "outside.csv").write_text("id\n")
    repo.write(
        {
            "plans/2026/plan.yaml": model("real") + "people: {from: shared/people.csv}\ngroups: {from: out.csv}\n",
            "plans/2026/data/people.txt": "id\nada\n",
        }
    )
    links = {
        "plans/2026/shared": "data",
        "plans/2026/data/people.csv": "people.txt",
        "plans/now": "2026",
        "link.yaml": "plans/now/plan.yaml",
        "up.yaml": "../outside.yaml",
        "away.yaml": str(tmp_path / "outside.yaml"),
        "own.yaml": str(repo.folder / "plans" / "2026" / "plan.yaml"),
        "broken.yaml": "none",
        "loop.yaml": "loop.yaml",
        "plans/2026/out.csv": "../../../outside.csv",
    }
    for name, target in links.items():
        (repo.folder / name).symlink_to(target)
    repo.commit()
    repo.write({"plans/2026/plan.yaml": model("changed"), "plans/2026/data/people.txt": "id\nbo\n"})
    compared = repo.compare("HEAD")
    assert [one[0] for one in compared.pairs] == [
        "link.yaml",
        "own.yaml",
        "plans/2026/plan.yaml",
    ]
    assert all(before == after for before, after in compared.pairs)
    read = {shown: before for (shown, _), (before, _) in zip(compared.pairs, compared.texts, strict=True)}
    assert {"away.yaml", "up.yaml"} <= set(compared.versions.passed_over)
    assert model("outside") not in str(compared.texts)
    assert read["link.yaml"] == read["own.yaml"] == read["plans/2026/plan.yaml"]
    assert read["own.yaml"].startswith(model("real"))
    assert compared.tables["plans/2026/data/people.txt"] == "id\nada\n"
    with versions("HEAD", None, [], str(repo.folder)) as opened:
        plans = os.path.join(opened.before.folder, "plans")
        with open(os.path.join(plans, "now", "shared", "people.csv")) as table:
            assert table.read() == "id\nada\n"
        assert not os.path.realpath(os.path.join(plans, "2026", "out.csv")).startswith(str(tmp_path))
    narrowed = repo.compare("HEAD", None, "plans/now")
    assert narrowed.pairs == [("plans/now/plan.yaml", "plans/now/plan.yaml")]
    assert repo.compare("HEAD", None, "plans/now/plan.yaml").pairs == narrowed.pairs
    assert repo.compare("HEAD", "HEAD", "plans/now").pairs == narrowed.pairs


def test_what_git_tracks_is_compared_whatever_the_name_of_its_folder(repo: Repo):
    files = {
        "a.yaml": model(),
        "node_modules/b.yaml": model(),
        "env/pyvenv.cfg": "home = /usr/bin\n",
        "env/lib/site-packages/c.yaml": model(),
        "node_modules/d/e.yaml": model(),
    }
    repo.commit(files)
    pairs = [(path, path) for path in sorted(files) if path.endswith(".yaml")]
    assert repo.compare("HEAD").pairs == pairs
    assert repo.compare("HEAD", "HEAD").pairs == pairs
    assert repo.compare("HEAD", "HEAD").versions.passed_over == ()
    repo.write({"site-packages/new.yaml": model()})
    assert repo.compare("HEAD").pairs == pairs


def test_a_sparse_checkout_makes_no_model_look_removed(repo: Repo):
    repo.commit({"a/plan.yaml": model("a"), "b/plan.yaml": model("b"), "b/old.yaml": model("c")})
    repo.git("sparse-checkout", "set", "a")
    compared = repo.compare("HEAD")
    assert compared.pairs == [("a/plan.yaml", "a/plan.yaml")]
    assert compared.versions.notes == (
        "not compared, because a sparse checkout leaves it out: b/old.yaml, b/plan.yaml",
    )
    repo.write({"a/new.yaml": model("c")})
    assert repo.compare("HEAD", None, "a").pairs == [(None, "a/new.yaml"), ("a/plan.yaml", "a/plan.yaml")]


def test_another_repository_within_is_compared_from_within(repo: Repo, tmp_path: Path):
    inner = Repo(tmp_path / "inner")
    inner.folder.mkdir()
    inner.git("init", "--quiet", "--initial-branch=main")
    inner.commit({"plan.yaml": model("inner")})
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.folder), "sub")
    repo.commit({"plan.yaml": model()})
    repo.git("clone", "--quiet", str(inner.folder), "nested")
    assert repo.compare("HEAD").pairs == [("plan.yaml", "plan.yaml")]
    assert repo.compare("HEAD", "HEAD").pairs == [("plan.yaml", "plan.yaml")]
    assert repo.compare("HEAD", cwd="sub").pairs == [("plan.yaml", "plan.yaml")]
    with pytest.raises(Misuse, match=r"^sub/plan.yaml is in the submodule sub: run the command in it"):
        repo.compare("HEAD", None, "sub/plan.yaml")
    with pytest.raises(Misuse, match=r"^nested is in a repository of its own, or a submodule: run the command in it"):
        repo.compare("HEAD", None, "nested")


def test_settings_policies_and_baseline_come_along_and_their_changes_are_told(repo: Repo):
    repo.commit(
        {
            "pyproject.toml": '[project]\nname = "a"\n[tool.coverage-lint]\npolicies = ["packs", "one.yaml"]\n',
            "packs/pay.yaml": "[]\n",
            "packs/pay.cases.yaml": "[]\n",
            "packs/readme.md": "x",
            "one.yaml": "[]\n",
            "sub/.coverage-lint.yaml": "baseline: 'known findings'\n",
            "sub/known findings": "{}",
            "sub/plan.yaml": model(),
            ".coverage-lint-baseline.json": "{}\n",
            "else/.coverage-lint.yaml": "fail-on: info\n",
        }
    )
    compared = repo.compare("HEAD", "HEAD")
    assert set(compared.tables) == {
        "pyproject.toml",
        "packs/pay.yaml",
        "packs/pay.cases.yaml",
        "one.yaml",
        "sub/.coverage-lint.yaml",
        "sub/known findings",
        "sub/plan.yaml",
        ".coverage-lint-baseline.json",
    }
    assert compared.versions.notes == ()
    repo.write({"pyproject.toml": (repo.folder / "pyproject.toml").read_text().replace('"a"', '"b"')})
    repo.write({"else/.coverage-lint.yaml": "fail-on: never\n", "one.yaml": "[]\r\n"})
    assert repo.compare("HEAD").versions.notes == ()
    repo.write({"packs/more.yaml": "[]", "one.yaml": "[ ]", "sub/known findings": "[]"})
    repo.write(
        {
            ".coverage-lint-baseline.json": None,
            "sub/.coverage-lint.yaml": "baseline: 'known findings'\ndrafts: strict\n",
        }
    )
    told = (
        "settings changed: sub/.coverage-lint.yaml; both versions are checked with the newer ones",
        "policies changed: one.yaml, packs/more.yaml; both versions are checked with the newer ones",
        "baseline changed: .coverage-lint-baseline.json, sub/known findings; both versions are checked with the newer ones",  # noqa: E501
    )
    assert repo.compare("HEAD").versions.notes == told
    assert repo.compare("HEAD", None, "sub/plan.yaml").versions.notes == told
    assert repo.compare("HEAD", cwd="sub").versions.notes[0].startswith("settings changed: .coverage-lint.yaml; ")
    assert "../one.yaml, ../packs/more.yaml" in repo.compare("HEAD", cwd="sub").versions.notes[1]


def test_what_lies_beside_the_repository_is_not_read(repo: Repo, tmp_path: Path):
    (tmp_path / "company").mkdir()
    (tmp_path / "company" / "pay.yaml").write_text("[]\n")
    repo.commit({"sub/plan.yaml": model(), ".coverage-lint.yaml": "policies: [../company]\n"})
    with versions("HEAD", "HEAD", [], str(repo.folder)) as opened:
        assert not os.path.lexists(os.path.join(opened.after.folder, "../company"))
        with pytest.raises(SettingsError, match=r"^\.\./company is outside of the repository, so it is not read$"):
            SettingsFinder(opened.after.folder).nearest("sub")


def test_broken_settings_are_for_the_check_to_tell(repo: Repo):
    repo.commit(
        {
            "plan.yaml": model(),
            ".coverage-lint.yaml": "policies: [\n",
            "sub/pyproject.toml": "[tool.coverage-lint\n",
            "sub/a.yaml": model(),
        }
    )
    assert len(repo.compare("HEAD", "HEAD").pairs) == 2


def test_a_large_file_is_told_by_its_head_in_a_revision_too(repo: Repo):
    large = b"#" * (33 * 1024 * 1024) + b"\n"
    repo.commit(
        {"big.yaml": model().encode() + large, "data.json": b"[" + large, "late.yaml": large + model().encode()}
    )
    compared = repo.compare("HEAD", "HEAD")
    assert compared.pairs == [("big.yaml", "big.yaml")]
    assert len(compared.texts[0][0] or "") == len(model()) + len(large)


def test_files_in_git_lfs_are_read_from_its_store_or_asked_for(repo: Repo):
    name = "ab" * 32
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{name}\nsize 8\n"
    repo.commit({"plan.yaml": model() + "people: {from: people.csv}\n", "people.csv": pointer, "big.yaml": pointer})
    with pytest.raises(
        Misuse, match=r"^people.csv of an older commit is in Git LFS and has not been fetched: run `git lfs fetch"
    ):
        repo.compare("HEAD")
    repo.write({f".git/lfs/objects/{name[:2]}/{name[2:4]}/{name}": "id\nada\n"})
    assert repo.compare("HEAD").tables["people.csv"] == "id\nada\n"


def test_what_was_written_is_removed_whatever_happens(repo: Repo, emptied: Path):
    repo.commit({"plan.yaml": model()})
    for error in (KeyboardInterrupt, ValueError):
        with pytest.raises(error):
            _fail_within(repo, emptied, error)
        assert list(emptied.iterdir()) == []


def _fail_within(repo: Repo, temporary: Path, error: type[BaseException]) -> None:
    with versions("HEAD", None, [], str(repo.folder)) as opened:
        assert len(list(temporary.iterdir())) == 1
        assert opened.before.folder.startswith(str(temporary))
        raise error


def test_too_many_to_compare_each_with_each_are_told(repo: Repo):
    repo.commit({f"a/{number}.yaml": model(str(number)) for number in range(101)})
    repo.git("mv", "a", "b")
    assert repo.compare("HEAD").versions.notes == ()
    repo.write({f"b/{number}.yaml": model(f"{number}!") for number in range(101)})
    compared = repo.compare("HEAD")
    assert compared.versions.notes == (
        "too many models were added and removed: only files with equal contents are recognized as renamed",
    )
    assert len(compared.pairs) == 202


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_same_is_said_each_time(repo: Repo, seed: int):
    repo.commit({f"{number}.yaml": model("same") for number in range(8)})
    for number in range(8):
        os.rename(repo.folder / f"{number}.yaml", repo.folder / f"n{number}.yaml")
    code = """
import sys
from coverage_lint.revisions import versions
with versions("HEAD", None, [], sys.argv[1]) as opened:
    print([(one.before.shown, one.after.shown) for one in opened.pairs])
"""
    ended = subprocess.run(
        [sys.executable, "-c", code, repo.folder],
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == str([(f"{number}.yaml", f"n{number}.yaml") for number in range(8)]) + "\n"


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["v", "w", "xyz\nw", "xyz\nv\n1"]), max_size=6),
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["v", "w", "xyz\nw", "xyz\nv\n1"]), max_size=6),
)
def test_each_model_is_in_one_pair_and_never_apart_from_its_own_path(
    tmp_path: Path, older: dict[str, str], newer: dict[str, str]
):
    sides: list[dict[str, FoundFile]] = []
    for side, files in (("older", older), ("newer", newer)):
        (tmp_path / side).mkdir(exist_ok=True)
        for name, text in files.items():
            (tmp_path / side / name).write_text(text)
        sides.append({name: FoundFile(str(tmp_path / side / name), name) for name in files})
    pairs = pair(sides[0], sides[1], {}, {}).pairs
    assert sorted(before for before, _ in pairs if before is not None) == sorted(older)
    assert sorted(after for _, after in pairs if after is not None) == sorted(newer)
    assert all((name, name) in pairs for name in older.keys() & newer.keys())
    left_before = [older[before] for before, after in pairs if after is None]
    left_after = [newer[after] for before, after in pairs if before is None]
    assert not set(left_before) & set(left_after)  # what is the same is renamed


WILD = "people: {from: '*.yaml'}\n"
NAME = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.lists(NAME, min_size=1, max_size=3).map(tuple), min_size=1, max_size=6), st.sampled_from(["", WILD]))
def test_a_revision_holds_the_models_that_its_checkout_holds(
    tmp_path_factory: pytest.TempPathFactory, parts: set[tuple[str, ...]], tables: str
):
    repo = Repo(tmp_path_factory.mktemp("any"))
    repo.git("init", "--quiet", "--initial-branch=main")
    for path in sorted(parts):
        name = "/".join(path) + ".yaml"
        if any(part in (".", "..", "HEAD") or part.lower().startswith(".git") for part in path):
            continue
        try:
            repo.write({name: model() + tables})
        except OSError:  # a name that is a folder, or too long for this file system
            continue
    repo.commit()
    expected = [file.shown for file in find_models((), str(repo.folder)).models]
    for head in (None, "HEAD"):
        assert repo.compare("HEAD", head).pairs == [(one, one) for one in expected]
