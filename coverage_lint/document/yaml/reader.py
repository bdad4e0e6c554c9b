"""YAML and JSON text to values with their places, straight from libyaml's events.

Recursion follows the nesting, which is bounded, so that every loop runs on local variables:
reading is the largest part of a check. libyaml is quadratic in flow depth, and is therefore
asked for no event beyond the bound.
"""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING, Any

from coverage_lint.codes import finding
from coverage_lint.document.documents import Rejections
from coverage_lint.document.nodes import Map, Seq, Value
from coverage_lint.document.yaml.aliases import Aliases
from coverage_lint.document.yaml.events import (
    SCALAR,
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)
from coverage_lint.document.yaml.parsing import NotParsed, parse
from coverage_lint.document.yaml.scalars import WORDS, RefusedNumber, as_tagged, resolve
from coverage_lint.errors import Unreadable
from coverage_lint.findings import Finding, Related
from coverage_lint.frozen import NamedTuple
from coverage_lint.location import Location, Source
from coverage_lint.system.collector import collector_paused

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.document.limits import Limits
    from coverage_lint.document.yaml.parsing import Event

_MERGE = "<<"


class Written(NamedTuple):
    """One document of a file."""

    root: Value
    problems: list[Finding]
    rejected: Rejections


class Stream(NamedTuple):
    """The documents of a file, and what made an end of reading them before the file's end."""

    documents: list[Written]
    broken: Finding | None


def read_stream(source: Source, limits: Limits) -> Stream:
    """Read every document of a text. Never raises for bad input."""
    documents: list[Written] = []
    try:
        parsing = parse(source.text)
    except NotParsed as stop:
        return Stream(documents, finding("CL004", Location(source, 0, 0), str(stop)))
    try:
        with collector_paused():
            _Reader(source, limits, parsing.get).read_into(documents)
    except Unreadable as stop:
        return Stream(documents, stop.finding)
    except YAMLError as error:
        from coverage_lint.document.yaml.syntax_errors import explain_syntax_error

        return Stream(documents, explain_syntax_error(source, error, parsing.text))
    return Stream(documents, None)


