"""What changed between two versions of a model, entity by entity."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from coverage_lint.change.amounts import UNREADABLE
from coverage_lint.change.edits import edits
from coverage_lint.change.labels import told
from coverage_lint.change.matched_entities import pairs
from coverage_lint.change.moves import moves_of, size
from coverage_lint.change.report import EntityChange, FieldChange
from coverage_lint.change.sections import Subject
from coverage_lint.change.sentences import coming_sentence, order_sentence, sentences, unread_sentence
from coverage_lint.change.versions import NOWHERE, Side
from coverage_lint.change.weight import weight_of_move
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.entities.places import own_place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from coverage_lint.change.matched_entities import Pair
    from coverage_lint.entities.catalogue import Catalogue, FieldSpec, Kind
    from coverage_lint.entities.model import Model
    from coverage_lint.location import Location

_IN_ORDER = frozenset(("stage",))
"""Kinds whose entities stand in an order that means something."""


def differences(before: Model | None, after: Model | None) -> tuple[EntityChange, ...]:
    """Return what changed: the plan first, then by the schema's sections, each in the order of the newer version.

    Entities are matched by id; what went stands behind what is there. Only what is written counts: a default that is
    written out, an amount written in another way and another order of a list are no change, except where the order
    means something. None stands for a version without this model: then everything came, or went.
    """
    known = after or before
    if known is None:
        return ()
    catalogue = known.catalogue
    return tuple(_Walk(catalogue).plan(_plan_side(before), _plan_side(after)))


def _plan_side(model: Model | None) -> Side:
    if model is None:
        return NOWHERE
    root = model.plan.node
    return Side(root if isinstance(root, Map) else {}, model.plan)


class _Walk:
    """Goes through both versions by the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def plan(self, before: Side, after: Side) -> Iterator[EntityChange]:
        """Compare two plans, whole."""
        kind = self.catalogue.kinds["plan"]
        own = {name: spec for name, spec in kind.specs.items() if name in self.catalogue.plan_fields}
        unread = [side is not NOWHERE and all(map(side.refused, own)) for side in (before, after)]
        if not any(unread):
            yield from self._single(kind._replace(specs=own), _own(before), _own(after))
        elif not all(unread):
            yield _unread_change(kind, "plan", before, after, older=unread[0])
        yield from self._below([spec for spec in kind.specs.values() if spec.name not in own], before, after)

    def _below(self, specs: list[FieldSpec], before: Side, after: Side) -> Iterator[EntityChange]:
        """Compare the sections below the plan or below another section."""
        for spec in specs:
            if not self._is_section(spec):
                continue
            kind = self.catalogue.kinds[spec.type.kind]
            unread = [_unread(side, spec) for side in (before, after)]
            if any(unread):
                # Of a section refused in both versions its findings tell; nothing is known to have changed.
                yield from () if all(unread) else (_unread_change(kind, spec.name, before, after, older=unread[0]),)
            elif spec.shape == "records":
                yield from self._entities(kind, spec.name, before, after)
            else:
                yield from self._section(kind, spec.name, before, after)

    def _is_section(self, spec: FieldSpec) -> bool:
        return spec.shape == "record" or (
            spec.shape == "records" and "id" in self.catalogue.kinds[spec.type.kind].specs
        )

    def _section(self, kind: Kind, name: str, before: Side, after: Side) -> Iterator[EntityChange]:
        """Compare a section that is one mapping, such as the budget: its own fields, then what it holds."""
        held = [side.inner(name) if side.node.get(name) is not None else NOWHERE for side in (before, after)]
        own = {field: spec for field, spec in kind.specs.items() if not self._is_section(spec)}
        yield from self._single(kind._replace(specs=own), *held)
        yield from self._below(list(kind.specs.values()), *held)

    def _single(self, kind: Kind, before: Side, after: Side) -> Iterator[EntityChange]:
        if before is NOWHERE and after is NOWHERE:
            return
        subject = Subject(kind.name, "", 1)
        change = self._change(kind, subject, before, after, _place(before), _place(after))
        if change is not None:
            yield change

    def _entities(self, kind: Kind, section: str, before: Side, after: Side) -> Iterator[EntityChange]:
        found = [change for pair in pairs(before, after, section) if (change := self._pair(kind, pair)) is not None]
        if kind.name in _IN_ORDER:
            yield from _order(kind, section, before, after)
        yield from found

    def _pair(self, kind: Kind, pair: Pair) -> EntityChange | None:
        one = pair.after or pair.before
        subject = Subject(kind.name, one.id if one else "", one.nth if one else 1)
        places = [None if item is None else item.place for item in (pair.before, pair.after)]
        return self._change(kind, subject, *pair.sides, *places)

    def _change(
        self,
        kind: Kind,
        subject: Subject,
        before: Side,
        after: Side,
        place_before: Location | None,
        place_after: Location | None,
    ) -> EntityChange | None:
        found = [told(edit) for edit in edits(kind, before, after, self.catalogue)]
        fields = tuple(one.shown for one in found)
        if before is NOWHERE or after is NOWHERE:
            came = before is NOWHERE
            sentence = coming_sentence(subject, after if came else before, came=came)
            how: Literal["added", "removed"] = "added" if came else "removed"
            moved = moves_of(one.edit for one in found)
            return EntityChange(
                subject.kind, subject.id, how, (sentence,), fields, place_before, place_after, (moved,), size(moved)
            )
        if not found:
            return None
        said = sentences(subject, found, after)
        texts, moves = tuple(one.text for one in said), tuple(moves_of(one.edits) for one in said)
        weight = max(size(chain.from_iterable(moves)), weight_of_move(found, before.record, after.record))
        return EntityChange(
            subject.kind, subject.id, "changed", texts, fields, place_before, place_after, moves, weight
        )


