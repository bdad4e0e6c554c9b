"""Who has which territory: one relation for its owner, and for several who share it or follow each other."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import DATE, RATIO, entity, relation
from coverage_lint.entities.derived.calendar import MONTHS, first_day, fiscal_year, last_day
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rows
from coverage_lint.entities.forest import Stretches
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model

HOLDER = {
    "territory": entity("territory"), "person": entity("person"), "share": RATIO, "start": DATE, "end": DATE,
    "part": RATIO,
}  # fmt: skip
"""A person who has a territory. `part` is what it comes to of the territory's year, by share and by days."""


class _Days(NamedTuple):
    """The fiscal year's first and last day, as numbers."""

    first: int
    last: int

    def span(self, holder: Record) -> tuple[int, int] | None:
        """Return the first and the last day of the year on which a row gives the territory; None where unknown."""
        start, end = _day(holder, "start", self.first), _day(holder, "end", self.last)
        return None if start is None or end is None else (max(start, self.first), min(end, self.last))


def year_days(model: Model) -> _Days | None:
    """Return the fiscal year's days; None where it is unknown."""
    year = fiscal_year(model.plan)
    if year is None:
        return None
    ends = last_day(year.first + MONTHS - 1)
    return _Days(date.fromisoformat(first_day(year.first)).toordinal(), date.fromisoformat(ends).toordinal())


def _day(holder: Record, field: str, default: int) -> int | None:
    value = holder.values.get(field)
    if value is None:
        return default
    return date.fromisoformat(value).toordinal() if isinstance(value, str) else None


def _compute_holders(model: Model) -> None:
    """Make the rows of each territory, in the order in which they are written."""
    days = year_days(model)
    made: list[Record] = []
    for territory in model.records("territory"):
        held = _holders(territory)
        territory.values["holders"] = held
        known = [row for row in held or () if row is not UNKNOWN_MEMBER]
        if known:
            _set_parts(known, days)
            made += known
    model.by_kind["holder"] = made


def _holders(territory: Record) -> list[Record] | None:
    owner, owners = territory.values.get("owner"), territory.values.get("owners")
    if owner is not None:
        return [_holder(territory, owner)] if isinstance(owner, Record) else [UNKNOWN_MEMBER]
    if owners is None:
        return []
    if not isinstance(owners, list):
        return None
    made = []
    for row in owners:
        person = REJECTED if row is UNKNOWN_MEMBER else row.values.get("person")
        if isinstance(person, Record):
            holder = Record("holder", None, row.node, row.key, territory)
            holder.values.update(row.values, person=person, territory=territory)
            made.append(holder)
        elif person is not None:
            made.append(UNKNOWN_MEMBER)
    return made


def _holder(territory: Record, owner: Record) -> Record:
    holder = Record("holder", None, territory.node, "owner", territory)
    holder.values.update(territory=territory, person=owner)
    return holder


def _set_parts(holders: list[Record], days: _Days | None) -> None:
    """Set the part of each: days times share; those without a share divide evenly what the others leave."""
    if len(holders) == 1 and not any(holders[0].values.get(one) is not None for one in ("share", "start", "end")):
        holders[0].values["part"] = 1
        return
    spans = [days.span(holder) if days is not None else None for holder in holders]
    shares = [holder.values.get("share") for holder in holders]
    if days is None or None in spans or REJECTED in shares:
        for holder in holders:
            holder.values["part"] = None
        return
    known = [(first, last + 1) for first, last in (span for span in spans if span is not None)]
    even = _evenly(known, [number(share) for share in shares])
    length = days.last - days.first + 1
    for holder, (first, after), share in zip(holders, known, shares, strict=True):
        own = number(share)
        taken = own * (after - first) if own is not None else even.get(after, 0) - even.get(first, 0)
        holder.values["part"] = plain(Fraction(max(0, taken)) / length) if first < after else 0


def _evenly(spans: list[tuple[int, int]], shares: list[Exact | None]) -> dict[int, Exact]:
    """Return what one without a share would have from the first day on until each day on which anything changes."""
    changes: dict[int, tuple[Exact, int]] = {}
    for (first, after), share in zip(spans, shares, strict=True):
        if first < after:
            for day, sign in ((first, 1), (after, -1)):
                given, without = changes.get(day, (0, 0))
                changes[day] = (given + sign * (share or 0), without + sign * (share is None))
    had: Exact = 0
    given, without, since = Fraction(0), 0, 0
    made: dict[int, Exact] = {}
    for day in sorted(changes):
        if without:
            had += max(Fraction(0), 1 - given) / without * (day - since)
        given, without, since = given + changes[day][0], without + changes[day][1], day
        made[day] = had
    return made


def make_holders(model: Model) -> None:
    """Make the rows that the territories' holders are."""
    model.ensure("territory", "holders")


def _compute_territories(model: Model) -> None:
    """Set for each person the territories that it owns, then those that it shares, each once."""
    for person in model.records("person"):
        alone, shared = rows(person, "territories"), rows(person, "ownerships")
        if alone is not None and shared:
            named = [record(row.values.get("territory")) or UNKNOWN_MEMBER for row in shared]
            person.values["territories"] = list({id(one): one for one in (*alone, *named)}.values())


def _compute_holdings(model: Model) -> None:
    """Set the rows of each person, without those of territories inside another one of the person's."""
    model.ensure("territory", "holders")
    model.ensure("person", "territories")
    held: dict[int, list[Record]] = {}
    for row in model.records("holder"):
        held.setdefault(id(row.values["person"]), []).append(row)
    forest = model.forest("territory")
    for person in model.records("person"):
        own, territories = held.get(id(person), []), rows(person, "territories")
        if len(own) > 1:
            numbers = [forest.number(row.values["territory"]) for row in own]
            topmost = set(Stretches(forest, {one for one in numbers if one is not None}).starts)
            own = [row for row, one in zip(own, numbers, strict=True) if one in topmost]
        unknown = UNKNOWN_MEMBER in (territories or ())
        person.values["holdings"] = None if territories is None else [*own, *[UNKNOWN_MEMBER][: int(unknown)]]


HOLDERS: dict[tuple[str, str], Derived] = {
    ("territory", "holders"): Derived(
        relation("holder"), "whoever has it: its owner, or its owners with their shares and dates", _compute_holders
    ),
    ("person", "territories"): Derived(
        relation("territory"), "the territories that the person has, alone or with others, at any time",
        _compute_territories,
    ),
    ("person", "holdings"): Derived(
        relation("holder"), "what the person has of territories, without those within another one of these",
        _compute_holdings,
    ),
}  # fmt: skip
