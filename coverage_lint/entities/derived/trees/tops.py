"""Which of the topmost territories belong together, so that one without a row among them is a hole.

Below a territory are its parts, and all of them are of one kind. What stands at the top may be several maps: regions of
hospitals, and others of laboratories. Those that some segment names together are of one map.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.people.members import groups_of
from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.entities.records import REJECTED, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.entities.forest import Forest
    from coverage_lint.entities.model import Model


_ANY_MAP = "any"
"""Holds tops that no segment names, and whose group covers nothing either."""


class Tops:
    """The topmost territories, and the maps that they make."""

    def __init__(self, model: Model, forest: Forest, named: Sequence[set[int] | None]) -> None:
        """Take the numbers of the territories that each segment names, in the order of the segments."""
        model.ensure("territory", "given_group")
        model.ensure("territory", "holders")
        self._forest = forest
        tops = [at for at, above in enumerate(forest.parents) if above < 0]
        self._unsure = any(forest.order[at].values.get("parent") is REJECTED for at in tops)
        self._links = {at: at for at in tops}
        self._first: dict[int, int] = {}
        """For each segment the first of the tops that it names."""
        segments = model.records("segment")
        for segment, numbers in zip(segments, named, strict=True):
            own = [at for at in sorted(numbers or ()) if at in self._links]
            for at in own:
                self._links[self._map(at)] = self._map(own[0])
            if own:
                self._first[id(segment)] = own[0]
        covering = self._covering(segments)
        in_use = {at for numbers in named for at in numbers or ()}
        self._held: dict[tuple[object, bool], list[int]] = {}
        for at in tops:
            for holder in (self._map(at),) if at in in_use else self._maps_of_group(at, covering):
                self._held.setdefault((holder, self._is_leaf(at)), []).append(at)

    def _map(self, at: int) -> int:
        while self._links[at] != at:
            self._links[at] = at = self._links[self._links[at]]
        return at

    def _map_of(self, segment: Record) -> int | None:
        at = self._first.get(id(segment))
        return None if at is None else self._map(at)

    def _covering(self, segments: Sequence[Record]) -> dict[int, set[int | None]]:
        """Return for each group the maps of the segments that it covers, None for those of no map."""
        made: dict[int, set[int | None]] = {}
        for segment in segments:
            for row in rows(segment, "coverage") or ():  # of a row that was refused nothing is known
                group = record(row.values.get("group"))
                if group is not None:
                    made.setdefault(id(group), set()).add(self._map_of(segment))
        return made

    def _maps_of_group(self, at: int, covering: dict[int, set[int | None]]) -> Iterable[object]:
        """Return the maps that a top without a row may be of: the one that those work in who have it, if it is one.

        One that nobody has at all is of none: that is another finding.
        """
        territory = self._forest.order[at]
        group = record(territory.values["given_group"])
        groups: list[Record | None] = [group]
        holders = rows(territory, "holders")
        if group is None and holders == []:
            return ()
        if group is None:
            people = [record(one.values.get("person")) for one in holders or ()]
            groups = [one for person in people if person is not None for one in groups_of(person) or ()]
        maps = {one for held in groups for one in covering.get(id(held), ())}
        return (_ANY_MAP,) if not maps else (maps if len(maps) == 1 else ())

    def _is_leaf(self, at: int) -> bool:
        return self._forest.last[at] == at

    def beside(self, segment: Record, numbers: set[int]) -> list[int] | None:
        """Return the tops of a segment's map if its rows name more than half of them; unknown if one may be none."""
        own = self._map_of(segment)
        if own is None:
            return []
        named = [at for at in numbers if at in self._links]
        held = [self._held.get((one, leaf), []) for leaf in {*map(self._is_leaf, named)} for one in (own, _ANY_MAP)]
        if 2 * len(named) <= sum(map(len, held)):
            return []
        return None if self._unsure else [at for one in held for at in one]
