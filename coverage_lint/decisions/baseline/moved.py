"""Models that were moved or renamed since the baseline was recorded: whose entries are whose."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coverage_lint.decisions.identity import Identity

_MOST_PAIRS = 100_000
"""Beyond so many no model is taken for another: each pair costs a look at all of its findings."""
Found: TypeAlias = "Mapping[Identity, int]"


def moved(
    gone: Mapping[str, Found], come: Mapping[str, Found], asked: Mapping[str, Callable[[str], bool]]
) -> dict[str, str]:
    """Match files without entries to those that are no more, by what is found in both; new name to old name.

    Half of what was recorded must still be found, of the codes that were asked of the new file. The most alike go
    first, then those whose paths end alike.
    """
    if len(gone) * len(come) > _MOST_PAIRS:
        return {}
    alike = []
    codes = {code for recorded in gone.values() for code, *_ in recorded}
    for new, found in come.items():
        judged = {code for code in codes if asked[new](code)}
        for old, whole in gone.items():
            recorded = Counter({known: count for known, count in whole.items() if known[0] in judged})
            common = recorded & Counter(found)
            if _is_same(common, recorded):
                alike.append((-common.total(), -_common_end(new, old), new, old))
    made: dict[str, str] = {}
    for _, _, new, old in sorted(alike):
        if new not in made and old not in made.values():
            made[new] = old
    return made


def _is_same(common: Counter[Identity], recorded: Counter[Identity]) -> bool:
    """True if so much is found again that it is one model; what concerns the plan alone is found in many."""
    if any(entity not in {"", "plan"} for _, entity, *_ in common):
        return 2 * common.total() >= recorded.total()
    return bool(common) and common == recorded


def _common_end(one: str, other: str) -> int:
    """Count the last steps that two paths share."""
    steps = zip(reversed(one.split("/")), reversed(other.split("/")), strict=False)
    return next(
        (at for at, (left, right) in enumerate(steps) if left != right), min(one.count("/"), other.count("/")) + 1
    )
