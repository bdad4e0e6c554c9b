"""Names that the engine can tell apart: it keeps of a name only its 32-bit FNV-1a hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

KIND = "kind"
"""The field that carries a fact's kind."""

# fmt: off
RESERVED = (
    "id", "sid", KIND, "$s", "$m", "$i", "$forward", "$l", "$r", "$add", "$sub", "$mul", "$div", "$and", "$or",
    "$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$ex", "$nex", "$mt", "$imt", "$iall", "$iany",
)
# fmt: on
"""What the engine itself looks up by hash: a field that collides with `$or` would be read as one."""

_BASIS, _PRIME, _MASK = 2166136261, 16777619, 0xFFFFFFFF


def name_hash(name: str) -> int:
    """Hash a plain ASCII name as the engine does."""
    found = _BASIS
    for byte in name.encode("ascii"):
        found = (found ^ byte) * _PRIME & _MASK
    return found


_TAKEN = {name_hash(name): name for name in RESERVED}


def is_name(text: str) -> bool:
    """True if a field or a kind may be called so: a plain ASCII identifier that the engine has no use for."""
    return text.isascii() and text.isidentifier() and text not in RESERVED


def collides(names: Iterable[str]) -> tuple[str, str] | None:
    """Find two names that the engine takes for one, reserved names included; None if there are none."""
    taken = _TAKEN.copy()
    for name in names:
        other = taken.setdefault(name_hash(name), name)
        if other != name:
            return other, name
    return None
