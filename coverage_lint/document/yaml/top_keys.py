"""The top-level keys of a text's documents, by libyaml's events, and by its words where it breaks half-way.

Every stretch of the text is looked at a fixed number of times.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.document.limits import Limits
from coverage_lint.document.marker import plain
from coverage_lint.document.yaml.events import (
    SCALAR,
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)
from coverage_lint.document.yaml.parsing import NotParsed, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coverage_lint.document.yaml.parsing import Event

_BEGINS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)
_ENDS_VALUE = (*_ENDS, SCALAR, AliasEvent)

_DOCUMENT = re.compile(r"^---(?=[ \t\n]|\Z)", re.MULTILINE)
_BLANK = re.compile(r"(?:\s++|[#%][^\n]*+)*+")
_PROPERTIES = r"(\?[ \t]++)?(?:[!&]\S*+[ \t]++)*+"
_KEY = r"""(["']?)([^\s"':#{}\[\],]{12,16})\2[ \t]*+(?(1)(?::|$)|:(?=[ \t\n]|\Z))"""
_ANY_INDENTATION = re.compile(rf"[ \t]*+{_PROPERTIES}{_KEY}", re.MULTILINE)
_FLOW_WORD = re.compile(
    r""""(?:[^"\\]|\\.)*+"?|'(?:[^']|'')*+'?|[\[\]{}]|(?<!\S)#[^\n]*+|[^\s"'\[\]{},:]++""", re.DOTALL
)
_COLON = re.compile(r"""["']?\s*+:""")


class _TooDeep(Exception):  # noqa: N818 - it never leaves the module, and says what is wrong
    pass


class _Place:
    """How far a text was read."""

    def __init__(self) -> None:
        self.document = 0
        """Where the document begins."""
        self.column = 0
        """Where the keys of its mapping stand, from 0."""
        self.at = 0


def has_top_key(text: str, wanted: Callable[[str], bool]) -> bool:
    """Return True if a document of a text has a top-level key that is wanted, or would have if it did not break."""
    place = _Place()
    try:
        return any(wanted(key) for key in _top_keys(text, place))
    except (YAMLError, NotParsed, _TooDeep) as stop:
        mark = stop.problem_mark if isinstance(stop, MarkedYAMLError) else None
        return _is_in_words(text, place, None if mark is None else mark.index, wanted)


def _top_keys(text: str, place: _Place) -> Iterator[str]:
    """Yield the keys of each document's mapping. Raises YAMLError, NotParsed and _TooDeep where the text breaks."""
    get, deepest = parse(text).get, Limits().depth
    depth, in_mapping, at_key = 0, False, False
    anchors: dict[str, str] = {}
    while (kind := type(event := get())) is not StreamEndEvent:
        place.at = event.end_mark.index
        if kind in _BEGINS:
            if depth == 0:
                in_mapping = at_key = kind is MappingStartEvent
                place.column = event.start_mark.column
            depth += 1
            if depth > deepest:
                raise _TooDeep
        elif kind is DocumentStartEvent:
            depth, anchors = 0, {}
            place.document, place.column = place.at, 0
        elif kind in _ENDS_VALUE:
            depth -= kind in _ENDS
            if kind is SCALAR and event.anchor is not None:
                anchors[event.anchor] = event.value
            if depth == 1 and in_mapping:
                if at_key:
                    yield _key_text(event, anchors)
                at_key = not at_key


def _key_text(event: Event, anchors: dict[str, str]) -> str:
    """Return the text of a key; '' of one that is none."""
    if type(event) is SCALAR:
        return str(event.value)
    return anchors.get(event.anchor, "") if type(event) is AliasEvent else ""


def _is_in_words(text: str, place: _Place, broken_at: int | None, wanted: Callable[[str], bool]) -> bool:
    """Return True if a wanted key stands where the text breaks, or behind, first in a line or within brackets."""
    text = text.replace("\r", "\n")  # in place: offsets stay
    if broken_at is not None:
        line = plain(text[_line_start(text, broken_at) : _line_end(text, broken_at)].lstrip("\ufeff"))
        found = _ANY_INDENTATION.match(line)
        if found is not None and wanted(found[3]):
            return True
    behind = plain(text[_line_start(text, place.at) :].replace("\ufeff", ""))
    key = re.compile(rf"^(?:---[ \t]++|[ ]{{{place.column}}}){_PROPERTIES}{_KEY}", re.MULTILINE)
    if any(wanted(found[3]) for found in key.finditer(behind)):
        return True
    document = plain(text[place.document :].replace("\ufeff", ""))
    starts = [0, *(found.end() for found in _DOCUMENT.finditer(document))]
    ends = [*starts[1:], len(document)]
    return any(_is_in_flow(document, start, end, wanted) for start, end in zip(starts, ends, strict=True))


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _is_in_flow(text: str, start: int, end: int, wanted: Callable[[str], bool]) -> bool:
    """Return True if a document opens with a brace, and has a wanted key directly within.

    Where a bracket is never closed nobody knows which, so that a key counts however deep it stands.
    """
    blank = _BLANK.match(text, start, end)
    start = blank.end() if blank is not None else start
    if not text.startswith("{", start, end):
        return False
    depth, deeper = 0, False
    for token in _FLOW_WORD.finditer(text, start, end):
        word = token[0]
        if word in ("{", "["):
            depth += 1
        elif word in ("}", "]"):
            depth -= 1
            if depth <= 0:
                return False
        elif not (depth > 1 and deeper) and wanted(word.strip("\"'")) and _COLON.match(text, token.end(), end):
            if depth == 1:
                return True
            deeper = True
    return deeper
