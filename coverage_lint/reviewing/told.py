"""What a review says before its findings: where the year lands, groups, people, the plan's assumptions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import number, record
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.format import money_short, shown
from coverage_lint.review.log import restated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import Finding
    from coverage_lint.review.measures import Measured, Measures
    from coverage_lint.reviewing.run import Held

MOST_PEOPLE = 20
MOST_DECISIONS = 20
MOST_RESTATED = 10


class Part(NamedTuple):
    """A heading, and lines below it."""

    heading: str
    lines: tuple[str, ...]


class Told(NamedTuple):
    """What a review says of a plan."""

    sentence: str
    notes: tuple[str, ...]
    """Of which day the data is, and what is left out of the figures."""
    parts: tuple[Part, ...]


def told(held: Held) -> Told:
    """Return what a review says of a plan."""
    measures, model = held.model.measures, held.model.inner
    parts = [
        Part("Groups", tuple(_group(one) for one in measures.groups)),
        Part("People who need a talk", tuple(_people(held.report.findings))),
        Part("Decided and not done", tuple(_decisions(held))),
        Part("The plan's assumptions", tuple(_assumptions(model, measures))),
        Part("Hygiene of the CRM", tuple(_hygiene(held))),
    ]
    notes = (*_notes(model, measures), *_restated(held))
    return Told(_sentence(measures), notes, tuple(part for part in parts if part.lines))


def _sentence(measures: Measures) -> str:
    plan = measures.plan.standing
    begin = f"On {measures.book.as_of}, {money_short(plan.won)} is won"
    if plan.target is None or plan.target_to_date is None:
        return f"{begin}; the plan has no target that is phased, so nothing says how much should be"
    begin += f" of {money_short(plan.target_to_date)} that should be by now"
    if plan.won >= plan.target:
        return f"{begin}: the year's target of {money_short(plan.target)} is reached"
    figures = _landings(measures.plan)
    begin += f"; the year's {money_short(plan.target)} lands at {figures}" if figures else ""
    behind = [(one.standing.gap, one) for one in measures.groups if one.standing.gap and _is_leaf(one)]
    if not behind:
        return begin
    gap, worst = max(behind, key=lambda pair: pair[0])
    return f"{begin}; {worst.record.id} makes the largest difference: it is {money_short(gap)} behind"


def _is_leaf(one: Measured) -> bool:
    return not one.record.values.get("children")


def _landings(one: Measured) -> str:
    """Return the three landings, each with its ground, and whether they disagree about the target."""
    standing = one.standing
    named = (
        (standing.landing_run_rate, "by run rate"), (standing.landing_pipeline, "by pipeline"),
        (standing.landing_capacity, "by capacity"),
    )  # fmt: skip
    known = [(figure, words) for figure, words in named if figure is not None]
    said = ", ".join(f"{money_short(figure)} {words}" for figure, words in known)
    if standing.target is None or not known:
        return said
    reached = {figure >= standing.target for figure, _ in known}
    return f"{said} (they disagree)" if len(reached) > 1 else said


def _group(one: Measured) -> str:
    standing = one.standing
    if standing.target is None or standing.target_to_date is None:
        return f"{one.record.id}: {money_short(standing.won)} won; it has no target that is phased"
    said = f"{one.record.id}: {money_short(standing.won)} won of {money_short(standing.target_to_date)} due"
    if standing.target and standing.won >= standing.target:
        return f"{said}; the year's {money_short(standing.target)} is reached"
    said += f", {money_short(standing.gap)} behind" if standing.gap else ""
    if standing.open is not None:
        said += f"; {money_short(standing.open)} open"
        rate = one.observed.win_rate_by_amount
        if rate and standing.remaining:
            said += f" of {money_short(Fraction(standing.remaining) / Fraction(rate))} needed"
    landings = _landings(one)
    return f"{said}; the year's {money_short(standing.target)} lands at {landings}" if landings else said


def _people(findings: Sequence[Finding]) -> Iterator[str]:
    held: dict[str, list[str]] = {}
    for one in findings:
        if one.entity.startswith("person ") and one.code.startswith("CR") and one.severity != "info":
            held.setdefault(one.entity.removeprefix("person "), []).append(one.message)
    for person, messages in list(held.items())[:MOST_PEOPLE]:
        yield f"{person}: {'; '.join(messages)}"
    if len(held) > MOST_PEOPLE:
        yield f"and {len(held) - MOST_PEOPLE:,} more"


def _assumptions(model: Model, measures: Measures) -> Iterator[str]:
    """Compare what the plan assumes with what is observed, with the cases that it rests on."""
    process, seen = record(model.plan.values.get("process")), measures.plan.observed
    planned = number(process.values.get("win_rate")) if process is not None else None
    days = number(process.values.get("cycle_days")) if process is not None else None
    cases = f"{_count(seen.cases)} closed deals"
    if seen.win_rate is not None and seen.win_rate_by_amount is not None:
        by_money = shown(seen.win_rate_by_amount, "percent")
        yield (
            f"win rate: {_planned(planned, 'percent')}, observed {shown(seen.win_rate, 'percent')} by count and "
            f"{by_money} by money, from {cases}"
        )
    else:
        needed = f"{measures.book.mapping.cases:,} are needed"
        yield f"win rate: {_planned(planned, 'percent')}, not observed: {cases}, {needed}"
    if measures.cycle.days is not None:
        yield (
            f"cycle in days: {_planned(days, 'count')}, observed {shown(measures.cycle.days, 'count')} (median), from "
            f"{measures.cycle.cases:,} won deals"
        )
    if seen.deal_size is not None:
        yield f"deal size: observed {money_short(seen.deal_size)}, from {_count(seen.deal_size_cases)} won deals"
    rates = "observed from the stage history" if measures.are_rates_observed else "the plan's probabilities"
    if measures.rates:
        yield f"win rates of stages: {rates}"


def _planned(value: Exact | None, how: str) -> str:
    return "not planned" if value is None else f"planned {shown(value, how)}"


def _count(value: Exact) -> str:
    return shown(value, "count")


def _hygiene(held: Held) -> Iterator[str]:
    for name, rows in held.model.rows.items():
        if rows.number:
            worth = f", {money_short(rows.amount)}" if rows.amount and not name.startswith("account_") else ""
            yield f"{rows.number:,} {rows.kind.about}{worth}"


def _decisions(held: Held) -> Iterator[str]:
    """Yield what reviews decided and is not done, with its owner and day."""
    day = date.fromisoformat(held.model.measures.book.as_of)
    still_open = held.log.open_decisions()
    for one in still_open[:MOST_DECISIONS]:
        due = "" if one.due is None else f", {'overdue since' if one.due < day else 'due'} {one.due}"
        yield f"{one.id}: {' '.join(one.what.split())} ({one.owner or 'nobody'}{due})"
    if len(still_open) > MOST_DECISIONS:
        yield f"and {len(still_open) - MOST_DECISIONS:,} more"


def _restated(held: Held) -> Iterator[str]:
    """Tell which months the CRM has otherwise now than the last review knew them."""
    from coverage_lint.reviewing.next_month import won_by_month

    day = date.fromisoformat(held.model.measures.book.as_of)
    changed = restated(held.log, day, won_by_month(held.model.measures))
    for one in changed[:MOST_RESTATED]:
        was, now = shown(one.was, "money"), shown(one.now, "money")
        yield f"restated since the last review: {one.subject.entity} won {now} in {one.month}, and it was {was}"
    if len(changed) > MOST_RESTATED:
        yield f"restated since the last review: {len(changed) - MOST_RESTATED:,} more months"


def _notes(model: Model, measures: Measures) -> Iterator[str]:
    book = measures.book
    if not book.is_given:
        yield f"the day is the newest one in the data; its days are those of {book.mapping.zone}"
    elif book.snapshot and book.as_of < book.snapshot:
        yield f"what was won is as known on {book.snapshot}; what was open on {book.as_of} is not known"
    for route, words in (("self", "self-service"), ("partner", "partners")):
        if measures.outside[route]:
            yield f"{money_short(measures.outside[route])} came by {words}, and is in no figure of sellers"
    left = [one for one in model.records("goal") if one.values.get("leaf") is True]
    parts = [
        Fraction(number(one.values.get("target")) or 0) - Fraction(number(one.values.get("need")) or 0) for one in left
    ]
    if sum(parts) > 0:
        outside = money_short(sum(parts, Fraction(0)))
        yield f"{outside} of the goals is to come by self-service and partners, and is left out"
