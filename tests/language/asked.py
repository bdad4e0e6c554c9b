"""Expressions asked of models given as text, and policies written into files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from built_models import Built, build

from coverage_lint.entities.catalogue import NUMBER
from coverage_lint.errors import ExpressionError
from coverage_lint.language.columns import Batch, Columns
from coverage_lint.language.parse import Scope, parse_expression
from coverage_lint.policy.fields.catalogue import catalogue
from coverage_lint.policy.load import variables_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.entities.catalogue import Type
    from coverage_lint.language.expression import Node


def scope_of(subject: str, lets: Mapping[str, Node], parameters: Mapping[str, Type]) -> Scope:
    return Scope(catalogue(), subject, variables_of(subject), lets, parameters)


def parse(text: str, subject: str = "plan", parameters: Mapping[str, Type] | None = None) -> Node:
    return parse_expression(text, scope_of(subject, {}, parameters or {"limit": NUMBER}))


def parse_lets(lets: Mapping[str, str], subject: str, parameters: Mapping[str, Type]) -> dict[str, Node]:
    made: dict[str, Node] = {}
    for name, text in lets.items():
        made[name] = parse_expression(text, scope_of(subject, made, parameters))
    return made


def ask(
    text: str,
    model: str | Built,
    subject: str = "plan",
    lets: Mapping[str, str] | None = None,
    parameters: Mapping[str, tuple[Type, object]] | None = None,
    today: str | None = None,
) -> list[Any]:
    """Return an expression's value for every record of a kind."""
    built = build(model) if isinstance(model, str) else model
    given = parameters or {}
    types = {name: held for name, (held, _) in given.items()}
    made = parse_lets(lets or {}, subject, types)
    node = parse_expression(text, scope_of(subject, made, types))
    values = {name: value for name, (_, value) in given.items()}
    columns = Columns(built.model, made, values, {"plan": built.model.plan, "today": today})
    records = built.model.records(subject)
    return columns.column(node, Batch(len(records), {} if subject == "plan" else {"this": list(records)}, {}))


def answer(text: str, model: str | Built = "plan: {name: x}\n", **how: Any) -> Any:  # noqa: ANN401 - values are of any type
    """Return an expression's value for the plan."""
    (value,) = ask(text, model, **how)
    return value


def fault(text: str, subject: str = "plan", parameters: Mapping[str, Type] | None = None) -> tuple[str, str, str]:
    """Return the message of an expression's fault, the text that it is about, and the help."""
    try:
        parse(text, subject, parameters)
    except ExpressionError as error:
        return error.message, text[error.start : error.end], error.help
    return "", "", ""
