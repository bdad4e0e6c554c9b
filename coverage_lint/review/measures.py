"""Everything that a review measures, as exact values: the plan, its goals, groups, people, segments."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import plain, record
from coverage_lint.frozen import NamedTuple
from coverage_lint.review.capacity import Capacity
from coverage_lint.review.credit import Credit, serves
from coverage_lint.review.days import elapsed, to_date
from coverage_lint.review.landing import Standing
from coverage_lint.review.observed import Closed, Cycle, Observed, closed_by_person, cycle_of, observed, stage_rates
from coverage_lint.review.segments import Segments, segments_of
from coverage_lint.review.tally import Tally, in_units, of_people, of_plan
from coverage_lint.review.targets import Targets
from coverage_lint.review.words import stages_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.entities.derived.year.spreading import Months
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.review.book import Book

SELLERS = "sellers"


class Measured(NamedTuple):
    """How one entity of the plan stands, with what was observed of its deals."""

    record: Record
    standing: Standing
    observed: Observed
    by_month: tuple[Exact, ...]
    """Won, by month of the fiscal year."""
    months: Months | None
    """The target by month."""
    by_stage: tuple[tuple[str | None, Exact], ...]
    """Open deals to be closed within the year, by stage; None for a stage that the plan lacks."""
    unweighted: Exact
    """The part of the open deals whose stage has no win rate."""
    all_open: Exact
    """Number of open deals, whenever they are to be closed."""
    all_open_amount: Exact
    due_by_capacity: Exact | None = None
    """Of a person: what productivity and ramp put up to the day."""


class Measures(NamedTuple):
    """What a review measures."""

    book: Book
    over: tuple[Exact, ...]
    """Which part of each month is over."""
    plan: Measured
    goals: tuple[Measured, ...]
    groups: tuple[Measured, ...]
    people: tuple[Measured, ...]
    cycle: Cycle
    rates: Mapping[str, Exact]
    """The win rate of each stage: observed, or the plan's."""
    are_rates_observed: bool
    segments: Segments
    owners: tuple[tuple[object, ...], ...]
    """Everybody who owns something: user, whether the plan knows who, open deals, their amount, accounts."""
    outside: Mapping[str, Exact]
    """Won in the year by self-service and partners."""


def measure(model: Model, book: Book) -> Measures:
    """Ask the tables, and compute everything."""
    over = elapsed(book.year, book.as_of)
    return _Measuring(model, book, over).measures()


