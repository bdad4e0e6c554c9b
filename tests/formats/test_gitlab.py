"""By docs.gitlab.com/ci/testing/code_quality, 'Code Quality report format': what must be there, and its values."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from made_reports import HOSTILE, REPORTS, REPOSITORY, finding, report

from coverage_lint.findings import Ignored
from coverage_lint.render.findings.gitlab import render
from coverage_lint.render.terminal.cells import visible

if TYPE_CHECKING:
    from coverage_lint.findings import Report

SEVERITIES = ("info", "minor", "major", "critical", "blocker")


def issues(made: Report, encoding: str = "utf-8") -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(render(made, REPOSITORY, encoding).encode(encoding))
    return read


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_as_the_documentation_states(name: str):
    text = render(REPORTS[name], REPOSITORY)
    assert text.startswith("[")  # a list at the top, and no byte-order mark before it
    for issue in issues(REPORTS[name]):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert all(isinstance(issue[key], str) and issue[key] for key in ("description", "check_name"))
        assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"])
        assert issue["severity"] in SEVERITIES
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert type(issue["location"]["lines"]["begin"]) is int
        assert issue["location"]["lines"]["begin"] >= 1


def test_no_findings_are_an_empty_list():
    assert issues(REPORTS["nothing"]) == issues(REPORTS["clean"]) == []


def test_where_and_what():
    (only,) = issues(report(finding("quota: 6")))
    assert (only["description"], only["check_name"]) == ("too little", "CL301 quota-over-assignment")
    assert only["location"] == {"path": "plans/größe & co/pläne #1.yaml", "lines": {"begin": 5}}


@pytest.mark.parametrize(
    ("code", "severity", "shown"),
    [
        ("CL001", "error", "blocker"), ("CL010", "error", "critical"), ("CL301", "error", "major"),
        ("CL030", "warning", "minor"), ("CL301", "warning", "minor"), ("CL301", "info", "info"),
    ],
)  # fmt: skip
def test_what_keeps_a_model_from_being_read_is_gravest(code: str, severity: str, shown: str):
    (only,) = issues(report(finding(code=code, severity=severity)))
    assert only["severity"] == shown


def test_ignored_and_old_findings_are_left_out():
    assert issues(report(ignored=(Ignored(finding(), "x"),), baselined=(finding(),))) == []


def test_fingerprints_are_unique():
    prints = [issue["fingerprint"] for issue in issues(report(finding(), finding(), finding(entity="group a")))]
    assert len(set(prints)) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_what_is_hostile_comes_back_as_it_is_shown(encoding: str):
    (only,) = issues(REPORTS["hostile"], encoding)
    assert only["description"] == visible(HOSTILE)
