"""The tags of the core schema on scalars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.document.yaml.scalars import RefusedNumber, read_number, resolve

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Value


def as_tagged(tag: str, text: str) -> Value:
    """Return a scalar's value under a tag. Raises KeyError for an unknown tag, RefusedNumber for a wrong value."""
    if tag in ("str", "!"):
        return text
    if tag in ("int", "float"):
        number = read_number(text)
        if number is None or (tag == "int" and not isinstance(number, int)):
            raise RefusedNumber("CL001", f"tagged !!{tag}, and is no {'whole number' if tag == 'int' else 'number'}")
        return number
    if tag in ("bool", "null"):
        value = resolve(text)
        if not isinstance(value, bool if tag == "bool" else type(None)):
            raise RefusedNumber("CL001", f"tagged !!{tag}, and is not {'true or false' if tag == 'bool' else 'null'}")
        return value
    raise KeyError(tag)
