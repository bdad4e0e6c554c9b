"""Expressions and figures of policies, written for people."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coverage_lint.authoring.mutants import decisive
from coverage_lint.language.unparse import literal, written

if TYPE_CHECKING:
    from coverage_lint.policy.policy import Policy

WIDTH = 88
"""What is longer is broken."""
_BINDING = {"for": 0, "if": 0, "else": 0, "or": 1, "and": 2}


def decisive_lets(policy: Policy) -> list[tuple[str, str]]:
    """Return the names that a policy's verdict hangs on, with what they are; those for messages alone are left out."""
    wanted = decisive(policy)
    return [(name, written(node)) for name, node in policy.lets.items() if name in wanted]


def figure(value: object) -> str:
    """Write a figure exactly, with thousands marked as models mark them; words as they are."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:_}"
    return value if isinstance(value, str) else literal(value)


def broken(expression: str, indent: int = 2) -> str:
    """Break a long expression at its words, where it binds least first; further lines are indented."""
    return "\n".join(_lines(" ".join(expression.split()), indent))


def _lines(text: str, indent: int) -> list[str]:
    """Break a text at its loosest joints, and what is too wide still at those within."""
    joints = _joints(text) if indent + len(text) > WIDTH else []
    if not joints:
        return [text]
    loosest = min(binding for _, binding in joints)
    cuts = [0, *(at for at, binding in joints if binding == loosest), len(text)]
    lines: list[str] = []
    for start, end in pairwise(cuts):
        first, *rest = _lines(text[start:end].strip(), indent + 2)
        lines += [" " * indent + first if lines else first, *rest]
    return lines


def _joints(text: str) -> list[tuple[int, tuple[int, int]]]:
    """Return where a joining word stands outside quotes, with how loosely it binds: by brackets, then by the word."""
    found = []
    depth, quote = 0, ""
    for at, letter in enumerate(text):
        if letter in "\"'":
            quote = "" if letter == quote else quote or letter
        elif not quote:
            depth += (letter in "([") - (letter in ")]")
            word = next((word for word in _BINDING if letter == " " and text.startswith(f" {word} ", at)), None)
            if word is not None:
                found.append((at, (depth, _BINDING[word])))
    return found