def _own(side: Side) -> Side:
    """Return the fields of the section `plan`."""
    if side is NOWHERE:
        return side
    own = side.node.get("plan")
    return Side(own if isinstance(own, Map) else {}, side.record)


def _place(side: Side) -> Location | None:
    return own_place(side.record) if side.record is not None else None


def _unread(side: Side, spec: FieldSpec) -> bool:
    """True if a section was refused as a whole."""
    raw = side.node.get(spec.name)
    return side.refused(spec.name) or (raw is not None and not isinstance(raw, Seq if spec.shape == "records" else Map))


def _unread_change(kind: Kind, section: str, before: Side, after: Side, *, older: bool) -> EntityChange:
    """Return the difference for a section that could not be read in one version; `older` says which."""
    state = ("given" if (after if older else before).node.get(section) else "", UNREADABLE)
    was, now = reversed(state) if older else state
    said = (unread_sentence(section, older=older),)
    return EntityChange(
        kind.name,
        "",
        "changed",
        said,
        (FieldChange(section, was, now, ""),),
        _section_place(before, section),
        _section_place(after, section),
    )


def _section_place(side: Side, section: str) -> Location | None:
    if isinstance(side.node, Map) and section in side.node:
        return side.node.key_location(section)
    return _place(side)


def _order(kind: Kind, section: str, before: Side, after: Side) -> Iterator[EntityChange]:
    """Return the difference for entities of both versions that are in another order."""
    old, new = _ids(before, section), _ids(after, section)
    both = set(old) & set(new)
    orders = [[identity for identity in ids if identity in both] for ids in (old, new)]
    if orders[0] == orders[1]:
        return
    was, now = (", ".join(order) for order in orders)
    yield EntityChange(
        kind.name,
        "",
        "changed",
        (order_sentence(kind.name, orders[1]),),
        (FieldChange("order", was, now, ""),),
        _section_place(before, section),
        _section_place(after, section),
    )


def _ids(side: Side, section: str) -> list[str]:
    """Return the ids of a section in their order, each once."""
    listed = side.node.get(section)
    entries = [one for one in listed if isinstance(one, Map)] if isinstance(listed, Seq) else []
    return list(dict.fromkeys(identity for one in entries if isinstance(identity := one.get("id"), str)))
