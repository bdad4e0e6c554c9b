"""The CRM's tables, open and in the plan's words, as queries ask them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from coverage_lint.entities.derived.calendar import MONTHS, first_day, last_day
from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple
from coverage_lint.review.mapping import TABLES, Condition
from coverage_lint.review.people import FIRST_DAY, LAST_DAY, Span, User, spans
from coverage_lint.review.staging import Extra, Stager
from coverage_lint.review.words import closing_words, entity_words, motion_words, plain, stage_words
from coverage_lint.system.shipped_data import read_own

if TYPE_CHECKING:
    from collections.abc import Mapping as Named

    from coverage_lint.entities.derived.calendar import FiscalYear
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.review.mapping import Mapping
    from coverage_lint.review.raw_tables import Tables
    from coverage_lint.review.staging import Staged
    from coverage_lint.review.time_zone import Offsets
    from coverage_lint.system.data_files import DataFiles

_REQUIRED = ("amount", "stage", "close_date", "owner", "next_step", "account")


class Book(NamedTuple):
    """Tables that can be asked, and the days that count."""

    data: DataFiles
    mapping: Mapping
    staged: Named[str, Staged]
    """The tables that are there."""
    as_of: str
    snapshot: str
    """The newest day in the data; '' where nothing in it has a day."""
    is_given: bool
    """Whether the call says the day."""
    year: FiscalYear
    people: list[Record]
    users: list[User]
    spans: list[Span]

    def ask(self, name: str) -> list[tuple[Any, ...]]:
        """Return the rows of a shipped query. Raises DataFault."""
        return self.data.rows(query(name))

    def has(self, table: str, field: str = "") -> bool:
        """True if a table is there, with a column for a field."""
        held = self.staged.get(table)
        return held is not None and (not field or field in held.fields)

    @property
    def is_today(self) -> bool:
        """True if the data is as of the day of the review, so that stages, owners and open deals are known."""
        return not self.snapshot or self.as_of >= self.snapshot


@cache
def query(name: str) -> str:
    """Return the text of a shipped query."""
    return read_own("review", "queries", *f"{name}.sql".split("/"))


def open_book(
    data: DataFiles, raw: Tables, mapping: Mapping, offsets: Offsets, model: Model, year: FiscalYear, as_of: str | None
) -> Book:
    """Make the tables of a review. Raises DataFault, and Misuse where nobody can know the day."""
    stager = Stager(data, raw, mapping, offsets)
    staged = {name: made for name in TABLES if (made := stager.stage(name, _extra(mapping, name))) is not None}
    for name in TABLES:
        _keep_once(data, name)
    snapshot = _iso(data.rows(query("newest"))[0][0])
    if as_of is None and not snapshot:
        raise Misuse("nothing in the data says of which day it is: give the day with --as-of YYYY-MM-DD")
    day = as_of or snapshot
    _fill_words(data, mapping, model, staged)
    _fill_day(data, mapping, model, year, day, snapshot)
    people = model.records("person")
    users = [
        User(row[0], row[1] or "", row[2], _iso(row[3]), _iso(row[4]), row[5] or "")
        for row in data.rows(query("users"))
    ]
    who = spans(people, users, mapping)
    data.fill("people(crm, person, first_day, last_day)", ("VARCHAR", "INTEGER", "DATE", "DATE"), who)
    _make_views(data, staged)
    return Book(data, mapping, staged, day, snapshot, as_of is not None, year, people, users, who)


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _extra(mapping: Mapping, name: str) -> list[tuple[str, Extra]]:
    """Return the columns of a table that conditions of the mapping make."""
    if name == "opportunities":
        lacks = tuple(Condition(column, ("",)) for column in mapping.required)
        tests = [(mapping.self_serve,) if mapping.self_serve else (), (mapping.partners,) if mapping.partners else ()]
        return [
            ("motion_by_condition", Extra(mapping.motions.when, words=True)), ("lacks_other", Extra(lacks)),
            ("is_self_serve", Extra(tests[0])), ("is_partner", Extra(tests[1])),
        ]  # fmt: skip
    if name == "accounts":
        return [
            ("segment_by_condition", Extra(mapping.segments.when, words=True)),
            ("territory_by_condition", Extra(mapping.territories.when, words=True)),
        ]
    return []


def _keep_once(data: DataFiles, name: str) -> None:
    """Make the table without rows whose id another has: the row that was modified last counts, then the first."""
    doubles = {"opportunities": "doubles", "accounts": "account_doubles"}.get(name)
    if doubles is None:
        data.run(f"CREATE TEMP VIEW typed_{name} AS SELECT * FROM read_{name}")  # noqa: S608 - a name of this program
        return
    ((rows, ids),) = data.rows(f"SELECT COUNT(id), COUNT(DISTINCT id) FROM read_{name}")  # noqa: S608
    if rows == ids:
        data.run(f"CREATE TEMP VIEW typed_{name} AS SELECT * FROM read_{name}")  # noqa: S608
        data.run(f"CREATE TEMP VIEW {doubles} AS SELECT * FROM read_{name} WHERE FALSE")  # noqa: S608
        return
    newest = "modified DESC NULLS LAST, " if name == "opportunities" else ""
    order = f"{newest}file_number, row_number"
    ranked = f"SELECT *, row_number() OVER (PARTITION BY id ORDER BY {order}) AS nth FROM read_{name}"  # noqa: S608
    data.run(f"CREATE TEMP TABLE typed_{name} AS SELECT * FROM ({ranked}) AS x WHERE nth = 1 OR id IS NULL")  # noqa: S608
    data.run(f"CREATE TEMP TABLE {doubles} AS SELECT * FROM ({ranked}) AS x WHERE nth > 1 AND id IS NOT NULL")  # noqa: S608


def _fill_words(data: DataFiles, mapping: Mapping, model: Model, staged: Named[str, Staged]) -> None:
    stages = stage_words(model.plan, mapping.stages)
    won, lost = closing_words(model.plan, stages)
    states = {**dict.fromkeys(won, "won"), **dict.fromkeys(lost, "lost")}
    states |= {plain(word): "won" for word in mapping.won} | {plain(word): "lost" for word in mapping.lost}
    if not states and not {"closed", "won"} & staged["opportunities"].fields:
        raise Misuse(
            "nothing says which deals are won: map the columns closed and won of opportunities, or write won_stages "
            "and lost_stages in actuals.yaml"
        )
    text = ("VARCHAR", "VARCHAR")
    data.fill("stage_words(word, stage)", text, sorted(stages.items()))
    data.fill("state_words(word, state)", text, sorted(states.items()))
    data.fill("motion_words(word, motion)", text, sorted(motion_words(mapping.motions.map).items()))
    for name, kind, given in (
        ("segment_words(word, entity)", "segment", mapping.segments.map),
        ("territory_words(word, entity)", "territory", mapping.territories.map),
    ):
        data.fill(name, text, sorted(entity_words(model.records(kind), given).items()))
    data.fill(
        "rates(currency, rate, first_day, last_day)", ("VARCHAR", "DECIMAL(18,8)", "DATE", "DATE"), _rates(mapping)
    )


def _rates(mapping: Mapping) -> list[tuple[str, str, str, str]]:
    """Return each rate with the days for which it holds: until the next one of its currency begins."""
    made = []
    for currency in sorted({one.currency.upper() for one in mapping.rates}):
        held = sorted((one for one in mapping.rates if one.currency.upper() == currency), key=lambda one: one.start)
        for at, one in enumerate(held):
            following = held[at + 1].start if at + 1 < len(held) else ""
            last = (date.fromisoformat(following) - timedelta(days=1)).isoformat() if following else LAST_DAY
            first = one.start or FIRST_DAY
            if first <= last:
                made.append((currency, _decimal(one.rate), first, last))
    return made


def _decimal(rate: int | Fraction) -> str:
    """Return a rate with eight decimals; written ones have no more."""
    scaled = round(Fraction(rate) * 10**8)
    return f"{scaled // 10**8}.{scaled % 10**8:08d}"


def _fill_day(data: DataFiles, mapping: Mapping, model: Model, year: FiscalYear, as_of: str, snapshot: str) -> None:
    begins, ends = first_day(year.first), last_day(year.first + MONTHS - 1)
    window = max(date.fromisoformat(as_of).toordinal() - mapping.days + 1, 1)
    currency = model.plan.values.get("currency")
    row = (as_of, begins, ends, date.fromordinal(window).isoformat(), snapshot or as_of, currency or "")
    types = ("DATE", "DATE", "DATE", "DATE", "DATE", "VARCHAR")
    data.fill("review_day(as_of, begins, ends, window_begins, snapshot, currency)", types, [row])
    needed = required_fields(model.plan)
    columns = f"required({', '.join(_REQUIRED)})"
    data.fill(columns, ("BOOLEAN",) * len(_REQUIRED), [tuple(field in needed for field in _REQUIRED)])


def required_fields(plan: Record) -> frozenset[str]:
    """Return the fields of a deal that the plan's CRM requires."""
    process = record(plan.values.get("process"))
    crm = record(process.values.get("crm")) if process is not None else None
    listed = rows(crm, "required_fields") if crm is not None else None
    return frozenset(str(one.values.get("name")) for one in listed or ())


def _make_views(data: DataFiles, staged: Named[str, Staged]) -> None:
    """Make deals and accounts in the plan's words: tables where they were read from text, else views of the files."""
    shares = 'SELECT opportunity, "user" AS user_id, COALESCE(share, percent) AS share FROM typed_splits'
    data.run(f"CREATE TEMP VIEW shares AS {shares} WHERE opportunity IS NOT NULL")
    for name, table in (("deals", "opportunities"), ("accounts", "accounts")):
        columnar = table in staged and all(".parquet" in one.lower() for one in staged[table].shown)
        data.run(f"CREATE TEMP {'VIEW' if columnar else 'TABLE'} {name} AS {query(name)}")
    for name in ("owned", "credited"):
        data.run(f"CREATE TEMP VIEW {name} AS {query(name)}")
