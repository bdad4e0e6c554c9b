"""How each element stands.

An element is *incomplete* where its section is absent or an error was found in it: something it must have is missing
or does not agree with the rest. It is *open* where nothing is wrong, but a question of severity error
has no answer for lack of a field. It is *at risk* where there is a warning, an error that a baseline holds as old, or a
policy of severity error that could not be answered. It is *complete* where there is none of that; infos change nothing.
It is *unchecked* where none of its policies was asked, unless it is worse by what was found before any policy.
Ignored findings are decisions, and change nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coverage_lint.decisions.verdict import QUESTION
from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.language.format import money_short
from coverage_lint.render.findings.summary import counted
from coverage_lint.report.gather.fields import exact
from coverage_lint.report.gather.placed_findings import BY_DIGIT
from coverage_lint.report.portrait.portrait import ELEMENTS, STRUCTURE, Tile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.entities.model import Model
    from coverage_lint.report.asked import Asked
    from coverage_lint.report.portrait.portrait import FindingEntry, Findings, State
    from coverage_lint.report.portrait.refs import Exact
    from coverage_lint.report.portrait.top import Matter

UNITS = {
    "goals": "goals", "people": "seats", "groups": "groups", "segments": "segments", "budget": "lines",
    "organization": "units", "priorities": "priorities", "process": "stages",
}  # fmt: skip
"""What an element holds, in the plural."""


def tiles_of(model: Model | None, findings: Findings, asked: Asked, matters: Sequence[Matter] = ()) -> tuple[Tile, ...]:
    """Return the seven elements, then the process."""
    return tuple(_tile(element, digit, model, findings, asked, matters) for digit, element in BY_DIGIT.items())


def _tile(
    element: str, digit: str, model: Model | None, findings: Findings, asked: Asked, matters: Sequence[Matter]
) -> Tile:
    found = [one for one in findings.found if one.element == element]
    size = _size(model, element) if model is not None else None
    absent = model is not None and model.plan.values.get(element) is None
    errors, warnings, infos = (_of(found, severity) for severity in ("error", "warning", "info"))
    questions = _of([one for one in found if one.finding.code == QUESTION], "error")
    old = [one for one in findings.baselined if one.element == element]
    open_questions = [one.undecided.code for one in findings.undecided if one.element == element]
    state: State
    if errors > questions or absent:
        state = "incomplete"
    elif questions:
        state = "open"
    elif warnings or _of(old, "error") or any(asked.policies.get(code) == "error" for code in open_questions):
        state = "at_risk"
    else:
        state = "complete" if asked.asks_of(digit) and model is not None else "unchecked"
    ignored = sum(one.element == element for one in findings.ignored)
    if absent:
        why = "nothing is written"
    elif state in {"complete", "unchecked"}:
        why = ""
    else:
        here = [one for one in matters if one.element == element]
        why = _why(found, here) or (
            counted(_of(old, "error"), "old error") if _of(old, "error")
            else f"{counted(len(open_questions), 'question')} without an answer{_lacking(findings, element)}"
        )  # fmt: skip
    return Tile(
        element, ELEMENTS[element], state, size, UNITS[element], errors, warnings, infos, len(open_questions),
        len(old), ignored, why,
    )  # fmt: skip


def _lacking(findings: Findings, element: str) -> str:
    """Name the field that most open questions of an element lack; '' where none is known."""
    lacks = Counter(lack for one in findings.undecided if one.element == element for lack in one.undecided.lacks)
    return f", most for lack of {lacks.most_common(1)[0][0]}" if lacks else ""


def _why(found: Sequence[FindingEntry], matters: Sequence[Matter]) -> str:
    """Say the gravest that was found, in a few words: in money, else by the policy's name; '' for infos alone."""
    for severity in ("error", "warning"):
        alike = [one.finding for one in found if one.finding.severity == severity]
        for matter in matters:
            if matter.severity == severity:
                return f"{matter.before}{money_short(matter.amount)}{matter.after}"
        of_plan = [one for one in alike if not one.code.startswith(STRUCTURE)]
        if of_plan:
            number = sum(one.code == of_plan[0].code for one in of_plan)
            return of_plan[0].name.replace("-", " ") + (f", {number} times" if number > 1 else "")
        questions = sum(one.code == QUESTION for one in alike)
        if len(alike) > questions:
            return f"{counted(len(alike) - questions, 'entry', 'entries')} of the file to mend"
        if questions:
            return f"{counted(questions, 'field')} to write"
    return ""


def _of(entries: Iterable[FindingEntry], severity: str) -> int:
    return sum(one.finding.severity == severity for one in entries)


def _size(model: Model, element: str) -> int | None:
    """Count what an element holds; None where it is absent, or cannot be counted."""
    plan = model.plan
    if element == "people":
        model.ensure("plan", "headcount")
        return _whole(exact(plan, "headcount"))
    inner = {"budget": "lines", "organization": "units", "process": "stages"}.get(element)
    holder = plan if inner is None else record(plan.values.get(element))
    held = rows(holder, inner or element) if holder is not None else None
    return None if held is None else len(held)


def _whole(number: Exact | None) -> int | None:
    return None if number is None else int(number)
