"""A service refuses a report beyond its limits as a whole; within them it gets the gravest, and a word on the rest."""

from __future__ import annotations

import gzip
import json
import random
import string
from typing import Any

import pytest
from junit_schemas import faults, read_xml
from junitparser import JUnitXml
from made_reports import REPOSITORY, asked, at, finding, many, report

from coverage_lint.findings import Ignored, Related, Report, Trace
from coverage_lint.policy.policy_page import shipped_pages
from coverage_lint.render.findings import gitlab, junit, sarif
from coverage_lint.render.reader_limits import fitting, shortened

PAGES = [page for page in shipped_pages() if page.code.startswith("CL3")]


def run_of(text: str) -> dict[str, Any]:
    (only,) = json.loads(text)["runs"]
    return dict(only)


def test_sarif_keeps_the_gravest_and_what_is_ignored_goes_first():
    made = many(10, 15, 100)
    ignored = tuple(Ignored(finding(entity=f"group i{number}"), "x") for number in range(5))
    made = Report((made.models[0]._replace(ignored=ignored),), ())
    bounded = sarif.bounded(made, REPOSITORY, limits=(115, sarif.MOST_BYTES))
    levels = [one["level"] for one in run_of(bounded.text)["results"]]
    assert [levels.count(level) for level in ("error", "warning", "note")] == [10, 15, 90]
    assert bounded.left_out.startswith("15 of 130 findings left out of SARIF (")
    assert all(noun in bounded.left_out for noun in ("5 ignored findings", "10 infos"))


def test_nothing_is_said_where_all_has_room():
    bounded = sarif.bounded(many(1, 0, 0), REPOSITORY)
    assert bounded.left_out == ""
    assert run_of(bounded.text)["invocations"] == [{"executionSuccessful": True}]
    assert gitlab.bounded(many(1, 0, 0), REPOSITORY).left_out == ""
    assert junit.bounded(asked(many(1, 0, 0), "CL3"), REPOSITORY).left_out == ""


def test_sarif_that_does_not_compress_is_cut_to_what_may_be_sent():
    letters = random.Random(7)  # noqa: S311 - what is hard to compress
    made = report(
        *(
            finding(message="".join(letters.choices(string.ascii_letters, k=2_000)), entity=f"group {number}")
            for number in range(160)
        )
    )
    bounded = sarif.bounded(made, REPOSITORY, limits=(sarif.MOST_RESULTS, 100_000))
    held = run_of(bounded.text)
    assert len(gzip.compress(bounded.text.encode(), 6)) <= 100_000
    assert 80 < len(held["results"]) < 160
    assert bounded.left_out.startswith(f"{160 - len(held['results'])} of 160 findings left out of SARIF")
    assert {len(one["message"]["text"]) for one in held["results"]} == {1_000}


@pytest.mark.parametrize("text", ["a" * 5_000, "{" * 5_000, "](" + "[" * 5_000, "a" * 999 + "{}", "{" * 500])
def test_messages_and_descriptions_are_no_longer_than_github_keeps(text: str):
    (result,) = run_of(sarif.render(report(finding(message=text)), REPOSITORY))["results"]
    said = result["message"]["text"]
    assert 950 < len(said) <= 1_001
    assert said.replace("{{", "").count("{") == 0


def test_places_of_a_result_are_no_more_than_github_shows():
    traces = tuple(
        Trace(f"t{number}", "1", tuple(Related(at("groups"), f"{number}-{place}") for place in range(10)), 0)
        for number in range(20)
    )
    (result,) = run_of(sarif.render(report(finding(traces=traces)), REPOSITORY))["results"]
    assert len(result["relatedLocations"]) == 100


def test_gitlab_gets_the_gravest_and_an_entry_that_says_what_is_left_out():
    made = many(20, 20, 20)
    bounded = gitlab.bounded(made, REPOSITORY, most=12_000)
    issues = json.loads(bounded.text)
    assert len(bounded.text.encode()) <= 12_000
    *shown, last = issues
    assert [one["severity"] for one in shown].count("major") == 20
    assert {one["severity"] for one in shown} == {"major", "minor"}
    assert last["description"] == bounded.left_out
    assert last["location"] == {"path": "plans/größe & co/pläne #1.yaml", "lines": {"begin": 1}}
    assert f"{60 - len(shown)} of 60 findings left out of GitLab's code quality (" in bounded.left_out
    assert len({one["fingerprint"] for one in issues}) == len(issues)


@pytest.mark.parametrize("limits", [(30_000, 250_000), (30_000_000, 60)])
def test_junit_keeps_failures_before_what_is_skipped_and_what_passes(limits: tuple[int, int]):
    passing = many(0, 0, 0).models[0]
    made = Report((passing, many(20, 30, 0).models[0]), ())
    bounded = junit.bounded(asked(made, "CL3"), REPOSITORY, limits=limits)
    tree = read_xml(bounded.text)
    assert list(faults(tree)) == []
    assert len(bounded.text.encode()) <= limits[0]
    assert sum(1 for _ in tree.iter()) <= limits[1]
    suites = list(JUnitXml.fromstring(bounded.text.encode()))
    assert sum(one.failures for one in suites) == 20
    assert sum(one.tests for one in suites) < 50 + 2 * len(PAGES) - 1
    assert [one.get("id") for one in tree] == [str(number) for number in range(len(tree))]
    (said,) = [one.text for one in tree.iter("system-err") if one.text]
    assert said == bounded.left_out
    assert "cases left out of JUnit (" in said


def test_very_long_text_is_cut_and_names_stay_apart():
    made = report(*(finding(message="m" * 10**6, entity="group " + "g" * 10**6) for _ in range(2)))
    text = junit.render(asked(made, "CL3"), REPOSITORY)
    assert len(text) < 200_000
    names = [case.get("name") for case in read_xml(text).iter("testcase")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("ranks", "costs", "limits", "kept"),
    [
        ([1, 0, 2], [(1,), (1,), (1,)], (2,), [True, True, False]),
        ([0, 0, 0], [(1,), (5,), (1,)], (2,), [True, False, False]),
        ([1, 0], [(1, 9), (1, 1)], (5, 5), [False, True]),
        ([], [], (1,), []),
        ([0], [(1,)], (0,), [False]),
    ],
)
def test_the_lowest_ranks_have_room_first_and_no_gap(
    ranks: list[int], costs: list[tuple[int, ...]], limits: tuple[int, ...], kept: list[bool]
):
    assert fitting(ranks, costs, limits) == kept


def test_what_is_shortened_says_so():
    assert (shortened("abc", 3), shortened("abcd", 3)) == ("abc", "ab…")


def test_a_word_on_what_is_left_out_stands_in_the_models_own_suite_where_it_is_alone():
    bounded = junit.bounded(asked(report(finding()), "CL3"), REPOSITORY, limits=(30_000_000, 8))
    (said,) = [one.text for one in read_xml(bounded.text).iter("system-err")]
    assert said == bounded.left_out
