"""Names put into one text, as a sentence has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NAMED = 10


def listed(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Return names as one enumerates them: `a`, `a and b`, `a, b and c`; '' for none.

    Of more than the most that are written out, the others are counted: `a, b and 9 more`.
    """
    shown = list(names[:most])
    more = len(names) - len(shown)
    last = f"{more:,} more" if more else (shown.pop() if len(shown) > 1 else "")
    return ", ".join(shown) + (f" and {last}" if last else "")
