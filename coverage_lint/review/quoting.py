"""The one place where names and values of others become SQL. Whatever else goes into a query is a parameter."""

from __future__ import annotations


def identifier(name: str) -> str:
    """Return a column's or table's name as SQL."""
    if "\0" in name:
        raise ValueError("a name holds a NUL character")
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Return a text as SQL. DuckDB knows no escapes in it but the doubled quote."""
    if "\0" in value:
        raise ValueError("a text holds a NUL character")
    return "'" + value.replace("'", "''") + "'"


def literals(values: tuple[str, ...]) -> str:
    """Return texts as a list for IN."""
    return f"({', '.join(map(literal, values))})"
