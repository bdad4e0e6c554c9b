"""What is not in order in the CRM, by kind: how many rows, what they come to, and a few of their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.review.book import query
from coverage_lint.review.observed import exact

if TYPE_CHECKING:
    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.review.book import Book

MOST_IDS = 5


class Kind(NamedTuple):
    """A kind of rows that are not in order."""

    name: str
    """Of the query in queries/hygiene, and of the fields that policies read."""
    about: str
    needs: tuple[tuple[str, str], ...] = ()
    """Tables and fields without which it is undecided."""
    of_today: bool = False
    """Whether it asks for what is open, or for whose an account is, which is known of the data's own day alone."""


KINDS = (
    Kind("without_account", "open deals that belong to no account", (("opportunities", "account"),), of_today=True),
    Kind("without_required", "open deals that lack a field which the plan requires", of_today=True),
    Kind("unknown_stage", "open deals in a stage that the plan lacks", of_today=True),
    Kind("overdue", "open deals whose close date is over", of_today=True),
    Kind("too_old", "open deals older than any deal took that was won", (("opportunities", "created"),), of_today=True),
    Kind("won_without_amount", "deals won in the year without an amount"),
    Kind("doubled", "rows whose id another row has"),
    Kind("duplicate", "deals of the same account, amount and close date as an earlier one",
         (("opportunities", "account"),)),
    Kind("without_close_date", "deals without a close date"),
    Kind("unpriced", "deals in a currency without a rate"),
    Kind("closed_ahead", "deals closed on a day that is still to come"),
    Kind("without_motion", "deals, open or won in the year, that belong to no motion of the plan",
         (("opportunities", "motion"),)),
    Kind("negative", "deals with an amount below 0"),
    Kind("unowned", "open deals that nobody owns", of_today=True),
    Kind("owner_unknown", "deals, open or won in the year, whose owner is in no plan"),
    Kind("account_unowned", "accounts that nobody owns", (("accounts", "owner"),), of_today=True),
    Kind("account_owned_twice", "accounts with two owners", (("accounts", "owner"),), of_today=True),
    Kind("account_without_segment", "accounts of no segment", (("accounts", "segment"),), of_today=True),
    Kind("account_without_territory", "accounts in no territory", (("accounts", "territory"),), of_today=True),
)  # fmt: skip


class Rows(NamedTuple):
    """Rows of a kind."""

    kind: Kind
    number: int | None
    """How many; None where it is undecided."""
    amount: Exact
    ids: tuple[str, ...]
    """At most five, those with the largest amounts."""
    rows: tuple[str, ...]
    """The same rows by file and row, as a spreadsheet numbers them."""
    lacks: tuple[str, ...] = ()
    """What it would need."""


BY_NAME = {kind.name: kind for kind in KINDS}


def ask_kind(book: Book, name: str) -> Rows:
    """Return what is not in order of one kind."""
    kind = BY_NAME[name]
    lacks = [f"tables.{table}.{field}" for table, field in kind.needs if not book.has(table, field)]
    if kind.of_today and not book.is_today:
        lacks.append(f"a snapshot of {book.as_of}")
    if lacks:
        return Rows(kind, None, 0, (), (), tuple(lacks))
    of_kind = query(f"hygiene/{kind.name}")
    ((count, amount),) = book.data.rows(f"{query('counted')}({of_kind}) AS x")
    if not count:
        return Rows(kind, 0, 0, (), ())
    most = book.data.rows(
        f"{query('largest')}({of_kind}) AS x ORDER BY amount DESC NULLS LAST, id NULLS LAST LIMIT {MOST_IDS}"
    )
    shown = tuple(str(row[0]) for row in most if row[0] is not None)
    return Rows(kind, count, exact(amount), shown, tuple(place_of(book, kind, row[1], row[2]) for row in most))


def place_of(book: Book, kind: Kind, file: int, row: int) -> str:
    """Return where a row is: its file, and its number where the file has numbers that people see."""
    table = "accounts" if kind.name.startswith("account_") else "opportunities"
    shown = book.staged[table].shown[file]
    return f"{shown} row {row:,}" if shown.lower().endswith(".csv") else shown
