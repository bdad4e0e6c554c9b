"""Expressions: read with Python's grammar, never evaluated as Python, and type-checked on load.

Length is bounded before the grammar sees the text, depth and size after.
"""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import CHANGE, COUNT, DATE, FLAG, NUMBER, TEXT, Catalogue, Type, entity
from coverage_lint.errors import ExpressionError
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.expression import (
    NOTHING,
    Aggregate,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Field,
    Let,
    Literal,
    Logic,
    Node,
    Not,
    OneOf,
    Parameter,
    Variable,
)
from coverage_lint.language.functions import AGGREGATES, FUNCTIONS, aggregate_type, call_type
from coverage_lint.language.types import NUMERIC, arithmetic_type, check_comparable, common_type, is_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_LENGTH = 1_000
"""Characters of one expression."""
MAX_DEPTH = 24
"""Parts within parts."""
MAX_NODES = 250
"""Parts of one expression."""
MAX_DIGITS = 24
"""Characters of one number."""

_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_ROW_VARIABLES = frozenset(("this", "before", "after"))
_COMPARISONS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class Scope(NamedTuple):
    """The names that an expression can use."""

    catalogue: Catalogue
    subject: str
    """The kind that `for` names, whose fields are bare; '' where none are."""
    variables: Mapping[str, Type]
    """`this`, `plan` and the like."""
    lets: Mapping[str, Node]
    parameters: Mapping[str, Type]


