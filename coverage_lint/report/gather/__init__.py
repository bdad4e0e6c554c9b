"""From a checked model to its portrait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.report.gather.head import head_of, unread_head
from coverage_lint.report.gather.numbers.bridge import bridge_of, gauges_of, partials_of
from coverage_lint.report.gather.numbers.budget import budget_of
from coverage_lint.report.gather.numbers.goals import goals_of, quarters_of
from coverage_lint.report.gather.numbers.sketch import sketch_of
from coverage_lint.report.gather.numbers.year import year_of
from coverage_lint.report.gather.outlook import outlook_of
from coverage_lint.report.gather.placed_findings import findings_of
from coverage_lint.report.gather.priorities import priorities_of
from coverage_lint.report.gather.process import process_of
from coverage_lint.report.gather.standings import standings_of
from coverage_lint.report.gather.teams.coverage import coverage_of
from coverage_lint.report.gather.teams.groups import groups_of
from coverage_lint.report.gather.teams.organization import organization_of
from coverage_lint.report.gather.teams.people import people_of
from coverage_lint.report.gather.teams.roles import roles_of
from coverage_lint.report.gather.tiles import tiles_of
from coverage_lint.report.gather.top import matters_of
from coverage_lint.report.gather.verdict import verdict_of
from coverage_lint.report.portrait.business import Coverage
from coverage_lint.report.portrait.math import Bridge
from coverage_lint.report.portrait.people import YearOfPeople
from coverage_lint.report.portrait.portrait import Portrait
from coverage_lint.report.portrait.standings import Standings

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import ModelReport
    from coverage_lint.report.asked import Asked


def gather(model: Model | None, report: ModelReport, asked: Asked) -> Portrait:
    """Gather what a report shows of a model; None is a file that could not be read as one."""
    if model is None:
        return _unread(report, asked)
    findings = findings_of(model, report)
    budget = budget_of(model, asked)
    matters = matters_of(findings, model, budget)
    tiles = tiles_of(model, findings, asked, matters)
    head = head_of(model, report.path, asked)
    known = partials_of(report.figures)
    bridge = bridge_of(model, known, asked)
    gauges, quarters = gauges_of(model, known, bridge), quarters_of(model, asked)
    return Portrait(
        path=report.path,
        files=report.files,
        readable=True,
        head=head,
        verdict=verdict_of(head, tiles, findings),
        outlook=outlook_of(gauges, quarters),
        matters=matters,
        tiles=tiles,
        figures=report.figures,
        gauges=gauges,
        bridge=bridge,
        sketch=sketch_of(model, asked),
        standings=standings_of(model, findings),
        goals=goals_of(model),
        quarters=quarters,
        groups=groups_of(model, bridge, findings),
        people=people_of(model),
        roles=roles_of(model),
        year=year_of(model),
        coverage=coverage_of(model),
        budget=budget,
        organization=organization_of(model),
        priorities=priorities_of(model),
        process=process_of(model),
        findings=findings,
    )


def _unread(report: ModelReport, asked: Asked) -> Portrait:
    findings = findings_of(None, report)
    tiles = tiles_of(None, findings, asked)
    head = unread_head(report.path, asked)
    margins = asked.parameter("CL301", "over_assignment"), asked.parameter("CL302", "over_assignment")
    return Portrait(
        path=report.path,
        files=report.files,
        readable=False,
        head=head,
        verdict=verdict_of(None, tiles, findings),
        outlook=(),
        matters=(),
        tiles=tiles,
        figures=report.figures,
        gauges=(),
        bridge=Bridge((), *margins, None, (), (), None, None, None),
        sketch=None,
        standings=Standings((), (), (), ()),
        goals=(),
        quarters=(),
        groups=(),
        people=(),
        roles=(),
        year=YearOfPeople((), (), None),
        coverage=Coverage((), (), (), (), ()),
        budget=None,
        organization=None,
        priorities=(),
        process=None,
        findings=findings,
    )
