from __future__ import annotations

from hand_made import ADA, FARM, HUNT, LACKING, MODEL, PIPED, SHORT, TABLE, at, finding, report, shown

from coverage_lint.discovery.left_out import LeftOut
from coverage_lint.errors import Misuse, PolicyError
from coverage_lint.findings import Related, Report, Trace
from coverage_lint.render.findings.finding import lay_out_misuse
from coverage_lint.render.findings.text import lay_out
from coverage_lint.render.terminal.segments import View, plain


def whole(made: Report, view: View = PIPED) -> str:
    return plain(lay_out(made, view))


def test_a_finding_shows_where_what_why_and_what_to_do():
    assert (
        shown(SHORT)
        == """\
error[CL301 quota-over-assignment]: group quotas add up to 10,500,000, 500,000 short of 11,000,000
 --> coverage.yaml:5:1
  |
5 | groups:
  | ^^^^^^ quotas together
  |
  = note: required 11,000,000:
          goal hunt 6,000,000, line 3
          goal farm 4,000,000, line 4
  = help: Raise quotas by 500,000 together, or lower the goals.
  = see: coverage-lint explain CL301
"""
    )


def test_few_related_places_are_shown_with_their_lines_in_the_order_of_the_file():
    one = finding(
        at(MODEL, "north"), message="twice", label="here again", related=(Related(at(MODEL, "hunt"), "first here"),)
    )
    assert (
        shown(one)
        == """\
error[CL301 quota-over-assignment]: twice
 --> coverage.yaml:6:10
  |
3 |   - {id: hunt, target: 6_000_000}
  |          ---- first here
...
6 |   - {id: north, quota: 5_000_000}
  |          ^^^^^ here again
  |
  = see: coverage-lint explain CL301
"""
    )


def test_neighbouring_lines_and_places_on_one_line_are_shown_once():
    same = Related(at(MODEL, "5_000_000"), "its quota")
    next_one = Related(at(MODEL, "south"), "the next")
    text = shown(finding(at(MODEL, "north"), label="the group", related=(same, next_one)))
    assert (
        """\
6 |   - {id: north, quota: 5_000_000}
  |          ^^^^^ the group
  |                        --------- its quota
7 |   - {id: south, quota: 5_500_000}
  |          ----- the next
"""
        in text
    )


def test_a_related_place_in_another_file_has_its_own_head():
    text = shown(finding(at(MODEL, "north"), label="the group", related=(ADA,)))
    assert (
        """\
6 |   - {id: north, quota: 5_000_000}
  |          ^^^^^ the group
  |
 ::: people.csv:2:5
  |
2 | ada,100
  |     --- person ada 100
  |
"""
        in text
    )


def test_many_related_places_are_notes():
    text = shown(finding(at(MODEL, "groups"), related=(HUNT, FARM, ADA, Related(at(TABLE, "200"), ""))))
    assert (
        """\
  = note: goal hunt 6,000,000, line 3
  = note: goal farm 4,000,000, line 4
  = note: person ada 100, people.csv:2
  = note: people.csv:3
"""
        in text
    )


def test_a_figure_from_one_place_takes_one_line_and_from_many_counts_the_rest():
    traces = (Trace("need", "6,000,000", (HUNT,), 0), Trace("quota", "9", (FARM, ADA), 31))
    text = shown(finding(at(MODEL, "groups"), traces=traces))
    assert (
        """\
  = note: need 6,000,000: goal hunt 6,000,000, line 3
  = note: quota 9:
          goal farm 4,000,000, line 4
          person ada 100, people.csv:2
          and 31 more places
"""
        in text
    )


def test_a_place_is_told_once_and_a_figure_of_the_message_is_not_repeated():
    traces = (Trace("required", "11", (HUNT,), 0), Trace("short", "500", (HUNT,), 0), Trace("other", "7", (HUNT,), 0))
    text = shown(finding(at(MODEL, "groups"), message="500 short of 11", traces=traces))
    assert text.count("line 3") == 1
    assert "short 500\n" not in text
    assert "= note: other 7\n" in text


def test_sentences_are_broken_on_a_terminal_only():
    wrapped = shown(SHORT, View(width=60, wrap=True))
    assert (
        """\
error[CL301 quota-over-assignment]: group quotas add up to
  10,500,000, 500,000 short of 11,000,000
"""
        in wrapped
    )
    assert (
        """\
  = help: Raise quotas by 500,000 together, or lower the
          goals.
"""
        in wrapped
    )
    assert " ".join(wrapped.split()) == " ".join(shown(SHORT).split())


def test_the_last_line_counts_everything():
    made = report(
        SHORT, SHORT._replace(severity="warning"), SHORT._replace(severity="warning"), undecided=(LACKING,) * 14
    )
    made = made._replace(passed_over=("a", "b", "c"))
    last = whole(made).splitlines()[-1]
    assert last == "1 error, 2 warnings, 0 infos; 14 undecided (--show-undecided); 3 files passed over: fails"


def test_what_was_left_out_is_named_up_to_ten_times_and_counted():
    left_out = tuple(LeftOut(f"plans/{number:02}", "a reason\x1b[31m") for number in range(12))
    lines = whole(report()._replace(left_out=left_out)).splitlines()
    assert lines[:10] == [f"note: left out: plans/{number:02}: a reason\\x1b[31m" for number in range(10)]
    assert lines[10:] == [
        "note: left out: 2 more, which --format json names",
        "coverage.yaml: no findings; 0 undecided; 12 left out: holds",
    ]


def test_a_clean_run_names_its_model_or_counts_them():
    assert whole(report()) == "coverage.yaml: no findings; 0 undecided: holds\n"
    assert (
        whole(Report(report().models * 3, ("x",))) == "3 models: no findings; 0 undecided; 1 file passed over: holds\n"
    )


def test_files_that_are_no_models_are_counted():
    assert whole(Report((), ("x", "y"))) == "no model among the files; 2 files passed over\n"


def test_a_draft_says_that_only_structure_errors_fail():
    made = report(SHORT, draft=True)
    note, last = whole(made).splitlines()[-2:]
    assert note.startswith("note: coverage.yaml is a draft: only structure errors (CL0) fail the run; --strict")
    assert last.startswith("1 error, ")
    assert "note: 2 plans are drafts: " in whole(Report(made.models * 2, ()))


def test_undecided_policies_are_listed_when_asked_for():
    made = report(undecided=(LACKING, LACKING._replace(entity="role ae", lacks=())))
    assert (
        whole(made, View(undecided=True))
        == """\
undecided[CL204 capacity-below-goal]: 2 entities lack what it asks for
  --> coverage.yaml:1:1: plan lacks productivity of role ae
  --> coverage.yaml:1:1: role ae

coverage.yaml: no findings; 2 undecided: holds
"""
    )


def test_elapsed_time_stands_behind_the_counts_where_it_is_given():
    assert whole(report(), View(seconds=0.0812)) == "coverage.yaml: no findings; 0 undecided: holds in 0.08 s\n"


def test_a_fault_of_a_policy_is_shown_at_its_line():
    fault = PolicyError("no field qouta", at(MODEL, "quota"), help_text="Did you mean quota?")
    assert (
        plain(lay_out_misuse(fault, View()))
        == """\
coverage-lint: error: no field qouta
 --> coverage.yaml:6:17
  |
6 |   - {id: north, quota: 5_000_000}
  |                 ^^^^^
  |
  = help: Did you mean quota?
"""
    )
    assert plain(lay_out_misuse(Misuse("no such file"), View())) == "coverage-lint: error: no such file\n"
