"""A coverage model as it is written, with all that is known of its text, and what was refused of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from coverage_lint.document.nodes import Map, Seq
    from coverage_lint.findings import Finding
    from coverage_lint.location import Source


_NONE: frozenset[str | int | None] = frozenset()


class Rejections:
    """A set of places in a document, by the identity of their mapping or list."""

    __slots__ = ("_alive", "_places")

    def __init__(self) -> None:
        """Begin with nothing refused."""
        self._places: dict[int, AbstractSet[str | int | None]] = {}
        self._alive: list[Map | Seq] = []

    def __bool__(self) -> bool:
        """True if anything has been refused."""
        return bool(self._places)

    def reject(self, node: Map | Seq, key: str | int | None = None) -> None:
        """Refuse one key or item of a node, or, without a key, the whole node."""
        known = self._places.get(id(node))
        if known is None:
            self._alive.append(node)  # an id means something only while its node lives
        if not isinstance(known, set):
            known = self._places[id(node)] = set(known or ())
        known.add(key)

    def reject_in_all(self, nodes: Iterable[Map], keys: frozenset[str]) -> None:
        """Refuse the same keys in each of many nodes, such as the rows of a table, which share one set of them."""
        for node in nodes:
            known = self._places.get(id(node))
            if known is None:
                self._alive.append(node)
            self._places[id(node)] = keys | known if known else keys

    def keys(self, node: Map | Seq) -> AbstractSet[str | int | None]:
        """Return the refused keys or items of a node; None among them means the whole node."""
        return self._places.get(id(node), _NONE)

    def refused(self, node: Map | Seq, key: str | int | None = None) -> bool:
        """True if a key or item, or the whole node, has been refused."""
        known = self._places.get(id(node))
        return known is not None and (None in known or key in known)

    def and_also(self, places: Iterable[tuple[Map, str]]) -> Rejections:
        """Return what was refused so far, and these keys of these nodes too."""
        made = Rejections()
        made.absorb(self)
        grown: dict[int, set[str | int | None]] = {}
        for node, key in places:
            if id(node) not in grown:
                grown[id(node)] = set(self.keys(node))
                made._alive.append(node)
            grown[id(node)].add(key)
        made._places |= grown
        return made

    def absorb(self, other: Rejections) -> None:
        """Take over what was refused in another file."""
        self._places |= other._places
        self._alive += other._alive


class Document(NamedTuple):
    """One coverage model, as it is written."""

    root: Map
    """The top-level mapping, with what `from:` names loaded in its place."""
    source: Source
    sources: tuple[Source, ...]
    """Every file that took part, the model's own first."""
    problems: list[Finding]
    rejected: Rejections