class _Repeated(str):
    """A key that stands in its mapping already, and is equal to no other until it is taken out."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


class _Reader:
    """The state of reading one file."""

    def __init__(self, source: Source, limits: Limits, get: Callable[[], Event]) -> None:
        self.source = source
        self.limits = limits
        self.text = source.text
        self.plain: dict[str, Any] = dict(WORDS)
        self.depth = 0
        self.counted = 0
        self._begin_document()
        self.get = get

    def _begin_document(self) -> None:
        self.problems: list[Finding] = []
        self.rejected = Rejections()
        self.repeated: dict[int, Map] = {}
        self.aliases = Aliases(self.limits)

    def read_into(self, documents: list[Written]) -> None:
        """Read to the end of the text, document by document, so that what was read is kept."""
        while type(event := self.get()) is not StreamEndEvent:
            if type(event) is not DocumentStartEvent:
                continue
            self._begin_document()
            if len(documents) == self.limits.documents:
                place = Location(self.source, event.start_mark.index, event.end_mark.index)
                raise Unreadable("CL004", place, f"more than {self.limits.documents:,} documents in one file")
            holder = Seq(self.source, 0)
            root, _, _ = self._node(self.get(), holder, 0)
            self._take_out_repeated()
            documents.append(Written(root, self.problems, self.rejected))
            while type(self.get()) is not DocumentEndEvent:
                pass

    def _mapping(self, start: int) -> Map:
        node = Map(self.source, start)
        marks = node.marks
        get, plain = self.get, self.plain
        while True:
            event = get()
            if type(event) is SCALAR and event.ctag is None and event.anchor is None:
                key = intern(event.value)
            elif type(event) is MappingEndEvent:
                break
            else:
                key = self._odd_key(event)
            key_start, key_end = event.start_mark.index, event.end_mark.index
            if key in node:
                key = self._repeat(node, key, key_start, key_end)
            event = get()
            if type(event) is SCALAR and event.ctag is None and event.anchor is None and not event.style:
                text = event.value
                value = plain[text] if text in plain else self._new_plain(text, event, node, key)
                marks += (key_start, key_end, event.start_mark.index, event.end_mark.index)
            else:
                value, start, end = self._node(event, node, key)
                marks += (key_start, key_end, start, end)
            node[key] = value
        node.end = _end(event, marks, node.start)
        if _MERGE in node:
            self._take_out_merge(node)
        return node

    def _take_out_merge(self, node: Map) -> None:
        """Refuse a merge key, and with it the fields that it would have brought."""
        place = node.key_location(_MERGE)
        if not self.text[place.start : place.end].endswith(_MERGE):
            return  # in quotes it is a key like any other
        self._count_problem(place)
        words = "the merge key << is no part of YAML 1.2, and is not supported: its fields are not taken"
        self.problems.append(finding("CL001", place, words, label="merge key", help="Write the fields out here."))
        at = list(node).index(_MERGE) * 4
        del node.marks[at : at + 4]
        merged = node.pop(_MERGE)
        for one in merged if isinstance(merged, Seq) else (merged,):
            for key in one if isinstance(one, Map) else ():
                if key not in node:
                    self.rejected.reject(node, key)

    def _sequence(self, start: int) -> Seq:
        node = Seq(self.source, start)
        marks = node.marks
        get, plain = self.get, self.plain
        while True:
            event = get()
            kind = type(event)
            if kind is SCALAR and event.ctag is None and event.anchor is None and not event.style:
                text = event.value
                value = plain[text] if text in plain else self._new_plain(text, event, node, len(node))
                marks += (event.start_mark.index, event.end_mark.index)
            elif kind is SequenceEndEvent:
                break
            else:
                value, start, end = self._node(event, node, len(node))
                marks += (start, end)
            node.append(value)
        node.end = _end(event, marks, node.start)
        return node

    def _node(self, event: Event, parent: Map | Seq, key: str | int) -> tuple[Value, int, int]:
        """Read the value that an event begins: anything but a plain scalar without a tag."""
        kind = type(event)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            return self._collection(event, parent, key)
        start, end = event.start_mark.index, event.end_mark.index
        if kind is AliasEvent:
            return self.aliases.value(event.anchor, Location(self.source, start, end), self.depth), start, end
        if event.style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip(" \t\r\n"))
        value: Value = event.value
        if event.ctag is not None:
            value = self._tagged(event, parent, key)
        elif not event.style:
            value = self._new_plain(event.value, event, parent, key)
        if event.anchor is not None:
            self.aliases.define(event.anchor, value, event.value)
        return value, start, end

    def _collection(self, event: Event, parent: Map | Seq, key: str | int) -> tuple[Value, int, int]:
        start = event.start_mark.index
        if self.depth >= self.limits.depth:
            place = Location(self.source, start, start + 1)
            raise Unreadable("CL004", place, f"nested more than {self.limits.depth} deep", label="one level too deep")
        is_map = type(event) is MappingStartEvent
        if event.anchor is not None:
            self.aliases.open(event.anchor)
        self.depth += 1
        node = self._mapping(start) if is_map else self._sequence(start)
        self.depth -= 1
        if event.anchor is not None:
            self.aliases.define(event.anchor, node, None)
        if event.ctag is not None and self._tag_of(event) not in ("!", "map" if is_map else "seq"):
            self._refuse("CL001", event, parent, key, _tag_words(self._tag_of(event)))
            return None, start, node.end
        return node, start, node.end

    def _new_plain(self, text: str, event: Event, parent: Map | Seq, key: str | int) -> Value:
        try:
            value = self.plain[text] = resolve(text)
        except RefusedNumber as refused:
            self._refuse(refused.code, event, parent, key, str(refused))
            return None
        return value

    def _tag_of(self, event: Event) -> str:
        return str(event.ctag).removeprefix("tag:yaml.org,2002:")

    def _tagged(self, event: Event, parent: Map | Seq, key: str | int) -> Value:
        tag = self._tag_of(event)
        try:
            return as_tagged(tag, event.value)
        except RefusedNumber as refused:
            self._refuse(refused.code, event, parent, key, str(refused))
        except KeyError:
            self._refuse("CL001", event, parent, key, _tag_words(tag))
        return None

    def _refuse(self, code: str, event: Event, parent: Map | Seq, key: str | int, words: str) -> None:
        """Note a problem with one value, which is then refused, and go on."""
        place = Location(self.source, event.start_mark.index, event.end_mark.index)
        advice = "Put it in quotes if it is meant as text." if code == "CL004" else None
        self._count_problem(place)
        self.problems.append(finding(code, place, words, help=advice))
        self.rejected.reject(parent, key)

    def _count_problem(self, place: Location) -> None:
        self.counted += 1
        if self.counted > self.limits.problems:
            raise Unreadable("CL004", place, f"more than {self.limits.problems} problems; the file was read no further")

    def _odd_key(self, event: Event) -> str:
        """Return the text of a key that has an anchor or tag, or is an alias; refuse lists and mappings."""
        place = Location(self.source, event.start_mark.index, event.end_mark.index)
        text: str | None = None
        if type(event) is AliasEvent:
            text = self.aliases.text(event.anchor, place)
        elif type(event) is SCALAR:
            text = event.value
            if event.anchor is not None:
                self.aliases.define(event.anchor, text, text)
        if text is None:
            raise Unreadable("CL001", place, "a key must be text, not a list or a mapping")
        return text

    def _repeat(self, node: Map, key: str, start: int, end: int) -> str:
        """Report a key that is there already; the second 000 of {quota: 1,000,000} is told as part of a number."""
        place = Location(self.source, start, end)
        if node[key] is None and len(key) == 3 and key.isdecimal() and not self.text[end:].lstrip().startswith(":"):  # noqa: PLR2004
            self.repeated[id(node)] = node
            return _Repeated(key)
        self._count_problem(place)
        first = Related(node.key_location(key), "first written here")
        self.problems.append(
            finding("CL003", place, f"the key '{key}' is written twice", label="second time", related=(first,))
        )
        self.rejected.reject(node, key)  # nobody knows which of the two was meant
        self.repeated[id(node)] = node
        return _Repeated(key)

    def _take_out_repeated(self) -> None:
        for node in self.repeated.values():
            marks, node.marks = node.marks, []
            for at, key in enumerate(list(node)):
                if type(key) is _Repeated:
                    del node[key]
                else:
                    node.marks += marks[at * 4 : at * 4 + 4]


def _end(event: Event, marks: list[int], start: int) -> int:
    """Return a collection's end: its bracket, or, in block style, the end of what it holds last."""
    end: int = event.end_mark.index
    if end > event.start_mark.index:
        return end
    return marks[-1] if marks else start


def _tag_words(tag: str) -> str:
    shown = tag if tag.startswith("!") else f"!!{tag}"
    return f"the tag {shown} means nothing here; a model holds text, numbers, true, false, null, lists and mappings"
