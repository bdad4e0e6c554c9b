"""Why a document breaks the schema: jsonschema-rs says where and by which keyword; the words are our own.

Whatever is reported is refused as well. So the order matters: first what is outside the lists of entities; of each list
first the columns that a table's header may have meant, for all rows at once; of each mapping first numbers that a comma
tore apart, then misspelt keys, and only then missing fields, since a misspelt key may have been meant for one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from coverage_lint.codes import finding
from coverage_lint.document.exact_fix import exact_fix
from coverage_lint.document.nodes import Map, Seq, Value
from coverage_lint.frozen import NamedTuple
from coverage_lint.location import Location
from coverage_lint.schemas import Schema, Section, compile_schema, flat_schema, sections
from coverage_lint.structure.doubts import Doubts
from coverage_lint.structure.model_paths import Path, Place, once
from coverage_lint.structure.torn_numbers import report_torn, torn_numbers
from coverage_lint.structure.unknown_keys import report_unknown, unknown_keys
from coverage_lint.structure.wording import Words, describe, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coverage_lint.document.documents import Rejections
    from coverage_lint.findings import Finding

MOST_FINDINGS = 10_000
"""Entities that fail beyond this are refused without a word each; one finding counts them."""

MOST_IN_ONE = 200
"""Findings for one entity; what has more is refused as a whole."""

_LONGEST_SUBJECT = 80

_CLEAREST_FIRST = ("const", "enum", "type", "format", "pattern", "maxLength", "minimum", "maximum")


class Located(NamedTuple):
    """Where a value breaks a keyword, by jsonschema-rs. The paths begin at what was validated, and at its schema."""

    path: Path
    keyword: str
    way: tuple[str, ...]
    """The steps through the schema to the one that holds the keyword."""


class Defect(NamedTuple):
    """One keyword that one value breaks, and the schema that holds the keyword."""

    path: Path
    keyword: str
    schema: Schema


def explain(root: Map, rejected: Rejections) -> list[Finding]:
    """Return a finding for each defect, and refuse the values concerned. The document is not valid."""
    findings: list[Finding] = []
    schema = flat_schema()
    told: set[tuple[object, ...]] = set()
    doubts = Doubts(root, rejected)
    outside = _locate(_shallow(root, schema), schema)
    if outside:
        findings += once(_report(Place(root, ()), schema, outside, doubts), told)
    _refuse_unloaded(root, rejected)
    unexplained = 0
    for section in sections():
        listed, failing = _failing(root, section)
        if failing:
            doubts.doubt_columns(section, listed, failing)
        for index, located in failing.items():
            entity = Place(root, (*section.path, index))
            if len(findings) >= MOST_FINDINGS:
                entity.refuse(rejected)
                unexplained += 1
            elif not entity.refused(rejected):
                findings += once(_report(entity, section.entity, located, doubts), told)
    if unexplained:
        message = f"{unexplained:,} more entries do not fit the schema; they are left out"
        findings.append(finding("CL010", root.location(), message, entity="plan"))
    return findings


def _refuse_unloaded(root: Map, rejected: Rejections) -> None:
    """Reject the sections that are still mappings: the error in their `from:` has been reported."""
    for section in sections():
        holder: Value = root
        for key in section.path[:-1]:
            holder = holder.get(key) if isinstance(holder, Map) else None
        if isinstance(holder, Map) and isinstance(holder.get(section.path[-1]), Map):
            rejected.reject(holder, section.path[-1])


def _failing(root: Map, section: Section) -> tuple[Seq, dict[int, list[Located]]]:
    """Return the entries of a section, and those that break the schema, each with the places in it."""
    listed: Value = root
    for key in section.path:
        listed = listed.get(key) if isinstance(listed, Map) else None
    failing: dict[int, list[Located]] = {}
    if not isinstance(listed, Seq):
        return Seq(root.source, root.start), failing
    for (index, *rest), keyword, (_, *way) in _locate(listed, {"items": section.entity}):
        failing.setdefault(int(index), []).append(Located(tuple(rest), keyword, tuple(way)))
    return listed, failing


def _locate(value: Any, schema: Schema) -> list[Located]:  # noqa: ANN401 - a value, or a shallow copy of one
    """Ask jsonschema-rs where a value breaks a flat schema.

    Not of the whole document at once: an error keeps a copy of the mapping that it is in.
    """
    from coverage_lint.structure.written_paths import WrittenPaths

    paths = WrittenPaths(value)
    located: dict[Located, None] = {}
    for error in compile_schema(schema, formats=True).iter_errors(value):
        *way, keyword = map(str, error.schema_path)
        located.update(dict.fromkeys(Located(path, keyword, tuple(way)) for path in paths.of(error)))
    return list(located)


def _shallow(value: Value, schema: Schema) -> Value | dict[str, Any]:
    """Copy what is outside the lists of entities, leaving those empty."""
    if not isinstance(value, Map):
        return value
    copy: dict[str, Any] = dict(value)
    for key, part in schema["properties"].items():
        held = value.get(key)
        if "id" in part.get("items", {}).get("properties", {}) and isinstance(held, Seq):
            copy[key] = []
        elif "x-kind" in part and isinstance(held, Map):
            copy[key] = _shallow(held, part)
    return copy


class _Order:
    """The order in which defects of a value are reported: that of the schema, then that of the text."""

    def __init__(self, value: Value, schema: Schema) -> None:
        self.value = value
        self.schema = schema
        self.numbers: dict[int, dict[object, int]] = {}

    def rank(self, located: Located) -> list[int]:
        schema, value = self.schema, cast("Any", self.value)
        rank: list[int] = []
        way = iter(located.way)
        for step in located.path:
            keyword = next(way)
            rank.append(self.number(schema, keyword))
            if keyword == "items":
                rank.append(step)  # type: ignore[arg-type]  # lists have positions
                schema = schema[keyword]
            else:
                name = next(way)
                rank += (self.number(schema[keyword], name), self.number(value, step))
                schema = schema[keyword][name]
            value = value[step]
        return [*rank, self.number(schema, located.keyword)]

    def number(self, held: Mapping[Any, Any], key: object) -> int:
        known = self.numbers.get(id(held))
        if known is None:
            known = self.numbers[id(held)] = {one: number for number, one in enumerate(held)}
        return known[key]


def _schema_at(schema: Schema, way: Iterable[str]) -> Schema:
    for step in way:
        schema = schema[step]
    return schema


def _explained(top: Place, schema: Schema, located: list[Located]) -> list[Defect]:
    """Return what is wrong with an entity, or outside all of them, up to one more than is shown."""
    if [(one.path, one.keyword) for one in located] == [((), "additionalProperties")]:
        return [Defect((), "additionalProperties", schema)]  # a key says it all, and a table may repeat it
    if len(located) > 1:
        located = sorted(located, key=_Order(top.value(), schema).rank)
    return [Defect(one.path, one.keyword, _schema_at(schema, one.way)) for one in located[: MOST_IN_ONE + 1]]


def _report(top: Place, schema: Schema, located: list[Located], doubts: Doubts) -> list[Finding]:
    """Turn what is wrong with an entity, or outside all of them, into findings: one for each place."""
    rejected = doubts.rejected
    defects = _explained(top, schema, located)
    by_place: dict[Path, list[Defect]] = {}
    for defect in defects:
        by_place.setdefault(top.path + defect.path, []).append(defect)
    places = [(Place(top.root, path), there) for path, there in by_place.items()]
    open_places = [(place, there) for place, there in places if not place.refused(rejected)]
    findings = [one for place, there in _folded(open_places, rejected) for one in _report_place(place, there, doubts)]
    if len(defects) > MOST_IN_ONE or len(findings) > MOST_IN_ONE:
        return [*findings[:MOST_IN_ONE], _report_rest(top, rejected)]
    return findings


def _folded(places: list[tuple[Place, list[Defect]]], rejected: Rejections) -> list[tuple[Place, list[Defect]]]:
    """Return the places of which one finding is told: of a list of percents where fractions are due, the first item.

    Its fellows are refused, and follow it when it is mended.
    """
    told: set[Path] = set()
    kept = []
    for place, defects in places:
        *above, last = place.path or ("",)
        is_too_large = isinstance(last, int) and {one.keyword for one in defects} == {"maximum"}
        if is_too_large and tuple(above) in told:
            place.refuse(rejected)
            continue
        if is_too_large:
            told.add(tuple(above))
        kept.append((place, defects))
    return kept


def _report_rest(top: Place, rejected: Rejections) -> Finding:
    """Return the finding that an entity has more defects, and reject the whole entity."""
    if top.path:
        top.refuse(rejected)
    for key, held in top.root.items() if not top.path else ():
        if not isinstance(held, Seq):
            rejected.reject(top.root, key)
    entity = top.entity()
    message = f"{entity} has more than {MOST_IN_ONE} defects; the rest is not shown"
    return finding("CL010", top.location(), message, label="more than is shown", entity=entity)


def _report_place(place: Place, defects: list[Defect], doubts: Doubts) -> Iterator[Finding]:
    value = place.value()
    keywords = {defect.keyword: defect.schema for defect in defects}
    if isinstance(value, Map) and ("additionalProperties" in keywords or "required" in keywords):
        schema = keywords.get("additionalProperties") or keywords["required"]
        yield from _report_fields(place, value, schema, doubts)
        return
    keyword = min(keywords, key=lambda word: (_CLEAREST_FIRST.index(word) if word in _CLEAREST_FIRST else 99, word))
    at = place.location()
    written = at.source.text[at.start : min(at.end, at.start + _LONGEST_SUBJECT)]
    yield _report_value(place, describe(place.subject(), value, keyword, keywords[keyword], written), doubts.rejected)


def _report_value(place: Place, words: Words, rejected: Rejections) -> Finding:
    place.refuse(rejected)
    at = place.location()
    return finding(
        "CL010",
        at,
        words.message,
        label=words.label,
        help=words.help,
        entity=place.entity(),
        field=place.field(),
        fix=exact_fix(at, place.value(), words.meant, is_text=words.is_text),
        subject=_subject(place),
    )


def _subject(place: Place) -> str:
    """Return what tells a rejected value apart from others at its place: its row and its text.

    What begins like a figure is one, however it is written, and may move.
    """
    value, rows = place.value(), place.rows()
    if not isinstance(value, str) or not value[:1].isalpha():
        return rows
    said = value[:_LONGEST_SUBJECT]
    return f"{rows}, {said}" if rows else said


def _report_fields(place: Place, node: Map, schema: Schema, doubts: Doubts) -> Iterator[Finding]:
    """Report the keys that a mapping should not have, and those that it should."""
    rejected = doubts.rejected
    unknown = unknown_keys(node, schema, MOST_IN_ONE + 1)
    torn = torn_numbers(node, unknown)
    for number in torn:
        yield report_torn(place, number, rejected)
        if "x-rows" in schema:
            place.refuse(rejected)  # what its rows add up to is unknown now
        unknown = [one for one in unknown if one.key not in number.keys]
    hidden = {name for one in unknown for name in one.meant}
    if node.source.header is None:  # what a header may stand for was refused in every row
        doubts.doubt_fields(node, unknown, schema)
    missing = [
        name
        for name in schema.get("required", ())
        if name not in node and name not in hidden and not rejected.refused(node, name)
    ]
    if "items" in schema and missing:  # a mapping where a list of entities is due
        yield _report_value(place, describe(place.subject(), node, "type", schema), rejected)
        return
    if "items" in schema:
        place.refuse(rejected)
    for one in doubts.not_yet_told(place, node, unknown):
        yield report_unknown(place, one, schema, rejected)
    for name in missing:
        yield _report_missing(place, node, name, schema, rejected)


def _report_missing(place: Place, node: Map, name: str, schema: Schema, rejected: Rejections) -> Finding:
    rejected.reject(node, name)
    example = schema["properties"][name].get("examples", [""])[0]
    header = node.source.header
    column = place.child(name).field()
    if header is not None and column not in header.names:
        rows = place.section()
        return finding(
            "CL010",
            Location(node.source, header.start, header.end),
            f"the table of {rows} has no column {column}",
            label=f"no {column}",
            help=f"Add a column {column}, and give every row a value in it, such as {shown(example)}.",
            field=column,
        )
    return finding(
        "CL010",
        node.location(),
        f"{place.subject()} has no {name}",
        label=f"no {name}",
        help=f"Give it {'an' if name[0] in 'aeiou' else 'a'} {name}, such as {shown(example)}.",
        entity=place.child(name).entity(),
        field=place.child(name).field(),
        subject=place.rows(),
    )
