"""Derived fields of people: whether they sell, how much of the year they are ramped, what they can carry."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, MONEY, RATIO
from coverage_lint.entities.derived.calendar import MONTHS, FiscalYear, first_day, fiscal_year, month_days, month_number
from coverage_lint.entities.derived.goals import groups_of
from coverage_lint.entities.derived.sums import Exact, absent, number, plain, product, record, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def _sells(person: Record) -> bool | None:
    """True if a person carries a quota of their own; without a role, who has no quota carries none."""
    if person.values.get("role") is None:
        return False if person.values.get("quota") is None else None
    role = record(person.values.get("role"))
    carries = role.values.get("carries_quota") if role is not None else None
    kind = person.values.get("quota_kind")
    own = None if kind is None or kind is REJECTED else kind == "own"
    if carries is False or own is False:
        return False
    return True if carries is True and own is True else None


def _compute_seller(model: Model) -> None:
    for person in model.records("person"):
        person.values["seller"] = _sells(person)


def ramp_of(person: Record) -> list[Exact] | None:
    """Return the shares of productivity in months 1, 2 … of a person's role; [] without a ramp."""
    role = record(person.values.get("role"))
    if role is None:
        return None
    if role.values.get("ramp") is None:
        return []
    steps = rows(role, "ramp")
    shares = None if steps is None else [number(step.values.get("value")) for step in steps]
    return None if shares is None or None in shares else [share for share in shares if share is not None]


def employed_share(month: int, start: str | None, end: str | None) -> Fraction | int:
    """Return the share of a month's days between a start and an end, both inclusive, either open."""
    days = month_days(month)
    first = 1 if start is None or month_number(start) < month else int(start[8:])
    last = days if end is None or month_number(end) > month else int(end[8:])
    if (start is not None and month_number(start) > month) or (end is not None and month_number(end) < month):
        return 0
    worked = max(0, last - first + 1)
    return 1 if worked == days else Fraction(worked, days)


def month_shares(start: str | None, end: str | None, ramp: tuple[Exact, ...], year: FiscalYear) -> tuple[Exact, ...]:
    """Return, for each month of the fiscal year, the share of a ramped person's productivity.

    0 before the start and after the end, by days in those months; the ramp's figure in its month,
    counted from the starting month; else 1 (MODEL.md, people).
    """
    shares: list[Exact] = []
    for index in range(MONTHS):
        month = year.first + index
        step = month - month_number(start) if start is not None else len(ramp)
        ramped: Exact = ramp[step] if 0 <= step < len(ramp) else 1
        shares.append(plain(employed_share(month, start, end) * ramped))
    return tuple(shares)


def _dates(person: Record) -> tuple[str | None, str | None] | None:
    start, end = person.values.get("start"), person.values.get("end")
    if start is REJECTED or end is REJECTED:
        return None
    return (start if isinstance(start, str) else None, end if isinstance(end, str) else None)


def _compute_ramped(model: Model) -> None:
    """Compute the months and their mean; people alike in role, start and end share the work."""
    year = fiscal_year(model.plan)
    known: dict[object, tuple[Exact | None, bool | None]] = {}
    settled: dict[int, str] = {}
    for person in model.records("person"):
        dates = _dates(person)
        if dates is not None and dates[0] is not None and dates[0] < _settled(person, year, settled):
            dates = (None, dates[1])  # long since here: the day no longer matters
        alike = (dates, person.values.get("status"), id(person.values.get("role")))
        if alike not in known:
            months = _months(person, dates, ramp_of(person), year)
            whole = None if months is None else all(month == 1 for month in months)
            known[alike] = (None if months is None else plain(Fraction(sum(months), MONTHS)), whole)
        person.values["ramped_share"], person.values["full_year"] = known[alike]


def _settled(person: Record, year: FiscalYear | None, known: dict[int, str]) -> str:
    """Return the first day such that whoever in this role started before it is ramped throughout the fiscal year."""
    role = person.values.get("role")
    day = known.get(id(role))
    if day is None:
        ramp = ramp_of(person)
        day = known[id(role)] = "" if ramp is None or year is None else first_day(year.first - max(len(ramp), 1) + 1)
    return day


