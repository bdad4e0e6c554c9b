"""What the seats that are really there can still carry, by the plan's productivity and ramps."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import MONTHS
from coverage_lint.entities.derived.sums import number, plain, record, rows
from coverage_lint.entities.derived.year.ramp import RampedMonths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.entities.derived.calendar import FiscalYear
    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


class Capacity:
    """The capacity of a plan's people in the part of the year that is left."""

    def __init__(self, model: Model, year: FiscalYear, over: Sequence[Exact]) -> None:
        """Take the plan, its year, and which part of each month is over."""
        for kind, field in (("person", "seller"), ("person", "capacity"), ("group", "sellers"), ("group", "selling")):
            model.ensure(kind, field)
        self._model = model
        self._over = over
        self._ramped = RampedMonths(year)
        self._left: dict[int, Exact | None] = {}

    def by_month(self, person: Record) -> list[Exact] | None:
        """Return what a person can carry in each month: the productivity, as far as there and ramped; all seats."""
        role = record(person.values.get("role"))
        productivity = number(role.values.get("productivity")) if role is not None else None
        months = self._ramped.of(person)
        count, share = number(person.values.get("count")), number(person.values.get("selling_share"))
        if productivity is None or months is None or count is None:
            return None
        yearly = Fraction(productivity) * count * (1 if share is None else share)
        return [plain(yearly / MONTHS * month) for month in months]

    def left(self, person: Record) -> Exact | None:
        """Return what a person can still carry; 0 for an open seat, in which nobody sits."""
        if id(person) not in self._left:  # asked for the person, and for each group above
            self._left[id(person)] = self._left_of(person)
        return self._left[id(person)]

    def _left_of(self, person: Record) -> Exact | None:
        if person.values.get("status") == "open":
            return 0
        months = self.by_month(person)
        if months is None:
            return None
        parts = (Fraction(month) * (1 - part) for month, part in zip(months, self._over, strict=True))
        return plain(sum(parts, Fraction(0)))

    def so_far(self, person: Record) -> Exact | None:
        """Return what a person should have carried by now, by productivity and ramp."""
        months = self.by_month(person)
        if months is None:
            return None
        return plain(sum((Fraction(one * part) for one, part in zip(months, self._over, strict=True)), Fraction(0)))

    def of_group(self, group: Record) -> Exact | None:
        """Return what the sellers of a group, and of those below it, can still carry in it."""
        below = rows(group, "children")
        if below:
            parts = [self.of_group(one) for one in below]
            known = [part for part in parts if part is not None]
            return plain(sum(map(Fraction, known), Fraction(0))) if len(known) == len(parts) else None
        sellers = rows(group, "sellers")
        if sellers is None:
            return None
        added = Fraction(0)
        for member in sellers:
            person, share = record(member.values.get("person")), number(member.values.get("share"))
            left = self.left(person) if person is not None else None
            if left is None or share is None:
                return None
            added += Fraction(left) * share
        return plain(added)

    def of_plan(self) -> Exact | None:
        """Return what the sellers of the plan's selling groups can still carry."""
        groups = [one for one in self._model.records("group") if one.values.get("selling") is True]
        parts = [self.of_group(one) for one in groups]
        known = [part for part in parts if part is not None]
        return plain(sum(map(Fraction, known), Fraction(0))) if groups and len(known) == len(parts) else None
