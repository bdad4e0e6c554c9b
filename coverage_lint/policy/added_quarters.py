"""The exact repair of CL106 where it has one reading: a quarter that is left out, though its three months are there."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map
from coverage_lint.entities.derived.calendar import MONTHS, QUARTER, fiscal_year
from coverage_lint.entities.derived.sums import rows, total
from coverage_lint.findings import Fix
from coverage_lint.location import Location

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record

_BREAK = re.compile("\r\n?|\n")
_MOST_DECIMALS = 6


def added_quarters(model: Model, goal: Record) -> Fix | None:
    """Return the insertion of every quarter that a goal's phasing leaves out; None where months do not give them all.

    In a table a quarter is a column, which is no matter of one goal.
    """
    node = goal.node.get("phasing") if isinstance(goal.node, Map) else None
    year = fiscal_year(model.plan)
    left_out = goal.values.get("periods_left_out")
    if (
        not isinstance(node, Map)
        or node.source.header is not None
        or year is None
        or not isinstance(left_out, str)
        or goal.values.get("periods_outside") != ""
    ):
        return None
    amounts = {str(row.key): row.values.get("amount") for row in rows(goal, "phasing") or ()}
    labels = [year.label(at) for at in range(MONTHS)]
    months = {f"Q{at + 1}": labels[at * QUARTER : (at + 1) * QUARTER] for at in range(MONTHS // QUARTER)}
    sums = {name: total(amounts.get(month) for month in months.get(name, ("",))) for name in left_out.split(", ")}
    added = {name: _written(amount, node) for name, amount in sums.items() if amount is not None}
    if not added or None in added.values() or len(added) < len(sums):
        return None
    return _insertion(_Entries(node, months), {name: str(text) for name, text in added.items()})


def _written(amount: int | Fraction, phasing: Map) -> str | None:
    """Return an amount as the phasing writes its amounts; None where it has no end, or too many decimals."""
    places = next((at for at in range(_MOST_DECIMALS + 1) if Fraction(amount * 10**at).denominator == 1), None)
    if places is None:
        return None
    whole, rest = divmod(abs(int(amount * 10**places)), 10**places)
    marked = "_" in phasing.source.text[phasing.start : phasing.end] and not phasing.source.path.endswith(".json")
    text = f"{whole:_}" if marked else str(whole)
    return f"{'-' if amount < 0 else ''}{text}{f'.{rest:0{places}}' if places else ''}"


class _Entries:
    """The entries of a phasing, and how they are written."""

    def __init__(self, node: Map, months: dict[str, list[str]]) -> None:
        self.node = node
        self.text = node.source.text
        self.keys = list(node)
        self.months = months
        self.is_flow = self.text.startswith("{", node.start)
        first = node.key_location(self.keys[0])
        self.quote = self.text[first.start] if self.text[first.start] in "'\"" else ""
        colon = self.text[first.end : node.value_location(self.keys[0]).start]
        self.colon = colon if re.fullmatch(":[ \t]*", colon) else ": "

    def neighbour(self, quarter: str) -> tuple[str, bool]:
        """Return the entry that a quarter goes beside, and whether before it: as the other quarters stand."""
        at = {key: index for index, key in enumerate(self.keys)}
        for other, months in self.months.items():
            if other in at and all(month in at for month in months):
                if at[other] + 1 == at[months[0]]:
                    return self.months[quarter][0], True
                if at[other] == at[months[-1]] + 1:
                    return self.months[quarter][-1], False
        given = [name for name in self.months if name in at]
        before = [name for name in given if name < quarter]
        if before:
            return before[-1], False
        return given[0] if given else self.months[quarter][0], True  # none is given beside a half

    def gap(self) -> str:
        """Return what stands between two entries, but for comments: a line break with its indentation, or a space."""
        first = self.node.key_location(self.keys[0]).start
        indent = " " * (self.node.source.position(first)[1] - 1)
        if not self.is_flow:
            broken = _BREAK.search(self.text, self.node.value_location(self.keys[0]).end) or _BREAK.search(self.text)
            return (broken[0] if broken is not None else "\n") + indent
        begins = self.text[self.node.start + 1 : first]
        if begins.strip() or not _BREAK.search(begins):
            second = self.node.key_location(self.keys[min(1, len(self.keys) - 1)]).start
            comma = self.text.rfind(",", self.node.start, second)
            between = self.text[comma + 1 : second]
            return between if comma >= 0 and not between.strip() else " "
        return begins

    def insertion(self, beside: str, names: list[str], added: dict[str, str], *, before: bool) -> tuple[int, str]:
        """Return where quarters go that stand together, and what is inserted there."""
        gap = self.gap()
        told = [f"{self.quote}{name}{self.quote}{self.colon}{added[name]}" for name in names]
        comma = "," if self.is_flow else ""
        if before:
            return self.node.key_location(beside).start, "".join(f"{one}{comma}{gap}" for one in told)
        end = self.node.value_location(beside).end
        if not self.is_flow:  # behind the comment of the entry
            found = _BREAK.search(self.text, end)
            end = found.start() if found is not None else len(self.text)
        return end, "".join(f"{comma}{gap}{one}" for one in told)


def _insertion(entries: _Entries, added: dict[str, str]) -> Fix | None:
    """Return one replacement that inserts all quarters, each in its place."""
    places: dict[tuple[str, bool], list[str]] = {}
    for name in sorted(added):
        places.setdefault(entries.neighbour(name), []).append(name)
    made = sorted(entries.insertion(beside, names, added, before=before) for (beside, before), names in places.items())
    start, end = made[0][0], made[-1][0]
    text, at = "", start
    for place, words in made:
        text += entries.text[at:place] + words
        at = place
    return Fix(Location(entries.node.source, start, end), text)
