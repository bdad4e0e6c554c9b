from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import REPOSITORY, checked, finding, model, report
from random_examples import examples

from coverage_lint.findings import Ignored, Report
from coverage_lint.render.findings.fingerprints import results
from coverage_lint.render.repository_paths import Repository

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = ["coverage_model: 1", "people:"]
PEOPLE = ["  - {id: ada, quotta: 1}", "  - {id: bob, role: [1]}", "  - {id: cleo, start: soon, strat: 2027-01-01}"]


def prints(lines: Sequence[str]) -> dict[str, str]:
    """Return for each fingerprint what it is of."""
    found = results(checked("\n".join(lines) + "\n"), REPOSITORY)
    made = {one.fingerprint: f"{one.finding.code} {one.finding.entity} {one.finding.field}" for one in found}
    assert len(made) == len(found)
    return made


@settings(max_examples=examples(40), deadline=None)
@given(st.permutations(PEOPLE), st.lists(st.sampled_from(["", "# a remark"]), max_size=5))
def test_fingerprints_survive_moved_lines(people: list[str], between: list[str]):
    moved = [*between, HEAD[0], *between, HEAD[1]]
    for person in people:
        moved += [person, *between]
    assert prints(moved) == prints([*HEAD, *PEOPLE])
    assert len(prints(moved)) >= 4


def test_another_path_code_entity_field_or_subject_is_another_finding():
    one = finding()
    made = [
        results(report(one._replace(**change)), REPOSITORY)[0].fingerprint  # type: ignore[arg-type]
        for change in ({}, {"code": "CL302"}, {"entity": "group a"}, {"field": "x"}, {"subject": "x"})
    ]
    made += [two.fingerprint for two in results(Report((model(one, path="other.yaml"),), ()), REPOSITORY)]
    assert len(set(made)) == 6


def test_a_reference_that_comes_for_a_repaired_one_is_another_finding():
    before, after = ([*HEAD, f"  - {{id: ada, group: {group}}}", "groups: [{id: a}]"] for group in ("one", "two"))
    assert len(prints(before)) == 1
    assert prints(before).keys().isdisjoint(prints(after))


def test_what_may_change_changes_nothing():
    one = finding()
    for change in ({"message": "other figures"}, {"severity": "info"}, {"help": "x"}, {"name": "renamed"}):
        (other,) = results(report(one._replace(**change)), REPOSITORY)  # type: ignore[arg-type]
        assert other.fingerprint == results(report(one), REPOSITORY)[0].fingerprint


def test_to_ignore_one_of_several_alike_leaves_the_others_alone():
    first, second, third = finding("groups"), finding("quota: 5"), finding("quota: 6")
    before = [one.fingerprint for one in results(report(first, second, third), REPOSITORY)]
    after = results(report(third, ignored=(Ignored(first, "x"),), baselined=(second,)), REPOSITORY)
    assert [one.fingerprint for one in after] == before
    assert [one.standing for one in after] == ["ignored", "old", "new"]


def test_the_working_directory_does_not_matter():
    below = Repository("/srv/repo/plans", "/srv/repo")
    (one,) = results(Report((model(finding(), path="a.yaml"),), ()), below)
    (same,) = results(Report((model(finding(), path="plans/a.yaml"),), ()), Repository("/srv/repo", "/srv/repo"))
    assert one.fingerprint == same.fingerprint
