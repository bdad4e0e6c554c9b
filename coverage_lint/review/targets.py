"""What the plan asks for by month: of goals, of groups, of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import MONTHS
from coverage_lint.entities.derived.sums import number, plain, record, rows, total
from coverage_lint.entities.derived.year.ramp import employed_share
from coverage_lint.entities.derived.year.spreading import Months, amounts_by_month, scaled, sum_months
from coverage_lint.entities.records import UNKNOWN_MEMBER

if TYPE_CHECKING:
    from coverage_lint.entities.derived.calendar import FiscalYear
    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


class Targets:
    """The targets of one plan, each by month; None where the plan does not say."""

    def __init__(self, model: Model, year: FiscalYear) -> None:
        """Take the plan, and its fiscal year."""
        self._model = model
        self._year = year
        self._groups: dict[int, Months | None] = {}
        for kind, field in (("goal", "need"), ("month", "need"), ("group", "target"), ("person", "assigned")):
            model.ensure(kind, field)
        model.ensure("person", "memberships")

    def of_plan(self) -> Months | None:
        """Return what the plan's goals need of sellers."""
        months = [number(month.values.get("need")) for month in self._model.records("month")]
        known = tuple(month for month in months if month is not None)
        return known if len(known) == MONTHS else None

    def of_goal(self, goal: Record) -> Months | None:
        """Return what a goal needs of sellers, as its target is phased."""
        return scaled(amounts_by_month(rows(goal, "phasing"), self._year), number(goal.values.get("need")))

    def of_group(self, group: Record) -> Months | None:
        """Return a group's targets, as it phases them, else as their goals are; of a group above, those below."""
        if id(group) not in self._groups:
            self._groups[id(group)] = None  # a circle has its own finding
            self._groups[id(group)] = self._of_group(group)
        return self._groups[id(group)]

    def _of_group(self, group: Record) -> Months | None:
        targets = rows(group, "targets")
        if targets is None:
            below = [one for one in rows(group, "children") or [] if one is not UNKNOWN_MEMBER and _aims(one)]
            return sum_months([self.of_group(one) for one in below]) if below else None
        if UNKNOWN_MEMBER in targets:
            return None
        phases = rows(group, "target_phasing")
        if phases:
            return scaled(amounts_by_month(phases, self._year), number(group.values.get("target")))
        parts = []
        for target in targets:
            goal, amount = record(target.values.get("goal")), number(target.values.get("amount"))
            if goal is None or amount is None:
                return None
            parts.append(scaled(amounts_by_month(rows(goal, "phasing"), self._year), amount))
        return sum_months(parts)

    def of_person(self, person: Record) -> Months | None:
        """Return what a person is assigned, as it is phased, else as the groups' targets are while he is there."""
        assigned = number(person.values.get("assigned"))
        if assigned is None:
            return None
        phases = rows(person, "phasing")
        if phases:
            return scaled(amounts_by_month(phases, self._year), assigned)
        weights = self._weights(person)
        if weights is None:
            return None
        start, end = (held if isinstance(held := person.values.get(key), str) else None for key in ("start", "end"))
        there = [employed_share(self._year.first + index, start, end) for index in range(MONTHS)]
        return scaled(tuple(plain(one * part) for one, part in zip(weights, there, strict=True)), assigned)

    def _weights(self, person: Record) -> Months | None:
        parts: list[Months] = []
        for member in rows(person, "memberships") or ():
            group, share = record(member.values.get("group")), number(member.values.get("share"))
            months = self.of_group(group) if group is not None else None
            if months is not None and share is not None and any(months):
                parts.append(scaled(months, share) or ())
        if not parts:
            return self.of_plan()
        return tuple(_known(total(part[index] for part in parts)) for index in range(MONTHS))


def _aims(group: Record) -> bool:
    """True if a group has targets, or groups below it; one that supports others has neither."""
    return group.values.get("targets") is not None or bool(rows(group, "children"))


def _known(value: Exact | None) -> Exact:
    return 0 if value is None else value
