"""The nodes of a typed expression: what `parse` makes, and the evaluators read.

Every node carries its type and the row variables it depends on (`free`); a node that depends on
none is answered once for a whole model.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.catalogue import Type

Free: TypeAlias = "frozenset[str]"
NOTHING: frozenset[str] = frozenset()


class Literal(NamedTuple):
    """A number, text or flag written in the expression."""

    value: object
    type: Type
    free: Free = NOTHING


class Variable(NamedTuple):
    """A record: `this`, `plan`, `before`, `after`, or the variable of a generator."""

    name: str
    type: Type
    free: Free


class Field(NamedTuple):
    """A field of a record."""

    base: Node
    name: str
    type: Type
    free: Free


class Let(NamedTuple):
    """A name that the policy computes."""

    name: str
    type: Type
    free: Free


class Parameter(NamedTuple):
    """A figure or word that a team may set."""

    name: str
    type: Type
    free: Free = NOTHING


class Arithmetic(NamedTuple):
    """`left op right`, op one of + - * /."""

    op: str
    left: Node
    right: Node
    type: Type
    free: Free


class Comparison(NamedTuple):
    """`left op right`, op one of == != < <= > >=."""

    op: str
    left: Node
    right: Node
    type: Type
    free: Free


class Logic(NamedTuple):
    """`and` or `or` of two or more conditions."""

    op: str
    parts: tuple[Node, ...]
    type: Type
    free: Free


class Not(NamedTuple):
    """The negation of a condition."""

    part: Node
    type: Type
    free: Free


class OneOf(NamedTuple):
    """`item in (literal, …)`."""

    item: Node
    options: tuple[object, ...]
    type: Type
    free: Free


class Choice(NamedTuple):
    """`chosen if condition else other`; unknown where the condition is."""

    condition: Node
    chosen: Node
    other: Node
    type: Type
    free: Free


class Aggregate(NamedTuple):
    """`function(element for variable in source if condition)`; element None counts the rows."""

    function: str
    variable: str
    source: Node
    element: Node | None
    second: Node | None
    """The end of an interval, for overlap_max alone."""
    condition: Node | None
    type: Type
    free: Free


class Call(NamedTuple):
    """A function of values: missing, exists, depth, ancestors, days_between, min, max …."""

    function: str
    arguments: tuple[Node, ...]
    type: Type
    free: Free


Node: TypeAlias = (
    Literal
    | Variable
    | Field
    | Let
    | Parameter
    | Arithmetic
    | Comparison
    | Logic
    | Not
    | OneOf
    | Choice
    | Aggregate
    | Call
)


def children(node: Node) -> list[tuple[str, Node]]:
    """Return the parts of a node, each with the name of the field that holds it; `parts.0` for one of several.

    They are read from the fields that the node's class declares, so a new kind of node needs no word here.
    """
    held: list[tuple[str, Node]] = []
    for name, several in _fields_of_nodes(type(node).__name__):
        value = getattr(node, name)
        if several:
            held += [(f"{name}.{index}", part) for index, part in enumerate(value)]
        elif value is not None:
            held.append((name, value))
    return held


@cache
def _fields_of_nodes(kind: str) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a class of nodes that hold nodes, and whether each holds several."""
    declared = globals()[kind].__annotations__
    words = {name: str(getattr(held, "__forward_arg__", held)) for name, held in declared.items()}
    return tuple((name, word.startswith("tuple[Node")) for name, word in words.items() if "Node" in word.split(" ")[0])
