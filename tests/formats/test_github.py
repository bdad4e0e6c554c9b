from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from made_reports import HOSTILE, NOTHING, REPORTS, REPOSITORY, finding, many, report, run
from workflow_commands import Command, commands

from coverage_lint.location import Location, Source
from coverage_lint.render.findings.github import render
from coverage_lint.render.terminal.cells import visible

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_lint.findings import Report

MODEL = "coverage_model: 1\nplan:\n  ownr: ada\n"


def annotations(made: Report) -> list[Command]:
    text = render(made, REPOSITORY)
    found = commands(text)
    assert len(found) == text.count("\n")
    return found


def test_a_finding_is_an_annotation_at_its_place():
    assert annotations(report(finding(help="Give more."))) == [
        Command(
            "error",
            {
                "file": "plans/größe & co/pläne #1.yaml", "line": "2", "endLine": "2", "col": "1", "endColumn": "6",
                "title": "CL301 quota-over-assignment",
            },
            "too little\nGive more.",
        )
    ]  # fmt: skip


def test_columns_are_given_within_one_line_only():
    (several,) = annotations(report(finding("id: south\n    quota: 6\n\n")))
    assert (several.properties["line"], several.properties["endLine"]) == ("4", "5")
    assert not {"col", "endColumn"} & set(several.properties)
    empty = finding(location=Location(Source("a.yaml", ""), 0, 0))
    (nothing,) = annotations(report(empty))
    assert [nothing.properties[name] for name in ("line", "col", "endColumn")] == ["1", "1", "1"]


def test_levels_and_the_gravest_first():
    assert [one.name for one in annotations(many(1, 2, 1))] == ["error", "warning", "warning", "notice"]


@pytest.mark.parametrize(
    ("counts", "shown", "more"),
    [
        ((10, 10, 10), (10, 10, 10), None),
        ((12, 3, 0), (10, 3, 1), "2 more findings not annotated (2 errors)"),
        ((11, 11, 11), (10, 10, 10), "4 more findings not annotated (1 error, 1 warning, 2 infos)"),
        ((0, 0, 11), (0, 0, 10), "2 more findings not annotated (2 infos)"),
        ((11, 0, 10), (10, 0, 10), "2 more findings not annotated (1 error, 1 info)"),
    ],
)
def test_no_more_than_github_shows_and_the_others_counted(
    counts: tuple[int, int, int], shown: tuple[int, int, int], more: str | None
):
    found = annotations(many(*counts))
    levels = Counter(one.name for one in found)
    assert (levels["error"], levels["warning"], levels["notice"]) == shown
    last = found[-1]
    if more is None:
        assert last.properties["title"] != "coverage-lint"
    else:
        assert last.name == "notice"
        assert last.message.startswith(f"{more}: ")


def test_what_is_hostile_is_one_annotation_as_it_is_shown():
    (only,) = annotations(REPORTS["hostile"])
    shown = visible(HOSTILE)
    odd = REPORTS["hostile"].models[0].findings[0]
    assert only.message == f"{shown}\n{shown}"
    assert only.properties["file"] == visible(f"plans/{odd.location.path}")
    assert set(only.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}


@pytest.mark.parametrize("text", ["100%0A", "a::b,c:d", "%25", "=,=", "::error::x", "100%"])
def test_escapes_come_back(text: str):
    source = Source(f"{text}.yaml", "x")
    (only,) = annotations(report(finding(message=text, location=Location(source, 0, 1))))
    assert only.message == text
    assert only.properties["file"] == f"plans/{text}.yaml"


def test_no_findings_are_no_annotations():
    assert render(NOTHING, REPOSITORY) == ""
    assert render(report(), REPOSITORY) == ""


def test_an_encoding_that_lacks_a_character_shows_its_escape():
    assert "gr\\xf6\\xdfe" in render(report(finding()), REPOSITORY, "ascii")


def test_inside_github_actions_annotations_follow_the_text(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(MODEL, encoding="utf-8")
    outside = run(tmp_path, "--select", "CL0")
    inside = run(tmp_path, "--select", "CL0", GITHUB_ACTIONS="true")
    assert inside.stdout.startswith(outside.stdout)
    (only,) = commands(inside.stdout.decode())
    assert (only.name, only.properties["file"], only.properties["line"]) == ("error", "a.yaml", "3")
    assert inside.returncode == outside.returncode == 1


@pytest.mark.parametrize("form", ["text", "concise", "json", "markdown"])
def test_a_format_that_is_asked_for_comes_alone(form: str, tmp_path: Path):
    (tmp_path / "a.yaml").write_text(MODEL, encoding="utf-8")
    asked = run(tmp_path, "--select", "CL0", "--format", form, GITHUB_ACTIONS="true")
    assert asked.stdout == run(tmp_path, "--select", "CL0", "--format", form).stdout
    assert commands(asked.stdout.decode()) == []
