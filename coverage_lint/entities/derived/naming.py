"""Names put into one text, as a message shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NAMED = 10
"""Names that are written out; those after are counted."""


def listed(names: Sequence[str]) -> str:
    """Return names as one enumerates them: `a`, `a and b`, `a, b and c`, `a, b and 9 more`; '' for none."""
    shown = list(names[:MOST_NAMED])
    more = len(names) - len(shown)
    last = f"{more:,} more" if more else (shown.pop() if len(shown) > 1 else "")
    return ", ".join(shown) + (f" and {last}" if last else "")
