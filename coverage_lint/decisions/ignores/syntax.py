"""What one comment says about ignores: valid ones, and text that was meant as one.

An ignore begins its comment, or stands behind a `#` of its own within it. Whatever else looks like one is told, never
obeyed: a reviewer who searches for `coverage-lint: ignore` must find everything that silences a finding. Prose that
speaks of this program, or quotes an ignore, is neither.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "coverage-lint:"
HELP = "Write `# coverage-lint: ignore[CL301] and the reason`."
HINT = re.compile("lint|noqa|ignor|disabl|suppress|skip", re.IGNORECASE)
"""A comment without any of these says nothing about ignores."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_BLUNT = "ignore|disable|noqa|no-?lint|suppress|skip"
_VERB = f"{_BLUNT}|ignor(?:es|ed|ing)|disabled|off|skipped|suppressed|silenced?|allow(?:ed)?"
_PART = r"(?:[-_ ](?:file|next[-_]line|line|all))?"
_CODE = r"[A-Za-z]{1,8}[0-9]{1,3}(?![\w'])"
_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)+(?![\w'])"
_TOOL = re.compile(rf"(?<![\w`'\"/.{_DASHES}-])coverage[ \t_.\u00a0{_DASHES}-]?lint(?![\w.]*[/\w])", re.IGNORECASE)
_COLON = re.compile(r"[ \t]*+([:=\uff1a-]?)[ \t]*+")
_FORM = re.compile(r":[ \t]*+(ignore|ignore-file)\[([^\[\]]*)\]")

# What looks like an ignore behind the program's name, the stricter the more it may be prose.
_TARGET = rf"[ \t]*+(?:[\[({{<]|[:=]?[ \t]*+(?={_CODE}|\[))"
_WITH_COLON = re.compile(rf"(?:{_VERB}){_PART}{_TARGET}", re.IGNORECASE)
_AT_BEGIN = re.compile(rf"(?:{_BLUNT}){_PART}(?:{_TARGET}|[ \t]*+[:=]?[ \t]*+(?={_NAME}))", re.IGNORECASE)
_WITHIN = re.compile(rf"(?:{_BLUNT}){_PART}[ \t]*+\[", re.IGNORECASE)
_ALONE = re.compile(rf"(?:{_VERB}){_PART}(?=[ \t]*+(?:#|$))", re.IGNORECASE)
_LISTING = re.compile(
    rf"(?:[A-Za-z]+{_PART}[ \t]*+[\[(={{<:]|\[)[ \t]*+(?={_CODE}|{_NAME}|\])|(?={_CODE})", re.IGNORECASE
)
_ANY_VERB = re.compile(rf"(?:{_VERB})\b", re.IGNORECASE)
_MISSPELT = re.compile(rf"([A-Za-z]+){_PART}[ \t]++(?={_CODE})")

_OWN_CODE = r"(?=C[LR][0-9]{1,3}(?![\w']))"
_NAMELESS = re.compile(
    rf"(?:^|(?<=[ \t]))#+[ \t]*+(?:\w+lint[ \t:]++)?(?:{_BLUNT}){_PART}(?:[ \t]*+[:=\[(]|[ \t])[ \t]*+{_OWN_CODE}",
    re.IGNORECASE,
)
"""What looks like an ignore by a code of this program, which it does not name."""
_AGAIN = re.compile(rf"(?<![`'\"\w-])ignore(?:-file)?[ \t]*+\[|\A\[[ \t]*+(?={_CODE})")
"""A second list in the reason of the first."""
_LISTED = re.compile(rf"[\[({{<:=, \t]*+((?:{_CODE}|{_NAME})(?:[,; \t]++{_CODE})*)")


class Said(NamedTuple):
    """An ignore, or where `flaw` says something, what was meant for one; by its place in the comment."""

    start: int
    end: int
    patterns: tuple[str, ...] = ()
    reason: str = ""
    whole_file: bool = False
    flaw: str = ""
    advice: str = HELP


def read_comment(text: str) -> list[Said]:
    """Read a comment, including its #; only the first error in it is reported."""
    found = sorted(_read(text), key=lambda one: one.start)
    said: list[Said] = []
    flawed = False
    for at, one in enumerate(found):
        end = found[at + 1].start if at + 1 < len(found) else len(text)
        told = one
        if not one.flaw:
            reason = text[one.end : end].strip()
            said.append(one._replace(end=end, reason=reason))
            again = _AGAIN.search(reason)
            if again is None:
                continue
            told = _second(one, reason, again)
        if not flawed:
            said.append(told)
            flawed = True
    return said


def _second(first: Said, reason: str, again: re.Match[str]) -> Said:
    """Report a list of codes inside the reason of an ignore."""
    codes = ", ".join((*first.patterns, *_codes(reason, again.end())))
    words = f"this is no ignore, but part of the reason of the one before it: {_cut(reason, again.start())}"
    return first._replace(flaw=words, advice=f"Write all codes in one list, as `ignore[{codes}]`.")


def _read(text: str) -> Iterator[Said]:
    for found in _TOOL.finditer(text):
        hash_at = _own_hash(text, found.start())
        start = found.start() if hash_at is None else hash_at
        form = _FORM.match(text, found.end())
        patterns = tuple(one.strip() for one in form[2].split(",") if one.strip()) if form is not None else ()
        exact = found[0] == MARK[:-1]
        if form is not None and patterns and exact and hash_at is not None:
            yield Said(start, form.end(), patterns, whole_file=form[1] == "ignore-file")
        elif form is not None and patterns:
            yield Said(start, len(text), flaw=_flaw(found[0], exact=exact), advice=_advice(patterns, form[1]))
        else:
            codes_at = _attempted(text, found, exact=exact, begins=hash_at is not None)
            if codes_at is not None:
                words = f"this is no ignore: {_cut(text, found.start())}"
                yield Said(start, len(text), flaw=words, advice=_advice(_codes(text, codes_at)))
    for bare in _NAMELESS.finditer(text):
        words = f"this is no ignore of coverage-lint: {_cut(text, bare.start()).lstrip('# ')}"
        yield Said(bare.start(), len(text), flaw=words, advice=_advice(_codes(text, bare.end())))


def _own_hash(text: str, at: int) -> int | None:
    """Return where the # stands that a mark follows, with nothing between; None where words stand between."""
    while at and text[at - 1] in " \t":
        at -= 1
    end = at
    while at and text[at - 1] == "#":
        at -= 1
    return end - 1 if at < end and (at == 0 or text[at - 1] in " \t") else None


def _attempted(text: str, tool: re.Match[str], *, exact: bool, begins: bool) -> int | None:
    """Return where the codes begin of what looks like an ignore, though it is not in its form; None for prose."""
    colon = _COLON.match(text, tool.end())
    at = tool.end() if colon is None else colon.end()
    marked = colon is not None and colon[1] != ""
    forms = [_WITH_COLON] if marked else [_AT_BEGIN if begins else _WITHIN]
    if begins and marked:
        forms += [_AT_BEGIN, _ALONE, _LISTING]
    if begins and marked and exact:
        forms.append(_ANY_VERB)
        if at == len(text) or text[at] == "#":
            return at
    for form in forms:
        found = form.match(text, at)
        if found is not None:
            return found.end()
    misspelt = _MISSPELT.match(text, at) if begins and marked else None
    if misspelt is not None:
        from coverage_lint.nearness import nearest

        if nearest(misspelt[1].lower(), ("ignore", "disable")):
            return misspelt.end()
    return None


def _flaw(tool: str, *, exact: bool) -> str:
    if exact:
        return "this ignore stands behind other words, where none is looked for"
    return f"this is no ignore: it begins with '{tool}', not with '{MARK}'"


def _cut(text: str, at: int) -> str:
    return text[at : at + 60].strip()


def _codes(text: str, at: int) -> tuple[str, ...]:
    """Return the codes, in capitals, and names that stand at a place."""
    found = _LISTED.match(text, at)
    words = re.split(r"[,; \t]+", found[1].strip()) if found is not None else []
    return tuple(word.upper() if word[-1].isdigit() and "-" not in word else word for word in words)


def _advice(patterns: tuple[str, ...], form: str = "ignore") -> str:
    if not patterns:
        return HELP
    return f"Write `# {MARK} {form}[{', '.join(patterns)}] and the reason`, behind a # of its own."
