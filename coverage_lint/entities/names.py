"""How records are named to people: an entity by its kind and id, a row by what it refers to, a field by its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coverage_lint.document.nodes import Map

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Seq
    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.entities.records import Record


def entity_name(record: Record) -> str:
    """Return the name of the entity that a record is, or belongs to: 'person ada', 'plan'."""
    while record.id is None and record.owner is not None:
        record = record.owner
    return "plan" if record.id is None else f"{record.kind.replace('_', ' ')} {record.id}"


def row_name(record: Record) -> str:
    """Return the name of a row by what it refers to, never by its position: 'Q1', 'group north'; '' for no row."""
    if record.id is not None or record.owner is None:
        return ""
    if record.key is None:
        from coverage_lint.structure.model_paths import name_of_row

        return name_of_row(record.node) if isinstance(record.node, Map) else ""
    key = record.key if isinstance(record.key, str) else cast("Seq", record.node)[record.key]
    return key if isinstance(key, str) else ""


def written_name(record: Record, field: str, catalogue: Catalogue, *, of_all: bool = False) -> str:
    """Return the path by which a field is written in the model: `budget.loaded_factor`, `roles[ae].family`.

    With `of_all` the name that all of its kind share: `roles[].family`.
    """
    if record.kind == "plan":
        return f"plan.{field}" if field.partition(".")[0] in catalogue.plan_fields else field
    section = next((path for path, kind in catalogue.sections.items() if kind == record.kind), "")
    if section and record.id is not None:
        own = f"{section}[{'' if of_all else record.id}]"
        return f"{own}.{field}" if field else own
    if record.owner is None:
        return field
    spec = next(
        (one for one in catalogue.kinds[record.owner.kind].specs.values() if one.type.kind == record.kind), None
    )
    if spec is None:
        return written_name(record.owner, field, catalogue, of_all=of_all)
    own = written_name(record.owner, spec.name, catalogue, of_all=of_all)
    if spec.shape != "record":
        own += f"[{'' if of_all else _row_in_words(record, spec.name)}]"
    return f"{own}.{field}" if field else own


def _row_in_words(record: Record, relation: str) -> str:
    """Return the name of a row by what it refers to, or else by its position in its list, from 1."""
    named = row_name(record)
    if named:
        return named
    held = record.owner.values.get(relation) if record.owner is not None else None
    return str(held.index(record) + 1) if isinstance(held, list) and record in held else ""


def in_section(kind: str, catalogue: Catalogue) -> str:
    """Return the section whose entities hold the records of a kind: of a row, that of what it belongs to."""
    for path, held in catalogue.sections.items():
        if held == kind:
            return path
    owners = (one for one in catalogue.kinds.values() for spec in one.specs.values() if spec.type.kind == kind)
    return next((in_section(owner.name, catalogue) for owner in owners if owner.name not in {"plan", kind}), kind)
