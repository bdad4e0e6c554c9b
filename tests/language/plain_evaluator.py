"""The policy language a second time, as plainly as can be: one record at a time, by recursion over Python's tree.

It shares nothing with coverage_lint/policy but the records. None is unknown.
"""

# ruff: noqa: ANN401, N802, C901 - values are of any type; methods are called as Python calls its nodes
from __future__ import annotations

import ast
from datetime import date
from fractions import Fraction
from typing import Any

from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

Names = dict[str, Any]
AGGREGATES = {"sum", "count", "min", "max", "mean", "any", "all", "same", "unique", "rising", "overlap_max"}


class Plain:
    """Answers expressions of one model about one kind of record."""

    def __init__(self, model: Any, subject: str, lets: dict[str, str], parameters: Names, today: str | None) -> None:
        self.model = model
        self.subject = subject
        self.lets = {name: ast.parse(text, mode="eval").body for name, text in lets.items()}
        self.parameters = parameters
        self.today = today

    def ask(self, text: str, record: Record) -> Any:
        return self.value(ast.parse(text, mode="eval").body, {"this": record})

    def value(self, tree: ast.expr, names: Names) -> Any:
        return getattr(self, f"on_{type(tree).__name__}")(tree, names)

    def on_Constant(self, tree: ast.Constant, _: Names) -> Any:
        return Fraction(str(tree.value)) if type(tree.value) in (int, float) else tree.value

    def on_Name(self, tree: ast.Name, names: Names) -> Any:
        name = tree.id
        if name in names:
            return names[name]
        if name in self.lets:
            return self.value(self.lets[name], {"this": names["this"]})
        if name in self.parameters:
            return self.parameters[name]
        if name == "plan":
            return self.model.plan
        return self.today if name == "today" else self.field(names["this"], self.subject, name)

    def on_Attribute(self, tree: ast.Attribute, names: Names) -> Any:
        base = self.value(tree.value, names)
        return None if not known(base) else self.field(base, base.kind, tree.attr)

    def field(self, record: Record, kind: str, name: str) -> Any:
        self.model.ensure(kind, name)
        value = record.values.get(name)
        return None if value is REJECTED else value

    def on_BinOp(self, tree: ast.BinOp, names: Names) -> Any:
        left, right = self.value(tree.left, names), self.value(tree.right, names)
        if left is None or right is None:
            return None
        if isinstance(tree.op, ast.Div):
            return None if right == 0 else Fraction(left) / Fraction(right)
        return {"Add": left + right, "Sub": left - right, "Mult": left * right}[type(tree.op).__name__]

    def on_UnaryOp(self, tree: ast.UnaryOp, names: Names) -> Any:
        value = self.value(tree.operand, names)
        if value is None:
            return None
        return not value if isinstance(tree.op, ast.Not) else -value

    def on_BoolOp(self, tree: ast.BoolOp, names: Names) -> Any:
        values = [self.value(part, names) for part in tree.values]
        return every(values) if isinstance(tree.op, ast.And) else some(values)

    def on_IfExp(self, tree: ast.IfExp, names: Names) -> Any:
        asked = self.value(tree.test, names)
        return None if asked is None else self.value(tree.body if asked else tree.orelse, names)

    def on_Compare(self, tree: ast.Compare, names: Names) -> Any:
        left = self.value(tree.left, names)
        if isinstance(tree.ops[0], ast.In | ast.NotIn):
            found = self.member(tree, left, names)
            return found if isinstance(tree.ops[0], ast.In) or found is None else not found
        links = []
        for op, part in zip(tree.ops, tree.comparators, strict=True):
            right = self.value(part, names)
            links.append(compared(type(op).__name__, left, right))
            left = right
        return every(links)

    def member(self, tree: ast.Compare, item: Any, names: Names) -> Any:
        holder = tree.comparators[0]
        if isinstance(holder, ast.Tuple | ast.List):
            return None if item is None else item in [self.value(one, names) for one in holder.elts]
        rows = self.value(holder, names)
        if rows is None or (not known(item) and rows and not row_names(self, holder, names)):
            return None  # the documented deviation, for what is sought in a section
        return some([compared("Eq", row, item) for row in rows])

    def on_Call(self, tree: ast.Call, names: Names) -> Any:
        name = tree.func.id  # type: ignore[attr-defined]
        first = tree.args[0]
        if isinstance(first, ast.GeneratorExp):
            return self.aggregate(name, first, names)
        if name in {"missing", "exists"}:
            answer = self.missing(first, names)
            return answer if name == "missing" or answer is None else not answer
        values = [self.value(one, names) for one in tree.args]
        if name == "count":
            return None if values[0] is None or UNKNOWN_MEMBER in values[0] else len(values[0])
        if any(not known(one) for one in values):
            return None
        if name in {"min", "max", "abs"}:
            return {"min": min, "max": max, "abs": abs}[name](*values)
        if name == "days_between":
            return (date.fromisoformat(values[1]) - date.fromisoformat(values[0])).days
        above: list[Record] = []
        at = values[0]
        parent = {"person": "manager"}.get(at.kind, "parent")
        while at.values.get(parent) is not None:
            at = at.values[parent]
            if at is REJECTED:
                return None
            above.append(at)
        return above if name == "ancestors" else len(above)

    def missing(self, tree: ast.expr, names: Names) -> bool | None:
        if isinstance(tree, ast.Attribute):
            base, name = self.value(tree.value, names), tree.attr
        else:
            base, name = names["this"], tree.id  # type: ignore[attr-defined]
        if not known(base):
            return None
        self.model.ensure(base.kind, name)
        held = base.values.get(name)
        kind = self.model.catalogue.kinds[base.kind]
        if held is REJECTED:
            return None
        if held is None:
            from_model = name in kind.specs or not kind.specs  # rows of maps have no specs of their own
            return True if from_model else None
        if isinstance(held, list):
            return False if [one for one in held if one is not UNKNOWN_MEMBER] else (None if held else True)
        return False

    def aggregate(self, name: str, tree: ast.GeneratorExp, names: Names) -> Any:
        (loop,) = tree.generators
        rows = self.value(loop.iter, names)
        if rows is None or (rows and self.sought_is_unknown(name, tree, names)):
            return None
        kept: list[Any] = []
        doubtful: list[Any] = []
        for row in rows:
            inner = {**names, loop.target.id: row}  # type: ignore[attr-defined]
            keep = every([self.value(one, inner) for one in loop.ifs])
            if keep is True and row is UNKNOWN_MEMBER:
                keep = None
            if keep is not False:
                parts = tree.elt.elts if name == "overlap_max" else [tree.elt]  # type: ignore[attr-defined]
                values = tuple(self.value(one, inner) for one in parts)
                (doubtful if keep is None else kept).append(values if name == "overlap_max" else values[0])
        return folded(name, kept, doubtful)

    def sought_is_unknown(self, name: str, tree: ast.GeneratorExp, names: Names) -> bool:
        """The documented deviation: a section is asked by an index, and what is sought in it is unknown."""
        (loop,) = tree.generators
        variable = loop.target.id  # type: ignore[attr-defined]
        if row_names(self, loop.iter, names) or not rows_of(self, names):
            return False
        for part in conjuncts([*loop.ifs, *([tree.elt] if name == "any" else [])]):
            if isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.Eq):
                inner = {**names, variable: None}
                sides = (part.left, part.comparators[0])
                for inside, outside in (sides, sides[::-1]):
                    if row_names(self, inside, inner) == {variable} and row_names(self, outside, inner) - {variable}:
                        if variable in row_names(self, outside, inner):
                            continue
                        return not known(self.value(outside, names))
        return False


