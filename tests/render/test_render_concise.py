from __future__ import annotations

from hand_made import LACKING, MODEL, SHORT, at, finding, report

from coverage_lint.render.findings.concise import lay_out
from coverage_lint.render.terminal.segments import View, plain


def test_a_finding_is_one_line_whatever_it_says():
    odd = finding(at(MODEL, "north"), message="two\nlines \x1b[0m", severity="info")
    assert plain(lay_out(report(SHORT, odd), View())).splitlines() == [
        "coverage.yaml:5:1: error CL301 quota-over-assignment: " + SHORT.message,
        "coverage.yaml:6:10: info CL301 quota-over-assignment: two lines \\x1b[0m",
    ]


def test_undecided_policies_are_lines_too_when_asked_for():
    made = report(undecided=(LACKING,))
    assert plain(lay_out(made, View())) == ""
    assert plain(lay_out(made, View(undecided=True))) == (
        "coverage.yaml:1:1: undecided CL204 capacity-below-goal: plan lacks productivity of role ae\n"
    )
