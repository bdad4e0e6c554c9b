"""What tells the rows of a list apart that have no id: what they point at, never their order."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coverage_lint.schemas import load_schema

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Map


def name_of_row(row: Map) -> str:
    """Return a row's references, or else its required fields: 'group north, territory east'; '' for neither."""
    return ", ".join(f"{field} {row[field]}" for field in _naming_fields() if isinstance(row.get(field), str))


@cache
def _naming_fields() -> tuple[str, ...]:
    """Return the fields that name rows, in the order of the schema: references, and those that are required."""
    found: dict[str, None] = {}
    for part in load_schema()["$defs"].values():
        fields = part.get("properties", {})
        if "x-kind" in part and "id" not in fields:
            required = part.get("required", ())
            found.update(dict.fromkeys(name for name in fields if "x-refers-to" in fields[name] or name in required))
    return tuple(found)
