"""YAML as people write it: entities in block style, short maps and lists on one line, underscores in amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from company.money import QUARTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

Entity: TypeAlias = "dict[str, str | list[str]]"
"""Fields to YAML text; a list of texts becomes one line each."""


def money(amount: int) -> str:
    """Write 1200000 as 1_200_000."""
    return f"{amount:_}"


def flow_map(fields: dict[str, str | None]) -> str:
    """Write a map on one line, leaving out what is None."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in fields.items() if value is not None) + "}"


def flow_list(items: Iterable[str]) -> str:
    """Write a list on one line."""
    return "[" + ", ".join(items) + "]"


def phasing(amounts: tuple[int, ...]) -> str:
    """Write quarters on one line, leaving out empty ones."""
    named = zip(QUARTERS, amounts, strict=True)
    return flow_map({quarter: money(amount) for quarter, amount in named if amount})


def entity_lines(entity: Entity, indent: str = "  ") -> list[str]:
    """Write one entity of a list section."""
    lines: list[str] = []
    for key, value in entity.items():
        start = f"{indent}- " if not lines else f"{indent}  "
        if isinstance(value, str):
            lines.append(f"{start}{key}: {value}")
        else:
            lines += [f"{start}{key}:", *(f"{indent}    - {item}" for item in value)]
    return lines


def section(name: str, entities: Iterable[Entity], indent: str = "") -> list[str]:
    """Write a list section, entities apart from one another."""
    lines = [f"{indent}{name}:"]
    for entity in entities:
        lines += [*entity_lines(entity, f"{indent}  "), ""]
    return lines
