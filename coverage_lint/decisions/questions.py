"""Open questions as findings (CL032): one for each field that is lacking, with the policies that wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.decisions.verdict import QUESTION
from coverage_lint.document.nodes import Map
from coverage_lint.entities.names import entity_name, row_name, written_name
from coverage_lint.entities.places import locate
from coverage_lint.entities.records import root
from coverage_lint.findings import SEVERITIES
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.entities.records import Record
    from coverage_lint.findings import Finding, Severity
    from coverage_lint.policy.policy import Policy
    from coverage_lint.policy.undecided.needs import Lack
    from coverage_lint.policy.undecided.unanswered import Asked, Unanswered

MOST_NAMED = 3
"""Policies that a message names; those after are counted."""


class Waiting(NamedTuple):
    """The policies that wait for a field, by their codes, and whether the field alone decides each for some record."""

    policies: dict[str, Policy]
    alone: set[str]


def open_questions(
    unanswered: Unanswered,
    catalogue: Catalogue,
    grade: Callable[[Policy], Severity],
    waits: Callable[[Asked], Sequence[bool]],
    plan: Record | None = None,
) -> list[Finding]:
    """Return a finding for each field that open questions lack.

    `grade` says how grave a policy is here, `waits` of which records it is asked: not where it is ignored. With a plan
    only what can be written in it is told.
    """
    found: dict[tuple[Record, str], Waiting] = {}
    others: dict[tuple[Record, str], dict[tuple[Record, str], None]] = {}
    for lack, policy, alone in _lacks(unanswered, waits):
        if plan is not None and root(lack.record) is not plan:
            continue
        key = lack.record, lack.field
        held = found.setdefault(key, Waiting({}, set()))
        held.policies[policy.code] = policy
        if alone:
            held.alone.add(policy.code)
        others.setdefault(key, {}).update(dict.fromkeys(lack.others))
    _settle_options(found, others)
    made = []
    asked = [key for key, waiting in found.items() if waiting.policies]
    for key, fields in _of_sections(asked, catalogue).items():
        waiting = Waiting({}, set())
        for one in fields:
            waiting.policies.update(found[one].policies)
            waiting.alone.update(found[one].alone)
        made.append(
            _told(key, fields, waiting, tuple(others.get(fields[0], ()) if len(fields) == 1 else ()), catalogue, grade)
        )
    return made


def told_otherwise(
    unanswered: Unanswered, grade: Callable[[Policy], Severity], waits: Callable[[Asked], Sequence[bool]]
) -> dict[tuple[str, str], dict[str, Severity]]:
    """Return which policies, how grave each, wait for findings that tell an absence themselves.

    By the codes and entities of these.
    """
    found: dict[tuple[str, str], dict[str, Severity]] = {}
    for one in unanswered.asked():
        if not any(unanswered.is_told(part) for part in one.parts):
            continue
        own = grade(one.policy)
        parts = [part for part, wanted in zip(one.parts, waits(one), strict=True) if wanted and part is not None]
        for telling in unanswered.told_by([part for part in parts if unanswered.is_told(part)]):
            key = telling.policy.code, entity_name(telling.record)
            found.setdefault(key, {})[one.policy.code] = own
    return found


def _lacks(unanswered: Unanswered, waits: Callable[[Asked], Sequence[bool]]) -> Iterator[tuple[Lack, Policy, bool]]:
    """Return each field that a policy lacks, and whether it lacks nothing else for one of its records."""
    for one in unanswered.asked():
        held = [part for part in one.parts if unanswered.is_asked(part)]
        if not held:
            continue
        told = waits(one)
        asked = [part for part, wanted in zip(one.parts, told, strict=True) if wanted and unanswered.is_asked(part)]
        alone: dict[Lack, None] = {}
        together: dict[Lack, None] = {}
        for part in asked:
            if part is None:
                continue
            sole = unanswered.sole(part)
            if sole is not None:
                alone.setdefault(sole)
        for lack in unanswered.leaves_of([part for part in asked if part is not None]):
            together.setdefault(lack)
        for lack in together:
            yield lack, one.policy, lack in alone


def _of_sections(
    keys: Iterable[tuple[Record, str]], catalogue: Catalogue
) -> dict[tuple[Record, str], list[tuple[Record, str]]]:
    """Return the fields to tell, those of one section that is not there in one: it was left out once."""
    found: dict[tuple[Record, str], list[tuple[Record, str]]] = {}
    for key in keys:
        record, field = key
        section = field.rpartition(".")[0]
        if record.kind == "plan" and field.partition(".")[0] in catalogue.plan_fields and not _has_plan(record):
            section = "plan"
        found.setdefault((record, section) if section else key, []).append(key)
    return {key if len(fields) > 1 else fields[0]: fields for key, fields in found.items()}


def _has_plan(plan: Record) -> bool:
    return isinstance(plan.node, Map) and "plan" in plan.node


def _settle_options(
    found: dict[tuple[Record, str], Waiting], others: dict[tuple[Record, str], dict[tuple[Record, str], None]]
) -> None:
    """If one of several fields would do and one of them is needed anyway, ask only for that one."""
    certain = {key for key, options in others.items() if not options}
    for key, options in others.items():
        settled = next((one for one in options if one in certain), None)
        if settled is not None:
            found[settled].policies.update(found[key].policies)
            found[settled].alone.update(found[key].alone)
            found[key].policies.clear()


def _told(
    key: tuple[Record, str],
    fields: Sequence[tuple[Record, str]],
    waiting: Waiting,
    others: Sequence[tuple[Record, str]],
    catalogue: Catalogue,
    grade: Callable[[Policy], Severity],
) -> Finding:
    record, field = key
    ranked = sorted(
        waiting.policies.values(),
        key=lambda one: (one.code not in waiting.alone, SEVERITIES.index(grade(one)), one.code),
    )
    names = [written_name(one, path, catalogue) for one, path in (key, *others)]
    options = _options(names)
    is_not = f"neither {options[0]} nor {options[1]} is" if len(options) > 1 else f"{options[0]} is not"
    if len(fields) > 1:
        names = sorted(written_name(one, path, catalogue) for one, path in fields)
        options = (f"{', '.join(names[:-1])} and {names[-1]}",)
        is_not = f"{options[0]} are not"
    entity = entity_name(record)
    own = field if record.id is not None else _below(record, field, catalogue)
    made = finding(
        QUESTION,
        locate(record, field.partition(".")[0]),
        f"{is_not} written, so {_named(ranked)} cannot be answered",
        label=f"lacks {field.rpartition('.')[2]}",
        help=_help(options, record, field, catalogue),
        entity=entity,
        field=own,
        subject=row_name(record),
    )
    least = min((grade(one) for one in ranked), key=SEVERITIES.index)
    like = written_name(record, field, catalogue, of_all=True)
    return made._replace(severity=least, waits=tuple(one.code for one in ranked), like=like)


def _options(names: Sequence[str]) -> tuple[str, ...]:
    """Return the options in two parts: the one that decides for most, and all the others."""
    first, *rest = dict.fromkeys(names)
    if len(rest) > MOST_NAMED:
        rest = [*rest[:MOST_NAMED], f"{len(rest) - MOST_NAMED:,} more"]
    return (first, ", ".join(rest)) if rest else (first,)


def _below(record: Record, field: str, catalogue: Catalogue) -> str:
    """Return a field's path from its entity, without positions of rows: `coverage.motion`."""
    whole = written_name(record, field, catalogue, of_all=True).replace("[]", "")
    above: Record | None = record
    while above is not None and above.id is None and above.owner is not None:
        above = above.owner
    if above is None or above.kind == "plan":
        return whole
    prefix = written_name(above, "", catalogue, of_all=True).replace("[]", "")
    return whole.removeprefix(f"{prefix}.")


def _named(policies: Sequence[Policy]) -> str:
    named = [f"{one.code} {one.name}" for one in policies[:MOST_NAMED]]
    more = len(policies) - len(named)
    if more:
        return f"{', '.join(named)} and {more:,} more"
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def _help(options: Sequence[str], record: Record, field: str, catalogue: Catalogue) -> str:
    """Return what to write, in the words of the schema."""
    about = _about(record.kind, field, catalogue)
    words = f"Write {' or '.join(options)}"
    return f"{words}: {about[:1].lower()}{about[1:]}" if about else f"{words}."


def _about(kind: str, field: str, catalogue: Catalogue) -> str:
    """Return what the schema says of a field, its first sentence."""
    for name in field.split("."):
        spec = catalogue.kinds[kind].specs.get(name) if kind in catalogue.kinds else None
        if spec is None:
            return ""
        kind, about = spec.type.kind, spec.about
    return about.partition(". ")[0].rstrip(".") + "."
