"""A portrait as GitHub's Markdown, in short: for a pull request, or a wiki."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.render.findings.markdown import MOST, escaped, finding_entry, fitting, joined
from coverage_lint.render.findings.summary import counted, left_out
from coverage_lint.render.reader_limits import shortened
from coverage_lint.report.markdown.business import budget, coverage, organization, priorities, territories
from coverage_lint.report.markdown.changed import changed
from coverage_lint.report.markdown.math import elements, figures, goals, quarters, the_math
from coverage_lint.report.markdown.people import people, roles
from coverage_lint.report.markdown.tables import word
from coverage_lint.report.markdown.top import first
from coverage_lint.report.markdown.what_if import what_if
from coverage_lint.report.portrait.portrait import ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coverage_lint.discovery.left_out import LeftOut
    from coverage_lint.report.build_portraits import Earlier
    from coverage_lint.report.portrait.portrait import FindingEntry, Head, Portrait, UndecidedEntry

FOR_FINDINGS = 20_000
"""Characters that findings take at most; they are cut after what makes the plan visible."""
_HEADINGS = (("error", "Errors"), ("warning", "Warnings"), ("info", "Infos"))


def render(portrait: Portrait, earlier: Earlier | None = None, unread: Sequence[LeftOut] = (), most: int = MOST) -> str:
    """Return a portrait in about so many characters: sections that have no room are named at the end.

    `earlier` is the same plan in an earlier version, with what changed since then; `unread` is what the search for
    plans left out.
    """
    head = [f"# {escaped(portrait.head.name)}", "", f"**{escaped(portrait.verdict.sentence)}**", ""]
    head += [*_notes(unread), *first(portrait), *_facts(portrait.head), *elements(portrait.tiles)]
    head += [] if earlier is None else changed(earlier)
    sections = [] if not portrait.readable else list(_sections(portrait))
    found = list(_findings(portrait))
    room = most - _length(head) - min(_length(found), FOR_FINDINGS) - len(_NO_ROOM) * 2
    kept: list[str] = []
    left = []
    for title, lines in sections:
        size = _length(lines)
        if size <= room:
            kept += lines
            room -= size
        else:
            left.append(title)
    lines = [*head, *kept]
    lines += [_NO_ROOM.format(names=", ".join(left)), ""] if left else []
    return joined([*lines, *_bounded(found, most - _length(lines))])


_NO_ROOM = "*There is no room here for: {names}. The page as HTML has it all.*"


def not_read(unread: Sequence[LeftOut]) -> str:
    """Return what the search for plans left out, as a text of its own; '' for nothing."""
    return joined(_notes(unread)) if unread else ""


def _notes(unread: Sequence[LeftOut]) -> list[str]:
    return [line for note in left_out(unread) for line in (f"Note: {escaped(shortened(note, 1000))}", "")]


def render_index(entries: Sequence[tuple[str, Portrait]], unread: Sequence[LeftOut] = ()) -> str:
    """Return an index of pages: each is its file's name, and what it shows; then what the search left out."""
    lines = ["# Coverage plans", "", "| plan | model | complete | errors | warnings |", "|---|---|---:|---:|---:|"]
    for file, portrait in entries:
        verdict = portrait.verdict
        counts = f"{verdict.complete} of 7 | {verdict.errors:,} | {verdict.warnings:,}"
        lines.append(f"| [{escaped(portrait.head.name)}]({file}) | {escaped(portrait.path)} | {counts} |")
    return joined([*lines, "", *_notes(unread)])


def _length(lines: Iterable[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _facts(head: Head) -> list[str]:
    owner = escaped(head.owner.name) if head.owner is not None else ""
    year = f"{word(head.starts)} to {word(head.ends)}" if head.starts else ""
    facts = [
        ("Owner", owner),
        ("Status", word(head.status) if head.status else ""),
        ("Fiscal year", year),
        ("Amounts", " ".join(word(part) for part in (head.currency, head.measure) if part)),
        ("In effect from", word(head.effective) if head.effective else ""),
        ("Published", word(head.published) if head.published else ""),
    ]
    return [" · ".join(f"{what}: {said}" for what, said in facts if said), ""]


def _sections(portrait: Portrait) -> Iterator[tuple[str, list[str]]]:
    yield "figures", figures(portrait)
    yield "the math", the_math(portrait)
    yield "what if", what_if(portrait)
    yield "goals", goals(portrait)
    yield "the quarters", quarters(portrait)
    yield "coverage", coverage(portrait)
    yield "territories", territories(portrait)
    yield "budget", budget(portrait)
    yield "roles", roles(portrait)
    yield "people over the year", people(portrait)
    yield "organization", organization(portrait)
    yield "priorities", priorities(portrait)


def _findings(portrait: Portrait) -> Iterator[str]:
    """Return findings by element, gravest first, then what is apart. A heading is a line that begins with '#'."""
    held = portrait.findings
    if held.found:
        yield "## Findings\n"
    structural = held.structural()
    apart = {one.anchor for one in structural}
    for element, title in ELEMENTS.items():
        yield from _graded(title, [one for one in held.of(element) if one.anchor not in apart])
    yield from _graded("For whoever keeps the file", structural)
    yield from _apart("Ignored", held.ignored)
    yield from _apart("Old, in the baseline", held.baselined)
    if held.undecided:
        yield "## Could not be answered\n"
        yield from _undecided(held.undecided)


def _graded(title: str, entries: Sequence[FindingEntry]) -> Iterator[str]:
    """Return the findings of a part below its title, gravest first."""
    if entries:
        yield f"### {title}\n"
    for severity, heading in _HEADINGS:
        alike = [one for one in entries if one.finding.severity == severity]
        if alike:
            yield f"**{heading}**\n"
            yield from (finding_entry(one.finding) for one in alike)
            yield ""


def _apart(title: str, entries: Sequence[FindingEntry]) -> Iterator[str]:
    if entries:
        yield f"## {title}\n"
        for one in entries:
            said = f"- **{one.finding.code} {escaped(one.finding.name)}**: {escaped(one.finding.message)}"
            yield f"{said} ({escaped(one.reason)})" if one.reason else said
        yield ""


def _undecided(entries: Sequence[UndecidedEntry]) -> Iterator[str]:
    """Count the questions of each policy: most are asked of many."""
    by_policy: dict[tuple[str, str], list[str]] = {}
    for one in entries:
        by_policy.setdefault((one.undecided.code, one.undecided.name), []).append(one.undecided.entity)
    for (code, policy), entities in by_policy.items():
        more = f" and {len(entities) - 1:,} more" if len(entities) > 1 else ""
        yield f"- **{code} {escaped(policy)}**: {escaped(entities[0])}{more}"
    yield ""


def _bounded(lines: Sequence[str], room: int) -> list[str]:
    """Return as many lines as have room, and say how many entries are left out."""
    if _length(lines) <= room:
        return list(lines)
    at = fitting(lines, room - 100)
    left = sum(line.startswith("- ") for line in lines[at:])
    return [*lines[:at], "", f"**Cut here**: {counted(left, 'entry', 'entries')} more."]
