"""Constants and fact values that the engine keeps exactly, and the type each field is held to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from coverage_lint.engine.conditions import FactValue

FieldType: TypeAlias = Literal["whole number", "flag", "text"]

TYPES: dict[type, FieldType] = {int: "whole number", bool: "flag", str: "text"}

MIN_INT, MAX_INT = -(2**63), 2**63 - 1
MAX_TEXT = 65_536
"""Bytes of a text's JSON form: the engine keeps its length in 16 bits."""

_SURELY_SHORT = (MAX_TEXT - 3) // 6
"""Even if every character is written as an escape of six bytes."""


def flaw(value: object) -> str:
    """Say why the engine cannot hold a value exactly; '' if it can."""
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