def _months(
    person: Record, dates: tuple[str | None, str | None] | None, ramp: list[Exact] | None, year: FiscalYear | None
) -> tuple[Exact, ...] | None:
    status = person.values.get("status")
    if status == "leave":
        return (0,) * MONTHS
    if dates is None or status is REJECTED:
        return None
    if dates == (None, None):
        return (1,) * MONTHS
    if ramp is None or year is None:
        return None
    return month_shares(dates[0], dates[1], tuple(ramp), year)


def year_months(person: Record, year: FiscalYear | None) -> tuple[Exact, ...] | None:
    """Return the share of a ramped person's productivity in each month of the fiscal year."""
    return _months(person, _dates(person), ramp_of(person), year)


def _compute_capacity(model: Model) -> None:
    model.ensure("person", "ramped_share")
    for person in model.records("person"):
        role = record(person.values.get("role"))
        productivity = number(role.values.get("productivity")) if role is not None else None
        seats = number(person.values.get("count"))
        person.values["capacity"] = product(productivity, person.values.get("ramped_share"), seats)


def assigned(person: Record) -> Exact | None:
    """Return quota less relief, × seats; without a quota, nothing for open seats and for who is away all year."""
    if absent(person, "quota") and (person.values.get("status") == "open" or person.values.get("ramped_share") == 0):
        return 0
    seats, quota = number(person.values.get("count")), number(person.values.get("quota"))
    relief: Exact | None = 0
    if person.values.get("quota_relief") is not None:
        granted = record(person.values.get("quota_relief"))
        relief = number(granted.values.get("amount")) if granted is not None else None
    return None if quota is None or relief is None else product(quota - relief, seats)


def _compute_assigned(model: Model) -> None:
    model.ensure("person", "ramped_share")
    for person in model.records("person"):
        person.values["assigned"] = assigned(person)


def _compute_grouped(model: Model) -> None:
    for person in model.records("person"):
        groups, led = groups_of(person), rows(person, "led_groups")
        if groups:
            person.values["grouped"] = True
        elif led is None:
            person.values["grouped"] = None if groups is None else False
        else:
            sure = any(group is not UNKNOWN_MEMBER for group in led)
            person.values["grouped"] = True if sure else (None if led or groups is None else False)


def _compute_ramping(model: Model) -> None:
    """Tell who is still within the ramp when the fiscal year begins."""
    year = fiscal_year(model.plan)
    settled: dict[int, str] = {}
    for person in model.records("person"):
        dates = _dates(person)
        if dates is not None and dates[0] is not None and dates[0] < _settled(person, year, settled):
            person.values["ramping"] = False
            continue
        ramp = ramp_of(person)
        if ramp is not None and (not ramp or dates == (None, None)):
            person.values["ramping"] = False
        elif dates is None or ramp is None or year is None:
            person.values["ramping"] = None
        else:
            start = dates[0]
            person.values["ramping"] = start is not None and month_number(start) + len(ramp) > year.first


def capacity_sources(person: Record) -> list[tuple[Record, str]]:
    """Name what a person's capacity came from."""
    role = record(person.values.get("role"))
    own = [(person, field) for field in ("start", "end") if person.values.get(field) is not None]
    return [*([(role, "productivity")] if role is not None else []), *own]


def _assigned_sources(person: Record) -> list[tuple[Record, str]]:
    relief = record(person.values.get("quota_relief"))
    return [(person, "quota"), *([(relief, "amount")] if relief is not None else [])]


PEOPLE: dict[tuple[str, str], Derived] = {
    ("person", "seller"): Derived(FLAG, "whether the role carries quota and the quota is the person's own",
                                  _compute_seller),
    ("person", "ramped_share"): Derived(RATIO, "the mean over the fiscal year's months of what a ramped person does",
                                        _compute_ramped),
    ("person", "full_year"): Derived(FLAG, "whether the ramped share is 1", _compute_ramped),
    ("person", "capacity"): Derived(MONEY, "productivity × ramped share × seats", _compute_capacity, capacity_sources),
    ("person", "assigned"): Derived(MONEY, "quota less the relief, × seats", _compute_assigned, _assigned_sources),
    ("person", "grouped"): Derived(FLAG, "whether the person is in a group or leads one", _compute_grouped),
    ("person", "ramping"): Derived(FLAG, "whether the ramp is not over when the fiscal year begins", _compute_ramping),
}  # fmt: skip
