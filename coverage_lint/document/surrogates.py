r"""Characters beyond the first plane as JSON escapes them: `"\ud83d\ude00"`, which libyaml refuses.

The backslashes of such a pair are replaced, character for character, by one that the text does
not hold, so that every place stays where it is; scalars get theirs back from the events.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from _ruamel_yaml import CParser

from coverage_lint.document.events import SCALAR

if TYPE_CHECKING:
    from collections.abc import Callable

Event: TypeAlias = Any

_ESCAPE = re.compile(r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL)


def join_surrogates(text: str) -> Callable[[], Event]:
    """Give a reader of events in which escaped pairs are the characters they stand for."""
    stand_in = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    pair = re.compile(f"{stand_in}u(....){stand_in}u(....)")
    get = CParser(_ESCAPE.sub(lambda found: _hide(found, stand_in), text)).get_event

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
