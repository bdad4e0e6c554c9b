"""U+0085, U+2028 and U+2029: text like any other in YAML 1.2, line breaks to libyaml, which reads 1.1.

They come with text pasted from web pages and word processors. libyaml is given other characters in their
place, one for one, so that every place stays where it is; scalars get theirs back from the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from coverage_lint.document.yaml.events import SCALAR
from coverage_lint.document.yaml.stand_ins import unused

if TYPE_CHECKING:
    from collections.abc import Callable

Event: TypeAlias = Any

SEPARATORS = ("\x85", "\u2028", "\u2029")


def hide_separators(text: str) -> tuple[str, dict[int, str]]:
    """Return a text without separators, and what each of the characters in their place stands for.

    Raises NoneLeft.
    """
    held = [one for one in SEPARATORS if one in text]
    stand_ins = unused(text, len(held))
    for separator, stand_in in zip(held, stand_ins, strict=True):
        text = text.replace(separator, stand_in)
    return text, dict(zip(map(ord, stand_ins), held, strict=True))


def show_separators(get: Callable[[], Event], hidden: dict[int, str]) -> Callable[[], Event]:
    """Return a reader of events whose scalars hold the separators again."""

    def get_shown() -> Event:
        event = get()
        if type(event) is SCALAR and not event.value.isascii():
            event.value = event.value.translate(hidden)
        return event

    return get_shown
