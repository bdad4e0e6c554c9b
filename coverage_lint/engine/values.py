"""Values that the engine keeps exactly, the type of each field, and facts made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from coverage_lint.engine.faults import EngineFault
from coverage_lint.engine.names import KIND

if TYPE_CHECKING:
    from coverage_lint.engine.conditions import Fact, FactValue
    from coverage_lint.engine.rulesets import Ruleset


FieldType: TypeAlias = Literal["whole number", "flag", "text"]

TYPES: dict[type, FieldType] = {int: "whole number", bool: "flag", str: "text"}

MIN_INT, MAX_INT = -(2**63), 2**63 - 1
MAX_TEXT = 65_536
"""Bytes of a text's JSON form: the engine keeps its length in 16 bits."""

_SURELY_SHORT = (MAX_TEXT - 3) // 6
"""Even if every character is written as an escape of six bytes."""


def flaw(value: object) -> str:
    """Return why the engine cannot hold a value exactly; '' if it can."""
    if type(value) is int:
        return "" if MIN_INT <= value <= MAX_INT else f"{value} is beyond 64 bits"
    if type(value) is str:
        return "" if value.isascii() and len(value) <= _SURELY_SHORT else _text_flaw(value)
    return "" if type(value) is bool else f"{value!r} is neither whole number nor flag nor text"


def _text_flaw(value: str) -> str:
    from json import dumps

    try:
        size = len(dumps(value, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return f"{value[:20]!r} holds half of a surrogate pair"
    return "" if size < MAX_TEXT else f"a text of {size} bytes is too long (under {MAX_TEXT})"


def field_type(value: FactValue) -> FieldType:
    """Return the type that a sound value stands for; `True` is a flag, never a 1."""
    return TYPES[type(value)]


_plain = frozenset((*range(-100, 1001), False, True)).__contains__
"""Most values are signs, counts and flags: sound at a glance."""


class FactReader:
    """Reads facts for one ruleset, the same way for every engine."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Take the fields and their types from the ruleset."""
        classes = {name: python for python, name in TYPES.items()}
        self._ruleset = ruleset
        self._fields = [(field, classes[name]) for field, name in zip(ruleset.fields, ruleset.types, strict=True)]

    def read(self, fact: Fact) -> dict[str, FactValue]:
        """Return the fact in the form that the engine takes, its kind first.

        Raises EngineFault for a value of another type than its field's.
        """
        told: dict[str, FactValue] = {KIND: self._ruleset.kind}
        find = fact.get
        for field, wanted in self._fields:
            value = find(field)
            if value is None:
                if field in fact:
                    raise self._fault(field, "nothing is told by leaving the field out")
            elif type(value) is wanted and (_plain(value) or not flaw(value)):
                told[field] = value
            else:
                raise self._fault(field, flaw(value) or f"{value!r} is no {wanted.__name__}")
        return told

    def _fault(self, field: str, reason: str) -> EngineFault:
        return EngineFault(f"ruleset {self._ruleset.name}: field {field!r}: {reason}")
