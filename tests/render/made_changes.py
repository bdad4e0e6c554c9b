"""Comparisons made from two texts, or by hand, so that rendering is tested apart from git and the command."""

from __future__ import annotations

import os
from pathlib import Path

from coverage_lint.change.differences import differences
from coverage_lint.change.figures import figure_changes
from coverage_lint.change.report import ChangeReport, EntityChange, FieldChange, FigureChange, ModelChange
from coverage_lint.checking.checker import Checked, Checker
from coverage_lint.checking.options import Options
from coverage_lint.checking.outcome import outcome
from coverage_lint.comparing.old_and_new import tell_apart
from coverage_lint.findings import Figure, Finding, Ignored, ModelReport, Undecided
from coverage_lint.location import Location, Source

GOLDEN = Path(__file__).parent / "golden"
ASKED = ("CL301", "CL302", "CL309", "CL325", "CL401", "CL705", "CL817")
"""Few policies, so that what is kept in golden/ stays as it is when others come."""
TEXT = Source("plan.yaml", "coverage_model: 1\ngroups: []\n")
PLACE = Location(TEXT, 18, 24)
OLDER = Source("main:plan.yaml", "coverage_model: 1\ngoals: []\n")


def checked(text: str, shown: str) -> Checked:
    checker = Checker(Options(select=ASKED, baseline=""), os.getcwd(), keep=True)
    (one,) = outcome(checker.check_bytes(text.encode(), shown, None), checker.options, checker.cwd).models
    return one


def compared(before: str, after: str) -> ChangeReport:
    """Compare two texts of a model."""
    old, new = checked(before, "main:coverage.yaml"), checked(after, "coverage.yaml")
    apart = tell_apart(old.report, new.report)
    report = new.report._replace(findings=apart.new, baselined=apart.old)
    figures = figure_changes(old.report.figures, new.report.figures)
    entities = differences(old.model, new.model)
    made = ModelChange("coverage.yaml", "coverage.yaml", "changed", figures, entities, report, apart.fixed)
    return ChangeReport("main", "the working tree", (made,), ())


def golden() -> ChangeReport:
    before, after = ((GOLDEN / f"{name}.yaml").read_text(encoding="utf-8") for name in ("before", "after"))
    return compared(before, after)


def finding(**fields: object) -> Finding:
    made = Finding("CL301", "quota-over-assignment", "error", "too little", PLACE, "", "", "group a", "quota")
    return made._replace(**fields)  # type: ignore[arg-type]


def reported(*findings: Finding, **fields: object) -> ModelReport:
    made = ModelReport("plan.yaml", "published", findings, (), (), draft=False, files=("plan.yaml",))
    return made._replace(**fields)  # type: ignore[arg-type]


def moved(number: int, kind: str = "person") -> EntityChange:
    change = FieldChange("group", "north", "south", "")
    return EntityChange(kind, f"p{number}", "changed", (f"p{number} moved north → south",), (change,), PLACE, PLACE)


def model(**fields: object) -> ModelChange:
    made = ModelChange("plan.yaml", "plan.yaml", "changed", (), (), reported(), ())
    return made._replace(**fields)  # type: ignore[arg-type]


def change(*models: ModelChange, **fields: object) -> ChangeReport:
    return ChangeReport("main", "the working tree", models, ())._replace(**fields)  # type: ignore[arg-type]


def figure(name: str, value: int | None, title: str = "") -> Figure:
    return Figure(name, title or name.title(), "money", value, "-" if value is None else f"{value:,}")


def hostile(words: str) -> ChangeReport:
    """Return a comparison that holds the words wherever there can be some."""
    odd = finding(message=words, help=words, label=words, entity=words, field=words, name="own-policy", code="AC101")
    report = reported(
        odd,
        status=words,
        ignored=(Ignored(odd, words),),
        undecided=(Undecided("AC101", "own-policy", words, PLACE, (words,)),),
    )
    entity = EntityChange(words, words, "changed", (words,), (FieldChange(words, words, words, words),), PLACE, None)
    figures = (FigureChange(figure("goal", 1, words), figure("goal", 2, words)._replace(shown=words), words),)
    one = ModelChange(words, f"{words}x", "changed", figures, (entity,), report, (odd,))
    return ChangeReport(words, words, (one,), (words,), (words,))
