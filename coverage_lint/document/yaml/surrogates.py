r"""Characters beyond the first plane as JSON escapes them: `"\ud83d\ude00"`, which libyaml refuses.

The backslashes of such a pair are replaced, character for character, by one that the text does
not hold, so that every place stays where it is; scalars get theirs back from the events.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from coverage_lint.document.yaml.events import SCALAR
from coverage_lint.document.yaml.stand_ins import unused

if TYPE_CHECKING:
    from collections.abc import Callable

Event: TypeAlias = Any

_ESCAPE = re.compile(r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL)


def hide_surrogates(text: str) -> tuple[str, str]:
    """Return a text without escaped pairs, and what their backslashes became: '' where there are none.

    Raises NoneLeft.
    """
    if "\\ud" not in text and "\\uD" not in text:
        return text, ""
    (stand_in,) = unused(text, 1)
    return _ESCAPE.sub(lambda found: _hide(found, stand_in), text), stand_in


def join_surrogates(get: Callable[[], Event], stand_in: str) -> Callable[[], Event]:
    """Return a reader of events in which escaped pairs are the characters they stand for."""
    pair = re.compile(f"{stand_in}u(....){stand_in}u(....)")

    def get_joined() -> Event:
        event = get()
        if type(event) is SCALAR and stand_in in event.value:
            if event.style == '"':
                event.value = pair.sub(_character, event.value)
            else:
                event.value = event.value.replace(stand_in, "\\")
        return event

    return get_joined


def _hide(found: re.Match[str], stand_in: str) -> str:
    return found[0].replace("\\", stand_in) if found[1] else found[0]


def _character(pair: re.Match[str]) -> str:
    return chr(0x10000 + ((int(pair[1], 16) - 0xD800) << 10) + int(pair[2], 16) - 0xDC00)
