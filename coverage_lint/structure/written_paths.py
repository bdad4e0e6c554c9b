"""Where a value stands that jsonschema-rs refuses, in keys as they are written.

It tells a place by keys and positions, but takes a key of digits for a position: of "1", "01" and "+1" it tells 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import jsonschema_rs

Path: TypeAlias = "tuple[str | int, ...]"


def written_paths(value: Any, error: jsonschema_rs.ValidationError) -> list[Path]:  # noqa: ANN401 - what a file holds
    """Return the paths that an error can mean in a value that was validated: one, unless keys mean the same number.

    Of those, it is each that leads to what was refused.
    """
    told = error.instance_path
    if not any(isinstance(step, int) for step in told):
        return [tuple(told)]
    found = list(_paths(value, told))
    if len(found) == 1:
        return found
    refused = error.instance
    return [path for path in found if _at(value, path) == refused] or found


def _paths(value: Any, told: Sequence[str | int]) -> Iterator[Path]:  # noqa: ANN401
    """Yield each path that is told so."""
    if not told:
        yield ()
        return
    step, rest = told[0], told[1:]
    if not isinstance(value, dict):
        keys: list[str | int] = [step] if isinstance(value, list) and int(step) < len(value) else []
    elif isinstance(step, str):
        keys = [step] if step in value else []
    else:
        keys = [key for key in value if _is_number(key, step)]
    for key in keys:
        for path in _paths(value[key], rest):
            yield (key, *path)


def _is_number(key: str, number: int) -> bool:
    digits = key.removeprefix("+")
    return digits.isascii() and digits.isdecimal() and int(digits) == number


def _at(value: Any, path: Path) -> Any:  # noqa: ANN401
    for step in path:
        value = value[step]
    return value
