"""References resolved both ways, and what is wrong with them: CL020, CL021, CL022."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coverage_lint.codes import finding
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.entities.names import entity_name
from coverage_lint.entities.places import locate
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.findings import Related

if TYPE_CHECKING:
    from coverage_lint.entities.build import Draft, Reference
    from coverage_lint.entities.catalogue import Catalogue, FieldSpec
    from coverage_lint.entities.records import Scalar
    from coverage_lint.findings import Finding
    from coverage_lint.location import Location

MOST_COMPARED = 4_000
"""After so many comparisons of ids of a kind no near one is looked for: it would take longer than the check."""
_LONGEST_SUBJECT = 1_000
"""A circle whose names are longer is known by its first member alone."""


MAY_BE_LEFT_OUT = "partner"
"""A model without this section has none of them, unless something in it names one."""


def resolve(draft: Draft, catalogue: Catalogue, root: Map) -> list[Finding]:
    """Turn ids into records, fill the reverse relations, and report dangling references, duplicate ids and cycles."""
    problems = [_duplicate(second, first) for second, first in draft.duplicates]
    dropped = _dropped_rows(draft)
    _open_reverse_relations(draft, catalogue)
    doubtful = {target for spec in draft.refused for target in _targets(spec, catalogue)}
    for reference in draft.references:
        from_dropped = bool(dropped) and id(_entity(reference.record, dropped)) in dropped
        problem = _resolve_one(draft, catalogue, reference, root, from_dropped=from_dropped)
        if problem is not None:
            problems.append(problem)
            doubtful |= _targets(reference.spec, catalogue)
    for kind in catalogue.kinds.values():
        circles = _cycles(draft.by_kind[kind.name], kind.acyclic) if kind.acyclic else []
        if circles:
            problems += [_cycle(circle, kind.acyclic) for circle in circles]
            _take_back(circles, kind.acyclic, kind.specs[kind.acyclic].reverse)
            doubtful |= _targets(kind.specs[kind.acyclic], catalogue)
    doubtful |= _left_out(draft, catalogue)
    for name, reverse in doubtful:
        _unknown_everywhere(draft.by_kind[name], reverse)
    return problems


def _entity(record: Record, dropped: set[int]) -> Record:
    """Return the entity that a row belongs to, or the dropped one."""
    while record.id is None and id(record) not in dropped and record.owner is not None and record.owner.kind != "plan":
        record = record.owner
    return record


def _dropped_rows(draft: Draft) -> set[int]:
    """Take the rows of dropped entities out of their kinds; give the dropped ones' identities."""
    dropped = {id(record) for record in draft.dropped}
    if dropped:
        for kind, records in draft.by_kind.items():
            draft.by_kind[kind] = [record for record in records if id(_entity(record, dropped)) not in dropped]
    return dropped


def _open_reverse_relations(draft: Draft, catalogue: Catalogue) -> None:
    """Return every entity an empty relation for each kind of reference to it whose section is there."""
    present = {"plan", *draft.present}
    named = {catalogue.sections[reference.spec.section] for reference in draft.references}
    if MAY_BE_LEFT_OUT not in named and draft.plan.values.get("partners") is None:
        present.add(MAY_BE_LEFT_OUT)
    opened: dict[str, dict[str, Scalar]] = {}
    for kind in catalogue.kinds.values():
        for spec in kind.specs.values():
            if spec.section and spec.reverse and not _sections_of(kind.name, catalogue).isdisjoint(present):
                opened.setdefault(catalogue.sections[spec.section], {})[spec.reverse] = _NOBODY
    for name, relations in opened.items():
        for record in draft.by_kind[name]:
            record.values = {**relations, **record.values}


_NOBODY: list[Record] = []
"""Stands for every empty reverse relation, and stays empty: who refers first makes a list of its own."""


def _members(target: Record, reverse: str) -> list[Record]:
    """Return a reverse relation to add to."""
    held = target.values.get(reverse)
    if isinstance(held, list) and held is not _NOBODY:
        return held
    members: list[Record] = []
    target.values[reverse] = members
    return members


