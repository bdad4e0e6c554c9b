"""What actuals.yaml says, with its preset: where the tables are, and what their columns and words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.entities.build import exact
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping as Named
    from fractions import Fraction

    from coverage_lint.location import Location

TABLES = ("opportunities", "accounts", "users", "activities", "stage_history", "splits")


class Join(NamedTuple):
    """Another table, one row of which belongs to each row."""

    source: str
    on: tuple[tuple[str, str], ...]
    keep: tuple[tuple[str, tuple[str, ...]], ...]


class Condition(NamedTuple):
    """Rows of which a column has one of some values, and what they then are."""

    column: str
    values: tuple[str, ...]
    then: str = ""


class Assignment(NamedTuple):
    """What words of a column mean in the plan."""

    map: Named[str, str]
    when: tuple[Condition, ...]


class Rate(NamedTuple):
    """What one unit of a currency is worth from a day on."""

    currency: str
    rate: int | Fraction
    start: str


class Table(NamedTuple):
    """One table of the CRM: its files, and which column holds what."""

    name: str
    sources: tuple[str, ...]
    columns: Named[str, str]
    keep: tuple[tuple[str, tuple[str, ...]], ...]
    joins: tuple[Join, ...]
    delimiter: str
    decimal: str
    thousands: str
    dates: str
    stated: frozenset[str]
    """Fields that actuals.yaml itself names, so that a column which is not there is an error."""
    is_stated: bool
    """Whether actuals.yaml itself names the file."""
    place: Location | None


class Mapping(NamedTuple):
    """What actuals.yaml says."""

    root: Map
    source: str
    tables: Named[str, Table]
    salesforce_ids: bool
    by: str
    """crm_id, email, column, or '' for the first of the first two that a person has."""
    people: Named[str, str]
    motions: Assignment
    segments: Assignment
    territories: Assignment
    stages: Named[str, str]
    won: tuple[str, ...]
    lost: tuple[str, ...]
    measure: str
    rates: tuple[Rate, ...]
    zone: str
    days: int
    cases: int
    self_serve: Condition | None
    partners: Condition | None
    required: tuple[str, ...]
    own_names: bool
    """Whether a column that nothing names is the one of the field's own name: where there is no preset."""

    def place(self, *path: str) -> Location:
        """Return where a key stands; the nearest above it where it does not."""
        node, found = self.root, self.root.key_location("coverage_actuals")
        for key in path:
            if not isinstance(node, Map) or key not in node:
                break
            found, node = node.key_location(key), cast("Map", node[key])
        return found


def read_mapping(root: Map, preset: Map | None = None) -> Mapping:
    """Return what a file says that fits its schema, laid over a preset."""
    base = preset if preset is not None else Map(root.source, 0)
    people, amount, observed = _part(root, "people"), _part(root, "amount"), _part(root, "observed")
    tables = {name: _table(name, _part(root, "tables"), _part(base, "tables")) for name in TABLES}
    column = amount.get("column")
    if isinstance(column, str):
        deals = tables["opportunities"]
        stated = deals.stated | {"amount"}
        tables["opportunities"] = deals._replace(columns={**deals.columns, "amount": column}, stated=stated)
    return Mapping(
        root=root, source=_text(root, "source"), tables=tables,
        salesforce_ids=(_text(root, "ids") or _text(base, "ids")) == "salesforce",
        by=_text(people, "by"), people=_words(people, "map"),
        motions=_assignment(root, base, "motions"), segments=_assignment(root, base, "segments"),
        territories=_assignment(root, base, "territories"), stages={**_words(base, "stages"), **_words(root, "stages")},
        won=_list(root, "won_stages") or _list(base, "won_stages"),
        lost=_list(root, "lost_stages") or _list(base, "lost_stages"),
        measure=_text(amount, "measure"), rates=_rates(root), zone=_text(root, "time_zone") or "UTC",
        days=_count(observed, "days", 365), cases=_count(observed, "cases", 10),
        self_serve=_test(root, "self_serve"), partners=_test(root, "partners"), required=_list(root, "required"),
        own_names=preset is None,
    )  # fmt: skip


def _table(name: str, own: Map, preset: Map) -> Table:
    """Lay a table over that of the preset: key by key, and columns one by one."""
    above, below = _part(own, name), _part(preset, name)
    columns, given = _words(above, "columns"), _list(above, "from")
    source = above if "join" in above else below
    kept = above if "keep" in above else below
    held = own.key_location(name) if name in own else None
    return Table(
        name, given or _list(below, "from") or (name,), {**_words(below, "columns"), **columns}, _kept(kept),
        tuple(_join(cast("Map", one)) for one in _seq(source, "join")), _text(above, "delimiter") or ",",
        _text(above, "decimal") or ".", _text(above, "thousands"), _text(above, "dates") or "ymd",
        frozenset(columns), bool(given), held,
    )  # fmt: skip


def _join(node: Map) -> Join:
    return Join(_text(node, "from"), tuple(_words(node, "on").items()), _kept(node))


def _kept(node: Map) -> tuple[tuple[str, tuple[str, ...]], ...]:
    kept = _part(node, "keep")
    return tuple((column, _list(kept, column)) for column in kept)


def _assignment(root: Map, base: Map, key: str) -> Assignment:
    own, below = _part(root, key), _part(base, key)
    when = _seq(own, "when") or _seq(below, "when")
    words = {**_words(below, "map"), **_words(own, "map")}
    return Assignment(words, tuple(_condition(cast("Map", one)) for one in when))


def _condition(node: Map) -> Condition:
    return Condition(_text(node, "column"), _list(node, "is"), _text(node, "then"))


def _test(root: Map, key: str) -> Condition | None:
    return _condition(_part(root, key)) if isinstance(root.get(key), Map) else None


def _rates(root: Map) -> tuple[Rate, ...]:
    nodes = [cast("Map", one) for one in _seq(root, "rates")]
    return tuple(Rate(_text(one, "currency"), exact(one["rate"]), _text(one, "start")) for one in nodes)  # type: ignore[arg-type]


def _part(node: Map, key: str) -> Map:
    held = node.get(key)
    return held if isinstance(held, Map) else Map(node.source, node.start)


def _seq(node: Map, key: str) -> Seq | tuple[()]:
    held = node.get(key)
    return held if isinstance(held, Seq) else ()


def _text(node: Map, key: str) -> str:
    held = node.get(key)
    return held if isinstance(held, str) else ""


def _count(node: Map, key: str, default: int) -> int:
    held = node.get(key)
    return held if isinstance(held, int) else default


def _words(node: Map, key: str) -> dict[str, str]:
    return {name: held for name, held in _part(node, key).items() if isinstance(held, str)}


def _list(node: Map, key: str) -> tuple[str, ...]:
    held = node.get(key)
    if isinstance(held, str):
        return (held,)
    return tuple(_word(one) for one in held) if isinstance(held, Seq) else ()


def _word(value: object) -> str:
    """Return a value as a cell of a table writes it: true, not True."""
    return str(value).lower() if isinstance(value, bool) else str(value)
