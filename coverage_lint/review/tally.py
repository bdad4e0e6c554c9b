"""What is won and open, added up by the plan, its goals, groups and people."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import MONTHS
from coverage_lint.entities.derived.sums import plain
from coverage_lint.frozen import NamedTuple
from coverage_lint.review.observed import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.review.book import Book


class Deals(NamedTuple):
    """Deals of one kind: what is known of all in a row of the data's answer."""

    motion: str | None
    route: str
    state: str
    month: int | None
    """In the fiscal year, from 0; None for no close date."""
    stage: str | None
    is_past: bool
    deals: Exact
    amount: Exact
    person: int | None = None


class Tally:
    """Sums over deals, each of which may count in part."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.won: Exact = 0
        self.won_deals: Exact = 0
        self.open: Exact = 0
        self.open_deals: Exact = 0
        self.weighted: Exact = 0
        self.unweighted: Exact = 0
        self.by_stage: dict[str | None, Exact] = {}
        self.by_month: list[Exact] = [0] * MONTHS
        self.all_open: Exact = 0
        """Open deals, whenever they are to be closed."""
        self.all_open_amount: Exact = 0

    def add(self, one: Deals, part: Exact, rates: Mapping[str, Exact]) -> None:
        """Add a part of deals; those of sellers alone are to be given."""
        amount, deals = plain(Fraction(one.amount) * part), plain(Fraction(one.deals) * part)
        if one.state == "won" and one.is_past:
            self.won = plain(Fraction(self.won + amount))
            self.won_deals = plain(Fraction(self.won_deals + deals))
            if one.month is not None and 0 <= one.month < MONTHS:
                self.by_month[one.month] = plain(Fraction(self.by_month[one.month] + amount))
        elif one.state == "open":
            self.all_open = plain(Fraction(self.all_open + deals))
            self.all_open_amount = plain(Fraction(self.all_open_amount + amount))
            if one.month is not None and one.month < MONTHS:
                self._add_open(one.stage, amount, deals, rates)

    def _add_open(self, stage: str | None, amount: Exact, deals: Exact, rates: Mapping[str, Exact]) -> None:
        self.open = plain(Fraction(self.open + amount))
        self.open_deals = plain(Fraction(self.open_deals + deals))
        self.by_stage[stage] = plain(Fraction(self.by_stage.get(stage, 0) + amount))
        rate = rates.get(stage) if stage is not None else None
        if rate is None:
            self.unweighted = plain(Fraction(self.unweighted + amount))
        else:
            self.weighted = plain(Fraction(self.weighted + amount * rate))


def of_plan(book: Book) -> list[Deals]:
    """Return what is won and open, each deal once."""
    return [_deals(book, row, 1, None) for row in book.ask("results")]


def of_people(book: Book) -> list[Deals]:
    """Return the same by who gets credit for it; what is split counts for each by the share."""
    made = []
    for person, motion, route, state, month, stage, is_past, share, deals, amount in book.ask("credit"):
        row = (motion, route, state, month, stage, is_past, deals, amount)
        made.append(_deals(book, row, exact(share), person))
    return made


def _deals(book: Book, row: Iterable[object], share: Exact, person: int | None) -> Deals:
    motion, route, state, month, stage, is_past, deals, amount = row
    at = int(month) - book.year.first if month is not None else None  # type: ignore[call-overload]
    count = int(deals)  # type: ignore[call-overload]
    money = plain(Fraction(exact(amount)) * share)
    return Deals(motion, route, state, at, stage, bool(is_past), count, money, person)  # type: ignore[arg-type]
