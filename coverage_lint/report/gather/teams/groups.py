"""A page for each group: all that its monthly review looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coverage_lint.entities.derived.calendar import fiscal_year
from coverage_lint.entities.derived.sums import record
from coverage_lint.entities.derived.year.months import capacity_by_month
from coverage_lint.entities.derived.year.periods import quota_by_quarter, target_by_quarter
from coverage_lint.entities.derived.year.ramp import RampedMonths
from coverage_lint.entities.derived.year.spreading import QUARTERS, by_quarter
from coverage_lint.report.gather.fields import depth_first, exact, flag, known, text
from coverage_lint.report.gather.numbers.goals import days_of
from coverage_lint.report.gather.process import reviews_of
from coverage_lint.report.gather.teams.coverage import coverage_line
from coverage_lint.report.gather.teams.seats import Seats
from coverage_lint.report.portrait.people import GroupPage, GroupQuarter, Member
from coverage_lint.report.portrait.refs import ref, refs

if TYPE_CHECKING:
    from coverage_lint.entities.derived.calendar import FiscalYear
    from coverage_lint.entities.derived.year.spreading import Quarters
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.report.portrait.business import ReviewLine
    from coverage_lint.report.portrait.math import Bridge, BridgeGroup
    from coverage_lint.report.portrait.portrait import Findings

Kind = Literal["selling", "overlay", "layer", "no_quota"]


def groups_of(model: Model, bridge: Bridge, findings: Findings) -> tuple[GroupPage, ...]:
    """Gather the groups, in the order of the model; the bridge has their money."""
    for field in ("leaf", "selling", "people", "sellers", "headcount", "quota_within", "target_within"):
        model.ensure("group", field)
    model.ensure("coverage", "served_motion")
    groups, year = model.records("group"), fiscal_year(model.plan)
    depths = {id(group): depth for group, depth in depth_first(groups)}
    concerned: dict[str, list[int]] = {}
    for at, entry in enumerate(findings.found):
        for group_id in entry.groups:
            concerned.setdefault(group_id, []).append(at)
    reviews = tuple(review for review in reviews_of(model) if review.subject == "group")
    shares: dict[int, Quarters | None] = {}
    seats, ramped = Seats(model), RampedMonths(year)
    money = {one.group.id: one for one in bridge.groups}
    return tuple(
        _group(
            group, money[group.id], depths[id(group)], _quarters(group, year, shares, ramped), reviews,
            tuple(concerned.get(group.id, ())), seats,
        )
        for group in groups
        if group.id is not None
    )  # fmt: skip


def _group(
    group: Record,
    money: BridgeGroup,
    depth: int,
    quarters: tuple[GroupQuarter, ...],
    reviews: tuple[ReviewLine, ...],
    findings: tuple[int, ...],
    seats: Seats,
) -> GroupPage:
    rows_of_coverage = [(row, ref(row.values.get("segment"))) for row in known(group, "coverage")]
    return GroupPage(
        group=money.group,
        parent=ref(group.values.get("parent")),
        depth=depth,
        children=refs(group.values.get("children")),
        leader=ref(group.values.get("leader")),
        kind=kind_of(group),
        quota_type=text(group, "quota_type"),
        supports=refs(group.values.get("supports")),
        money=money,
        target_within=exact(group, "target_within"),
        quota_within=exact(group, "quota_within"),
        headcount=exact(group, "headcount"),
        headcount_within=seats.within((), [group]),
        open_seats=seats.of([group], "open"),
        members=tuple(_member(row) for row in known(group, "people") if row.id is not None),
        quarters=quarters,
        coverage=tuple(coverage_line(row, segment) for row, segment in rows_of_coverage if segment is not None),
        territories=refs(group.values.get("territories")),
        priorities=refs(group.values.get("priorities")),
        reviews=reviews,
        findings=findings,
    )


def kind_of(group: Record) -> Kind | None:
    """Return the part of a group in the plan's sums; None if it is unknown."""
    if group.values.get("leaf") is False:
        return "layer"
    if group.values.get("overlay") is True:
        return "overlay"
    if group.values.get("quota_type") == "none":
        return "no_quota"
    return "selling" if group.values.get("selling") is True else None


def _member(row: Record) -> Member:
    person = record(row.values.get("person"))
    return Member(
        person=row.id or "",
        share=exact(row, "share"),
        seller=flag(person, "seller") if person is not None else None,
        assigned=exact(row, "assigned"),
        capacity=exact(row, "capacity"),
    )


def _quarters(
    group: Record, year: FiscalYear | None, shares: dict[int, Quarters | None], ramped: RampedMonths
) -> tuple[GroupQuarter, ...]:
    targets, quotas = target_by_quarter(group, year, shares), quota_by_quarter(group, year, shares)
    known = year is not None and exact(group, "capacity") is not None
    capacities = by_quarter(capacity_by_month([group], ramped)) if known else None
    return tuple(
        GroupQuarter(
            f"Q{index + 1}",
            *days_of(index, year),
            targets[index] if targets is not None else None,
            quotas[index] if quotas is not None else None,
            capacities[index] if capacities is not None else None,
        )
        for index in range(QUARTERS)
    )
