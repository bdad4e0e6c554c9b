"""Expressions and figures of policies, written for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.policy.mutants import decisive
from coverage_lint.policy.written import literal, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.policy.policy import Policy

WIDTH = 88
"""A condition that is longer is broken at `and` and `or`."""


def decisive_lets(policy: Policy) -> list[tuple[str, str]]:
    """Give the names that a policy's verdict hangs on, with what they are; those for messages alone are left out."""
    wanted = decisive(policy)
    return [(name, written(node)) for name, node in policy.lets.items() if name in wanted]


def figure(value: object) -> str:
    """Write a figure exactly, with thousands marked as models mark them; words as they are."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:_}"
    return value if isinstance(value, str) else literal(value)


def broken(expression: str, indent: int = 0) -> str:
    """Break a long expression before each `and` and `or` that is in no bracket."""
    flat = " ".join(expression.split())
    if indent + len(flat) <= WIDTH:
        return flat
    return "".join(_pieces(flat, "\n" + " " * (indent or 2)))


def _pieces(text: str, line_break: str) -> Iterator[str]:
    depth, start, quote = 0, 0, ""
    for at, letter in enumerate(text):
        if letter in "\"'":
            quote = "" if letter == quote else quote or letter
        elif not quote:
            depth += (letter in "([") - (letter in ")]")
            if letter == " " and depth == 0 and text.startswith((" and ", " or "), at):
                yield text[start:at] + line_break
                start = at + 1
    yield text[start:]
