"""The older version beside an example of a change: what its newer version speaks of, as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map, Seq

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.authoring.cases import Case
    from coverage_lint.document.nodes import Value
    from coverage_lint.location import Source

_STEP = 2
"""By how much what stands below is indented."""


def older_text(case: Case) -> str:
    """Return the older version of a case about a change as YAML; '' for a case about one version.

    Of each entity, the fields that the case writes in one of its fragments or takes out of the newer version.
    """
    if case.older is None:
        return ""
    older, newer = case.older.root, case.document.root
    taken = [path.split(".") for path in case.without]
    sections = dict.fromkeys([
        *_own(older, case.older.source), *_own(newer, case.document.source), *(path[0] for path in taken)
    ])  # fmt: skip
    lines: list[str] = []
    for section in sections:
        held = older.get(section)
        out = [path[1:] for path in taken if path[0] == section]
        if isinstance(held, Seq) and all(isinstance(item, Map) and "id" in item for item in held):
            inside = list(_entities(held, newer.get(section), out, case))
            lines += [f"{section}:", *inside] if inside else []
        elif isinstance(held, Map):
            fields = _wanted(held, newer.get(section), out, case)
            lines += [f"{section}:", *_fields(held, fields, _STEP)] if fields else []
        elif section in older:
            lines += _fields(older, [section], 0)
    return "\n".join(lines)


def newer_text(case: Case, text: str) -> str:
    """Return the newer version as YAML, below a comment that names what it no longer has."""
    return f"# no more: {', '.join(case.without)}\n{text}" if case.older is not None and case.without else text


def _entities(held: Seq, newer: Value, out: list[list[str]], case: Case) -> Iterator[str]:
    """Write the entities of a section that a case speaks of."""
    later = {item["id"]: item for item in newer if isinstance(item, Map)} if isinstance(newer, Seq) else {}
    for item in held:
        if not isinstance(item, Map):
            continue
        taken = [path[1:] for path in out if path and path[0] == item["id"]]
        fields = [name for name in _wanted(item, later.get(item["id"]), taken, case) if name != "id"]
        if fields or _named(item, later.get(item["id"]), case):
            yield f"  - id: {item['id']}"
            yield from _fields(item, fields, 2 * _STEP)


def _named(item: Map, later: Value, case: Case) -> bool:
    """True if a case writes an entity itself, if only its id."""
    return any(_own(one, source) for one, source in _versions(item, later, case))


def _versions(held: Map, later: Value, case: Case) -> list[tuple[Map, Source]]:
    older = [(held, case.older.source)] if case.older is not None else []
    return [*older, *([(later, case.document.source)] if isinstance(later, Map) else [])]


def _wanted(held: Map, later: Value, out: list[list[str]], case: Case) -> list[str]:
    """Return the fields of a mapping that a case writes or takes out; all where the whole of it goes."""
    written = {key for one, source in _versions(held, later, case) for key in _own(one, source)}
    if [] in out:
        return list(held)
    written |= {path[0] for path in out}
    return [key for key in held if key in written and held[key] is not None]


def _own(node: Map, source: Source) -> list[str]:
    """Return the keys that a fragment itself writes."""
    return [key for key in node if node.key_location(key).source is source]


def _fields(holder: Map, names: list[str], indent: int) -> Iterator[str]:
    """Write entries as they are written, further in or out."""
    for name in names:
        key, value = holder.key_location(name), holder.value_location(name)
        column = key.start - (key.source.text.rfind("\n", 0, key.start) + 1)
        first, *rest = key.source.text[key.start : value.end].rstrip().splitlines()
        yield " " * indent + first
        yield from (" " * indent + line[min(column, len(line) - len(line.lstrip())) :] for line in rest)
