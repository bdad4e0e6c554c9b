"""The plan in one sentence that promises no more than was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.decisions.verdict import QUESTION, is_open
from coverage_lint.listing import listed
from coverage_lint.policy.select import NOTHING_ASKED
from coverage_lint.render.findings.summary import counted
from coverage_lint.report.portrait.portrait import ELEMENTS, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.report.portrait.portrait import FindingEntry, Findings, Head, State, Tile

SEVEN = 7
"""The elements of a coverage model; the process that uses them comes eighth."""
MOST_NAMED = 3
"""Elements that the sentence names; beyond these it counts."""


def verdict_of(head: Head | None, tiles: tuple[Tile, ...], findings: Findings) -> Verdict:
    """Return the verdict on a plan; without a head, its file could not be read."""
    found = findings.found
    counts = {level: sum(one.finding.severity == level for one in found) for level in ("error", "warning", "info")}
    state = _state(tiles, findings)
    complete = sum(tile.state == "complete" for tile in tiles[:SEVEN])
    return Verdict(
        sentence=_sentence(head, state, complete, tiles, findings) if head is not None else _unread(counts["error"]),
        state=state,
        complete=complete,
        errors=counts["error"],
        warnings=counts["warning"],
        infos=counts["info"],
        undecided=len(findings.undecided),
        ignored=len(findings.ignored),
        baselined=len(findings.baselined),
    )


def _state(tiles: tuple[Tile, ...], findings: Findings) -> State:
    """Return the worst of the tiles, and of what belongs to none of them."""
    states = {tile.state for tile in tiles}
    wrong = [one for one in findings.found if one.finding.code not in {QUESTION, NOTHING_ASKED}]
    apart = {one.finding.severity for one in wrong if one.element == "plan"}
    old = {one.finding.severity for one in findings.baselined if one.element == "plan"}
    if "error" in apart:
        states.add("incomplete")
    if "warning" in apart or "error" in old:
        states.add("at_risk")
    if len(wrong) < len(findings.found):
        states.add("open")
    return next((state for state in WORST_FIRST if state in states), "complete")


WORST_FIRST: tuple[State, ...] = ("incomplete", "open", "at_risk", "unchecked", "complete")


def _unread(errors: int) -> str:
    return f"The file cannot be read as a model: {counted(errors, 'error')}."


def _sentence(head: Head, state: State, complete: int, tiles: Sequence[Tile], findings: Findings) -> str:
    what = "The draft" if head.status == "draft" else "The plan"
    holds = f"{what} holds together{_but_for(findings)}"
    said = {
        "complete": holds,
        "at_risk": f"{holds}, and is at risk",
        "open": f"Whether {what.lower()} holds together is open",
        "incomplete": f"{what} does not hold together",
        "unchecked": f"Only a part of {what.lower()} was checked",
    }[state]
    if any(one.finding.code == NOTHING_ASKED for one in findings.found):
        said = f"Nothing of {what.lower()} was checked"
    parts = [_complete(complete, tiles[SEVEN].state)]
    parts += _found(findings, tiles)
    unasked = [tile.title.lower() for tile in tiles if tile.state == "unchecked"]
    if unasked:
        parts.append(f"not checked: {listed(unasked, MOST_NAMED)}")
    lacking = [one for one in findings.found if one.finding.code == QUESTION]
    if lacking:
        parts.append(f"{counted(len(lacking), 'field')} to write in {listed(_elements(lacking), MOST_NAMED)}")
    if findings.undecided:
        parts.append(f"{counted(len(findings.undecided), 'question')} could not be answered")
    return f"{said}: {'; '.join(parts)}."


def _complete(complete: int, process: State) -> str:
    """Say how many of the seven elements are complete, and how the process stands, which is the eighth tile."""
    if not complete:
        rest = {"unchecked": "", "complete": ", but the process is"}.get(process, ", nor is the process")
        return f"none of the {SEVEN} elements is complete{rest}"
    elements = f"{complete} of {SEVEN} elements {'is' if complete == 1 else 'are'} complete"
    if process == "unchecked":
        return elements
    return f"{elements}, and {'so is the process' if process == 'complete' else 'the process is not'}"


def _but_for(findings: Findings) -> str:
    """Return what was not checked of a plan that holds, and which open questions are accepted."""
    accepted = sum(is_open(one.finding) for one in (*findings.ignored, *findings.baselined))
    asked = " for what was asked" if findings.in_part else ""
    return f"{asked}, but for {counted(accepted, 'accepted question')}" if accepted else asked


def _found(findings: Findings, tiles: Sequence[Tile]) -> list[str]:
    """Count what was found, gravest first, each with the elements that it is in."""
    parts = []
    for severity in ("error", "warning"):
        alike = [one for one in findings.found if one.finding.severity == severity]
        held = [one for one in alike if one.finding.code != QUESTION]
        if held:
            parts.append(f"{counted(len(held), severity)} in {_where(held)}")
    old = [one for one in findings.baselined if one.finding.severity == "error"]
    if old:
        parts.append(f"{counted(len(old), 'old error')} in {_where(old)}")
    absent = [tile.title.lower() for tile in tiles if tile.state == "incomplete" and not tile.errors]
    if absent:
        parts.append(f"there is nothing on {listed(absent, MOST_NAMED)}")
    return parts or ["no error, no warning"]


def _where(entries: Sequence[FindingEntry]) -> str:
    """Name the elements of findings, and count those beyond the first few; the plan's own entries are no element."""
    names = _elements([one for one in entries if one.element != "plan"])
    more = len(names) - MOST_NAMED
    named = names if more <= 0 else [*names[:MOST_NAMED], f"{counted(more, 'other element')}"]
    own = ["the plan's own entries"] if any(one.element == "plan" for one in entries) else []
    return listed([*named, *own])


def _elements(entries: Iterable[FindingEntry]) -> list[str]:
    """Return the elements of findings, in the order of the elements."""
    held = {one.element for one in entries}
    return [title[0].lower() + title[1:] for element, title in ELEMENTS.items() if element in held]
