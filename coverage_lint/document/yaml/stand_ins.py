"""Characters that a text does not hold, to stand for some that libyaml would take for something else."""

from __future__ import annotations

import re
from itertools import chain, islice

_PRIVATE = ((0xE000, 0xF900), (0xF0000, 0xFFFFE), (0x100000, 0x10FFFE))
"""Code points that no script uses, and that YAML allows."""
_ESCAPED = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(0[0-9a-fA-F]{7}))")


class NoneLeft(Exception):  # noqa: N818 - it never leaves the package, and says what is wrong
    """A text holds every character that could stand for another."""


def unused(text: str, count: int) -> list[str]:
    """Return characters that a text holds neither as they are nor escaped. Raises NoneLeft."""
    used = set(map(ord, set(text)))
    if "\\" in text:
        used.update(int("".join(digits), 16) for digits in _ESCAPED.findall(text))
    free = (code for code in chain.from_iterable(range(*one) for one in _PRIVATE) if code not in used)
    found = list(islice(map(chr, free), count))
    if len(found) < count:
        raise NoneLeft
    return found
