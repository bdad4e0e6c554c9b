"""From measures to what policies can name: the fields of each record, and for want of what one is not known."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import MONTHS, QUARTER, last_day, month_number
from coverage_lint.entities.derived.sums import number, plain, record, rows
from coverage_lint.frozen import NamedTuple
from coverage_lint.review.landing import pipeline_needed
from coverage_lint.review.log_facts import log_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record, Scalar
    from coverage_lint.review.log import Log
    from coverage_lint.review.measures import Measured, Measures
    from coverage_lint.review.segments import Segment

MOST_IDS = 5
_OPEN_FIELDS = ("open", "open_deals", "weighted", "landing_pipeline")
_CASES = ("win_rate", "win_rate_by_amount", "pipeline_needed")


class Fact(NamedTuple):
    """What is known of an entity."""

    kind: str
    record: Record
    values: Mapping[str, Scalar]
    lacks: Mapping[str, tuple[str, ...]]
    """For fields that are not known: what they would need."""


def facts_of(model: Model, measures: Measures, log: Log | None) -> list[Fact]:
    """Return the facts of a review, in the plan's order."""
    for kind, field in (("goal", "leaf"), ("group", "carriers"), ("group", "selling")):
        model.ensure(kind, field)
    return [
        _of_plan(model, measures),
        *(_fact("goal", one, measures) for one in measures.goals),
        *(_of_group(one, measures, log) for one in measures.groups),
        *_of_people(measures),
        *_of_quarters(model, measures),
        *(_of_segment(one, measures) for one in measures.segments.segments or ()),
        *_of_roles(model, measures),
    ]


def _fact(kind: str, one: Measured, measures: Measures) -> Fact:
    standing, seen = one.standing, one.observed
    landings = standing.landings()
    values: dict[str, Scalar] = {
        **{name: getattr(standing, name) for name in _STANDING},
        "landing_low": min(landings) if landings else None, "landing_high": max(landings) if landings else None,
        "win_rate": seen.win_rate, "win_rate_by_amount": seen.win_rate_by_amount, "win_rate_cases": seen.cases,
        "pipeline_needed": pipeline_needed(standing, seen.win_rate_by_amount),
        "deal_size": seen.deal_size, "deal_size_cases": seen.deal_size_cases,
    }  # fmt: skip
    return Fact(kind, one.record, values, _lacks(values, measures))


_STANDING = (
    "target", "target_to_date", "won", "won_deals", "gap", "remaining", "open", "open_deals", "weighted",
    "landing_run_rate", "landing_pipeline", "landing_capacity",
)  # fmt: skip


def _lacks(values: Mapping[str, Scalar], measures: Measures) -> dict[str, tuple[str, ...]]:
    book = measures.book
    found: dict[str, tuple[str, ...]] = {}
    if not book.is_today:
        found |= dict.fromkeys(_OPEN_FIELDS, (f"a snapshot of {book.as_of}",))
    elif not measures.rates:
        found |= dict.fromkeys(("weighted", "landing_pipeline"), ("process.stages[].probability",))
    few = (f"{book.mapping.cases:,} closed deals in the last {book.mapping.days:,} days",)
    found |= dict.fromkeys(_CASES, few)
    found["deal_size"] = few
    for field in ("target", "target_to_date", "gap", "remaining", "landing_run_rate"):
        found[field] = ("a target that is phased",)
    found["landing_capacity"] = ("roles[].productivity",)
    return {field: lacks for field, lacks in found.items() if values.get(field) is None}


def _of_plan(model: Model, measures: Measures) -> Fact:
    made = _fact("plan", measures.plan, measures)
    book = measures.book
    values, lacks = dict(made.values), dict(made.lacks)
    values["as_of"] = book.as_of
    values["cycle_days"], values["cycle_cases"] = measures.cycle.days, measures.cycle.cases
    if measures.cycle.days is None:
        lacks["cycle_days"] = (f"{book.mapping.cases:,} won deals in the last {book.mapping.days:,} days",)
    unknown = sorted((row for row in measures.owners if not row[1]), key=lambda row: (-(row[3] or 0), str(row[0])))  # type: ignore[operator]
    values["owners_unknown"] = len(unknown)
    values["owners_unknown_ids"] = ", ".join(str(row[0]) for row in unknown[:MOST_IDS])
    values |= _attrition(model, measures)
    values |= _mix(measures)
    return Fact("plan", made.record, values, lacks)


