"""Derived fields of changes: who changed group, and which periods have another figure.

Loaded only where two versions are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import CHANGE, COUNT, MONEY, PERIOD, RATIO, relation
from coverage_lint.entities.derived.calendar import MONTHS, QUARTER, FiscalYear, fiscal_year, last_day
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coverage_lint.entities.model import Model, Place

Shares = dict["str | None", Exact]
"""The share that a person has in each group, by the group's id."""


def _compute_moved(model: Model) -> None:
    """Say of each person how much of them changed group, and of the plan how many seats of those in both did.

    Open seats have nobody in them, so nobody moves when one does.
    """
    model.ensure("person", "memberships")
    (of_plan,) = model.records("plan" + CHANGE)
    known = [_ids(record(of_plan.values["plan_before"])), _ids(record(of_plan.values["plan_after"]))]
    moved: list[Exact | None] = []
    stayed: list[Exact | None] = []
    for change in model.records("person" + CHANGE):
        before, after = record(change.values["before"]), record(change.values["after"])
        share = change.values["moved"] = 0 if before is None or after is None else _moved(before, after, *known)
        if before is not None and after is not None:
            seats = _seats_in_both(before, after)
            stayed.append(seats)
            moved.append(None if seats is None or share is None else plain(seats * share))
    of_plan.values.update(moved=total(moved), stayed=total(stayed))


def _ids(plan: Record | None) -> frozenset[str | None]:
    groups = rows(plan, "groups") if plan is not None else None
    return frozenset(group.id for group in groups or ())


def _moved(
    before: Record, after: Record, groups_before: frozenset[str | None], groups_after: frozenset[str | None]
) -> Exact | None:
    """Return the shares that left groups for others.

    Not those that left a group which went for groups that are all new: it may be the same group by another id.
    """
    old, new = _shares(before), _shares(after)
    if old is None or new is None:
        return None
    left = {group: share - new.get(group, 0) for group, share in old.items() if share > new.get(group, 0)}
    joined = {group: share - old.get(group, 0) for group, share in new.items() if share > old.get(group, 0)}
    if groups_before.isdisjoint(joined):
        left = {group: share for group, share in left.items() if group in groups_after}
    return plain(min(sum(left.values()), sum(joined.values())))


def _shares(person: Record) -> Shares | None:
    held: Shares = {}
    for row in rows(person, "memberships") or ():
        group, share = record(row.values["group"]), number(row.values.get("share"))
        if group is None or share is None:
            return None
        held[group.id] = share
    return None if rows(person, "memberships") is None else held


def _seats_in_both(before: Record, after: Record) -> Exact | None:
    states = (before.values.get("status"), after.values.get("status"))
    if "open" in states:
        return 0
    seats = [number(one.values.get("count")) for one in (before, after)]
    known = [one for one in seats if one is not None]
    return None if REJECTED in states or len(known) < len(seats) else min(known)


def _moved_people(_model: Model, of_plan: Record) -> list[Place]:
    """Return where the group of each person who moved is stated in the newer version."""
    before, after = record(of_plan.values["plan_before"]), record(of_plan.values["plan_after"])
    known = (_ids(before), _ids(after))
    older = {one.id: one for one in _people(before)}
    pairs = [(older[one.id], one) for one in _people(after) if one.id in older]
    return [_group_of(new) for old, new in pairs if _seats_in_both(old, new) and _moved(old, new, *known)]


def _people(plan: Record | None) -> list[Record]:
    people = rows(plan, "people") if plan is not None else None
    return [one for one in people or () if one is not UNKNOWN_MEMBER]


def _groups_of_one(_model: Model, change: Record) -> list[Place]:
    return [_group_of(one) for one in map(record, (change.values["before"], change.values["after"])) if one is not None]


def _group_of(person: Record) -> Place:
    return person, "groups" if person.values.get("groups") is not None else "group"


def _periods(kind: str, **phasings: str) -> dict[tuple[str, str], Derived]:
    """Make the fields that hold the periods in which phasings differ, by the field's name."""

    def of(phasing: str, field: str) -> Callable[[Model], None]:
        def compute(model: Model) -> None:
            (of_plan,) = model.records("plan" + CHANGE)
            versions = (record(of_plan.values[version]) for version in ("plan_after", "plan_before"))
            year = next((found for one in versions if one is not None and (found := fiscal_year(one))), None)
            for change in model.records(kind + CHANGE):
                change.values[field] = _changed_periods(change, phasing, year)

        return compute

    about = "periods of the {} that have another figure; months against a quarter are added up"
    return {
        (kind + CHANGE, field): Derived(relation(PERIOD), about.format(phasing), of(phasing, field))
        for field, phasing in phasings.items()
    }


