"""Segments against the groups and partners that cover them, partners, and territories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coverage_lint.entities.derived.sums import rows, total
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER
from coverage_lint.report.gather.fields import depth_first, exact, flag, known, pairs, text
from coverage_lint.report.portrait.business import (
    Coverage,
    CoverageLine,
    OwnerLine,
    PartnerLine,
    SegmentLine,
    TerritoryLine,
)
from coverage_lint.report.portrait.refs import Ref, ref

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.report.portrait.refs import Exact


def coverage_of(model: Model) -> Coverage:
    """Gather segments, partners and territories."""
    for needed in (
        ("coverage", "served_motion"),
        ("group", "selling"),
        ("territory", "covered"),
        ("territory", "holders"),
    ):
        model.ensure(*needed)
    columns = [one for one in model.records("group") if one.values.get("selling") is True or known(one, "coverage")]
    columns += model.records("partner")
    shown = tuple(pointed for one in columns if (pointed := ref(one)) is not None)
    segments = tuple(_segment(one, shown) for one in model.records("segment") if ref(one) is not None)
    used = {line.by for segment in segments for line in segment.coverage}
    return Coverage(
        columns=shown,
        segments=segments,
        idle=tuple(column for column in shown if column not in used),
        partners=tuple(_partner(one, pointed) for one in model.records("partner") if (pointed := ref(one)) is not None),
        territories=tuple(_territories(model)),
    )


def coverage_line(row: Record, segment: Ref) -> CoverageLine:
    """Return one way in which a segment is covered. A group goes before a partner, where a row names both."""
    return CoverageLine(
        segment=segment,
        by=ref(row.values.get("group")) or ref(row.values.get("partner")),
        motion=text(row, "served_motion"),
        route=text(row, "route"),
        territory=ref(row.values.get("territory")),
        cadence=text(row, "cadence"),
        accounts_per_person=exact(row, "accounts_per_person"),
    )


def _segment(segment: Record, columns: tuple[Ref, ...]) -> SegmentLine:
    pointed = ref(segment)
    assert pointed is not None  # noqa: S101 - the caller asked
    held = known(segment, "coverage")
    lines = tuple(coverage_line(row, pointed) for row in held)
    by_column: dict[Ref, list[int]] = {}
    for at, row in enumerate(held):
        for one in {ref(row.values.get("group")), ref(row.values.get("partner"))}:
            if one is not None:
                by_column.setdefault(one, []).append(at)
    return SegmentLine(
        segment=pointed,
        motion=text(segment, "motion"),
        size=text(segment, "size"),
        tier=text(segment, "tier"),
        accounts=exact(segment, "accounts"),
        value=exact(segment, "value"),
        margin=exact(segment, "margin"),
        state=_state(segment),
        reason=text(segment, "uncovered_reason"),
        coverage=lines,
        cells=tuple(tuple(by_column.get(column, ())) for column in columns),
    )


def _state(segment: Record) -> Literal["covered", "left_alone", "uncovered"] | None:
    """Return the state of a segment, as CL401 has it; with a reason, an uncovered one is a decision."""
    coverage, reason = segment.values.get("coverage"), segment.values.get("uncovered_reason")
    ways = [_is_covered(row) for row in rows(segment, "coverage") or ()]
    if True in ways:
        return "covered"
    if coverage is REJECTED or None in ways or reason is REJECTED:
        return None
    return "left_alone" if reason is not None else "uncovered"


def _is_covered(row: Record) -> bool | None:
    """True if a row of coverage names a group or a partner, or is digital; None where that was refused."""
    named = [row.values.get(field) for field in ("group", "partner", "route")]
    if row is UNKNOWN_MEMBER or REJECTED in named:
        return None
    return named[0] is not None or named[1] is not None or named[2] == "digital"


def _partner(partner: Record, pointed: Ref) -> PartnerLine:
    targets = rows(partner, "targets")
    target: Exact | None = None if targets is None else total(exact(row, "amount") for row in targets)
    covered = [ref(row.values.get("segment")) for row in known(partner, "coverage")]
    return PartnerLine(
        partner=pointed,
        manager=ref(partner.values.get("manager")),
        co_sell=flag(partner, "co_sell"),
        targets=pairs(partner, "targets", "goal", "amount"),
        target=target,
        segments=tuple(dict.fromkeys(segment for segment in covered if segment is not None)),
    )


def _territories(model: Model) -> list[TerritoryLine]:
    made = []
    for one, depth in depth_first(model.records("territory")):
        pointed = ref(one)
        if pointed is not None:
            parent, owner, group = (ref(one.values.get(field)) for field in ("parent", "owner", "group"))
            figures = exact(one, "potential"), exact(one, "accounts")
            line = TerritoryLine(pointed, parent, depth, owner, _owners(one), group, *figures, flag(one, "covered"))
            made.append(line)
    return made


def _owners(territory: Record) -> tuple[OwnerLine, ...]:
    """Name everybody who has a territory, with shares and dates."""
    return tuple(
        OwnerLine(who, exact(row, "share"), text(row, "start"), text(row, "end"))
        for row in known(territory, "holders")
        if (who := ref(row.values.get("person"))) is not None
    )
