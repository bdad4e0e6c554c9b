"""Frozen values: `typing.NamedTuple`, whose classes are made in a tenth of the time.

Each start makes more than eighty. `typing` compiles every annotation of them, and `collections` a function a class;
here the classes of as many fields share the code of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple
else:
    from _collections import _tuplegetter
    from collections import namedtuple
    from functools import cache
    from types import FunctionType
    from typing import Any, Self

    class _Frozen(tuple):
        """What all of them can do, as those of `typing` can."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values: Iterable[object]) -> Self:
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
            return made

        def _replace(self, /, **changed: object) -> Self:
            made = self._make(map(changed.pop, self._fields, self))
            if changed:
                raise TypeError(f"{type(self).__name__} has no field {', '.join(changed)}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({fields})"

    @cache
    def _new(count: int) -> FunctionType:
        """Return the constructor of a named tuple of that many fields."""
        return namedtuple("_new", [f"field{number}" for number in range(count)]).__new__  # noqa: PYI024

    class _Maker(type):
        """Makes each class that names NamedTuple as its base a tuple with the fields that it annotates."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return type.__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body.pop(field) for field in fields if field in body}
            model = _new(len(fields))
            code = model.__code__.replace(co_varnames=("_cls", *fields))
            body["__new__"] = FunctionType(code, model.__globals__, "__new__", tuple(defaults.values()))
            body.update((field, _tuplegetter(at, "")) for at, field in enumerate(fields))
            body.update(__slots__=(), _fields=fields, _field_defaults=defaults, __match_args__=fields)
            return type(name, (_Frozen,), body)

    class NamedTuple(metaclass=_Maker):
        """The base to name."""
