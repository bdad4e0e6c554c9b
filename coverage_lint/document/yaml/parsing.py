"""libyaml's events of a text, as YAML 1.2 means it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from coverage_lint.document.yaml.events import CParser
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

Event: TypeAlias = Any
"""What libyaml gives; the classes of `ruamel.yaml.events`, which state no types."""

_MOST_TAG_DIRECTIVES = 100
"""libyaml compares each `%TAG` line with all before it."""


class NotParsed(Exception):  # noqa: N818 - it never leaves the package, and says what is wrong
    """A text that libyaml is not given, and why."""


class Parsing(NamedTuple):
    """A text in libyaml's hands."""

    get: Callable[[], Event]
    """Gives the next event. Raises YAMLError."""
    text: str
    """What libyaml was given: as long as the text, with other characters in some places."""


def parse(text: str) -> Parsing:
    """Begin to parse a text. Raises NotParsed."""
    # "\r\n" counts once, by its "\n"; other characters end no line.
    if text.count("\n%TAG") + text.count("\r%TAG") + text.startswith("%TAG") > _MOST_TAG_DIRECTIVES:
        raise NotParsed("too many %TAG lines")
    if "\\ud" not in text and "\\uD" not in text and not any(one in text for one in ("\x85", "\u2028", "\u2029")):
        return Parsing(CParser(text).get_event, text)
    from coverage_lint.document.yaml.stand_ins import NoneLeft

    try:
        return _parse_with_stand_ins(text)
    except NoneLeft:
        raise NotParsed("too many different characters of private use (U+E000 and others)") from None


def _parse_with_stand_ins(text: str) -> Parsing:
    """Begin to parse a text that holds separators, or characters beyond the first plane escaped. Raises NoneLeft."""
    from coverage_lint.document.yaml.separators import hide_separators, show_separators
    from coverage_lint.document.yaml.surrogates import hide_surrogates, join_surrogates

    text, separators = hide_separators(text)
    text, backslash = hide_surrogates(text)
    get = CParser(text).get_event
    if separators:
        get = show_separators(get, separators)
    if backslash:
        get = join_surrogates(get, backslash)
    return Parsing(get, text)
