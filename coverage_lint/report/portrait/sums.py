"""What a column adds up to: what is known of it, and of how many rows it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import total
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.report.portrait.refs import Exact


class Sum(NamedTuple):
    """A sum that one bad cell leaves standing."""

    known: Exact | None
    """None where no row has a number."""
    left_out: int
    """How many rows it lacks, where it has any."""


def added(amounts: Iterable[Exact | None]) -> Sum:
    """Add up what is known of amounts, and count the others; over none it is 0."""
    held = list(amounts)
    known = [amount for amount in held if amount is not None]
    if held and not known:
        return Sum(None, 0)
    return Sum(total(known), len(held) - len(known))
