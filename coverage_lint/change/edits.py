"""What differs in one entity between two versions, read from what is written: field by field, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.change.amounts import how_shown
from coverage_lint.change.rows import record_rows, text_rows
from coverage_lint.change.versions import effective, read_map, read_scalar
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.entities.records import REJECTED
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.change.versions import Side
    from coverage_lint.entities.catalogue import Catalogue, FieldSpec, Kind


class Edit(NamedTuple):
    """A value that differs: that of a field, of a row in it, or of a field of such a row."""

    field: str
    """As the schema calls it."""
    row: str
    """The row's key or text ('Q1', 'group smb'); '' for the field itself."""
    inner: str
    """The field of the row or of the mapping in the field; ''."""
    before: object
    """An exact value, REJECTED where it could not be read; None where there was none."""
    after: object
    how: str
    """How the values are shown; see `amounts.how_shown`."""


def edits(kind: Kind, before: Side, after: Side, catalogue: Catalogue) -> list[Edit]:
    """Return what differs in an entity, in the order of the schema. What only stands in another order is the same."""
    found: list[Edit] = []
    for name, spec in kind.specs.items():
        old, new = before.node.get(name), after.node.get(name)
        if old == new and type(old) is type(new) and (old is not None or before.refused(name) == after.refused(name)):
            continue
        if name == "id":
            continue
        if kind.name == "person" and name in {"group", "groups"}:
            if all(one.field != "group" for one in found):
                found += _placement(before, after)
            continue
        found += _field(spec, before, after, catalogue)
    return found


def _field(spec: FieldSpec, before: Side, after: Side, catalogue: Catalogue) -> Iterator[Edit]:
    if spec.shape == "either" and any(isinstance(side.node.get(spec.name), Map) for side in (before, after)):
        return _parts(spec, before, after)
    if spec.shape in {"scalar", "either"}:
        how = how_shown(spec.type, spec.name)
        return _value(spec.name, effective(before, after, spec), effective(after, before, spec), how)
    if spec.shape == "reference":
        return _value(spec.name, _named(before, spec.name), _named(after, spec.name), "text")
    if any(side.refused(spec.name) and not _usable(side.node.get(spec.name)) for side in (before, after)):
        return _unread(spec, before, after)
    if spec.shape == "map":
        return _rows(spec, before, after)
    if spec.shape == "record":
        return _nested(spec, before, after, catalogue)
    if spec.shape == "records":
        kind = catalogue.kinds[spec.type.kind]
        return (
            Edit(spec.name, *row) for row in record_rows(kind, before.node.get(spec.name), after.node.get(spec.name))
        )
    if spec.type.kind == "step":
        return _value(spec.name, _steps(before, spec), _steps(after, spec), "percent")
    return (Edit(spec.name, *row) for row in text_rows(before.node.get(spec.name), after.node.get(spec.name)))


def _usable(raw: object) -> bool:
    """True if there are parts to compare, though some of them or what they name was refused."""
    return isinstance(raw, Map | Seq)


def _value(field: str, old: object, new: object, how: str) -> Iterator[Edit]:
    if old != new or type(old) is not type(new) or old is REJECTED:
        yield Edit(field, "", "", old, new, how)


def _unread(spec: FieldSpec, before: Side, after: Side) -> Iterator[Edit]:
    """Return the edit for a map or list that could not be read in one version or in both."""
    old, new = (
        REJECTED if side.refused(spec.name) else "given" if side.node.get(spec.name) else None
        for side in (before, after)
    )
    yield Edit(spec.name, "", "", old, new, "text")


def _named(side: Side, field: str) -> object:
    """Return what a reference names, whether it is there or not."""
    raw = side.node.get(field)
    if raw is None:
        return REJECTED if side.refused(field) else None
    return raw if isinstance(raw, str) else REJECTED


def _rows(spec: FieldSpec, before: Side, after: Side) -> Iterator[Edit]:
    old, new = read_map(before.node.get(spec.name)), read_map(after.node.get(spec.name))
    how = how_shown(spec.value_type, spec.value_field)
    for key in (*new, *(key for key in old if key not in new)):
        if old.get(key) != new.get(key):
            yield Edit(spec.name, key, "", old.get(key), new.get(key), how)


def _parts(spec: FieldSpec, before: Side, after: Side) -> Iterator[Edit]:
    """Compare a value that is a map in one version at least: the whole where both have one, then the parts."""
    old, new = (_whole(side, spec) for side in (before, after))
    yield from _value(spec.name, old, new, how_shown(spec.type, spec.name))
    yield from _rows(spec, before, after)


def _whole(side: Side, spec: FieldSpec) -> object:
    """Return the one value that a field has, written as such or by its parts."""
    if side.refused(spec.name):
        return REJECTED
    raw = side.node.get(spec.name)
    if raw is None or not isinstance(raw, Map):
        return None if raw is None else read_scalar(raw, spec.type)
    parts = read_map(raw)
    counted = [parts[key] for key in parts if spec.whole in {"", key}]
    return None if not counted else REJECTED if REJECTED in counted else sum(counted)  # type: ignore[arg-type]


def _nested(spec: FieldSpec, before: Side, after: Side, catalogue: Catalogue) -> Iterator[Edit]:
    for edit in edits(catalogue.kinds[spec.type.kind], before.inner(spec.name), after.inner(spec.name), catalogue):
        yield edit._replace(field=spec.name, inner=edit.field)


def _steps(side: Side, spec: FieldSpec) -> object:
    raw = side.node.get(spec.name)
    if raw is None:
        return None
    return (
        tuple(read_scalar(one, spec.type._replace(name="ratio")) for one in raw) or None
        if isinstance(raw, Seq)
        else REJECTED
    )


def _placement(before: Side, after: Side) -> Iterator[Edit]:
    """Compare the groups of a person, whether written as one or as shares."""
    old, new = placement(before), placement(after)
    if old != new:
        yield Edit("group", "", "", old, new, "text")


def placement(side: Side) -> object:
    """Write where a person is: 'smb', or 'enterprise 50 %, smb 50 %'; None for nowhere."""
    from coverage_lint.change.amounts import written

    raw = side.node.get("groups")
    if raw is None:
        return REJECTED if side.refused("groups") else _named(side, "group")
    if not isinstance(raw, Map):
        return REJECTED
    shares = read_map(raw)
    if set(shares.values()) == {1} and len(shares) == 1:
        return next(iter(shares))
    return ", ".join(f"{group} {written(share, 'percent')}" for group, share in sorted(shares.items())) or None
