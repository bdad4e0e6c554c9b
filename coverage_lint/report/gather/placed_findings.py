"""Where each finding belongs: to an element of the plan, an entity, and the groups that it concerns."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.people.members import groups_of as groups_of_person
from coverage_lint.entities.derived.sums import record
from coverage_lint.entities.names import entity_name
from coverage_lint.report.gather.fields import known
from coverage_lint.report.portrait.portrait import FindingEntry, Findings, UndecidedEntry
from coverage_lint.report.portrait.refs import ref
from coverage_lint.schemas import flat_schema

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.findings import Finding, ModelReport, Undecided

BY_DIGIT = {
    "1": "goals", "2": "people", "3": "groups", "4": "segments", "5": "budget", "6": "organization",
    "7": "priorities", "8": "process",
}  # fmt: skip
"""The element of a shipped policy, by the first digit of its code."""

BY_KIND = {
    "goal": "goals", "role": "people", "person": "people", "staffing": "people", "group": "groups",
    "role in group": "groups", "segment": "segments", "territory": "segments", "partner": "segments",
    "budget": "budget", "line": "budget", "comp plan": "budget", "organization": "organization",
    "unit": "organization", "priority": "priorities", "process": "process", "stage": "process", "play": "process",
    "review": "process", "motion": "people", "quarter": "people",
}  # fmt: skip
"""The element of whatever else is found, by the kind of the entity that it concerns."""


def findings_of(model: Model | None, report: ModelReport) -> Findings:
    """Place what was found. Of a model that could not be read, entities are not known."""
    named = _Named(model)
    return Findings(
        found=tuple(
            named.entry(one)._replace(anchor=f"finding--{at}") for at, one in enumerate(report.findings, start=1)
        ),
        ignored=tuple(named.entry(one.finding)._replace(reason=one.reason) for one in report.ignored),
        baselined=tuple(map(named.entry, report.baselined)),
        undecided=tuple(map(named.open, report.undecided)),
        not_asked=tuple(map(named.open, report.not_asked)),
        in_part=report.in_part,
    )


def element_of(code: str, entity: str, field: str) -> str:
    """Return the element that a finding belongs to: by its policy, else by what it is about."""
    if code.startswith(("CL", "CR")) and code[2:3] in BY_DIGIT:
        return BY_DIGIT[code[2]]
    spoken = entity.replace("_", " ")
    words = [kind for kind in BY_KIND if spoken == kind or spoken.startswith(f"{kind} ")]
    if words:
        return BY_KIND[max(words, key=len)]
    section = spoken if spoken in _sections() else field.partition(".")[0]
    return _sections().get(section, "plan")


@cache
def _sections() -> dict[str, str]:
    """Return the element of each section, by the kind that it holds."""
    held = {name: part.get("items", part).get("x-kind") for name, part in flat_schema()["properties"].items()}
    return {name: BY_KIND[kind] for name, kind in held.items() if kind in BY_KIND}


class _Named:
    """Finds the record that a finding names, and the groups that it concerns."""

    def __init__(self, model: Model | None) -> None:
        self._model = model
        self._records: dict[str, Record] | None = None
        self._groups: dict[str, tuple[str, ...]] = {}

    def entry(self, finding: Finding) -> FindingEntry:
        element = element_of(finding.code, finding.entity, finding.field)
        return FindingEntry(finding, element, ref(self._shown(finding.entity)), self._concerned(finding.entity))

    def open(self, one: Undecided) -> UndecidedEntry:
        return UndecidedEntry(one, element_of(one.code, one.entity, ""), ref(self.record(one.entity)))

    def record(self, entity: str) -> Record | None:
        if self._records is None:
            kinds = (*self._model.catalogue.sections.values(), "role_in_group") if self._model is not None else ()
            listed = [one for kind in kinds for one in self._model.records(kind)] if self._model is not None else []
            self._records = {entity_name(one): one for one in listed}
        return self._records.get(entity)

    def _shown(self, entity: str) -> Record | None:
        """Return the entity to link to: of a role in a group, the group."""
        found = self.record(entity)
        return record(found.values.get("group")) if found is not None and found.kind == "role_in_group" else found

    def _concerned(self, entity: str) -> tuple[str, ...]:
        if entity not in self._groups:
            found = self.record(entity)
            groups = _groups_of(found) if found is not None else []
            self._groups[entity] = tuple(dict.fromkeys(one.id for one in groups if one.id is not None))
        return self._groups[entity]


def _groups_of(found: Record) -> list[Record]:
    """Return the groups that something concerns: through members, leaders, coverage, or by being theirs."""
    if found.kind == "group":
        return [found]
    if found.kind == "person":
        return [*(groups_of_person(found) or ()), *known(found, "led_groups")]
    if found.kind == "segment":
        held = [record(row.values.get("group")) for row in known(found, "coverage")]
    elif found.kind == "territory":
        owner = record(found.values.get("owner"))
        held = [record(found.values.get("group")), *((groups_of_person(owner) or ()) if owner is not None else ())]
    elif found.kind == "role_in_group":
        held = [record(found.values.get("group"))]
    else:
        held = [*known(found, "groups")] if found.kind in {"priority", "unit"} else []
    return [one for one in held if one is not None]
