"""What closed deals show: win rate, deal size, cycle, each with the number of cases that it rests on."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coverage_lint.entities.derived.sums import plain
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.review.book import Book


class Closed(NamedTuple):
    """Deals of somebody, or of all, that were closed in the window."""

    won_deals: Exact = 0
    deals: Exact = 0
    won: Exact = 0
    amount: Exact = 0
    won_with_amount: Exact = 0

    def plus(self, other: Closed, part: Exact = 1) -> Closed:
        """Return both together, of the other one a part."""
        return Closed(*(plain(Fraction(one + more * part)) for one, more in zip(self, other, strict=True)))


class Observed(NamedTuple):
    """Rates that were observed; None where fewer cases than are needed stand behind them."""

    win_rate: Exact | None
    """By count."""
    win_rate_by_amount: Exact | None
    cases: Exact
    """Closed deals."""
    deal_size: Exact | None
    """What a won deal with an amount comes to."""
    deal_size_cases: Exact


def observed(closed: Closed, least: int) -> Observed:
    """Return the rates of closed deals."""
    enough = closed.deals >= least
    rate = plain(Fraction(closed.won_deals) / closed.deals) if enough and closed.deals else None
    money = plain(Fraction(closed.won) / closed.amount) if enough and closed.amount else None
    sized = closed.won_with_amount >= least and closed.won_with_amount
    size = plain(Fraction(closed.won) / closed.won_with_amount) if sized else None
    return Observed(rate, money, closed.deals, size, closed.won_with_amount)


class Cycle(NamedTuple):
    """The median of the days from created to won, and the number of cases."""

    days: Exact | None
    cases: int


def cycle_of(book: Book) -> Cycle:
    """Return the cycle of the window; unknown for fewer cases than are needed, or where no day says it."""
    if not book.has("opportunities", "created"):
        return Cycle(None, 0)
    ((days, middle, cases),) = book.ask("cycle")
    if not middle or cases < book.mapping.cases:
        return Cycle(None, int(cases or 0))
    return Cycle(plain(Fraction(int(days), int(middle))), int(cases))


def closed_by_person(rows: Iterable[tuple[object, ...]]) -> Mapping[tuple[int | None, str | None], Closed]:
    """Return the closed deals of each person and motion."""
    held: dict[tuple[int | None, str | None], Closed] = {}
    for person, motion, state, deals, amount, with_amount in rows:
        money, is_won = exact(amount), state == "won"
        count, sized = int(deals), int(with_amount)  # type: ignore[call-overload]
        one = Closed(count if is_won else 0, count, money if is_won else 0, money, sized if is_won else 0)
        key = (person, motion)
        held[key] = held.get(key, Closed()).plus(one)  # type: ignore[arg-type, index]
    return held


def exact(amount: Any) -> Exact:  # noqa: ANN401 - a value of the data
    """Return an amount of the data as an exact number; nothing is 0."""
    return 0 if amount is None else plain(Fraction(amount))


def stage_rates(book: Book) -> Mapping[str, Exact]:
    """Return for each stage the observed share, by money, that is won of what came to it; none for too few cases."""
    if not book.has("stage_history"):
        return {}
    rates = {}
    for stage, deals, _, amount, won in book.ask("observed_stages"):
        if deals >= book.mapping.cases and amount:
            rates[stage] = plain(Fraction(exact(won)) / Fraction(exact(amount)))
    return rates
