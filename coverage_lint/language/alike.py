"""Which records an aggregate must be answered for: those alike in all that it looks at share one answer.

An aggregate sees of a record its rows, and the values of those parts that do not depend on a row. A thousand
territories of one group ask the same of the same people, and are answered once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_lint.language.expression import Aggregate, Node, children

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def outer_parts(node: Aggregate) -> list[Node]:
    """Return the largest parts within an aggregate's rows that depend on records outside it, and on no row."""
    held = (node.element, node.second, node.condition)
    return [part for one in held if one is not None for part in _outer(one, frozenset((node.variable,)))]


def _outer(node: Node, bound: frozenset[str]) -> Iterator[Node]:
    if not node.free:
        return
    if node.free.isdisjoint(bound):
        yield node
        return
    if isinstance(node, Aggregate):
        bound |= {node.variable}
    for _, part in children(node):
        yield from _outer(part, bound)


def told_apart(columns: Sequence[Sequence[Any]]) -> tuple[list[int], list[int]]:
    """Return the first record of each kind by its values, and for every record which of these it is like."""
    kinds: dict[tuple[Any, ...], int] = {}
    firsts: list[int] = []
    where: list[int] = []
    known = [[id(value) for value in column] if _holds_lists(column) else column for column in columns]
    for at, values in enumerate(zip(*known, strict=True)):
        kind = kinds.setdefault(values, len(firsts))
        if kind == len(firsts):
            firsts.append(at)
        where.append(kind)
    return firsts, where


def _holds_lists(column: Sequence[Any]) -> bool:
    return any(type(value) is list for value in column)
