"""The operands of computed fields as expressions: parsed by Python's ast once, and kept for later runs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import entity
from coverage_lint.entities.derived.operands import OPERANDS, SOME, Either, When
from coverage_lint.policy.fields.catalogue import catalogue
from coverage_lint.system.cache import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.entities.derived.operands import Operand
    from coverage_lint.language.expression import Node


@cache
def operand_expressions() -> dict[tuple[str, str], Node]:
    """Return the expression of every operand, by the kind that it is of and its text. Not to be changed by callers."""
    return kept("operands", dict, _parsed)


def _parsed() -> dict[tuple[str, str], Node]:
    texts = {(kind, text) for (kind, _), operands in OPERANDS.items() for one in operands for text in _texts(one)}
    return {(kind, text): parse_operand(text, kind, catalogue()) for kind, text in sorted(texts)}


def _texts(operand: Operand) -> Iterator[str]:
    if isinstance(operand, Either):
        yield from operand.options
    elif isinstance(operand, When):
        yield operand.condition
        yield from _texts(operand.operand)
    elif not operand.startswith(SOME):
        yield operand


def parse_operand(text: str, kind: str, kinds: Catalogue) -> Node:
    """Parse an operand of a field of a kind."""
    from coverage_lint.language.parse import Scope, parse_expression

    variables = {"plan": entity("plan"), "this": entity(kind)}
    return parse_expression(text, Scope(kinds, kind, variables, {}, {}))
