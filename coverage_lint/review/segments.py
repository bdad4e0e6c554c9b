"""What happens in each segment: its accounts, who works them, what is sold there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_lint.frozen import NamedTuple
from coverage_lint.review.tally import in_cents, in_units, plus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.review.book import Book
    from coverage_lint.review.credit import Credit


class Segment(NamedTuple):
    """A segment of the plan, in the CRM."""

    record: Record
    accounts: int
    """Those below another one are counted with that."""
    won: Exact
    open_deals: int
    open: Exact
    touches: int
    """Open and won deals, and activities of the year."""
    by_group: Mapping[str, int]
    """Deals, open and won, by the groups of their owners."""


class Segments(NamedTuple):
    """All segments; None where accounts have no segment."""

    segments: tuple[Segment, ...] | None
    by_person: Mapping[int, int]
    """Accounts that each person owns, by the person's place in the plan."""


def segments_of(book: Book, model: Model, credit: Credit) -> Segments:
    """Ask what happens in each segment."""
    customers = book.ask("customers") if book.has("accounts") else []
    by_person: dict[int, int] = {}
    accounts: dict[str, int] = {}
    for person, segment, _, _, roots in customers:
        if person is not None:
            by_person[person] = by_person.get(person, 0) + roots
        accounts[segment] = accounts.get(segment, 0) + roots
    if not book.has("accounts", "segment") or not book.has("opportunities", "account"):
        return Segments(None, by_person)
    visits = _by_segment(book.ask("visits") if book.has("activities", "account") else [])
    worked = _by_segment(book.ask("worked"))
    made = []
    for one in model.records("segment"):
        deals = worked.get(one.id, [])
        open_ones = [row for row in deals if row[2] == "open"]
        by_group: dict[str, int] = {}
        for _, person, _, count, _ in deals:
            for group, _ in credit.groups(person, None) if person is not None else ():
                by_group[group.id or ""] = by_group.get(group.id or "", 0) + count
        touches = sum(row[3] for row in deals) + sum(row[2] for row in visits.get(one.id, ()))
        made.append(
            Segment(one, accounts.get(one.id or "", 0), _money([row for row in deals if row[2] == "won"]),
                    sum(row[3] for row in open_ones), _money(open_ones), touches, by_group)
        )  # fmt: skip
    return Segments(tuple(made), by_person)


def _by_segment(rows: list[tuple[Any, ...]]) -> Mapping[str | None, list[tuple[Any, ...]]]:
    held: dict[str | None, list[tuple[Any, ...]]] = {}
    for row in rows:
        held.setdefault(row[0], []).append(row)
    return held


def _money(rows: list[tuple[Any, ...]]) -> Exact:
    cents: Exact = 0
    for row in rows:
        cents = plus(cents, in_cents(row[4]))
    return in_units(cents)
