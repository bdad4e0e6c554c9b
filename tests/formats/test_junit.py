from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from junit_schemas import faults, read_xml
from junitparser import Failure, JUnitXml, Skipped
from made_reports import CLEAN, HOSTILE, REPORTS, REPOSITORY, TOP, asked, finding, model, report, run

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_data, check_paths
from coverage_lint.comparing.compare import compare
from coverage_lint.decisions.verdict import counts
from coverage_lint.findings import Ignored, Report, Undecided
from coverage_lint.policy.policy_page import shipped_pages
from coverage_lint.render.findings.junit import render
from coverage_lint.render.terminal.cells import visible
from coverage_lint.revisions import versions

if TYPE_CHECKING:
    from pathlib import Path

    from junitparser import TestSuite

PAGES = [page for page in shipped_pages() if page.code.startswith("CL3")]


def rendered(made: Report, fail_on: str | None = None) -> str:
    return render(asked(made, "CL3"), REPOSITORY, fail_on)


def suite(made: Report, fail_on: str | None = None) -> TestSuite:
    (only,) = JUnitXml.fromstring(rendered(made, fail_on).encode())
    return only


def outcomes(made: Report, fail_on: str | None = None) -> dict[str, str]:
    """Return the outcome of each case that is no pass: its kind, and what it says."""
    return {
        case.name: f"{type(case.result[0]).__name__}: {case.result[0].message}"
        for case in suite(made, fail_on)
        if case.result
    }


@pytest.mark.parametrize("name", REPORTS)
def test_ants_and_jenkins_schemas_are_satisfied(name: str):
    assert list(faults(read_xml(rendered(REPORTS[name])))) == []


def test_the_schemas_are_satisfied_by_whole_examples(tmp_path: Path):
    run(TOP / "examples", ".", "--output", f"junit={tmp_path / 'a.xml'}")
    tree = read_xml((tmp_path / "a.xml").read_text(encoding="utf-8"))
    assert list(faults(tree)) == []
    assert len(tree) > 4
    assert [one.get("id") for one in tree] == [str(number) for number in range(len(tree))]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (' hostname="localhost"', "", "testsuite has no hostname"),
        (' time="0"/>', "/>", "testcase has no time"),
        ("1970-01-01T00:00:00", "1970-01-01", "testsuite has timestamp='1970-01-01'"),
        ("<properties>", "<system-out/><properties>", "testsuite holds"),
        (' type="error"', "", "failure has no type"),
    ],
)
def test_the_check_by_schemas_would_notice(right: str, wrong: str, told: str):
    text = rendered(REPORTS["one"])
    assert right in text
    assert any(fault.startswith(told) for fault in faults(read_xml(text.replace(right, wrong))))


@pytest.mark.parametrize("name", REPORTS)
def test_junitparser_counts_what_the_suites_state(name: str):
    for one in JUnitXml.fromstring(rendered(REPORTS[name]).encode()):
        stated = (one.tests, one.failures, one.errors, one.skipped, one.time)
        one.update_statistics()
        assert stated == (one.tests, one.failures, one.errors, one.skipped, one.time)


def test_a_policy_that_found_nothing_is_a_case_that_passes():
    names = [case.name for case in suite(CLEAN)]
    assert names == [f"{page.code} {page.name}" for page in PAGES]
    assert outcomes(CLEAN) == {}


def test_a_finding_is_a_failure_with_its_place_and_what_to_do():
    (case,) = [one for one in suite(report(finding(help="Give more."))) if one.result]
    (failure,) = case.result
    assert isinstance(failure, Failure)
    assert (case.name, failure.message, failure.type) == (
        "CL301 quota-over-assignment: plan quota", "too little", "error",
    )  # fmt: skip
    assert "--> plans/größe & co/pläne #1.yaml:2:1" in failure.text
    assert "= help: Give more." in failure.text
    assert case.classname == "plans/größe & co/pläne #1_yaml.groups"


def test_alike_findings_have_names_of_their_own():
    assert list(outcomes(report(finding(), finding(), finding(entity="group a")))) == [
        "CL301 quota-over-assignment: group a quota",
        "CL301 quota-over-assignment: plan quota",
        "CL301 quota-over-assignment: plan quota (2)",
    ]


