"""Half-years of a phasing that are not the sum of their quarters."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.document.nodes import Map, Value

HALVES = {"H1": ("Q1", "Q2"), "H2": ("Q3", "Q4")}
"""The quarters that each half is the sum of."""


def torn_halves(phasing: Map) -> Iterator[tuple[str, str, str]]:
    """Yield each half that differs from its quarters, the rule that it breaks, and how to repair it.

    A half of which one quarter is given is at least as much.
    """
    for half, quarters in HALVES.items():
        amount = _amount(phasing.get(half))
        given = [quarter for quarter in quarters if phasing.get(quarter) is not None]
        amounts = [_amount(phasing[quarter]) for quarter in given]
        known = [one for one in amounts if one is not None]
        if amount is None or not given or len(known) < len(given):
            continue
        added = sum(known)
        if len(given) == len(quarters) and amount != added:
            rule = f"a half is the sum of its quarters, and {' and '.join(given)} add up to {_shown(added)}"
            yield half, rule, f"Write {_shown(added)}, or remove {half}: the quarters say it already."
        elif amount < added:
            rule = f"a half is the sum of its quarters, and {given[0]} alone is {_shown(added)}"
            yield half, rule, f"Raise {half}, or lower {given[0]}."


def _amount(value: Value) -> Decimal | int | None:
    """Return an amount as it is written; None for what is none, which the schema tells."""
    if isinstance(value, str):
        plain = value.replace("_", "")
        return Decimal(plain) if re.fullmatch("-?[0-9]{1,18}(?:[.][0-9]{1,6})?", plain) else None
    return value if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None


def _shown(amount: Decimal | int) -> str:
    return f"{amount:,}".replace(",", "_")