def _sections_of(kind: str, catalogue: Catalogue) -> set[str]:
    """Return the kinds of the sections that hold records of a kind: a row's are those of the entities it belongs to."""
    if kind == "plan" or kind in catalogue.sections.values():
        return {kind}
    owners = [
        owner.name for owner in catalogue.kinds.values() for spec in owner.specs.values() if spec.type.kind == kind
    ]
    return {section for owner in owners for section in _sections_of(owner, catalogue)}


def _left_out(draft: Draft, catalogue: Catalogue) -> set[tuple[str, str]]:
    """Return the kinds and reverse relations that references fill which every record has, where one has none."""
    return {
        target
        for kind in catalogue.kinds.values()
        for spec in kind.specs.values()
        if spec.expected and any(one.values.get(spec.name) is None for one in draft.by_kind[kind.name])
        for target in _targets(spec, catalogue)
    }


def _targets(spec: FieldSpec, catalogue: Catalogue) -> set[tuple[str, str]]:
    """Return the kinds and reverse relations that what stands in a field may fill."""
    if spec.section:
        return {(catalogue.sections[spec.section], spec.reverse)} if spec.reverse else set()
    held = catalogue.kinds[spec.type.kind].specs.values() if spec.shape in {"record", "records"} else ()
    return {target for inner in held for target in _targets(inner, catalogue)}


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
        known = list(draft.by_id.get(kind, {}))
        draft.compared[kind] = draft.compared.get(kind, 0) + len(known)
        return _dangling(reference, section, known, looks=draft.compared[kind] <= MOST_COMPARED)
    _set(record, reference, target)
    if spec.reverse:
        _members(target, spec.reverse).append(UNKNOWN_MEMBER if from_dropped else record)
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
    """Return each target one more member that nobody knows: what was refused may mean any of them."""
    for target in targets:
        members = _members(target, reverse)
        if isinstance(members, list):
            members.append(UNKNOWN_MEMBER)


def _dangling(reference: Reference, section: str, known: list[str], *, looks: bool) -> Finding:
    from coverage_lint.document.exact_fix import exact_fix
    from coverage_lint.nearness import help_with, nearest_id

    meant = nearest_id(reference.target, known) if looks else ()
    at = _reference_place(reference)
    singular = section.rpartition(".")[2].replace("_", " ")
    help_text = help_with(meant) or f"Add it to {section}, or name one that is there."
    return finding(
        "CL020",
        at,
        f"{reference.field.replace('_', ' ')} names {reference.target}, which is not among the {singular}",
        label=f"no such id in {section}",
        help=help_text,
        entity=entity_name(reference.record),
        field=reference.field if reference.record.id else reference.spec.name,
        fix=exact_fix(at, reference.target, _only(meant, reference), is_text=True, safe=False),
        subject=reference.target,
    )


def _only(meant: tuple[str, ...], reference: Reference) -> str | None:
    """Return the one id that can be meant, unless it stands beside the wrong one already."""
    if len(meant) != 1 or (reference.spec.shape != "reference" and meant[0] in reference.node):
        return None
    return meant[0]


def _reference_place(reference: Reference) -> Location:
    node, key = reference.node, reference.key
    if isinstance(node, Seq):
        return node.item_location(cast("int", key))
    if reference.spec.shape in {"map", "either"}:
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


def _cycles(records: list[Record], field: str) -> list[list[Record]]:
    """Find each circle of references once, from its first member on; none of its references is used."""
    circles = []
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
            circles.append(path[next(i for i, one in enumerate(path) if one is record) :])
        done |= on_path
    return circles


def _take_back(circles: list[list[Record]], field: str, reverse: str) -> None:
    """Use none of the references that go in circles, in neither direction."""
    for circle in circles:
        for member in circle:
            above = cast("Record", member.values[field])
            members = cast("list[Record]", above.values[reverse])
            members[:] = [one for one in members if one is not member]
            member.values[field] = REJECTED


def _cycle(circle: list[Record], field: str) -> Finding:
    least = min(range(len(circle)), key=lambda at: str(circle[at].id))
    circle = [*circle[least:], *circle[:least]]  # whatever the order of the section, so that to reorder changes nothing
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
        subject=names if len(names) <= _LONGEST_SUBJECT else "",
    )
