"""References resolved both ways, and what is wrong with them: CL020, CL021, CL022."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coverage_lint.codes import finding
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.entities.places import entity_name, locate
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.findings import Related

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Location
    from coverage_lint.entities.build import Draft, Reference
    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.findings import Finding

MOST_COMPARED = 2_000
"""Among more ids than these, no near one is looked for: it would take longer than the check."""


def resolve(draft: Draft, catalogue: Catalogue, root: Map) -> list[Finding]:
    """Turn ids into records, fill the reverse relations, and tell what dangles, doubles or goes in circles."""
    problems = [_duplicate(second, first) for second, first in draft.duplicates]
    dropped = _dropped_rows(draft)
    _open_reverse_relations(draft, catalogue)
    for reference in draft.references:
        problem = _resolve_one(draft, catalogue, reference, root, from_dropped=id(_entity(reference.record)) in dropped)
        if problem is not None:
            problems.append(problem)
    for kind in catalogue.kinds.values():
        if kind.acyclic:
            problems += _cycles(draft.by_kind[kind.name], kind.acyclic)
    return problems


def _entity(record: Record) -> Record:
    """Give the entity that a row belongs to."""
    while record.id is None and record.owner is not None and record.owner.kind != "plan":
        record = record.owner
    return record


def _dropped_rows(draft: Draft) -> set[int]:
    """Take the rows of dropped entities out of their kinds; give the dropped ones' identities."""
    dropped = {id(record) for record in draft.dropped}
    if dropped:
        for kind, records in draft.by_kind.items():
            draft.by_kind[kind] = [record for record in records if id(_entity(record)) not in dropped]
    return dropped


def _open_reverse_relations(draft: Draft, catalogue: Catalogue) -> None:
    """Give every entity an empty relation for each kind of reference to it whose section is there."""
    for kind in catalogue.kinds.values():
        for name, held in kind.fields.items():
            if held.name == "relation" and name not in kind.specs and _could_refer(draft, catalogue, held.kind):
                for record in draft.by_kind[kind.name]:
                    record.values.setdefault(name, [])


def _could_refer(draft: Draft, catalogue: Catalogue, kind: str) -> bool:
    """Tell whether a kind's section is there; a row's is that of the entities it belongs to."""
    if kind in catalogue.sections.values():
        return kind in draft.present
    return True


def _resolve_one(
    draft: Draft, catalogue: Catalogue, reference: Reference, root: Map, *, from_dropped: bool
) -> Finding | None:
    record, spec, section = reference.record, reference.spec, reference.spec.section
    kind = catalogue.sections[section]
    target = draft.by_id.get(kind, {}).get(reference.target)
    if target is None:
        _set(record, reference, REJECTED)
        if kind not in draft.present or kind in draft.unidentified or _rejected_section(draft, section, root):
            return None
        _unknown_everywhere(draft.by_kind[kind], spec.reverse)
        return _dangling(reference, section, list(draft.by_id.get(kind, {})))
    _set(record, reference, target)
    if spec.reverse:
        members = cast("list[Record]", target.values.setdefault(spec.reverse, []))
        members.append(UNKNOWN_MEMBER if from_dropped else record)
    return None


def _set(record: Record, reference: Reference, target: object) -> None:
    if reference.spec.shape == "references":
        members = cast("list[Record]", record.values[reference.field])
        members.append(target if isinstance(target, Record) else UNKNOWN_MEMBER)
    else:
        record.values[reference.field] = target  # type: ignore[assignment]


def _rejected_section(draft: Draft, section: str, root: Map) -> bool:
    return section in root and draft.plan.values.get(section.partition(".")[0]) is REJECTED


def _unknown_everywhere(targets: list[Record], reverse: str) -> None:
    """Add an unknown member to every target that a dangling reference may mean."""
    for target in targets if reverse else ():
        members = target.values.setdefault(reverse, [])
        if isinstance(members, list) and (not members or members[-1] is not UNKNOWN_MEMBER):
            members.append(UNKNOWN_MEMBER)


def _dangling(reference: Reference, section: str, known: list[str]) -> Finding:
    from coverage_lint.structure.nearness import nearest

    near = " or ".join(nearest(reference.target, known)) if len(known) <= MOST_COMPARED else ""
    singular = section.rpartition(".")[2].replace("_", " ")
    help_text = f"Did you mean {near}?" if near else f"Add it to {section}, or name one that is there."
    return finding(
        "CL020",
        _reference_place(reference),
        f"{reference.field.replace('_', ' ')} names {reference.target}, which is not among the {singular}",
        label=f"no such id in {section}",
        help=help_text,
        entity=entity_name(reference.record),
        field=reference.field if reference.record.id else reference.spec.name,
    )


def _reference_place(reference: Reference) -> Location:
    node, key = reference.node, reference.key
    if isinstance(node, Seq):
        return node.item_location(cast("int", key))
    if reference.spec.shape == "map":
        return node.key_location(cast("str", key))
    return node.value_location(cast("str", key))


def _duplicate(second: Record, first: Record) -> Finding:
    return finding(
        "CL021",
        locate(second, "id"),
        f"{second.kind.replace('_', ' ')} {second.id} is there already",
        label="the second one with this id",
        help="Give each an id of its own, or remove one.",
        entity=entity_name(second),
        field="id",
        related=(Related(locate(first, "id"), "the first one"),),
    )


def _cycles(records: list[Record], field: str) -> list[Finding]:
    """Tell each circle of references once, at its first member; none of its references is used."""
    problems = []
    done: set[int] = set()
    for start in records:
        path: list[Record] = []
        on_path: set[int] = set()
        record: object = start
        while isinstance(record, Record) and id(record) not in done and id(record) not in on_path:
            path.append(record)
            on_path.add(id(record))
            record = record.values.get(field)
        if isinstance(record, Record) and id(record) in on_path:
            circle = path[next(i for i, one in enumerate(path) if one is record) :]
            problems.append(_cycle(circle, field))
            for member in circle:
                member.values[field] = REJECTED
        done |= on_path
    return problems


def _cycle(circle: list[Record], field: str) -> Finding:
    names = " → ".join(str(record.id) for record in (*circle, circle[0]))
    first = circle[0]
    return finding(
        "CL022",
        locate(first, field),
        f"{field} goes in a circle: {names}",
        label=f"{field} of {first.id}",
        help=f"Let one of them have no {field}, or another one.",
        entity=entity_name(first),
        field=field,
        related=tuple(Related(locate(one, field), f"{field} of {one.id}") for one in circle[1:11]),
    )