def _changed_periods(change: Record, phasing: str, year: FiscalYear | None) -> list[Record] | None:
    """Compare what both versions give; a phasing that only one of them has says nothing of the other."""
    versions = [record(change.values[version]) for version in ("before", "after")]
    given = [one.values.get(phasing) if one is not None else None for one in versions]
    if None in given:
        return []
    held = [rows(one, phasing) for one in versions if one is not None]
    known = [one for one in held if one is not None and UNKNOWN_MEMBER not in one]
    if len(known) < len(held):
        return None
    before, after = ({str(row.values["period"]): row for row in one} for one in known)
    if _alike(before, after):
        return []
    if year is None:
        return None
    return [row for quarter in range(MONTHS // QUARTER) for row in _in_quarter(quarter, before, after, year)]


def _alike(before: dict[str, Record], after: dict[str, Record]) -> bool:
    """True for equal phasings, as nearly all are: they need no comparison by period."""
    if before.keys() != after.keys():
        return False
    pairs = [(row.values.get("amount"), after[period].values.get("amount")) for period, row in before.items()]
    return all(number(was) is not None and was == now for was, now in pairs)


def _in_quarter(
    quarter: int, before: dict[str, Record], after: dict[str, Record], year: FiscalYear
) -> Iterator[Record]:
    """Compare month by month where both give the same months, else, or where these agree, the quarter as a whole."""
    name, first = f"Q{quarter + 1}", quarter * QUARTER
    labels = {year.label(index): index for index in range(first, first + QUARTER)}
    months = [[label for label in labels if label in one] for one in (before, after)]
    found = False
    if months[0] == months[1]:
        for label in months[0]:
            end = last_day(year.first + labels[label])
            for row in _row(label, end, [before[label]], [after[label]]):
                found = True
                yield row
    whole = [
        [one[name]] if name in one else [one[label] for label in held]
        for one, held in zip((before, after), months, strict=True)
    ]
    if not found:
        yield from _row(name, last_day(year.first + first + QUARTER - 1), whole[0], whole[1])


def _row(period: str, end: str, before: list[Record], after: list[Record]) -> Iterator[Record]:
    """Make the row of a period that has another figure; an unknown member where one of the figures is."""
    was, now = (total(number(row.values.get("amount")) for row in held) for held in (before, after))
    if was is None or now is None:
        yield UNKNOWN_MEMBER
    elif was != now:
        shown = (after or before)[0]
        made = Record(PERIOD, None, shown.node, shown.key, shown.owner)
        made.values = {"period": period, "end": end, "was": was, "now": now, _ROWS["was"]: before, _ROWS["now"]: after}
        yield made


_ROWS = {"was": "rows_before", "now": "rows_after"}
"""Where a row keeps those that its figures came from."""


def _from(field: str) -> Callable[[Model, Record], list[Place]]:
    return lambda _, row: [(one, "amount") for one in rows(row, _ROWS[field]) or ()]


def _as_made(_model: Model) -> None:
    """Compute nothing: a period's row is made with its figures."""


CHANGED: dict[tuple[str, str], Derived] = {
    ("plan" + CHANGE, "moved"): Derived(RATIO, "seats, by their shares, that changed group", _compute_moved,
                                        _moved_people),
    ("plan" + CHANGE, "stayed"): Derived(COUNT, "seats of people who are in both versions, open ones left out",
                                         _compute_moved),
    ("person" + CHANGE, "moved"): Derived(RATIO, "the share of a person that left groups for others", _compute_moved,
                                          _groups_of_one),
    (PERIOD, "was"): Derived(MONEY, "the older version's figure", _as_made, _from("was")),
    (PERIOD, "now"): Derived(MONEY, "the newer version's figure", _as_made, _from("now")),
    **_periods("goal", changed_periods="phasing"),
    **_periods("person", changed_periods="phasing"),
    **_periods("group", changed_quota_periods="quota_phasing", changed_target_periods="target_phasing"),
}  # fmt: skip
