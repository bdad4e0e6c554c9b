"""What to do first, in Markdown: what is wrong or at risk in money, gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.language.format import money_in_sentence
from coverage_lint.render.findings.markdown import escaped
from coverage_lint.render.findings.summary import counted
from coverage_lint.report.markdown.tables import names
from coverage_lint.report.portrait.portrait import OPENING

if TYPE_CHECKING:
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.top import Matter, Outlook

_MOST_NAMED = 3


def first(portrait: Portrait) -> list[str]:
    """Return what becomes of the goal, the first matters of money, and what is for whoever keeps the file."""
    lines = [f"- {_outlook(one)}" for one in portrait.outlook]
    lines += [""] if lines else []
    if portrait.matters:
        lines += ["## What to do first", ""]
        lines += [f"{number}. {_matter(one)}" for number, one in enumerate(portrait.matters[:OPENING], start=1)]
        lines.append("")
        granted = portrait.granted()
        if granted is not None:
            above = f"**{money_in_sentence(granted)}** above its total"
            lines += [f"With all that pay and priorities lack, the budget's lines would be {above}.", ""]
        more = len(portrait.matters) - OPENING
        lines += [f"{counted(more, 'more matter')} of money among the [findings](#findings).", ""] if more > 0 else []
    structural = portrait.findings.structural()
    if structural:
        count = counted(len(structural), "entry", "entries")
        lines += [f"For whoever keeps the file: {count} to mend or to add, last among the [findings](#findings).", ""]
    return lines


def _matter(one: Matter) -> str:
    where = f" {names(one.where, _MOST_NAMED)}:" if one.where else ""
    rest = f" The largest of {len(one.findings):,}." if len(one.findings) > 1 else ""
    headline = f"{escaped(one.before)}{money_in_sentence(one.amount)}{escaped(one.after)}"
    note = f" {escaped(one.note)}" if one.note else ""
    owner = f" {names((one.owner,))} answers for it." if one.owner is not None else ""
    return f"**{headline}** ([{one.code}](#findings)).{where} {escaped(one.remedy)}{rest}{note}{owner}"


def _outlook(one: Outlook) -> str:
    words = f"{escaped(one.before)}{money_in_sentence(one.amount)}{escaped(one.after)}"
    return f"**{words}**" if one.short else words
