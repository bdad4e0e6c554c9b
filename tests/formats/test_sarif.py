from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from made_reports import HOSTILE, REPORTS, REPOSITORY, TEXT, TOP, asked, at, checked, finding, report, run

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_paths
from coverage_lint.findings import Ignored, Related, Trace
from coverage_lint.policy.policy_page import shipped_pages
from coverage_lint.render.findings.sarif import document, render
from coverage_lint.render.repository_paths import Repository
from coverage_lint.render.terminal.cells import visible

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_lint.findings import Report


def results(made: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document(made, REPOSITORY)["runs"][0]["results"]
    return found


@pytest.mark.parametrize(
    ("shown", "uri"),
    [
        ("größe & co/pläne #1.yaml", "plans/gr%C3%B6%C3%9Fe%20&%20co/pl%C3%A4ne%20%231.yaml"),
        ("../a b.yaml", "a%20b.yaml"),
        ("a:b%.yaml", "plans/a%3Ab%25.yaml"),
        ("caf\udce9.yaml", "plans/caf%E9.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_uris_are_relative_to_the_repository(shown: str, uri: str):
    assert REPOSITORY.uri(shown) == uri


def test_a_file_outside_the_repository_has_a_whole_uri():
    assert REPOSITORY.uri("../../other repo/a.yaml") == "file:///srv/other%20repo/a.yaml"
    assert Repository("/srv/a", "/").uri("b.yaml") == "srv/a/b.yaml"
    assert Repository("/srv/a", "/srv/a").path("../ab/c.yaml") == "/srv/ab/c.yaml"


def test_columns_are_counted_in_characters_and_regions_end_behind_the_last_one():
    made = results(report(finding("north"), finding("id: south\n    quota: 6\n\n")))
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in made]
    assert regions == [
        {"startLine": 3, "startColumn": 11, "endLine": 3, "endColumn": 16},
        {"startLine": 4, "startColumn": 5, "endLine": 5, "endColumn": 13},
    ]
    assert document(report(), REPOSITORY)["runs"][0]["columnKind"] == "unicodeCodePoints"


def test_related_places_and_those_of_figures_are_given_once():
    five, six = Related(at("quota: 5"), "north 5"), Related(at("quota: 6"), "south 6")
    (made,) = results(report(finding(related=(five,), traces=(Trace("quota", "11", (five, six), 0),))))
    assert [one["message"]["text"] for one in made["relatedLocations"]] == ["north 5", "south 6"]
    assert made["properties"]["figures"] == {"quota": "11"}


def test_levels_follow_the_finding_and_rules_keep_their_own():
    made = results(report(*(finding(severity=level) for level in ("error", "warning", "info"))))
    assert [one["level"] for one in made] == ["error", "warning", "note"]
    rules = document(asked(report()), REPOSITORY)["runs"][0]["tool"]["driver"]["rules"]
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
    assert (levels["CL301"], levels["CL030"]) == ("error", "warning")


def test_a_rule_tells_why_what_to_do_and_its_parameters():
    rules = document(asked(report()), REPOSITORY)["runs"][0]["tool"]["driver"]["rules"]
    rule = next(rule for rule in rules if rule["id"] == "CL301")
    assert (rule["name"], rule["properties"]["name"]) == ("QuotaOverAssignment", "quota-over-assignment")
    assert "helpUri" not in rule
    assert rule["fullDescription"]["text"] in rule["help"]["text"]
    assert "| `over_assignment` | ratio | 0.1 |" in rule["help"]["markdown"]
    parameters = [(one["name"], one["type"], one["default"], one["bounds"]) for one in rule["properties"]["parameters"]]
    assert ("over_assignment", "ratio", "0.1", "0 to 1") in parameters
    assert all(set(one) == {"name", "type", "default", "bounds", "about"} for one in rule["properties"]["parameters"])


def test_each_result_points_at_its_rule():
    made = document(asked(report(finding(), finding(code="ZZ9"), finding(code="AC1"))), REPOSITORY)["runs"][0]
    rules = made["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in made["results"]] == [one["ruleId"] for one in made["results"]]
    assert {one["ruleId"] for one in made["results"]} == {"CL301", "ZZ9", "AC1"}


def test_rules_are_those_that_were_asked():
    options = Options(select=("CL3",), ignore=("CL301",))
    made = check_paths([str(TOP / "examples" / "startup")], options, str(TOP))
    codes = [policy.code for policy in made.models[0].asked]
    assert [code for code in codes if not code.startswith("CL0")] == [
        page.code for page in shipped_pages() if page.code.startswith("CL3") and page.code != "CL301"
    ]


def test_ignored_and_old_findings_are_suppressed_with_the_reason():
    new, old, ignored = finding(), finding(entity="group a"), finding(entity="group b")
    made = results(report(new, baselined=(old,), ignored=(Ignored(ignored, "agreed in May"),)))
    told = {one["properties"]["entity"]: one["suppressions"] for one in made}
    assert told["plan"] == []
    assert told["group b"] == [{"kind": "inSource", "justification": "agreed in May"}]
    assert [one["kind"] for one in told["group a"]] == ["external"]


def test_messages_say_what_is_wrong_and_what_to_do_and_hold_no_markup():
    (plain,) = results(report(finding(message="too little", help="Give more.")))
    assert plain["message"]["text"] == "too little. Give more."
    (odd,) = results(report(finding(message="a {0} [x](http://e)?")))
    assert odd["message"]["text"] == "a {{0}} \\[x\\](http://e)?"


def test_what_is_hostile_is_shown_and_does_nothing():
    text = render(REPORTS["hostile"], REPOSITORY)
    assert not set(map(ord, text)) & {0, 0x1B, 0x202E, 0x2028}
    read = json.loads(text.encode("utf-8"))["runs"][0]["results"]
    said = [one["message"]["text"] for one in read if one["ruleId"] == "AC101" and not one["suppressions"]]
    shown = visible(HOSTILE).replace("{", "{{").replace("}", "}}").replace("[", "\\[").replace("]", "\\]")
    assert said == [f"{shown}. {shown}"]


def test_other_encodings_hold_the_same_document():
    text = render(REPORTS["hostile"], REPOSITORY, "latin-1")
    assert text.isascii()
    assert json.loads(text) == json.loads(render(REPORTS["hostile"], REPOSITORY))


def test_paths_begin_at_the_repositorys_top_wherever_the_command_runs(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    plans = tmp_path / "my plans"
    plans.mkdir()
    (plans / "é.yaml").write_text("coverage_model: 1\nplan: {ownr: a}\n", encoding="utf-8")
    for folder, path in ((plans, "é.yaml"), (tmp_path, "my plans/é.yaml")):
        ended = run(folder, path, "--select", "CL0", "--format", "sarif")
        (result,) = json.loads(ended.stdout)["runs"][0]["results"]
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert artifact == {"uri": "my%20plans/%C3%A9.yaml", "uriBaseId": "SRCROOT"}


def test_a_fix_replaces_just_what_is_wrong():
    made = checked("coverage_model: 1\nsegments:\n  - {id: a, tier: 'AA'}\n", name=TEXT.path)
    (result,) = results(made)
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 19, "endLine": 3, "endColumn": 23},
            "insertedContent": {"text": "'A'"},
        }
    ]
    assert result["fixes"][0]["description"] == {"text": "Write A."}
