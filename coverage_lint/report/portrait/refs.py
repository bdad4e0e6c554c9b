"""How a report names the entities of a model: by kind, id, a name for people, and an anchor to link to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

Exact: TypeAlias = "int | Fraction"

_TITLES = ("name", "title")


class Ref(NamedTuple):
    """An entity that is pointed at."""

    kind: str
    """As the catalogue calls it: goal, person, comp_plan …"""
    id: str
    name: str
    """Its name or title; its id where it has none. Text of the model: hostile until escaped."""
    anchor: str
    """Letters, digits, '-' and '_' only; the same for the same kind and id, and for nothing else."""


class Part(NamedTuple):
    """What of an amount, or of somebody, an entity has."""

    of: Ref | None
    amount: Exact | None


class Agreement(NamedTuple):
    """Who agreed, and on which day."""

    by: Ref | None
    on: str | None


def anchor(kind: str, identity: str) -> str:
    """Return what links point at: 'person--ada'. What no id should hold is written as its number."""
    odd = re.sub("[^a-z0-9-]", lambda found: f"_{ord(found[0]):x}_", identity)
    return f"{kind.replace('_', '-')}--{odd}"


def ref(held: object) -> Ref | None:
    """Point at a record; None for what is absent, rejected or has no id."""
    if not isinstance(held, Record) or held is UNKNOWN_MEMBER or held.id is None:
        return None
    return Ref(held.kind, held.id, name_of(held), anchor(held.kind, held.id))


def name_of(record: Record) -> str:
    """Return the name of a record for people."""
    for field in _TITLES:
        said = record.values.get(field)
        if isinstance(said, str) and said.strip():
            return said
    return record.id or record.kind


def refs(held: object) -> tuple[Ref, ...]:
    """Point at the records of a relation that can be pointed at; () where it is absent or rejected."""
    found = map(ref, held) if isinstance(held, list) else ()
    return tuple(one for one in found if one is not None)


def magnitude(amount: Exact) -> Exact:
    """Return an amount without its sign."""
    return -amount if amount < 0 else amount
