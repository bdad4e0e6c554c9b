"""A computed field as it is declared: what it means, what it is computed from, and which places show that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.catalogue import Type
    from coverage_lint.language.expression import Node


class Shown(NamedTuple):
    """Places that a trace of the field shows: those behind a value, or a field of each row of a relation."""

    node: Node
    path: tuple[str, ...] = ()
    """From each row to the field that is shown as it stands; () for the places behind the node's value."""


class Definition(NamedTuple):
    """A field of a kind that is computed by one expression."""

    kind: str
    name: str
    type: Type
    unit: str
    about: str
    source: str
    """Where the formula comes from, '' where it needs no authority."""
    lets: dict[str, Node]
    value: Node
    shows: tuple[Shown, ...] | None
    """None for the places behind the value itself."""
