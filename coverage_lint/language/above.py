"""Aggregates over the records above one: answered down the trees, from each record to those below it.

`any(exists(a.leader) for a in ancestors(this))` of a record is what it is of its parent, or what the parent itself
adds. So a chain of 10,000 takes 10,000 steps, where each record's own walk to the top would take 50 million.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from coverage_lint.entities.forest import Stretches
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.alike import outer_parts
from coverage_lint.language.columns import Batch, conjuncts, link_of
from coverage_lint.language.operations import add, divide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_lint.entities.forest import Forest
    from coverage_lint.language.columns import Columns
    from coverage_lint.language.expression import Aggregate, Node

State = Any


def _either(state: State, value: object) -> State:
    return True if True in (state, value) else (None if None in (state, value) else False)


def _both(state: State, value: object) -> State:
    return False if False in (state, value) else (None if None in (state, value) else True)


def _any(state: State, value: object, keep: bool | None) -> State:  # noqa: FBT001 - three values, not two
    if keep is False or (keep is None and value is False):
        return state
    return _either(state, value if keep else None)


def _all(state: State, value: object, keep: bool | None) -> State:  # noqa: FBT001
    if keep is False or (keep is None and value is True):
        return state
    return _both(state, value if keep else None)


class Numbers(NamedTuple):
    """What is known of the numbers above: how many, their sum, smallest and largest; unknown ones leave no sum."""

    rows: int | None = 0
    known: bool = True
    sum: Any = 0
    least: Any = None
    most: Any = None


def _numbers(state: Numbers, value: Any, keep: bool | None) -> Numbers:  # noqa: ANN401, FBT001
    if keep is False:
        return state
    if keep is None or state.rows is None:
        return Numbers(None, known=False)
    if value is None or not state.known:
        return Numbers(state.rows + 1, known=False)
    least = value if state.least is None else min(state.least, value)
    most = value if state.most is None else max(state.most, value)
    summed = None if isinstance(value, str | bool) else add(state.sum, value)
    return Numbers(state.rows + 1, known=True, sum=summed, least=least, most=most)


class Fold(NamedTuple):
    """How one function goes down a tree: what it is above nothing, what a record adds, and the answer."""

    start: State
    step: Callable[[State, Any, bool | None], State]
    answer: Callable[[State], object]


FOLDS: dict[str, Fold] = {
    "any": Fold(False, _any, lambda state: state),  # noqa: FBT003
    "all": Fold(True, _all, lambda state: state),  # noqa: FBT003
    "count": Fold(Numbers(), _numbers, lambda state: state.rows),
    "sum": Fold(Numbers(), _numbers, lambda state: state.sum if state.known else None),
    "min": Fold(Numbers(), _numbers, lambda state: state.least if state.known else None),
    "max": Fold(Numbers(), _numbers, lambda state: state.most if state.known else None),
    "mean": Fold(
        Numbers(), _numbers, lambda state: divide(state.sum, state.rows) if state.known and state.rows else None
    ),
}


def fold_down(
    forest: Forest, function: str, values: Sequence[Any], keeps: Sequence[bool | None] | None
) -> list[object]:
    """Return for each record what the function makes of those above it, from each one's own value."""
    start, step, answer = FOLDS[function]
    states: list[State] = []
    for parent in forest.parents:
        if parent < 0:
            states.append(start)
        else:
            states.append(step(states[parent], values[parent], True if keeps is None else keeps[parent]))
    return [answer(state) for state in states]


class Matches:
    """Answers `any(a.leader == owner and … for a in ancestors(one))`: whether one above has a value from outside."""

    def __init__(self, forest: Forest, values: Sequence[Any], others: Sequence[bool | None]) -> None:
        """Take each record's value, and whether the rest of the condition holds for it."""
        self._forest = forest
        self._sure: dict[Any, list[int]] = {}
        self._unsure: dict[Any, list[int]] = {}
        self._found: dict[tuple[bool, Any], Stretches] = {}
        doubted = [value is None and other is not False for value, other in zip(values, others, strict=True)]
        for number, (value, other) in enumerate(zip(values, others, strict=True)):
            if value is not None and other is not False:
                (self._sure if other else self._unsure).setdefault(value, []).append(number)
        self._doubted = fold_down(forest, "any", doubted, None)
        self._possible = fold_down(forest, "any", [other is not False for other in others], None)

    def answer(self, number: int, wanted: object) -> bool | None:
        """True if one above the record of this number has the wanted value."""
        if wanted is None:
            return None if self._possible[number] else False
        if self._held(number, wanted, sure=True):
            return True
        return None if self._doubted[number] or self._held(number, wanted, sure=False) else False

    def _held(self, number: int, wanted: object, *, sure: bool) -> bool:
        parent = self._forest.parents[number]
        found = (self._sure if sure else self._unsure).get(wanted)
        if parent < 0 or found is None:
            return False
        if (sure, wanted) not in self._found:
            self._found[sure, wanted] = Stretches(self._forest, found)
        return self._found[sure, wanted].hold(parent)


def answer_above(columns: Columns, node: Aggregate, asked: Node, batch: Batch) -> list[Any] | None:
    """Answer an aggregate over the records above each one asked; None where that takes one walk for each of them."""
    forest = columns.model.forest(node.source.type.kind)
    records = columns.column(asked, batch)
    numbers = [None if one is None else forest.number(one) for one in records]
    strangers = any(number is None and one is not None for number, one in zip(numbers, records, strict=True))
    if strangers or node.function not in FOLDS:
        return None
    numbers = [None if number is None or forest.depths[number] is None else number for number in numbers]
    if not outer_parts(node):
        answers = _answers(columns, node, forest)
        return [None if number is None else answers[number] for number in numbers]
    link = link_of(node) if node.function == "any" else None
    parts = [part for whole in (node.condition, node.element) for part in conjuncts(whole)]
    own = [part for part in parts if not part.free - {node.variable}]
    if link is None or len(parts) - len(own) > 1:
        return None
    matches = _matches(columns, node, forest, link[0], own)
    wanted = columns.column(link[1], batch)
    return [
        None if number is None else matches.answer(number, one) for number, one in zip(numbers, wanted, strict=True)
    ]


def _answers(columns: Columns, node: Aggregate, forest: Forest) -> list[object]:
    """Answer an aggregate that takes nothing from outside for every record of the forest, once."""
    key = (id(node), "above")
    if key not in columns.answered:
        inner = _whole(columns, node, forest)
        values = [1] * inner.size if node.element is None else columns.column(node.element, inner)
        keeps = None if node.condition is None else columns.column(node.condition, inner)
        columns.answered[key] = fold_down(forest, node.function, values, keeps)
    return cast("list[object]", columns.answered[key])


def _matches(columns: Columns, node: Aggregate, forest: Forest, inside: Node, own: Sequence[Node]) -> Matches:
    key = (id(node), "matches")
    if key not in columns.answered:
        inner = _whole(columns, node, forest)
        others: list[bool | None] = [True] * inner.size
        for part in own:
            others = list(map(_both, others, columns.column(part, inner)))
        columns.answered[key] = Matches(forest, columns.column(inside, inner), others)
    return cast("Matches", columns.answered[key])


def _whole(columns: Columns, node: Aggregate, forest: Forest) -> Batch:
    columns.spend(len(forest.order))
    return Batch(len(forest.order), {node.variable: forest.order}, {})