def _of_group(one: Measured, measures: Measures, log: Log | None) -> Fact:
    made = _fact("group", one, measures)
    if log is None or not log.reviews:
        lacks = dict.fromkeys(("review_held", "decisions_overdue"), ("reviews/",))
        return made._replace(lacks={**made.lacks, **lacks})
    told = log_facts(log, date.fromisoformat(measures.book.as_of), one.record.id or "")
    values = {**made.values, "review_held": told.review_held, "decisions_overdue": told.decisions_overdue}
    lacks = {"review_held": ("a review of the month before",)} if told.review_held is None else {}
    return made._replace(values=values, lacks={**made.lacks, **lacks})


def _attrition(model: Model, measures: Measures) -> dict[str, Scalar]:
    """Return the seats that were left in the year up to the day, and what part of those at its beginning they are."""
    book = measures.book
    begins = f"{book.year.label(0)}-01"
    seats = left = Fraction(0)
    for person in model.records("person"):
        count, start, end = number(person.values.get("count")), *(_day(person, key) for key in ("start", "end"))
        if count is None or person.values.get("status") == "open":
            continue
        if (not start or start < begins) and (not end or end >= begins):
            seats += count
        if end and begins <= end <= book.as_of:
            left += count
    staffing = record(model.plan.values.get("staffing"))
    planned = number(staffing.values.get("attrition")) if staffing is not None else None
    over = Fraction(sum(map(Fraction, measures.over))) / MONTHS
    return {
        "leavers": plain(left), "attrition": plain(left / seats) if seats else None,
        "attrition_planned": plain(planned * over) if planned is not None else None,
    }  # fmt: skip


def _mix(measures: Measures) -> dict[str, Scalar]:
    """Return the part of what is won, and of the targets to date, that is new business; leaf goals count."""
    leaves = [one for one in measures.goals if one.record.values.get("leaf") is True]
    won = sum((Fraction(one.standing.won) for one in leaves), Fraction(0))
    due = [one.standing.target_to_date for one in leaves]
    new = [one for one in leaves if one.record.values.get("motion") == "new_business"]
    mixed = bool(new) and len(new) < len(leaves)
    known = [one for one in due if one is not None]
    planned = sum(map(Fraction, known), Fraction(0)) if len(known) == len(due) else Fraction(0)
    new_won = sum((Fraction(one.standing.won) for one in new), Fraction(0))
    new_due = sum((Fraction(one.standing.target_to_date or 0) for one in new), Fraction(0))
    return {
        "new_share": plain(new_won / won) if mixed and won else None,
        "new_share_planned": plain(new_due / planned) if mixed and planned else None,
    }


def _of_people(measures: Measures) -> Iterable[Fact]:
    book = measures.book
    users = {user.id: user for user in book.users}
    known: dict[int, list[str]] = {}
    for span in book.spans:
        known.setdefault(span.person, []).append(span.user)
    won = sum((Fraction(one.standing.won) for one in measures.people), Fraction(0))
    gap = sum((Fraction(one.standing.gap or 0) for one in measures.people), Fraction(0))
    accounts = measures.segments.by_person if book.has("accounts", "owner") and book.is_today else None
    for place, one in enumerate(measures.people):
        made = _fact("person", one, measures)
        values, lacks, standing = dict(made.values), dict(made.lacks), one.standing
        mine = [users[user] for user in known.get(place, ()) if user in users]
        start, end = _day(one.record, "start"), _day(one.record, "end")
        values |= {
            "in_crm": bool(known.get(place)) if book.users else None,
            "is_gone": bool(end and end < book.as_of) or (bool(mine) and all(user.active is False for user in mine)),
            "has_started": not start or start <= book.as_of,
            "held_deals": one.all_open if book.is_today else None,
            "held_amount": one.all_open_amount if book.is_today else None,
            "held_accounts": accounts.get(place, 0) if accounts is not None else None,
            "due_by_capacity": one.due_by_capacity,
            "quarters_behind": _quarters_behind(one, measures),
            "share_of_won": plain(standing.won / won) if won else None,
            "share_of_gap": plain(Fraction(standing.gap) / gap) if gap and standing.gap is not None else None,
        }
        if not book.users:
            lacks["in_crm"] = ("tables.users",)
        if not book.is_today:
            lacks |= dict.fromkeys(("held_deals", "held_amount", "held_accounts"), (f"a snapshot of {book.as_of}",))
        elif accounts is None:
            lacks["held_accounts"] = ("tables.accounts.owner",)
        yield Fact("person", made.record, values, lacks)


