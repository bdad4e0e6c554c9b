"""Records: the entities and rows of a model, with absent and rejected values kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias, Union

if TYPE_CHECKING:
    from fractions import Fraction

    from coverage_lint.document.nodes import Map, Seq


class _Rejected:
    """The one value that says: something stands here, and was refused with a finding of its own."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "REJECTED"


REJECTED: Final = _Rejected()


class Record:
    """One entity or row. An absent field has no entry in `values`, or None.

    `node` and `key` are where it is written: an entity is the mapping `node` itself (`key` None);
    a row of a map or list is the entry `key` of `node`.
    """

    __slots__ = ("id", "key", "kind", "node", "owner", "values")

    def __init__(
        self,
        kind: str,
        identity: str | None,
        node: Map | Seq | None,
        key: str | int | None = None,
        owner: Record | None = None,
    ) -> None:
        """Begin a record without values."""
        self.kind = kind
        self.id = identity
        self.node = node
        self.key = key
        self.owner = owner
        self.values: dict[str, Scalar] = {}

    def __repr__(self) -> str:
        """Show kind and id, for whoever debugs."""
        return f"<{self.kind} {self.id or self.key or ''}>"


Scalar: TypeAlias = Union[int, "Fraction", str, bool, Record, "list[Record]", _Rejected, None]
"""A field's value: exact numbers, ISO dates and text, flags, references, relations."""


class _Unknown(dict[str, Scalar]):
    """The values of a record nobody knows: each is rejected."""

    __slots__ = ()

    def get(self, key: str, default: object = None) -> _Rejected:  # noqa: ARG002
        return REJECTED


UNKNOWN_MEMBER: Final = Record("unknown", None, None)
"""Stands in a relation for a member that may belong to it: what names it was rejected."""
UNKNOWN_MEMBER.values = _Unknown()


def root(record: Record) -> Record:
    """Return the plan that a record belongs to."""
    while record.owner is not None:
        record = record.owner
    return record
