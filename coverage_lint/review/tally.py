"""What is won and open, added up by the plan, its goals, groups and people."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import MONTHS
from coverage_lint.entities.derived.sums import plain, ratio, times
from coverage_lint.frozen import NamedTuple
from coverage_lint.review.observed import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    cents: Exact
    """What they are worth, in hundredths: whole numbers are added ten times faster than fractions."""
    person: int | None = None


class Tally:
    """Sums over deals, each of which may count in part. Money is added up in hundredths, and given in whole units."""

    def __init__(self, rates: Mapping[str, Exact] | None = None) -> None:
        """Begin with nothing. `rates` are the win rates of stages."""
        self._rates = rates or {}
        self._won: Exact = 0
        self._open: Exact = 0
        self._all_open: Exact = 0
        self._stages: dict[str | None, Exact] = {}
        self._months: list[Exact] = [0] * MONTHS
        self.won_deals: Exact = 0
        self.open_deals: Exact = 0
        self.all_open: Exact = 0
        """Open deals, whenever they are to be closed."""

    def add(self, one: Deals, part: Exact) -> None:
        """Add a part of deals; those of sellers alone are to be given."""
        is_whole = part == 1
        cents, deals = (one.cents, one.deals) if is_whole else (times(one.cents, part), times(one.deals, part))
        if one.state == "won" and one.is_past:
            self._won = plus(self._won, cents)
            self.won_deals = plus(self.won_deals, deals)
            if one.month is not None and 0 <= one.month < MONTHS:
                self._months[one.month] = plus(self._months[one.month], cents)
        elif one.state == "open":
            self.all_open = plus(self.all_open, deals)
            self._all_open = plus(self._all_open, cents)
            if one.month is not None and one.month < MONTHS:
                self._open = plus(self._open, cents)
                self.open_deals = plus(self.open_deals, deals)
                self._stages[one.stage] = plus(self._stages.get(one.stage, 0), cents)

    @property
    def won(self) -> Exact:
        """What is won."""
        return in_units(self._won)

    @property
    def open(self) -> Exact:
        """Open deals that are to be closed within the year."""
        return in_units(self._open)

    @property
    def all_open_amount(self) -> Exact:
        """Open deals, whenever they are to be closed."""
        return in_units(self._all_open)

    @property
    def by_stage(self) -> Mapping[str | None, Exact]:
        """What is open within the year, by stage."""
        return {stage: in_units(cents) for stage, cents in self._stages.items()}

    @property
    def by_month(self) -> Sequence[Exact]:
        """What is won, by month of the fiscal year."""
        return [in_units(cents) for cents in self._months]

    @property
    def weighted(self) -> Exact:
        """What is open within the year, each stage by its win rate."""
        known = ((cents, self._rates.get(stage)) for stage, cents in self._stages.items() if stage is not None)
        return in_units(plain(sum((Fraction(cents) * rate for cents, rate in known if rate is not None), Fraction(0))))

    @property
    def unweighted(self) -> Exact:
        """The part of what is open whose stage has no win rate."""
        left = (cents for stage, cents in self._stages.items() if stage is None or self._rates.get(stage) is None)
        return in_units(plain(sum(map(Fraction, left), Fraction(0))))


def plus(left: Exact, right: Exact) -> Exact:
    """Add two numbers."""
    if type(left) is int and type(right) is int:
        return left + right
    return plain(Fraction(left) + right)


def in_cents(amount: object) -> Exact:
    """Return an amount of the data in hundredths; nothing is 0."""
    if amount is None:
        return 0
    over, under = amount.as_integer_ratio()  # type: ignore[attr-defined]  # a number
    return ratio(over * 100, under)


def in_units(cents: Exact) -> Exact:
    """Return hundredths as an amount."""
    return ratio(cents.numerator, cents.denominator * 100)


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
    cents = in_cents(amount) if share == 1 else times(in_cents(amount), share)
    return Deals(motion, route, state, at, stage, bool(is_past), count, cents, person)  # type: ignore[arg-type]