def known(value: Any) -> bool:
    return value is not None and value is not UNKNOWN_MEMBER


def rows_of(plain: Plain, names: Names) -> bool:
    """True if anything but the plan asks."""
    return plain.subject != "plan" or len(names) > 1


def row_names(plain: Plain, tree: ast.expr, names: Names) -> set[str]:
    """Return the records that an expression depends on, but for the plan."""
    found: set[str] = set()
    bound = {one.target.id for one in ast.walk(tree) if isinstance(one, ast.comprehension)}  # type: ignore[attr-defined]
    called = {id(one.func) for one in ast.walk(tree) if isinstance(one, ast.Call)}
    for one in ast.walk(tree):
        if not isinstance(one, ast.Name) or id(one) in called or one.id in bound:
            continue
        if one.id in plain.lets:
            found |= row_names(plain, plain.lets[one.id], {"this": None})
        elif one.id in names and one.id != "this":
            found.add(one.id)
        elif plain.subject != "plan" and one.id not in {"plan", "today", *plain.parameters}:
            found.add("this")
    return found


def conjuncts(parts: list[ast.expr]) -> list[ast.expr]:
    made: list[ast.expr] = []
    for part in parts:
        made += conjuncts(part.values) if isinstance(part, ast.BoolOp) and isinstance(part.op, ast.And) else [part]
    return made


def every(values: list[Any]) -> bool | None:
    return False if False in values else (None if None in values else True)


def some(values: list[Any]) -> bool | None:
    return True if True in values else (None if None in values else False)


def compared(op: str, left: Any, right: Any) -> bool | None:
    if not known(left) or not known(right):
        return None
    if op in {"Eq", "NotEq"}:
        same = left is right if isinstance(left, Record) else left == right
        return same if op == "Eq" else not same
    return {"Lt": left < right, "LtE": left <= right, "Gt": left > right, "GtE": left >= right}[op]


def folded(name: str, kept: list[Any], doubtful: list[Any]) -> Any:
    if name == "any":
        return some([*kept, *(False if one is False else None for one in doubtful)])
    if name == "all":
        return every([*kept, *(True if one is True else None for one in doubtful)])
    if name == "unique":
        sure = [one for one in kept if known(one)]
        twins = [i for i, one in enumerate(sure) for other in sure[:i] if one is other or one == other]
        return False if twins else (None if doubtful or len(sure) < len(kept) else True)
    if doubtful:
        return None
    if name == "count":
        return len(kept)
    if name == "overlap_max":
        if any(None in one for one in kept):
            return None
        days = [day for one in kept for day in one]
        return max((sum(start <= day <= end for start, end in kept) for day in days), default=0)
    if None in kept:
        return None
    if name == "sum":
        return sum(kept)
    if name == "rising":
        return all(kept[i - 1] <= kept[i] for i in range(1, len(kept)))
    if not kept:
        return None
    if name == "same":
        return kept[0] if all(one == kept[0] for one in kept) else None
    return Fraction(sum(kept)) / len(kept) if name == "mean" else {"min": min, "max": max}[name](kept)
