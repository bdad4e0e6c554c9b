"""What `fix` did, in lines: the repairs that were made, those that were not and why, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.render.findings.excerpt import place
from coverage_lint.render.findings.summary import counted, summary
from coverage_lint.render.terminal.cells import visible
from coverage_lint.render.terminal.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.findings import Finding, Fix
    from coverage_lint.fixing.fixes import Fixes, NotMade
    from coverage_lint.render.terminal.segments import Line, View

_LONGEST = 40


def lay_out_fixes(fixes: Fixes, view: View, *, written: bool) -> Iterator[Line]:
    """Format the repairs, and a last line that counts; `written` says whether the files hold them now."""
    for one in fixes.made:
        yield _line(one, view, ": " + _change(one.fix) if one.fix is not None else "")
    yield from lay_out_not_made(fixes, view)
    verb = "repaired" if written else "would repair"
    total = f"{counted(len(fixes.made), 'finding')} in {counted(len(fixes.files), 'file')}"
    yield [Segment("", f"{verb} {total}" if fixes.made else "nothing to repair")]
    left = summary(fixes.report)
    if fixes.report.findings():
        left += "; `coverage-lint check` shows what is left"
    yield [Segment("", visible(left, view.encoding))]


def lay_out_not_made(fixes: Fixes, view: View) -> Iterator[Line]:
    """Format the repairs that were not made, and those that need judgement."""
    for refused in fixes.not_made:
        yield from _not_made(refused, view)
    if fixes.needs_judgement:
        yield from _judgement(fixes.needs_judgement, view)


def _not_made(refused: NotMade, view: View) -> Iterator[Line]:
    fix = refused.finding.fix
    told = f" ({_change(fix)})" if fix is not None else ""
    yield _line(refused.finding, view, f": not repaired{told}: {refused.why}")


def _judgement(findings: Sequence[Finding], view: View) -> Iterator[Line]:
    yield [Segment("", f"{counted(len(findings), 'repair needs', 'repairs need')} judgement, and --unsafe:")]
    for one in findings:
        line = _line(one, view, ": " + _change(one.fix) if one.fix is not None else "")
        yield [Segment("", "  "), *line]


def _line(finding: Finding, view: View, words: str) -> Line:
    head = Segment(finding.severity, f"{finding.code} {finding.name}")
    return [place(finding.location, view), Segment("", ": "), head, Segment("", visible(words, view.encoding))]


def _change(fix: Fix) -> str:
    """Return what a repair replaces by what: '"12m" becomes 12_000_000'."""
    source = fix.location.source.text
    old, new = source[fix.location.start : fix.location.end], fix.text
    if not old or (len(old) < len(new) and any(mark in old for mark in ",\n\r")):
        return f"adds {_short(_added(old, new))}"
    return f"{_short(old)} becomes {_short(new)}" if new.strip() else f"removes {_short(old)}"


def _added(old: str, new: str) -> str:
    """Return what a longer text has more than the one before, from the first difference to the last."""
    start = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
    end = next((at for at, (one, other) in enumerate(zip(old[::-1], new[::-1], strict=False)) if one != other), 0)
    return new[start : max(len(new) - end, start + len(new) - len(old))]


def _short(text: str) -> str:
    """Return a text on one line, cut to a length."""
    line = " ".join(text.split()).strip(", ")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."
