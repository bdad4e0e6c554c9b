"""The functions of the policy language: their types, and what each means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, FLAG, RATIO, TEXT, Catalogue, Type, relation
from coverage_lint.language.expression import Field, Literal
from coverage_lint.language.types import NUMERIC, arithmetic_type

if TYPE_CHECKING:
    from coverage_lint.language.expression import Node

AGGREGATES = {
    "sum": "adds a number over rows; 0 over none",
    "count": "counts rows; 0 over none",
    "min": "the smallest number or earliest date over rows; unknown over none",
    "max": "the largest number or latest date over rows; unknown over none",
    "mean": "the mean of a number over rows; unknown over none",
    "any": "whether a condition holds for one row at least; false over none",
    "all": "whether a condition holds for every row; true over none",
    "same": "the value that all rows share; unknown where they differ, and over none",
    "unique": "whether the values of all rows differ from each other; true over none",
    "rising": "whether no value is lower than that of the row before; true over none",
    "names": "the rows' ids, or texts, each once, as a sentence lists them; unknown over none",
    "overlap_max": "how many intervals (start, end) share one day at most; 0 over none",
}
FUNCTIONS = {
    "missing": "whether a field is absent or an empty list; unknown when it was rejected",
    "exists": "whether a field is there and no empty list; unknown when it was rejected",
    "min": "the smallest of two or more numbers or dates",
    "max": "the largest of two or more numbers or dates",
    "abs": "a number without its sign",
    "days_between": "days from a first date to a second; negative when the second comes first",
    "ancestors": "the records above one by its parent, the nearest first",
    "depth": "how many records are above one by its parent",
}
_ORDERED = NUMERIC | {"date"}


def aggregate_type(name: str, element: Node, second: Node | None) -> Type | str:
    """Return the type of an aggregate, or what is wrong with it."""
    held = element.type
    if name == "count":
        return "count(… for …) counts rows: write count(1 for x in …)" if not isinstance(element, Literal) else COUNT
    if name in {"any", "all"}:
        return FLAG if held.name == "flag" else f"{name} needs a condition; this is {held}"
    if name == "same":
        return held if held.name != "relation" else "same needs values; this is a relation"
    if name == "names":
        return TEXT if held.name in {"entity", "text"} else f"names needs rows or texts; this is {held}"
    if name == "unique":
        return FLAG if held.name != "relation" else "unique needs values; this is a relation"
    if name == "rising":
        return FLAG if held.name in _ORDERED else f"rising needs numbers or dates; this is {held}"
    if name == "overlap_max":
        dates = second is not None and held.name == second.type.name == "date"
        return COUNT if dates else "overlap_max needs (start, end), two dates"
    allowed = NUMERIC if name in {"sum", "mean"} else _ORDERED
    if held.name not in allowed:
        return f"{name} needs {'numbers or dates' if name in {'min', 'max'} else 'numbers'}; this is {held}"
    return RATIO if name == "mean" and held.name in {"count", "number"} else held


def call_type(name: str, arguments: tuple[Node, ...], catalogue: Catalogue) -> Type | str:
    """Return the type of a call, or what is wrong with it."""
    types = [argument.type for argument in arguments]
    if name in {"min", "max"}:
        return _extreme_type(name, types)
    wanted = 2 if name == "days_between" else 1
    if len(arguments) != wanted:
        return f"{name} takes {wanted} value{'s' if wanted > 1 else ''}; here are {len(arguments)}"
    if name in {"missing", "exists"}:
        return FLAG if isinstance(arguments[0], Field) else f"{name} asks about a field, such as {name}(quota)"
    if name == "days_between":
        return COUNT if all(one.name == "date" for one in types) else "days_between takes two dates"
    if name == "abs":
        return types[0] if types[0].name in NUMERIC else f"abs takes a number; this is {types[0]}"
    if types[0].name != "entity" or not catalogue.kinds[types[0].kind].acyclic:
        return f"{name} takes one that has a parent; this is {types[0]}"
    return relation(types[0].kind) if name == "ancestors" else COUNT


def _extreme_type(name: str, types: list[Type]) -> Type | str:
    if len(types) < 2:  # noqa: PLR2004
        return f"{name} takes two values or more, or one generator"
    if all(one.name == "date" for one in types):
        return types[0]
    made = types[0]
    for one in types[1:]:
        joined = arithmetic_type("+", made, one)
        if joined is None:
            return f"{name} of {made} and {one} has no meaning"
        made = joined
    return made
