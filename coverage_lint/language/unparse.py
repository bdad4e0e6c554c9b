"""Expressions written out again, as policies have them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeGuard

from coverage_lint.language.exact_text import exact_text
from coverage_lint.language.expression import (
    Aggregate,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Field,
    Let,
    Literal,
    Logic,
    Node,
    Not,
    OneOf,
    Parameter,
    Variable,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_BINDING = {"if": 0, "or": 1, "and": 2, "not": 3, "compare": 4, "+": 5, "-": 5, "*": 6, "/": 6}
_TIGHTEST = 9
MEMBER = "in"
"""The rows' name in `x in relation`, which is read as any(one == x for one in relation); its mutants are written so."""


def written(node: Node) -> str:
    """Write an expression out."""
    return _write(node)[0]


def _within(node: Node, binding: int, *, right: bool = False) -> str:
    text, own = _write(node)
    return f"({text})" if own < binding or (right and own == binding) else text


def _write(node: Node) -> tuple[str, int]:
    """Return the text, and how tightly its outermost sign binds."""
    if isinstance(node, Arithmetic):
        own = _BINDING[node.op]
        return f"{_within(node.left, own)} {node.op} {_within(node.right, own, right=True)}", own
    if isinstance(node, Comparison):
        own = _BINDING["compare"]  # a comparison within one is bracketed, else the two would be a chain
        return f"{_within(node.left, own + 1)} {node.op} {_within(node.right, own + 1)}", own
    if isinstance(node, Logic):
        own = _BINDING[node.op]
        return f" {node.op} ".join(_within(part, own + 1) for part in node.parts), own
    if isinstance(node, Choice):
        chosen, condition = (_within(part, 1) for part in (node.chosen, node.condition))
        return f"{chosen} if {condition} else {_within(node.other, 0)}", _BINDING["if"]
    if isinstance(node, Not):
        return f"not {_within(node.part, _BINDING['not'])}", _BINDING["not"]
    if isinstance(node, OneOf):
        options = ", ".join(literal(option) for option in node.options) + ("," if len(node.options) == 1 else "")
        return f"{_within(node.item, _BINDING['compare'] + 1)} in ({options})", _BINDING["compare"]
    if isinstance(node, Aggregate) and node.variable == MEMBER and node.function == "any" and _equals(node.element):
        item, source = (_within(part, _BINDING["compare"] + 1) for part in (node.element.right, node.source))
        return f"{item} in {source}", _BINDING["compare"]
    return _ATOMS[type(node)](node), _TIGHTEST


def _equals(node: Node | None) -> TypeGuard[Comparison]:
    return isinstance(node, Comparison) and node.op == "=="


def literal(value: object) -> str:
    """Write a literal: text in quotes, numbers exactly."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Fraction):
        return exact_text(value).replace("/", " / ")
    return str(value)


def _quoted(text: str) -> str:
    """Put text into quotes that it does not hold; the language has no escapes, but joins neighbours."""
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return " '\"' ".join(f'"{piece}"' for piece in text.split('"'))


def _field(node: Field) -> str:
    bare = isinstance(node.base, Variable) and node.base.name == "this"
    return node.name if bare else f"{written(node.base)}.{node.name}"


def _aggregate(node: Aggregate) -> str:
    if node.element is None:
        return f"{node.function}({written(node.source)})"
    element = _within(node.element, 1) if isinstance(node.element, Choice) else written(node.element)
    if node.second is not None:
        element = f"({element}, {written(node.second)})"
    condition = f" if {_within(node.condition, 1)}" if node.condition is not None else ""
    return f"{node.function}({element} for {_row(node.variable)} in {written(node.source)}{condition})"


def _row(name: str) -> str:
    return "one" if name == MEMBER else name


def _call(node: Call) -> str:
    return f"{node.function}({', '.join(written(argument) for argument in node.arguments)})"


_ATOMS: dict[type, Callable[..., str]] = {
    Literal: lambda node: literal(node.value),
    Variable: lambda node: _row(node.name),
    Let: lambda node: str(node.name),
    Parameter: lambda node: str(node.name),
    Field: _field,
    Aggregate: _aggregate,
    Call: _call,
}
