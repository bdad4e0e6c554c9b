"""Rows of a list in two versions: matched whole, then by what names them, whatever their order."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.change.amounts import how_shown, written
from coverage_lint.change.versions import read_scalar
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.entities.records import REJECTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.entities.catalogue import Kind

Row: TypeAlias = "dict[str, object]"
"""A row's written fields, read; None where absent."""
RowEdit: TypeAlias = "tuple[str, str, object, object, str]"
"""The row's name, the field in it ('' for the row itself), before, after, and how they are shown."""

_NAMED_BY: dict[str, tuple[tuple[str, ...], ...]] = {
    "coverage": (
        ("group", "partner", "territory", "motion", "route"),
        ("group", "partner", "territory", "motion"),
        ("group", "partner", "territory"),
        ("group", "partner"),
    ),
    "shared_credit": (("goal", "with"), ("goal",), ("with",)),
    "ownership": (("person", "start"), ("person",)),
    "approval": (("by",),),
    "buy_in": (("by",),),
    "measure": (("metric", "motion"), ("metric",)),
    "accelerator": (("above",),),
    "certification": (("name",),),
}
"""Of each kind of row, the fields by which it is known again, the closest match first."""


def text_rows(before: object, after: object) -> Iterator[RowEdit]:
    """Compare lists of texts or references: what came, then what went, each as often as it did."""
    old, new = Counter(_texts(before)), Counter(_texts(after))
    for text in (new - old).elements():
        yield text, "", None, text, "text"
    for text in (old - new).elements():
        yield text, "", text, None, "text"


def _texts(raw: object) -> list[str]:
    return [str(one) for one in raw if one is not None] if isinstance(raw, Seq) else []


def record_rows(kind: Kind, before: object, after: object) -> Iterator[RowEdit]:
    """Compare lists of rows with several fields."""
    old, new = _without_common(_rows(kind, before), _rows(kind, after))
    for named_by in _NAMED_BY.get(kind.name, ()):
        yield from _matched(kind, named_by, old, new)
    for row in new:
        yield name_of(kind, row), "", None, _details(kind, row), "text"
    for row in old:
        yield name_of(kind, row), "", _details(kind, row), None, "text"


def _rows(kind: Kind, raw: object) -> list[Row]:
    rows = []
    for item in raw if isinstance(raw, Seq) else ():
        node = item if isinstance(item, Map) else {"name": item} if "name" in kind.specs else {}
        rows.append({
            name: None if node.get(name) is None else _cell(node[name], kind, name) for name in kind.specs
        })  # fmt: skip
    return rows


def _cell(raw: object, kind: Kind, name: str) -> object:
    spec = kind.specs[name]
    if spec.shape == "reference":
        return raw if isinstance(raw, str) else REJECTED
    return read_scalar(raw, spec.type)


def _without_common(old: list[Row], new: list[Row]) -> tuple[list[Row], list[Row]]:
    """Take out what stands in both, as often as it does."""
    common = Counter(map(_whole, old)) & Counter(map(_whole, new))
    return _rest(old, common.copy()), _rest(new, common)


def _whole(row: Row) -> tuple[object, ...]:
    return tuple(row.values())


def _rest(rows: list[Row], common: Counter[tuple[object, ...]]) -> list[Row]:
    left = []
    for row in rows:
        if common[_whole(row)]:
            common[_whole(row)] -= 1
        else:
            left.append(row)
    return left


def _matched(kind: Kind, named_by: Sequence[str], old: list[Row], new: list[Row]) -> Iterator[RowEdit]:
    """Compare the rows that have one name, and take them out of both lists."""
    older: defaultdict[tuple[object, ...], deque[int]] = defaultdict(deque)
    for at, row in enumerate(old):
        older[tuple(row[name] for name in named_by)].append(at)
    taken_old, taken_new = set(), set()
    for at, row in enumerate(new):
        alike = older.get(tuple(row[name] for name in named_by))
        if alike:
            taken_new.add(at)
            taken_old.add(alike[0])
            yield from _compared(kind, old[alike.popleft()], row)
    old[:] = [row for at, row in enumerate(old) if at not in taken_old]
    new[:] = [row for at, row in enumerate(new) if at not in taken_new]


def _compared(kind: Kind, old: Row, new: Row) -> Iterator[RowEdit]:
    for name, spec in kind.specs.items():
        if old[name] != new[name]:
            yield name_of(kind, new), name, old[name], new[name], how_shown(spec.type, name)


def name_of(kind: Kind, row: Row) -> str:
    """Return a label for a row: 'group smb in north', 'grace', 'above 100 %'."""
    if kind.name == "coverage":
        by = next(
            (f"{name} {written(row[name], 'text')}" for name in ("group", "partner") if row[name] is not None), ""
        )
        return (by or "nobody named") + (
            f" in {written(row['territory'], 'text')}" if row["territory"] is not None else ""
        )
    first = next(iter(_NAMED_BY.get(kind.name, ((next(iter(kind.specs)),),))))[0]
    shown = written(row[first], how_shown(kind.specs[first].type, first))
    return shown or "no name"


def covers(raw: object) -> list[str]:
    """Return who covers a segment, each once."""
    rows = [one for one in raw if isinstance(one, Map)] if isinstance(raw, Seq) else []
    named = (f"{name} {one[name]}" for one in rows for name in ("group", "partner") if isinstance(one.get(name), str))
    return list(dict.fromkeys(named))


def _details(kind: Kind, row: Row) -> str:
    """Write what a row says beside its name; its name where that is all."""
    named = {
        "coverage": ("group", "partner", "territory"),
        "measure": ("metric",),
        "shared_credit": ("goal",),
        "ownership": ("person",),
    }
    hidden = named.get(kind.name) or _NAMED_BY.get(kind.name, ((),))[0]
    said = [
        f"{_WORDS.get(name, '')}{written(value, how_shown(kind.specs[name].type, name))}{_UNITS.get(name, '')}"
        for name, value in row.items()
        if value is not None and name not in hidden
    ]
    return ", ".join(said) or name_of(kind, row)


_WORDS = {"on": "on ", "earned": "earned ", "expires": "expires ", "weight": "weight ", "rate": "rate ",
          "with": "with ", "start": "from ", "end": "until "}  # fmt: skip
_UNITS = {"accounts_per_person": " accounts per person", "accounts": " accounts"}