def test_what_does_not_fail_the_run_is_skipped_and_told():
    made = report(
        finding(severity="warning", entity="group w"),
        ignored=(Ignored(finding(entity="group i"), "agreed"), Ignored(finding(entity="group n"), "")),
        baselined=(finding(entity="group o"),),
    )
    head = "CL301 quota-over-assignment: group"
    assert outcomes(made) == {
        f"{head} i quota": "Skipped: ignored (agreed): too little",
        f"{head} n quota": "Skipped: ignored (no reason given): too little",
        f"{head} o quota": "Skipped: old: too little",
        f"{head} w quota": "Skipped: warning, which does not fail the run: too little",
    }
    assert outcomes(made, "warning")[f"{head} w quota"] == "Failure: too little"


def test_a_draft_fails_by_its_structure_only():
    assert outcomes(report(finding(), finding(code="CL010"), draft=True)) == {
        "CL010 quota-over-assignment: plan quota": "Failure: too little",
        "CL301 quota-over-assignment: plan quota": "Skipped: error, which does not fail the run: too little",
    }


def test_failures_are_those_that_decide_the_exit_status():
    for made in (REPORTS["hostile"], report(finding(), draft=True), report(finding(code="CL010"), draft=True)):
        failing = sum(counts(one, model, None) for model in made.models for one in model.findings)
        assert suite(made).failures == failing


def test_undecided_is_no_pass():
    entries = tuple(
        Undecided("CL301", "quota-over-assignment", f"group {name}", finding().location, ("quota",))
        for name in "abcdefg"
    )
    (told,) = outcomes(report(undecided=entries)).values()
    assert told.startswith("Skipped: undecided for 7 entities: group a lacks quota; ")
    assert told.endswith("; and 2 more")


def test_a_file_that_cannot_be_read_passes_no_policy():
    options = Options(select=("CL3",))
    made = check_data(b"coverage_model: 1\n\tgoals: [\n", "a.yaml", options)
    (one,) = JUnitXml.fromstring(render(made, REPOSITORY).encode())
    assert {case.name[:4] for case in one} == {"CL00"}
    assert one.failures == 1


def test_every_policy_asked_has_a_case():
    folder = str(TOP / "examples" / "acme-broken")
    made = check_paths([folder], Options(), str(TOP))
    (one,) = JUnitXml.fromstring(render(made, REPOSITORY).encode())
    codes = {case.name.split(" ")[0] for case in one}
    assert codes == {page.code for page in shipped_pages() if not page.of_change and not page.code.startswith("CR")}
    assert sum(isinstance(result, Skipped) for case in one for result in case.result) == one.skipped


def test_policies_about_changes_have_one_only_where_versions_were_compared(tmp_path: Path):
    for folder, quota in (("old", 5), ("new", 6)):
        (tmp_path / folder).mkdir()
        text = f"coverage_model: 1\ngroups: [{{id: a, quota: {quota}}}]\n"
        (tmp_path / folder / "coverage.yaml").write_text(text, encoding="utf-8")
    with versions("old", "new", (), str(tmp_path)) as both:
        (one,) = compare(both, Options()).report().models
    assert [policy.code for policy in one.asked] == [
        page.code for page in shipped_pages() if not page.code.startswith("CR")
    ]
    assert "CL901" in {policy.code for policy in one.asked}


def test_what_is_hostile_comes_back_as_it_is_shown():
    odd = REPORTS["hostile"].models[0].findings[0]
    shown = visible(HOSTILE).replace("\ufffe", "\\ufffe")
    text = rendered(REPORTS["hostile"])
    assert not re.search("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    (failure,) = [case for case in suite(REPORTS["hostile"]) if case.result and isinstance(case.result[0], Failure)]
    assert failure.result[0].message == shown
    assert failure.name == " ".join(f"{odd.code} {odd.name}: {shown} {shown}".split())


def test_other_encodings_hold_the_same_document():
    made = report(finding(message="Zürich 日本 😀"))
    text = render(asked(made, "CL3"), REPOSITORY, None, "latin-1")
    assert text.isascii()
    assert ET.canonicalize(text) == ET.canonicalize(rendered(made))


def test_each_model_is_a_suite():
    made = Report((model(path="a.yaml"), model(path="b.yaml")), ())
    assert [one.name for one in JUnitXml.fromstring(rendered(made).encode())] == ["plans/a.yaml", "plans/b.yaml"]
