"""The model: records with their references, and derived fields computed when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coverage_lint.entities.catalogue import Catalogue, Type
    from coverage_lint.entities.forest import Forest
    from coverage_lint.entities.records import Record


Place: TypeAlias = "tuple[Record, str]"
"""A record and a field of it."""


class Derived(NamedTuple):
    """A field that is computed: its type, its meaning, how, and what it came from."""

    type: Type
    about: str
    compute: Callable[[Model], None]
    """Sets the field on every record of its kind."""
    sources: Callable[[Model, Record], list[Place]] | None = None
    """The records and fields that a value came from; None where it shows no places."""
    unit: str = ""
    """What a number counts, where its type does not say that."""


class Model:
    """All records of one document. `values` of a derived field are there once `ensure` was called."""

    def __init__(
        self,
        plan: Record,
        by_kind: dict[str, list[Record]],
        derived: Mapping[tuple[str, str], Derived],
        catalogue: Catalogue,
        makers: Mapping[str, Callable[[Model], None]],
    ) -> None:
        """Take resolved records, and what makes those of the kinds that only exist derived."""
        self.plan = plan
        self.by_kind = by_kind
        self.catalogue = catalogue
        self.derived = derived
        self.places: dict[tuple[Any, ...], Any] = {}
        """The places behind declared fields, and what answers them, kept for the next finding that asks."""
        self._ready: set[tuple[str, str]] = set()
        self._columns: dict[str, dict[tuple[str, ...], list[Any]]] = {}
        self._computed: set[Callable[[Model], None]] = set()
        self._makers = dict(makers)
        self._forests: dict[str, Forest] = {}

    def records(self, kind: str) -> list[Record]:
        """Return the records of a kind, in the order of the document; derived ones are made when first asked for."""
        maker = self._makers.pop(kind, None)
        if maker is not None:
            maker(self)
        return self.by_kind.get(kind, [])

    def versions(self) -> tuple[Model, ...]:
        """Return the models whose records this one holds: itself, of two versions both."""
        return (self,)

    def plans(self) -> Mapping[str, object]:
        """Return what policies call the plan, and what else is the same for every record."""
        return {"plan": self.plan}

    def ensure(self, kind: str, field: str) -> None:
        """Compute a derived field for all records of a kind, once."""
        name = (kind, field)
        if name not in self._ready:
            self._ready.add(name)
            derived = self.derived.get(name)
            if derived is not None and derived.compute not in self._computed:
                self._computed.add(derived.compute)  # it may set several fields
                derived.compute(self)

    def columns_of(self, kind: str, rows: list[Any]) -> dict[tuple[str, ...], list[Any]] | None:
        """Return the columns kept of a kind, by the path of a field; None unless the rows are all its records.

        Whoever evaluates policies keeps there what it has read, for the next that asks.
        """
        if len(rows) < 2 or rows != self.by_kind.get(kind):  # noqa: PLR2004 - one row is read faster than looked up
            return None
        return self._columns.setdefault(kind, {})

    def forest(self, kind: str) -> Forest:
        """Return the trees that a kind's records make, walked once."""
        known = self._forests.get(kind)
        if known is None:
            from coverage_lint.entities.forest import Forest

            known = self._forests[kind] = Forest(self.in_trees(kind), self.catalogue.kinds[kind].acyclic)
        return known

    def in_trees(self, kind: str) -> list[Record]:
        """Return all records of a kind that has trees."""
        return self.records(kind)

    def is_written(self, kind: str, field: str) -> bool:
        """True if a field stands in the model itself, rather than being computed or a reverse relation."""
        known = self.catalogue.kinds[kind]
        return (kind, field) not in self.derived and (known.fields[field].name != "relation" or field in known.specs)

    def sources(self, record: Record, field: str) -> list[Place]:
        """Return what a derived value came from; the field itself where it is written in the model."""
        derived = self.derived.get((record.kind, field))
        if derived is None:
            return [(record, field)]
        self.ensure(record.kind, field)
        return derived.sources(self, record) if derived.sources is not None else []
