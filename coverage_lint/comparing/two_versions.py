"""One model in two versions, and which of a file's models is which."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.entities.changes import fiscal_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.checking.checker import Checked
    from coverage_lint.comparing.older_rules import Judged
    from coverage_lint.entities.model import Model
    from coverage_lint.revisions import FilePair

_MOST_PAIRS = 10_000


class TwoVersions(NamedTuple):
    """One model in both versions; None where it is not there. Both were checked by the newer version's settings."""

    pair: FilePair
    before: Checked | None
    after: Checked | None
    was_checked: bool = True
    """False where the older version's own settings excluded it: nothing that is found in it is old."""
    judged: Judged | None = None
    """The newer one by the older version's settings; None where these say the same."""

    @property
    def model_before(self) -> Model | None:
        """The records of the older version, where there is one that could be read."""
        return None if self.before is None else self.before.model


def matched(pair: FilePair, before: Sequence[Checked], after: Sequence[Checked]) -> list[TwoVersions]:
    """Match the models of a file's two versions: by the plan's name where that tells them apart, else the most alike.

    Alike is first what is for the same fiscal year, then what has more ids in common, then what stands in that order.
    """
    left = list(range(len(before)))
    made: dict[int, int] = {}
    names = list(map(plan_name, before))
    for number, one in enumerate(after):
        name = plan_name(one)
        if name is not None and names.count(name) == 1 and names.index(name) in left:
            made[number] = names.index(name)
            left.remove(made[number])
    rest = [number for number in range(len(after)) if number not in made]
    for number, match in _by_likeness(left, rest, before, after):
        if match in left and number not in made:
            made[number] = match
            left.remove(match)
    both = [
        TwoVersions(pair, before[made[number]] if number in made else None, one) for number, one in enumerate(after)
    ]
    return both + [TwoVersions(pair, before[number], None) for number in left]


def _by_likeness(
    older: Sequence[int], newer: Sequence[int], before: Sequence[Checked], after: Sequence[Checked]
) -> list[tuple[int, int]]:
    """Return pairs of models, newer and older, the most alike first; of very many, those in the same order alone."""
    if not 1 < len(older) * len(newer) <= _MOST_PAIRS:
        return list(zip(newer, older, strict=False))
    held = {one: _ids(before[one]) for one in older}
    has = {one: _ids(after[one]) for one in newer}
    alike = {
        (number, match): (_year(after[number]) == _year(before[match]), len(held[match] & has[number]))
        for number in newer
        for match in older
    }
    return sorted(alike, key=lambda pair: alike[pair], reverse=True)


def _ids(one: Checked) -> frozenset[tuple[str, str]]:
    kinds = one.model.by_kind if one.model is not None else {}
    return frozenset((kind, record.id) for kind, held in kinds.items() for record in held if record.id is not None)


def _year(one: Checked) -> str | None:
    return fiscal_start(one.model.plan) if one.model is not None else None


def plan_name(one: Checked | None) -> str | None:
    """Return the name of a model's plan; None where it has none that can be read."""
    name = one.model.plan.values.get("name") if one is not None and one.model is not None else None
    return name if isinstance(name, str) else None