class _Measuring:
    """The parts that several measures share."""

    def __init__(self, model: Model, book: Book, over: tuple[Exact, ...]) -> None:
        self.model = model
        self.book = book
        self.over = over
        self.targets = Targets(model, book.year)
        self.capacity = Capacity(model, book.year, over)
        stated = {one.id: one.probability for one in stages_of(model.plan) if one.probability is not None}
        found = stage_rates(book)
        open_stages = [one.id for one in stages_of(model.plan) if not one.closed]
        self.observed_rates = bool(found) and all(stage in found for stage in open_stages)
        self.rates = found if self.observed_rates else stated
        self.credit = Credit(book.people)
        self.closed = closed_by_person(book.ask("closings"))
        self.closed_of: dict[int | None, list[Closed]] = {}
        for (who, _), one in self.closed.items():
            self.closed_of.setdefault(who, []).append(one)

    def measures(self) -> Measures:
        book, model = self.book, self.model
        whole = of_plan(book)
        sellers = [one for one in whole if one.route == SELLERS]
        plan = Tally(self.rates)
        goals = [(goal, Tally(self.rates)) for goal in model.records("goal")]
        for one in sellers:
            plan.add(one, 1)
            for goal, tally in goals:
                if serves(goal.values.get("motion"), one.motion):
                    tally.add(one, 1)
        groups, people = self.credited()
        closed_groups = self.closed_by_group()
        everything = Closed()
        for closed in self.closed.values():
            everything = everything.plus(closed)
        outside = {
            route: in_units(plain(sum((Fraction(one.cents) for one in whole if one.route == route and one.state == "won"
                                       and one.is_past), Fraction(0))))
            for route in ("self", "partner")
        }  # fmt: skip
        return Measures(
            book=book, over=self.over,
            plan=self.measured(model.plan, plan, self.targets.of_plan(), everything, self.capacity.of_plan()),
            goals=tuple(self.measured(goal, tally, self.targets.of_goal(goal), self.of_motion(goal), None)
                        for goal, tally in goals),
            groups=tuple(
                self.measured(group, groups.get(id(group), Tally()), self.targets.of_group(group),
                              closed_groups.get(id(group), Closed()), self.capacity.of_group(group))
                for group in model.records("group")
            ),
            people=tuple(self.of_person(number, person, people.get(number, Tally()))
                         for number, person in enumerate(book.people)),
            cycle=cycle_of(book), rates=self.rates, are_rates_observed=self.observed_rates,
            segments=segments_of(book, model, self.credit),
            owners=tuple(book.ask("owners")), outside=outside,
        )  # fmt: skip

    def credited(self) -> tuple[dict[int, Tally], dict[int, Tally]]:
        """Add up by groups, with those above them, and by people."""
        groups: dict[int, Tally] = {}
        people: dict[int, Tally] = {}
        above_of = {id(group): _with_above(group) for group in self.model.records("group")}
        for one in of_people(self.book):
            if one.person is None:
                continue
            people.setdefault(one.person, Tally(self.rates)).add(one, 1)
            if one.route != SELLERS:  # what partners close is theirs, whoever looks after them
                continue
            for group, part in self.credit.groups(one.person, one.motion):
                for above in above_of[id(group)]:
                    groups.setdefault(id(above), Tally(self.rates)).add(one, part)
        return groups, people

    def closed_by_group(self) -> dict[int, Closed]:
        held: dict[int, Closed] = {}
        for (person, motion), closed in self.closed.items():
            for group, part in self.credit.groups(person, motion) if person is not None else ():
                for above in _with_above(group):
                    held[id(above)] = held.get(id(above), Closed()).plus(closed, part)
        return held

    def of_motion(self, goal: Record) -> Closed:
        held = Closed()
        for (_, motion), closed in self.closed.items():
            if serves(goal.values.get("motion"), motion):
                held = held.plus(closed)
        return held

    def of_person(self, number_: int, person: Record, tally: Tally) -> Measured:
        closed = Closed()
        for one in self.closed_of.get(number_, ()):
            closed = closed.plus(one)
        left = self.capacity.left(person)
        made = self.measured(person, tally, self.targets.of_person(person), closed, left)
        return made._replace(due_by_capacity=self.capacity.so_far(person))

    def measured(
        self, record: Record, tally: Tally, months: Months | None, closed: Closed, left: Exact | None
    ) -> Measured:
        known = self.book.is_today
        standing = Standing(
            target=None if months is None else plain(Fraction(sum(map(Fraction, months)))),
            target_to_date=to_date(months, self.over), won=tally.won, won_deals=tally.won_deals,
            open=tally.open if known else None, open_deals=tally.open_deals if known else None,
            weighted=tally.weighted if known and self.rates else None, left=left,
        )  # fmt: skip
        by_stage = tuple(tally.by_stage.items()) if known else ()
        return Measured(
            record, standing, observed(closed, self.book.mapping.cases), tuple(tally.by_month), months, by_stage,
            tally.unweighted if known else 0, tally.all_open if known else 0, tally.all_open_amount if known else 0,
        )  # fmt: skip


def _with_above(group: Record) -> list[Record]:
    """Return a group with those above it; a circle has its own finding, and ends here."""
    found: dict[int, Record] = {}
    at: Record | None = group
    while at is not None and id(at) not in found:
        found[id(at)] = at
        at = record(at.values.get("parent"))
    return list(found.values())
