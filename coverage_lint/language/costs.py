"""What evaluating a policy may cost: rows that it looks at, and digits of the numbers that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coverage_lint.language.expression import Aggregate, Arithmetic, Call, Choice, Let, Literal, Node, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

MAX_ROWS = 5_000_000
"""Rows that a policy may look at in one model: some seconds."""
MAX_DIGITS = 8_000
"""Digits that a number of a policy may have, above and below the line of a fraction."""
_MAX_BITS = MAX_DIGITS * 3_322 // 1_000
_MODEL_BITS = 4_000
"""What a figure of the model can have, after the sums of entities/derived: some 1,200 digits."""


class TooCostly(Exception):  # noqa: N818 - it is no fault of the program
    """A policy would look at more rows of a model than it may, or add up fractions into a number without end."""

    def __init__(self, words: str) -> None:
        """Take what it would do, to follow its name."""
        super().__init__(words)
        self.words = words


TOO_MANY_ROWS = f"would look at more than {MAX_ROWS:,} rows"
TOO_LONG_A_SUM = "would add up fractions to a number without end"


class NumberTooLong(Exception):  # noqa: N818 - it is no fault of the program
    """A number that a policy computes has more digits than MAX_DIGITS."""

    def __init__(self) -> None:
        """Begin without the name under `let` that computes it; whoever knows sets it."""
        super().__init__()
        self.let = ""


def check_digits(values: Iterable[object]) -> None:
    """Raise NumberTooLong where a number is longer than it may be."""
    for value in values:
        if _bits(value) > _MAX_BITS:
            raise NumberTooLong


class Lengths:
    """How long the numbers of expressions can get, from the expressions alone: few have to be looked at."""

    def __init__(self, lets: Mapping[str, Node], parameters: Mapping[str, object]) -> None:
        """Take what names mean."""
        self._lets = lets
        self._parameters = parameters
        self._known: dict[str, int] = {}

    def may_be_long(self, node: Node) -> bool:
        """True if a number that the node makes may have more than MAX_DIGITS digits."""
        return self._bits(node) > _MAX_BITS

    def _bits(self, node: Node) -> int:
        if isinstance(node, Literal | Parameter):
            return _bits(node.value if isinstance(node, Literal) else self._parameters.get(node.name))
        if isinstance(node, Arithmetic):
            return min(self._bits(node.left) + self._bits(node.right) + 1, 2 * _MAX_BITS)
        if isinstance(node, Let):
            if node.name not in self._known:
                self._known[node.name] = self._bits(self._lets[node.name])
            return self._known[node.name]
        if isinstance(node, Choice):
            return max(self._bits(node.chosen), self._bits(node.other))
        if isinstance(node, Call):
            return max((_MODEL_BITS, *map(self._bits, node.arguments)))
        if isinstance(node, Aggregate) and node.element is not None:
            return max(_MODEL_BITS, self._bits(node.element) + 64)  # as many rows as 64 bits can count
        return _MODEL_BITS


def _bits(value: object) -> int:
    if value is None or isinstance(value, str):
        return 0
    return max(cast("Fraction", value).numerator.bit_length(), cast("Fraction", value).denominator.bit_length())
