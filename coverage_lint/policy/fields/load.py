"""Computed fields from policies/fields, one file a kind: each expression typed, each fault at its line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from coverage_lint.document.nodes import Map
from coverage_lint.entities.catalogue import COUNT, DATE, FLAG, MONEY, NUMBER, RATIO, TEXT, entity
from coverage_lint.errors import PolicyError
from coverage_lint.language.expression import Field, children
from coverage_lint.language.parse import Scope
from coverage_lint.policy.fields.compute import Definition, Shown
from coverage_lint.policy.load import EntryLoader
from coverage_lint.policy.source import check_shape, read_list
from coverage_lint.system.shipped_data import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.document.nodes import Seq, Value
    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.language.expression import Node
    from coverage_lint.location import Location

TYPES = {one.name: one for one in (MONEY, RATIO, COUNT, NUMBER, DATE, TEXT, FLAG)}


def load_fields(paths: Sequence[str], catalogue: Catalogue) -> tuple[Definition, ...]:
    """Load the fields that files declare, and enter each into the catalogue. Raises PolicyError.

    All are entered before the first expression is read, so that fields may be declared in any order.
    """
    loaders = [loader for path in paths for loader in _loaders(path, catalogue)]
    for loader in loaders:
        loader.enter()
    made = {(loader.subject, loader.text("name")): loader.load_field() for loader in loaders}
    places = {(loader.subject, loader.text("name")): loader.entry.value_location("name") for loader in loaders}
    _check_circles(made, places)
    return tuple(made.values())


def _loaders(path: str, catalogue: Catalogue) -> Iterator[_FieldLoader]:
    shown = f"policies/{FIELDS}/{os.path.basename(path)}"
    kind = os.path.basename(path).removesuffix(".yaml")
    entries = read_list(path, shown)
    check_shape(entries, "field")
    if kind not in catalogue.kinds:
        raise PolicyError(f"{shown}: there is no kind {kind}", entries.location())
    for entry in entries:
        yield _FieldLoader(cast("Map", entry), catalogue, kind)


class _FieldLoader(EntryLoader):
    """Loads the declaration of one field."""

    def __init__(self, entry: Map, catalogue: Catalogue, kind: str) -> None:
        super().__init__(entry, catalogue)
        self.subject = kind

    def enter(self) -> None:
        """Enter the field's type, so that other fields can name it."""
        name, fields = self.text("name"), self.catalogue.kinds[self.subject].fields
        if name in fields:
            raise PolicyError(f"{name} is a field of {self.subject} already", self.entry.value_location("name"))
        fields[name] = TYPES[self.text("type")]

    def load_field(self) -> Definition:
        """Read the expressions."""
        self.read_lets()
        name, wanted = self.text("name"), self.text("type")
        value = self.expression(self.entry, "value", self.entry["value"])
        held = value.type
        if held.name not in {wanted, "number"} and (wanted, held.name) != ("ratio", "count"):
            raise PolicyError(f"the value is {held}, not {wanted}", self.entry.value_location("value"))
        made = held if held.name == "text" else TYPES[wanted]
        self.catalogue.kinds[self.subject].fields[name] = made
        return Definition(
            self.subject, name, made, self.text("unit"), self.text("about"), self.text("source"), self.lets, value,
            self.read_shows(),
        )  # fmt: skip

    def scope(self) -> Scope:
        """Return the names of an expression: a field never depends on the day, nor on what a team sets."""
        variables = {"this": entity(self.subject), "plan": entity("plan")}
        return Scope(self.catalogue, self.subject, variables, self.lets, {})

    def read_shows(self) -> tuple[Shown, ...] | None:
        """Read which places a trace shows, where they are not those behind the value."""
        if "shows" not in self.entry:
            return None
        given = cast("Seq", self.entry["shows"])
        return tuple(self.read_shown(held, given.item_location(index)) for index, held in enumerate(given))

    def read_shown(self, held: Value, place: Location) -> Shown:
        """Read an expression, or `each` relation with the field `at` that is shown of its rows."""
        if not isinstance(held, Map):
            return Shown(self.expression_at(place, held))
        node = self.expression(held, "each", held["each"])
        if node.type.name != "relation":
            raise PolicyError(f"each needs a relation; this is {node.type}", held.value_location("each"))
        path = tuple(str(held["at"]).split("."))
        kind = node.type.kind
        for at, name in enumerate(path):
            found = self.catalogue.kinds[kind].fields.get(name)
            if found is None or (at < len(path) - 1 and found.name != "entity"):
                raise PolicyError(f"{name} is no such field of {kind}", held.value_location("at"))
            kind = found.kind or kind
        return Shown(node, path)


def _check_circles(definitions: dict[tuple[str, str], Definition], places: dict[tuple[str, str], Location]) -> None:
    """Refuse fields that are computed from each other in a circle: none of them could be the first."""
    done: set[tuple[str, str]] = set()
    for start in definitions:
        path: list[tuple[str, str]] = []
        waiting = [(start, False)]
        while waiting:
            name, left = waiting.pop()
            if left:
                done.add(path.pop())
                continue
            if name in path:
                words = " → ".join(".".join(one) for one in (*path[path.index(name) :], name))
                raise PolicyError(f"fields are computed from each other in a circle: {words}", places[name])
            if name in done:
                continue
            path.append(name)
            waiting.append((name, True))
            waiting += [(one, False) for one in read_by(definitions[name]) if one in definitions]


def read_by(definition: Definition) -> list[tuple[str, str]]:
    """Return the fields that a declared one is computed from, each once, by kind and name."""
    found: dict[tuple[str, str], None] = {}
    waiting: list[Node] = [definition.value, *definition.lets.values()]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Field):
            found[node.base.type.kind, node.name] = None
        waiting += [part for _, part in children(node)]
    return list(found)
