"""Where a value stands that jsonschema-rs refuses, in keys as they are written.

It tells a place by keys and positions, but takes a key of digits for a position: of "1", "01" and "+1" it tells 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jsonschema_rs

_LONGEST = 20
"""Digits of the largest number that it takes a key for."""
Path: TypeAlias = "tuple[str | int, ...]"


class WrittenPaths:
    """The places of one value that was validated."""

    def __init__(self, value: Any) -> None:  # noqa: ANN401 - whatever a file holds
        """Take the value, which may not change from now on."""
        self.value = value
        self.numbers: dict[int, dict[int, list[str]]] = {}

    def of(self, error: jsonschema_rs.ValidationError) -> list[Path]:
        """Return the places that an error can mean: one, unless keys of a mapping mean the same number.

        Of those, it is each that leads to what was refused.
        """
        told = tuple(error.instance_path)
        if not any(isinstance(step, int) for step in told):
            return [told]
        found = list(self._paths(self.value, told))
        if len(found) == 1:
            return found
        refused = error.instance
        return [path for path in found if _at(self.value, path) == refused] or found

    def _paths(self, value: Any, told: Path) -> Iterator[Path]:  # noqa: ANN401
        """Yield each path of such an error."""
        if not told:
            yield ()
            return
        step = told[0]
        numbered = isinstance(step, int) and isinstance(value, dict)
        for key in self._keys(value, int(step)) if numbered else (step,):
            for path in self._paths(value[key], told[1:]):
                yield (key, *path)

    def _keys(self, mapping: dict[str, Any], number: int) -> list[str]:
        """Return the keys that mean a number; those of a mapping are read once, however many of its values are bad."""
        numbers = self.numbers.get(id(mapping))
        if numbers is None:
            numbers = self.numbers[id(mapping)] = {}
            for key in mapping:
                digits = key.removeprefix("+")
                if digits.isascii() and digits.isdecimal() and len(digits.lstrip("0")) <= _LONGEST:
                    numbers.setdefault(int(digits.lstrip("0") or "0"), []).append(key)
        return numbers.get(number, [])


def _at(value: Any, path: Path) -> Any:  # noqa: ANN401
    for step in path:
        value = value[step]
    return value
