"""Models of one file are matched across versions, whatever comes before or between them; ignores are told fairly."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from coverage_lint.checking.options import Options
from coverage_lint.comparing.compare import compare
from coverage_lint.render.change.summary import heading
from coverage_lint.revisions.versions import versions

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_lint.change.report import ChangeReport

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
OPTIONS = Options(baseline="", on="2027-02-01")
with open(os.path.join(ROOT, "examples", "startup", "coverage.yaml"), encoding="utf-8") as _file:
    NAMED = _file.read()
LEADERLESS = NAMED.replace("    leader: arjun-nair\n", "")
"""A group without a leader: CL304."""


def unnamed(text: str) -> str:
    """Take the plan's name away."""
    return text.replace("  name: Sales coverage 2027\n", "")


def next_year(text: str) -> str:
    """Make it the plan of the year after."""
    return text.replace("2027", "2028")


def pilot(text: str) -> str:
    """Make it a plan of people and groups of its own, for the same year."""
    return text.replace("id: customers", "id: others").replace("group: customers", "group: others")


def told(folder: Path, before: list[str], after: list[str]) -> ChangeReport:
    """Compare two files, each of several models."""
    for name, models in (("old.yaml", before), ("new.yaml", after)):
        (folder / name).write_text("\n---\n".join(models), "utf-8")
    with versions("old.yaml", "new.yaml", (), str(folder)) as both:
        return compare(both, OPTIONS)


def leaderless(change: ChangeReport) -> tuple[int, int, int]:
    """Count CL304 among new, old and fixed findings."""
    reports = [one.report for one in change.models if one.report is not None]
    new = [one for report in reports for one in report.findings]
    old = [one for report in reports for one in report.baselined]
    fixed = [one for model in change.models for one in model.fixed]
    return tuple(sum(one.code == "CL304" for one in found) for found in (new, old, fixed))  # type: ignore[return-value]


@pytest.mark.parametrize("other", [next_year(NAMED), next_year(unnamed(NAMED)), pilot(unnamed(NAMED))])
@pytest.mark.parametrize("plan", [LEADERLESS, unnamed(LEADERLESS)])
def test_a_model_that_comes_or_goes_before_another_makes_nothing_of_it_new(
    tmp_path: Path, plan: str, other: str
) -> None:
    came = told(tmp_path, [plan], [other, plan])
    assert leaderless(came) == (0, 1, 0)
    assert sorted(one.how for one in came.models) == ["added", "changed"]  # by the name of its file
    went = told(tmp_path, [other, plan], [plan])
    assert leaderless(went) == (0, 1, 0)
    assert sorted(one.how for one in went.models) == ["changed", "removed"]


def test_plans_of_two_years_with_one_name_are_told_apart(tmp_path: Path) -> None:
    later = NAMED.replace("2027", "2028").replace("name: Sales coverage 2028", "name: Sales coverage 2027")
    change = told(tmp_path, [LEADERLESS, later], [later, LEADERLESS])
    assert leaderless(change) == (0, 1, 0)
    assert [one.entities for one in change.models] == [(), ()]


def test_a_plan_that_got_another_name_is_the_same(tmp_path: Path) -> None:
    named = LEADERLESS.replace("name: Sales coverage 2027", "name: Coverage")
    change = told(tmp_path, [next_year(NAMED), LEADERLESS], [named, next_year(NAMED)])
    assert leaderless(change) == (0, 1, 0)


def ignoring(code: str) -> str:
    """Return the plan with an ignore that silences nothing."""
    target = "    target: 1_600_000\n"
    return NAMED.replace(target, f"    # coverage-lint: ignore[{code}] agreed\n{target}")


def test_an_ignore_of_a_policy_about_changes_is_old_as_long_as_it_stands_and_never_fixed(tmp_path: Path) -> None:
    stays = told(tmp_path, [ignoring("CL900")], [ignoring("CL900")])
    (report,) = [one.report for one in stays.models if one.report is not None]
    assert (report.findings, [one.code for one in report.baselined]) == ((), ["CL030"])
    needed = told(tmp_path, [ignoring("CL900")], [ignoring("CL900").replace("target: 1_600_000", "target: 1_500_000")])
    assert [one.finding.code for model in needed.models if model.report for one in model.report.ignored] == ["CL900"]
    assert [model.fixed for model in needed.models] == [()]
    assert [model.fixed for model in told(tmp_path, [ignoring("CL900")], [NAMED]).models] == [()]


def test_an_ignore_that_silenced_nothing_in_either_version_is_fixed_once_gone(tmp_path: Path) -> None:
    (model,) = told(tmp_path, [ignoring("CL304")], [NAMED]).models
    assert [one.code for one in model.fixed] == ["CL030"]


def test_models_of_one_file_are_told_apart_by_the_plans_name(tmp_path: Path) -> None:
    first, second = (f"coverage_model: 1\nplan: {{name: {name}, status: draft}}\n" for name in ("North", "South"))
    (tmp_path / "old.yaml").write_text(f"{first}---\n{second}", "utf-8")
    (tmp_path / "new.yaml").write_text(f"{first}---\n{second.replace('draft', 'published')}", "utf-8")
    with versions("old.yaml", "new.yaml", (), str(tmp_path)) as both:
        models = compare(both, Options(baseline="")).models
    assert [(one.name, bool(one.entities)) for one in models] == [("North", False), ("South", True)]
    assert heading(models[1]).startswith("new.yaml, South (renamed from ")