def parse_expression(text: str, scope: Scope) -> Node:
    """Read an expression. Raises ExpressionError, with offsets into the text."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"an expression may have {MAX_LENGTH} characters; this one has {len(text)}", 0, len(text))
    # Python's grammar has no line breaks outside brackets; a folded scalar may bring some.
    flat = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    if "\\" in flat:
        at = flat.index("\\")
        raise ExpressionError("a backslash is not part of the policy language", at, at + 1)
    if not flat.strip():
        raise ExpressionError("the expression is empty", 0, len(text))
    lead = len(flat) - len(flat.lstrip())
    try:
        tree = ast.parse(flat.lstrip(), mode="eval")
    except SyntaxError as error:
        at = min(lead + max(0, (error.offset or 1) - 1), max(0, len(text) - 1))
        raise ExpressionError(f"the expression cannot be read: {error.msg}", at, at + 1) from None
    except (MemoryError, RecursionError, ValueError):
        raise ExpressionError(
            "the expression cannot be read: too many brackets, or a character of no use", 0, len(text)
        ) from None
    reader = _Reader(scope, flat.lstrip(), lead)
    reader.check_end(tree.body)
    return reader.read(tree.body, 0)


class _Reader:
    """Turns a syntax tree into typed nodes; a bound on depth keeps its own recursion small."""

    def __init__(self, scope: Scope, text: str, lead: int) -> None:
        self.scope = scope
        self.text = text
        self.lead = lead
        self.encoded = text.encode("utf-8", "replace")
        self.nodes = 0
        self.local: dict[str, Type] = {}

    def fail(self, tree: ast.AST, message: str, help_text: str = "") -> ExpressionError:
        start = self.offset(getattr(tree, "col_offset", 0))
        end = self.offset(getattr(tree, "end_col_offset", None) or len(self.encoded))
        return ExpressionError(message, start, max(end, start + 1), help_text)

    def check_end(self, tree: ast.expr) -> None:
        """Refuse a comment: it would swallow what stands on the lines after it."""
        rest = self.encoded[tree.end_col_offset :].decode("utf-8", "replace")
        if rest.strip(" )\f"):
            at = self.lead + self.text.rindex(rest) + rest.index("#")
            raise ExpressionError(
                "a comment cannot stand in an expression", at, at + 1, "Write it in the YAML instead."
            )

    def offset(self, column: int) -> int:
        return self.lead + len(self.encoded[:column].decode("utf-8", "replace"))

    def read(self, tree: ast.expr, depth: int) -> Node:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise self.fail(tree, f"parts within parts more than {MAX_DEPTH} deep", "Compute a part of it under `let`.")
        if self.nodes > MAX_NODES:
            raise self.fail(tree, f"more than {MAX_NODES} parts", "Compute a part of it under `let`.")
        method = getattr(self, f"read_{type(tree).__name__.lower()}", None)
        if method is None:
            raise self.fail(tree, f"{_spoken(tree)} is not part of the policy language")
        node: Node = method(tree, depth + 1)
        return node

    def read_constant(self, tree: ast.Constant, _depth: int) -> Node:
        value = tree.value
        if isinstance(value, bool):
            return Literal(value, FLAG)
        if isinstance(value, str):
            return Literal(value, TEXT)
        if isinstance(value, int | float):
            source = self.encoded[tree.col_offset : tree.end_col_offset].decode()
            if len(source) > MAX_DIGITS or not all(letter.isdigit() or letter in "._" for letter in source):
                raise self.fail(
                    tree, f"{source[:40]} is not a number as policies write them", "Write 0.10 or 1_000_000."
                )
            exact = Fraction(source.replace("_", ""))
            return Literal(exact.numerator if exact.denominator == 1 else exact, NUMBER)
        raise self.fail(tree, f"{_spoken(tree)} is not part of the policy language")

    def read_name(self, tree: ast.Name, _depth: int) -> Node:
        name, scope = tree.id, self.scope
        if name in self.local:
            return Variable(name, self.local[name], _one(name))
        if name in scope.lets:
            return Let(name, scope.lets[name].type, scope.lets[name].free)
        if name in scope.parameters:
            return Parameter(name, scope.parameters[name])
        if name in scope.variables:
            held = scope.variables[name]
            return Variable(name, held, _one(name) if name in _ROW_VARIABLES else NOTHING)
        fields = scope.catalogue.kinds[scope.subject].fields if scope.subject else {}
        if name in fields:
            base = self.subject()
            return Field(base, name, fields[name], base.free)
        known = [*self.local, *scope.lets, *scope.parameters, *scope.variables, *fields]
        words = f"{name} is no field of {scope.subject}, no let name and no parameter"
        both_plans = name == "plan" and "plan_after" in fields
        raise self.fail(tree, words, "Write plan_before or plan_after." if both_plans else _near(name, known))

    def subject(self) -> Variable:
        if self.scope.subject == "plan":
            return Variable("plan", entity("plan"), NOTHING)
        return Variable("this", entity(self.scope.subject), _one("this"))

    def read_attribute(self, tree: ast.Attribute, depth: int) -> Node:
        base = self.read(tree.value, depth)
        if base.type.name != "entity":
            words = f"{base.type} has no fields"
            hint = f"Use an aggregate such as sum(x.{tree.attr} for x in …)." if base.type.name == "relation" else ""
            raise self.fail(tree, words, hint)
        fields = self.scope.catalogue.kinds[base.type.kind].fields
        if tree.attr not in fields:
            raise self.fail(tree, f"{tree.attr} is no field of {base.type.kind}", _near(tree.attr, list(fields)))
        return Field(base, tree.attr, fields[tree.attr], base.free)

    def read_binop(self, tree: ast.BinOp, depth: int) -> Node:
        op = _ARITHMETIC.get(type(tree.op))
        if op is None:
            raise self.fail(tree, f"only + - * / compute; {_spoken(tree.op)} is not part of the policy language")
        left, right = self.read(tree.left, depth), self.read(tree.right, depth)
        made = arithmetic_type(op, left.type, right.type)
        if made is None:
            raise self.fail(tree, f"{left.type} {op} {right.type} has no meaning")
        return Arithmetic(op, left, right, made, _free(left, right))

    def read_unaryop(self, tree: ast.UnaryOp, depth: int) -> Node:
        part = self.read(tree.operand, depth)
        if isinstance(tree.op, ast.Not):
            self.flag(tree.operand, part, "not")
            return Not(part, FLAG, part.free)
        if isinstance(tree.op, ast.USub) and part.type.name in NUMERIC:
            return Arithmetic("-", Literal(0, NUMBER), part, part.type, part.free)
        raise self.fail(tree, f"{_spoken(tree.op)} of {part.type} has no meaning")

    def flag(self, tree: ast.expr, node: Node, what: str) -> None:
        if node.type.name != "flag":
            raise self.fail(tree, f"{what} needs a condition; this is {node.type}", "Compare it, or ask exists(…).")

    def read_boolop(self, tree: ast.BoolOp, depth: int) -> Node:
        op = "and" if isinstance(tree.op, ast.And) else "or"
        parts = tuple(self.read(part, depth) for part in tree.values)
        for source, part in zip(tree.values, parts, strict=True):
            self.flag(source, part, op)
        return Logic(op, parts, FLAG, _free(*parts))

    def read_ifexp(self, tree: ast.IfExp, depth: int) -> Node:
        condition = self.read(tree.test, depth)
        self.flag(tree.test, condition, "if")
        chosen, other = self.read(tree.body, depth), self.read(tree.orelse, depth)
        made = common_type(chosen, other)
        if made is None:
            words = f"one value for two cases cannot be {chosen.type} in one and {other.type} in the other"
            raise self.fail(tree, words, "Give both the same type, and no relation.")
        return Choice(condition, chosen, other, made, _free(condition, chosen, other))

    def read_compare(self, tree: ast.Compare, depth: int) -> Node:
        operands = [tree.left, *tree.comparators]
        if len(tree.ops) == 1 and isinstance(tree.ops[0], ast.In | ast.NotIn):
            return self.membership(tree, depth)
        nodes = [self.read(part, depth) for part in operands]
        links: list[Node] = []
        for index, operator in enumerate(tree.ops):
            op = _COMPARISONS.get(type(operator))
            left, right = nodes[index], nodes[index + 1]
            if op is None:
                raise self.fail(tree, f"{_spoken(operator)} is not part of the policy language here")
            left, right = _as_dates(left, right)
            flaw = check_comparable(op, left, right)
            if flaw:
                raise self.fail(tree, flaw[0], flaw[1])
            self.check_date(tree, left, right)
            left, right = self.by_id(tree, left), self.by_id(tree, right)
            links.append(Comparison(op, left, right, FLAG, _free(left, right)))
        return links[0] if len(links) == 1 else Logic("and", tuple(links), FLAG, _free(*links))

    def by_id(self, tree: ast.AST, node: Node) -> Node:
        """In a policy about changes, compare entities by id: those of two versions are never the same one."""
        if node.type.name != "entity" or not self.scope.subject.endswith(CHANGE):
            return node
        if "id" not in self.scope.catalogue.kinds[node.type.kind].fields:
            words = f"{node.type} has no id, by which it could be known again in another version"
            raise self.fail(tree, words, "Compare its fields.")
        return Field(node, "id", TEXT, node.free)

    def check_date(self, tree: ast.AST, left: Node, right: Node) -> None:
        """Refuse a literal beside a date that is no day: as text it would be compared in silence."""
        for side in (left, right):
            if isinstance(side, Literal) and side.type == DATE and not is_day(str(side.value)):
                raise self.fail(tree, f'"{side.value}" is no day of the calendar', "Write YYYY-MM-DD.")

    def membership(self, tree: ast.Compare, depth: int) -> Node:
        item, holder = self.read(tree.left, depth), tree.comparators[0]
        if isinstance(holder, ast.Tuple | ast.List):
            options = [self.read(option, depth) for option in holder.elts]
            if not options:
                raise self.fail(tree, "`in` an empty list is never true", "Name one word or number at least.")
            for option in options:
                flaw = ("only words and numbers may stand there", "") if not isinstance(option, Literal) else (
                    check_comparable("==", item, option)
                )  # fmt: skip
                if flaw:
                    raise self.fail(tree, flaw[0], flaw[1])
            values = tuple(option.value for option in options if isinstance(option, Literal))
            made: Node = OneOf(item, values, FLAG, item.free)
        else:
            made = self.member_of(tree, item, self.read(holder, depth))
        return Not(made, FLAG, made.free) if isinstance(tree.ops[0], ast.NotIn) else made

    def member_of(self, tree: ast.Compare, item: Node, source: Node) -> Node:
        """Read `entity in relation` and `text in texts` as any(one == entity for one in relation)."""
        if source.type.name != "relation":
            raise self.fail(tree, f"`in` looks into a relation or a list of words; this is {source.type}")
        variable = Variable("in", entity(source.type.kind), _one("in"))
        one: Node = variable
        if item.type.name == "text" and "name" in self.scope.catalogue.kinds[source.type.kind].fields:
            one = Field(variable, "name", TEXT, variable.free)
        flaw = check_comparable("==", one, item)
        if flaw:
            raise self.fail(tree, flaw[0], flaw[1])
        one, item = self.by_id(tree, one), self.by_id(tree, item)
        equal = Comparison("==", one, item, FLAG, _free(one, item))
        return Aggregate("any", "in", source, equal, None, None, FLAG, _free(equal, but="in", beside=source))

    def read_call(self, tree: ast.Call, depth: int) -> Node:
        if not isinstance(tree.func, ast.Name) or tree.keywords:
            raise self.fail(tree, "only the functions of the policy language can be called")
        name = tree.func.id
        if name in AGGREGATES and len(tree.args) == 1:
            generator = tree.args[0]
            if isinstance(generator, ast.GeneratorExp):
                return self.aggregate(tree, name, generator, depth)
            if name == "count":
                source = self.relation(generator, depth)
                return Aggregate("count", "", source, None, None, None, COUNT, source.free)
        if name not in FUNCTIONS:
            what = "needs one generator, such as" if name in AGGREGATES else "is no function of the policy language;"
            hint = (
                f"{name}(x.amount for x in …)"
                if name in AGGREGATES
                else f"there are {', '.join(sorted({*AGGREGATES, *FUNCTIONS}))}"
            )
            raise self.fail(tree, f"{name} {what} {hint}", _near(name, [*AGGREGATES, *FUNCTIONS]))
        arguments = tuple(self.read(part, depth) for part in tree.args)
        made = call_type(name, arguments, self.scope.catalogue)
        if isinstance(made, str):
            raise self.fail(tree, made)
        return Call(name, arguments, made, _free(*arguments))

    def relation(self, tree: ast.expr, depth: int) -> Node:
        source = self.read(tree, depth)
        if source.type.name != "relation":
            raise self.fail(tree, f"this is {source.type}, where a relation of rows is needed")
        return source

    def aggregate(self, tree: ast.Call, name: str, generator: ast.GeneratorExp, depth: int) -> Node:
        if len(generator.generators) != 1:
            raise self.fail(tree, "an aggregate has one `for`", "Put the second one into an aggregate within it.")
        loop = generator.generators[0]
        if not isinstance(loop.target, ast.Name) or loop.is_async:
            raise self.fail(tree, "a generator names its rows with one name")
        source, variable = self.relation(loop.iter, depth), loop.target.id
        self.new_name(tree, variable)
        self.local[variable] = entity(source.type.kind)
        conditions = tuple(self.read(part, depth) for part in loop.ifs)
        for part, condition in zip(loop.ifs, conditions, strict=True):
            self.flag(part, condition, "if")
        element, second = self.elements(name, generator.elt, depth)
        del self.local[variable]
        joined = _all_of(conditions)
        made = aggregate_type(name, element, second)
        if isinstance(made, str):
            raise self.fail(tree, made)
        inner = [part for part in (element, second, joined) if part is not None]
        free = _free(*inner, but=variable, beside=source)
        return Aggregate(name, variable, source, element, second, joined, made, free)

    def elements(self, name: str, tree: ast.expr, depth: int) -> tuple[Node, Node | None]:
        if name == "overlap_max" and isinstance(tree, ast.Tuple) and len(tree.elts) == 2:  # noqa: PLR2004
            return self.read(tree.elts[0], depth), self.read(tree.elts[1], depth)
        return self.read(tree, depth), None

    def new_name(self, tree: ast.AST, name: str) -> None:
        scope = self.scope
        fields = scope.catalogue.kinds[scope.subject].fields if scope.subject else {}
        taken = {
            "a generator's name": name in self.local,
            "a let name": name in scope.lets,
            "a parameter": name in scope.parameters,
            "a word of the language": name in scope.variables,
            f"a field of {scope.subject}": name in fields,
        }
        for what, clashes in taken.items():
            if clashes:
                raise self.fail(tree, f"{name} is {what} already", "Choose another name for the rows.")


_SETS: dict[frozenset[str], frozenset[str]] = {NOTHING: NOTHING}


def _one(name: str) -> frozenset[str]:
    made = frozenset((name,))
    return _SETS.setdefault(made, made)


def _free(*parts: Node, but: str = "", beside: Node | None = None) -> frozenset[str]:
    """Return the row variables of parts together, one set for all nodes that have the same: thousands do."""
    made = frozenset().union(*(part.free for part in parts)) - {but}
    if beside is not None:
        made |= beside.free
    return _SETS.setdefault(made, made)


def _all_of(conditions: Sequence[Node]) -> Node | None:
    if len(conditions) < 2:  # noqa: PLR2004
        return conditions[0] if conditions else None
    return Logic("and", tuple(conditions), FLAG, _free(*conditions))


def _as_dates(left: Node, right: Node) -> tuple[Node, Node]:
    """Turn a text literal that is compared with a date into a date."""
    if left.type.name == "date" and isinstance(right, Literal) and right.type == TEXT:
        return left, right._replace(type=DATE)
    if right.type.name == "date" and isinstance(left, Literal) and left.type == TEXT:
        return left._replace(type=DATE), right
    return left, right


def _near(name: str, known: Sequence[str]) -> str:
    from coverage_lint.nearness import help_with, nearest

    return help_with(nearest(name, known))


def _spoken(tree: ast.AST) -> str:
    names = {"GeneratorExp": "a generator outside an aggregate", "Lambda": "lambda", "Subscript": "an index",
             "Tuple": "a list of values here", "List": "a list of values here", "Pow": "**",
             "FloorDiv": "//", "Mod": "%", "Is": "`is`", "IsNot": "`is not`", "ListComp": "a list comprehension",
             "NamedExpr": ":=", "JoinedStr": "an f-string", "Constant": "this constant"}  # fmt: skip
    return names.get(type(tree).__name__, type(tree).__name__)
