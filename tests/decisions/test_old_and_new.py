"""New, old and repaired findings: by policy, entity and field, counted, and never by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_lint.comparing.old_and_new import tell_apart
from coverage_lint.findings import Finding, Ignored, ModelReport, Undecided
from coverage_lint.location import Location, Source

if TYPE_CHECKING:
    from coverage_lint.findings import Severity

SOURCE = Source("plan.yaml", "\n" * 400)


def finding(
    message: str = "too little",
    entity: str = "person ada",
    severity: Severity = "error",
    line: int = 1,
    code: str = "ZZ1",
) -> Finding:
    """Make a finding, on a line."""
    return Finding(code, "too-little", severity, message, Location(SOURCE, line, line), "", "", entity, "quota")


def report(
    *findings: Finding,
    ignored: tuple[Finding, ...] = (),
    baselined: tuple[Finding, ...] = (),
    undecided: tuple[Undecided, ...] = (),
    draft: bool = False,
) -> ModelReport:
    """Make the report of a model."""
    return ModelReport(
        "plan.yaml", None, findings, undecided, (), draft, tuple(Ignored(one, "") for one in ignored), baselined
    )


def test_a_finding_that_moved_is_old() -> None:
    apart = tell_apart(report(finding(line=3)), report(finding(line=90)))
    assert apart == ((), (finding(line=90),), ())


def test_a_finding_with_other_figures_is_old() -> None:
    apart = tell_apart(report(finding("short of 5")), report(finding("short of 6")))
    assert apart == ((), (finding("short of 6"),), ())


def test_another_entity_is_new_and_the_first_is_fixed() -> None:
    apart = tell_apart(report(finding()), report(finding(entity="person bob")))
    assert apart == ((finding(entity="person bob"),), (), (finding(),))


def test_a_second_finding_never_hides_behind_a_first() -> None:
    apart = tell_apart(report(finding("a")), report(finding("b", line=1), finding("a", line=9)))
    assert apart == ((finding("b"),), (finding("a", line=9),), ())


def test_a_finding_that_became_an_error_is_new_and_not_fixed() -> None:
    grave = finding("short of 6")
    apart = tell_apart(report(finding("short of 5", severity="warning")), report(grave))
    assert apart == ((grave,), (), ())


def test_of_two_findings_alike_one_became_an_error_and_the_other_is_fixed() -> None:
    light = finding("short of 5", severity="warning"), finding("short of 6", severity="warning")
    assert tell_apart(report(*light), report(finding("short of 6"))) == ((finding("short of 6"),), (), (light[0],))


def test_a_finding_that_became_a_warning_is_old() -> None:
    light = finding(severity="warning")
    assert tell_apart(report(finding()), report(light)) == ((), (light,), ())


def test_what_a_draft_was_forgiven_is_new_once_it_counts() -> None:
    assert tell_apart(report(finding(), draft=True), report(finding())) == ((finding(),), (), ())
    structural = finding(code="CL020")
    assert tell_apart(report(structural, draft=True), report(structural)).old == (structural,)


def test_entities_without_an_id_are_told_apart_by_number_and_never_by_position() -> None:
    older, newer = finding(entity="person #3"), finding(entity="person #8")
    assert tell_apart(report(older), report(newer)) == ((), (newer,), ())
    both = (finding(entity="person #3"), finding(entity="person #8"))
    assert len(tell_apart(report(older), report(*both)).new) == 1


def test_a_number_as_an_id_is_no_position() -> None:
    apart = tell_apart(report(finding(entity="person 3")), report(finding(entity="person 8")))
    assert apart.new == (finding(entity="person 8"),)


def test_what_is_ignored_now_is_not_fixed() -> None:
    assert tell_apart(report(finding()), report(ignored=(finding(),))) == ((), (), ())


def test_a_new_ignored_finding_does_not_make_an_old_one_new() -> None:
    apart = tell_apart(report(finding("a")), report(finding("a"), ignored=(finding("b"),)))
    assert apart == ((), (finding("a"),), ())


def test_the_baseline_does_not_lend_its_place_to_a_new_finding() -> None:
    apart = tell_apart(report(finding("a")), report(finding("b"), baselined=(finding("a"),)))
    assert apart == ((finding("b"),), (), ())


def test_what_can_no_longer_be_judged_is_not_fixed() -> None:
    undecided = Undecided("ZZ1", "too-little", "person ada", Location(SOURCE, 1, 1), ())
    assert tell_apart(report(finding()), report(undecided=(undecided,))).fixed == ()
    unread = finding(code="CL001", entity="")
    assert tell_apart(report(finding()), report(unread)) == ((unread,), (), ())


@pytest.mark.parametrize("older", [(), (finding(),), (finding("a"), finding("b"))])
def test_the_same_report_has_nothing_new_and_nothing_fixed(older: tuple[Finding, ...]) -> None:
    assert tell_apart(report(*older), report(*older)) == ((), older, ())


some = st.builds(
    finding,
    st.sampled_from(["a", "b"]),
    st.sampled_from(["person ada", "person bob"]),
    st.sampled_from(["error", "warning"]),
    st.integers(1, 300),
)


@given(st.lists(some, max_size=8), st.lists(some, max_size=8))
def test_every_finding_is_new_or_old_and_no_more_are_old_than_there_were(
    before: list[Finding], after: list[Finding]
) -> None:
    apart = tell_apart(report(*before), report(*after))
    assert sorted((*apart.new, *apart.old)) == sorted(after)
    for entity in ("person ada", "person bob"):
        had, has, fixed = (sum(one.entity == entity for one in found) for found in (before, after, apart.fixed))
        assert fixed == max(0, had - has)
        errors = [
            sum(one.severity == "error" for one in found if one.entity == entity) for found in (before, apart.old)
        ]
        assert errors[1] <= errors[0]


@given(st.lists(some, max_size=8), st.randoms(use_true_random=False))
def test_no_order_makes_anything_new(before: list[Finding], random: object) -> None:
    shuffled = list(before)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tell_apart(report(*before), report(*shuffled)).new == ()
