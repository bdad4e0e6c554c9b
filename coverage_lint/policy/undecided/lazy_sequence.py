"""A sequence that is worked out when somebody first looks at it: most runs show how many there are, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


class LazySequence(Sequence[T]):
    """Values that a function returns when they are first needed. Never changes, and is equal to a tuple of the same."""

    __slots__ = ("_held", "_make")

    def __init__(self, make: Callable[[], tuple[T, ...]]) -> None:
        """Take what works the values out."""
        self._make: Callable[[], tuple[T, ...]] | None = make
        self._held: tuple[T, ...] = ()

    def _all(self) -> tuple[T, ...]:
        if self._make is not None:
            self._held, self._make = self._make(), None
        return self._held

    def __len__(self) -> int:
        """Count them."""
        return len(self._all())

    def __iter__(self) -> Iterator[T]:
        """Return each."""
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        """Return one, or some."""
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        """Compare the values, also with a tuple or a list."""
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        """Hash as the tuple does."""
        return hash(self._all())

    def __repr__(self) -> str:
        """Show the values."""
        return repr(self._all())

    def __reduce__(self) -> tuple[type[tuple[T, ...]], tuple[tuple[T, ...]]]:
        """Copy as the tuple, which needs nothing of what it was worked out from."""
        return tuple, (self._all(),)
