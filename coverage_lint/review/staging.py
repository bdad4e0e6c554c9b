"""From the tables as they are to those that are asked: typed, in the plan's words, without what does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.review import cells
from coverage_lint.review.quoting import identifier, literal, literals
from coverage_lint.review.raw_tables import RawTable, kept_rows, missing_column, missing_table
from coverage_lint.review.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.review.mapping import Condition, Mapping, Table
    from coverage_lint.review.raw_tables import Tables
    from coverage_lint.review.time_zone import Offsets
    from coverage_lint.system.data_files import DataFiles

_NEEDED = {
    "opportunities": ("id", "owner", "amount", "stage", "close_date"), "accounts": ("id",), "users": ("id",),
    "activities": ("owner", "on"), "stage_history": ("opportunity", "stage", "on"), "splits": ("opportunity", "user"),
}  # fmt: skip
_MONEY, _FLAGS = ("amount",), ("closed", "won", "active")
_DAYS = ("created", "modified", "close_date", "closed_on", "last_activity", "start", "end", "on")
_AT_MIDNIGHT = frozenset(("close_date", "closed_on", "last_activity", "start", "end", "on"))
"""Days in the CRM, though what lands them may write a time: midnight is no instant then."""
_IDS = frozenset(("id", "owner", "account", "parent", "opportunity", "user"))


class Extra(NamedTuple):
    """A column beside those of the table: whether one of some conditions holds, or the word of the first that does."""

    conditions: tuple[Condition, ...]
    words: bool = False


class Staged(NamedTuple):
    """A table that can be asked."""

    name: str
    fields: frozenset[str]
    """What is there of it."""
    shown: tuple[str, ...]
    """Its files, by their number."""
    texts: frozenset[str]
    """Fields whose cells were read from text, so that some may be bad."""


class Stager:
    """Makes the typed tables."""

    def __init__(self, data: DataFiles, raw: Tables, mapping: Mapping, offsets: Offsets) -> None:
        """Take what reads files, the tables in them, and what they mean."""
        self._data = data
        self._raw = raw
        self._mapping = mapping
        self._offsets = offsets

    def stage(self, name: str, extra: Sequence[tuple[str, Extra]] = ()) -> Staged | None:
        """Make the table `read_<name>`, empty where it is not there: then None is given. Raises DataFault.

        `extra` adds columns: a flag for a condition, or the word that the conditions of an assignment give.
        """
        table = self._mapping.tables[name]
        found = [(source, self._raw.find(source, table.delimiter)) for source in table.sources]
        there = [(source, one) for source, one in found if one is not None]
        if not there:
            if table.is_stated or name == "opportunities":
                raise missing_table(table, self._raw)
            self._data.run(f"CREATE TEMP TABLE read_{name} AS {_none_of(_fields(name), extra)}")
            return None
        parts = [_Part(self, table, raw, number) for number, (_, raw) in enumerate(there)]
        every = _fields(name)
        fields = [field for field in every if any(part.cell(field) is not None for part in parts)]
        selects = [part.select(every, extra) for part in parts]
        texts = frozenset(field for field in fields for part in parts if part.is_text(field))
        kind = "VIEW" if all(".parquet" in raw.shown.lower() for _, raw in there) else "TABLE"
        self._data.run(f"CREATE TEMP {kind} read_{name} AS {' UNION ALL '.join(selects)}")
        return Staged(name, frozenset(fields), tuple(raw.shown for _, raw in there), texts)


def _fields(name: str) -> tuple[str, ...]:
    from coverage_lint.schemas import load_schema

    tables = load_schema("actuals")["properties"]["tables"]["properties"]
    return tuple(tables[name]["properties"]["columns"]["properties"])


def _none_of(fields: Iterable[str], extra: Sequence[tuple[str, Extra]]) -> str:
    """Return what selects no row of a table that is not there, with all its columns."""
    columns = [f"{_TYPES.get(field, 'CAST(NULL AS VARCHAR)')} AS {identifier(field)}" for field in fields]
    columns += [f"FALSE AS {identifier('bad_' + field)}" for field in fields if field in _READ]
    columns += [f"{'CAST(NULL AS VARCHAR)' if one.words else 'FALSE'} AS {identifier(name)}" for name, one in extra]
    columns += ["CAST(0 AS BIGINT) AS row_number", "0 AS file_number"]
    return f"SELECT {', '.join(columns)} WHERE FALSE"


class _Part:
    """One file of a table."""

    def __init__(self, stager: Stager, table: Table, raw: RawTable, number: int) -> None:
        self._stager = stager
        self._table = table
        self._raw = raw
        self._number = number
        self._joined: dict[str, RawTable] = {}
        for join in table.joins:
            other = stager._raw.find(join.source, table.delimiter)  # noqa: SLF001 - one module
            if other is not None:
                self._joined[join.source.lower()] = other

    def cell(self, field: str) -> cells.Cell | None:
        """Return a field's column; None where the file has none. Raises DataFault for one that must be there."""
        mapping = self._stager._mapping  # noqa: SLF001
        column = self._table.columns.get(field)
        if column is None and mapping.own_names:
            column = field
        found = self.column(column) if column is not None else None
        if found is None and (field in self._table.stated or field in _NEEDED[self._table.name]):
            raise missing_column(self._table.name, column or field, self._raw)
        return found

    def column(self, column: str) -> cells.Cell | None:
        """Return a column of the file, or of a table joined to it."""
        held = self._raw.named(column)
        if held is not None:
            return cells.Cell(f"r.{identifier(held[0])}", held[1])
        before, dot, last = column.partition(".")
        other = self._joined.get(before.lower()) if dot else None
        held = other.named(last) if other is not None else None
        return cells.Cell(f"{identifier(before.lower())}.{identifier(held[0])}", held[1]) if held is not None else None

    def is_text(self, field: str) -> bool:
        """True if a field's cells are read from text."""
        cell = self.cell(field)
        return cell is not None and cell.is_text and field in _READ

    def select(self, fields: Iterable[str], extra: Sequence[tuple[str, Extra]]) -> str:
        """Return what selects the file's rows, typed; text that is no amount, day or flag is NULL, marked as bad."""
        inner, outer = [], []
        for field in fields:
            cell = self.cell(field)
            own = identifier(field)
            if cell is None:
                inner.append(f"{_TYPES.get(field, 'CAST(NULL AS VARCHAR)')} AS {own}")
                outer.append(own)
            elif field in _DAYS:
                at_midnight = field in _AT_MIDNIGHT
                inner.append(
                    f"{cells.plain_day(cell, self._table, at_midnight=at_midnight)} AS {identifier('d_' + field)}"
                )
                inner.append(f"{cells.instant(cell, self._table)} AS {identifier('t_' + field)}")
                there = f"CAST({self._stager._offsets.shifted(identifier('t_' + field))} AS DATE)"  # noqa: SLF001
                outer.append(f"COALESCE({identifier('d_' + field)}, {there}) AS {own}")
            else:
                inner.append(f"{self._value(field, cell)} AS {own}")
                outer.append(own)
            if field in _READ and (cell is None or not self.is_text(field)):
                outer.append(f"FALSE AS {identifier('bad_' + field)}")
            elif field in _READ and cell is not None:
                inner.append(f"NULLIF(TRIM({cell.sql}), '') IS NOT NULL AS {identifier('f_' + field)}")
                bad = identifier("bad_" + field)
                empty = f"COALESCE({identifier('d_' + field)}, CAST({identifier('t_' + field)} AS DATE))"
                empty = empty if field in _DAYS else own
                outer.append(f"({identifier('f_' + field)} AND {empty} IS NULL) AS {bad}")
        for name, what in extra:
            inner.append(f"{self._extra(what)} AS {identifier(name)}")
            outer.append(identifier(name))
        row = identifier(self._raw.row)
        inner += [f"r.{row} AS row_number", f"{self._number} AS file_number"]
        outer += ["row_number", "file_number"]
        return f"(SELECT {', '.join(outer)} FROM (SELECT {', '.join(inner)} FROM {self._from()}) AS p)"  # noqa: S608

    def _value(self, field: str, cell: cells.Cell) -> str:
        if field in _MONEY:
            return cells.money(cell, self._table)
        if field in _FLAGS:
            return cells.flag(cell)
        if field in {"share", "percent"}:
            return cells.share(cell, self._table, percent=field == "percent")
        read = cells.text(cell)
        if field in _IDS and self._stager._mapping.salesforce_ids:  # noqa: SLF001
            whole = literal("[A-Za-z0-9]{18}")
            return f"CASE WHEN regexp_full_match({read}, {whole}) THEN SUBSTR({read}, 1, 15) ELSE {read} END"
        return read

    def _extra(self, what: Extra) -> str:
        held = [self._holds(one) for one in what.conditions]
        if not what.words:
            return " OR ".join(held) if held else "FALSE"
        parts = [f"WHEN {test} THEN {literal(one.then)}" for test, one in zip(held, what.conditions, strict=True)]
        return f"CASE {' '.join(parts)} END" if parts else "CAST(NULL AS VARCHAR)"

    def _holds(self, one: Condition) -> str:
        cell = self.column(one.column)
        if cell is None:
            raise missing_column(self._table.name, one.column, self._raw)
        word = f"LOWER(COALESCE({cells.text(cell)}, ''))"
        return f"{word} IN {literals(tuple(plain(value) for value in one.values) or ('',))}"

    def _from(self) -> str:
        tables = [f"({self._raw.query}) AS r"]
        for join in self._table.joins:
            other = self._joined.get(join.source.lower())
            if other is None:
                continue
            alias = identifier(join.source.lower())
            keys, equal = [], []
            for here, there in join.on:
                own, held = self._raw.named(here), other.named(there)
                if own is None or held is None:
                    raise missing_column(self._table.name, here if own is None else there, other if own else self._raw)
                keys.append(f"o.{identifier(held[0])}")
                equal.append(
                    f"CAST(r.{identifier(own[0])} AS VARCHAR) = CAST({alias}.{identifier(held[0])} AS VARCHAR)"
                )
            where = " AND ".join(kept_rows(join.keep, other, "o")) or "TRUE"
            first = f"row_number() OVER (PARTITION BY {', '.join(keys)} ORDER BY o.{identifier(other.row)}) = 1"
            one = f"SELECT o.* FROM ({other.query}) AS o WHERE {where} QUALIFY {first}"  # noqa: S608 - quoted
            tables.append(f"LEFT JOIN ({one}) AS {alias} ON {' AND '.join(equal)}")
        where = " AND ".join(kept_rows(self._table.keep, self._raw, "r")) or "TRUE"
        return f"{' '.join(tables)} WHERE {where}"


_READ = (*_MONEY, *_FLAGS, *_DAYS, "share", "percent")
"""Fields whose cells are read from text, where the file has no types."""
_TYPES = {
    **dict.fromkeys(_MONEY, "CAST(NULL AS DECIMAL(18,2))"), **dict.fromkeys(_FLAGS, "CAST(NULL AS BOOLEAN)"),
    **dict.fromkeys(_DAYS, "CAST(NULL AS DATE)"), **dict.fromkeys(("share", "percent"), "CAST(NULL AS DECIMAL(18,6))"),
}  # fmt: skip
