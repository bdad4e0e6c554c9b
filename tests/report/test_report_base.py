"""`--base`: a report that shows what changed since an earlier version."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from git_repository import GitRepository
from jsonschema import Draft202012Validator

from coverage_lint.command.main import main

if TYPE_CHECKING:
    from pathlib import Path

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository whose plan has a raised goal in the working tree, and whose file was moved."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    shutil.copytree(os.path.join(ROOT, "examples", "acme"), tmp_path / "acme")
    made = GitRepository(tmp_path, tmp_path)
    made.git("init", "--quiet", "--initial-branch", "main")
    assert made.commit("A plan").returncode == 0
    made.git("mv", "acme", "north")
    plan = tmp_path / "north" / "coverage.yaml"
    plan.write_text(plan.read_text("utf-8").replace("target: 12_000_000", "target: 13_000_000"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(*words: str) -> int:
    """Run the command."""
    return main(["report", *words])


def test_a_page_shows_what_each_figure_was(repository: Path) -> None:
    assert report("north/coverage.yaml", "--base", "main", "-o", "report.html") == 0
    page = (repository / "report.html").read_text("utf-8")
    assert "▲" in page
    assert "23,100,000" in page
    assert "24,100,000" in page
    assert report("north/coverage.yaml", "-o", "alone.html") == 0
    alone = (repository / "alone.html").read_text("utf-8")
    assert 'class="change"' not in alone
    assert 'class="turn"' not in alone


@pytest.mark.usefixtures("repository")
def test_markdown_has_the_figures_that_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert report("--base", "main", "--format", "markdown") == 0
    told = capsys.readouterr().out
    assert "| Goal | 23,100,000 | 24,100,000 | +4.3 % |" in told
    assert "Since main: 1 goal changed. Findings: " in told
    assert "| Headcount |" not in told.partition("## What changed")[2].partition("## ")[0]


@pytest.mark.usefixtures("repository")
def test_json_has_the_earlier_version_beside_each_model(capsys: pytest.CaptureFixture[str]) -> None:
    assert report("--base", "main", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    with open(os.path.join(ROOT, "schemas", "plan-report.schema.json"), encoding="utf-8") as file:
        Draft202012Validator(json.load(file)).validate(document)
    (now,), (then,) = document["models"], document["before"]
    goals = [next(one["value"] for one in held["figures"] if one["name"] == "goal") for held in (then, now)]
    assert goals == ["23100000", "24100000"]


def test_a_file_can_be_the_earlier_version(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(os.path.join(ROOT, "examples", "acme"), repository / "old")
    assert report("north/coverage.yaml", "--base", "old/coverage.yaml", "--format", "markdown") == 0
    assert "| Goal | 23,100,000 | 24,100,000 | +4.3 % |" in capsys.readouterr().out


@pytest.mark.usefixtures("repository")
def test_a_model_that_is_new_has_nothing_before(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(os.path.join(ROOT, "examples", "startup"), "young")
    assert report("young", "--base", "main", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["before"] == [None]


@pytest.mark.usefixtures("repository")
def test_what_cannot_be_a_base_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert report("north/coverage.yaml", "--base", "nowhere") == 2
    assert "nowhere" in capsys.readouterr().err
    shutil.copytree(os.path.join(ROOT, "examples", "acme"), "old")
    assert report("north", "old", "--base", "old") == 2
    assert "--base old is a file or folder: give the one path" in capsys.readouterr().err


def _changed(folder: Path) -> Path:
    """Write acme's plan with a seller who moved, two quotas that moved and a goal that rose, beside what it was."""
    shutil.copytree(os.path.join(ROOT, "examples", "acme"), folder / "old")
    shutil.copytree(os.path.join(ROOT, "examples", "acme"), folder / "new")
    for name, swaps in (
        ("people.csv", [("enterprise-ae,enterprise,,,marcus-adeyemi", "enterprise-ae,commercial,,,priya-raman")]),
        (
            "coverage.yaml",
            [("target: 12_000_000", "target: 13_000_000"), ("quota: 7_200_000", "quota: 6_000_000"),
             ("quota: 5_200_000", "quota: 6_500_000")],
        ),
    ):  # fmt: skip
        file = folder / "new" / name
        text = file.read_text("utf-8")
        for old, new in swaps:
            assert old in text
            text = text.replace(old, new, 1)
        file.write_text(text, "utf-8")
    return folder


def test_all_that_diff_tells_is_in_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(_changed(tmp_path))
    assert main(["diff", "old", "new", "--format", "json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["models"]
    assert report("new", "--base", "old", "--format", "json") == 0
    (held,) = json.loads(capsys.readouterr().out)["changes"]
    assert {name: held[name] for name in told} == told
    codes = {one["code"] for one in told["new"]}
    assert {"CL901", "CL116"} <= codes
    assert report("new", "--base", "old", "--format", "markdown") == 0
    markdown = capsys.readouterr().out
    for one in told["new"]:
        assert f"**{one['code']} " in markdown.partition("**New findings**")[2].partition("## Figures")[0]
    assert report("new", "--base", "old", "-o", "report.html") == 0
    page = (tmp_path / "report.html").read_text("utf-8")
    part = words_of(page[page.index('id="changed"') : page.index('id="math"')])
    for one in (*told["new"], *told["fixed"]):
        assert words_of(one["message"]) in part
    for entity in told["entities"]:
        for sentence in entity["sentences"]:
            assert words_of(sentence) in part
            assert sentence.replace("_", "\\_") in markdown


def words_of(text: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", text)).split())


def test_the_largest_change_comes_first_and_a_seller_moves_with_the_quota(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(_changed(tmp_path))
    assert report("new", "--base", "old", "--format", "markdown") == 0
    told = capsys.readouterr().out.partition("the largest amounts first**")[2].partition("**New")[0]
    assert [line for line in told.splitlines() if line] == [
        "- Groups: group commercial: quota 5,200,000 → 6,500,000 (+25 %)",
        "- People: amara-okafor moved enterprise → commercial",
        "- People: person amara-okafor: manager marcus-adeyemi → priya-raman",
        "- Groups: group enterprise: quota 7,200,000 → 6,000,000 (-16.7 %)",
        "- Goals: goal new-business 12,000,000 → 13,000,000 (+8.3 %)",
    ]


def test_the_page_draws_the_quotas_of_groups_before_and_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(_changed(tmp_path))
    assert report("new", "--base", "old", "-o", "report.html") == 0
    page = (tmp_path / "report.html").read_text("utf-8")
    drawn = page[page.index('<figure class="chart" id="chart-changed">') :]
    said = words_of(drawn[: drawn.index("</figure>")])
    assert "2 groups have another quota than before." in said
    assert "The largest change: Commercial went from 5,200,000 to 6,500,000." in said
    assert "+1.3" in said
    assert "−1.2" in said