def _quarters_behind(one: Measured, measures: Measures) -> int | None:
    """Count the quarters that are over, from the last one back, in which less was won than the target asks."""
    if one.months is None:
        return None
    count = 0
    for quarter in reversed(range(MONTHS // QUARTER)):
        months = slice(quarter * QUARTER, (quarter + 1) * QUARTER)
        if any(part != 1 for part in measures.over[months]):
            continue
        if sum(map(Fraction, one.by_month[months])) >= sum(map(Fraction, one.months[months])):
            break
        count += 1
    return count


def _of_quarters(model: Model, measures: Measures) -> Iterable[Fact]:
    book, plan = measures.book, measures.plan
    for place, quarter in enumerate(model.records("quarter")):
        months = slice(place * QUARTER, (place + 1) * QUARTER)
        won = plain(sum(map(Fraction, plan.by_month[months]), Fraction(0)))
        need = plain(sum(map(Fraction, plan.months[months]), Fraction(0))) if plan.months is not None else None
        values: dict[str, Scalar] = {
            "is_over": last_day(book.year.first + (place + 1) * QUARTER - 1) <= book.as_of,
            "need": need, "won": won, "short": None if need is None else max(0, plain(Fraction(need - won))),
        }  # fmt: skip
        yield Fact("quarter", quarter, values, {})


def _of_segment(one: Segment, measures: Measures) -> Fact:
    segment = one.record
    coverage = rows(segment, "coverage")
    sent = {held.id for row in coverage or () if (held := record(row.values.get("group"))) is not None}
    strangers = {group: count for group, count in one.by_group.items() if group not in sent}
    known = measures.book.is_today
    seats, most = _seats(coverage or (), sent)
    values: dict[str, Scalar] = {
        "accounts": one.accounts if known else None, "won": one.won, "open": one.open if known else None,
        "open_deals": one.open_deals if known else None, "touches": one.touches if known else None,
        "strangers": ", ".join(sorted(strangers)) if sent else None,
        "strangers_deals": sum(strangers.values()) if sent else None,
        "accounts_per_person": plain(Fraction(one.accounts) / seats) if known and seats else None,
        "planned_per_person": most,
    }  # fmt: skip
    lacks = dict.fromkeys(("accounts", "open", "open_deals", "touches"), (f"a snapshot of {measures.book.as_of}",))
    return Fact("segment", segment, values, {} if known else lacks)


def _seats(coverage: Sequence[Record], sent: set[str | None]) -> tuple[Exact | None, Exact | None]:
    """Return how many sellers' seats the coverage of a segment sends, and the most accounts that it gives one."""
    carriers: list[Exact | None] = []
    loads: list[Exact | None] = []
    for row in coverage:
        group = record(row.values.get("group"))
        if group is not None:
            carriers.append(number(group.values.get("carriers")))
            loads.append(number(row.values.get("accounts_per_person")))
    known = [one for one in carriers if one is not None]
    stated = [one for one in loads if one is not None]
    complete = bool(sent) and len(known) == len(carriers) == len(stated)
    return (plain(sum(map(Fraction, known), Fraction(0))), max(stated)) if complete and stated else (None, None)


def _of_roles(model: Model, measures: Measures) -> Iterable[Fact]:
    book = measures.book
    begins = f"{book.year.label(0)}-01"
    for role in model.records("role"):
        due = won = Fraction(0)
        count, complete = Fraction(0), True
        for one in measures.people:
            start = _day(one.record, "start")
            if record(one.record.values.get("role")) is not role or one.record.values.get("status") == "open":
                continue
            if not start or start < begins or month_number(start) >= month_number(book.as_of):
                continue
            count += number(one.record.values.get("count")) or 0
            won += one.standing.won
            complete = complete and one.due_by_capacity is not None
            due += one.due_by_capacity or 0
        values: dict[str, Scalar] = {
            "newcomers": plain(count), "ramp_due": plain(due) if complete else None, "ramp_won": plain(won),
        }  # fmt: skip
        yield Fact("role", role, values, {})


def _day(person: Record, field: str) -> str:
    held = person.values.get(field)
    return held if isinstance(held, str) else ""
