"""What changed between two versions as GitHub's Markdown: for a comment on a pull request, or a job's summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.change.figures import worth_showing
from coverage_lint.change.moves import size, together
from coverage_lint.change.sections import by_section
from coverage_lint.decisions.verdict import verdict_of_all
from coverage_lint.frozen import NamedTuple
from coverage_lint.render.change.summary import entity_counts, has_verdict, heading, new_findings, quiet, tally
from coverage_lint.render.findings.markdown import MOST, escaped, joined
from coverage_lint.render.findings.summary import counted, drafts, left_out
from coverage_lint.render.findings.text import lacking
from coverage_lint.render.reader_limits import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coverage_lint.change.moves import Move
    from coverage_lint.change.report import ChangeReport, FigureChange, ModelChange, NoLongerChecked
    from coverage_lint.findings import Finding

_FOLDED = 10
"""A list with more entries is folded."""
_MOST_OF_EACH = 50
"""Changes below a heading, where there is no room for all."""
_FOR_COUNTS = 400
"""Characters kept for saying how much is cut."""
_FINDINGS, _HEADING, _FIGURES, _CHANGES, _FIXED, _UNDECIDED = range(6)
"""What gets room first where there is not enough for all."""
_SHARES = (40, 10, 20, 20, 5, 5)
"""Of each of these, the percentage of the room that is its own."""


class _Part(NamedTuple):
    """A part of the page. An entry is cut whole; opening and close stand where an entry does, or there is none."""

    rank: int
    opening: str
    entries: tuple[str, ...]
    close: str = ""
    noun: str = ""
    """What an entry is; '' for a part that is cut without a word."""
    moves: tuple[tuple[Move, ...], ...] = ()
    """How far the amounts of each entry moved, for those that are sorted by it before they are cut."""


def render_change(change: ChangeReport, *, undecided: bool = False, most: int = MOST) -> str:
    """Return the verdict, then for each model figures, changes and findings, in so many characters at most."""
    top = _joined([*_verdict(change), ""])
    parts = [*_parts(change, undecided=undecided)]
    whole = top + "".join(map(_written, parts))
    if len(whole) <= most:
        return joined([whole.rstrip()])
    room = most - len(top) - _FOR_COUNTS
    parts = list(map(_largest_first, parts))
    counts = _fitted([_capped(part) for part in parts], room)
    shown = [
        "" if count is None else _written(part._replace(entries=part.entries[:count]))
        for part, count in zip(parts, counts, strict=True)
    ]
    return joined([(top + "".join(shown)).rstrip(), "", _cut(parts, counts, most)])


def _joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _written(part: _Part) -> str:
    return part.opening + "".join(f"{entry}\n" for entry in part.entries) + part.close


def _largest_first(part: _Part) -> _Part:
    """Return a part with what moved most at its top, since the rest may be cut."""
    if not part.moves:
        return part
    order = sorted(range(len(part.entries)), key=lambda at: size(part.moves[at]), reverse=True)
    entries = tuple(part.entries[at] for at in order)
    return part._replace(entries=entries, moves=tuple(part.moves[at] for at in order))


def _capped(part: _Part) -> _Part:
    return part._replace(entries=part.entries[:_MOST_OF_EACH]) if part.rank == _CHANGES else part


def _fitted(parts: Sequence[_Part], room: int) -> list[int | None]:
    """Return how many entries of each part there is room for; None for a part that has none itself.

    First every rank gets its share, so that none is crowded out; then what is left goes to one after the other.
    """
    shown: list[int | None] = [None] * len(parts)
    by_rank = [[at for at, part in enumerate(parts) if part.rank == rank] for rank in range(len(_SHARES))]
    left = room
    for rank, places in enumerate(by_rank):
        share = room * _SHARES[rank] // 100
        left += _fill(parts, shown, places, share) - share
    for places in by_rank:
        left = _fill(parts, shown, places, left)
    return shown


def _fill(parts: Sequence[_Part], shown: list[int | None], places: Sequence[int], room: int) -> int:
    """Show more of the parts at these places, as far as there is room; give what is left of it."""
    for at in places:
        part, count = parts[at], shown[at]
        space = room if count is not None else room - len(part.opening) - len(part.close)
        begun = fitting = count or 0
        while fitting < len(part.entries) and len(part.entries[fitting]) < space:
            space -= len(part.entries[fitting]) + 1
            fitting += 1
        if fitting > begun or (not part.entries and space >= 0):
            shown[at] = fitting
            room = space
    return room


def _cut(parts: Sequence[_Part], counts: Sequence[int | None], most: int) -> str:
    """Count what is left out, and add up by how much amounts moved in it."""
    left: dict[str, int] = {}
    moves: list[Move] = []
    for part, count in zip(parts, counts, strict=True):
        if part.noun:
            lacks = len(part.entries) - (count or 0) if part.entries else int(count is None)
            left[part.noun] = left.get(part.noun, 0) + lacks
            moves += (one for held in part.moves[count or 0 :] for one in held)
    nouns = ", ".join(
        f"{count:,} {noun}" if noun in {"undecided", "no longer checked"} else counted(count, noun)
        for noun, count in left.items()
        if count
    )
    added = together(moves)
    rest = f" Changes left out, in all: {escaped(shortened(added, 200))}." if added else ""
    return f"**Cut here**, since this holds {most:,} characters: {nouns} more.{rest}"


def _verdict(change: ChangeReport) -> Iterator[str]:
    """Yield how the change stands, and what it comes to."""
    report = change.report()
    if not has_verdict(change):
        yield "## coverage-lint: no model in either version"
        yield from _notes(left_out(change.left_out))
        return
    counts = tally(change)
    verdict = verdict_of_all(report.models)
    taken = len(change.no_longer_checked)
    less = f"; {taken:,} no longer checked" if taken else ""
    stands = "is open" if verdict.state == "open" else verdict.words()
    yield f"## coverage-lint: the change {stands}: {new_findings(counts)}{less}"
    yield ""
    rest = [(counts.old, "old"), (counts.fixed, "fixed"), (counts.ignored, "ignored"), (counts.undecided, "undecided")]
    said = ", ".join(f"{count:,} {word}" for count, word in rest if count)
    entities = [entity for model in change.models for entity in model.entities]
    what = (
        f"{escaped(entity_counts(entities)) or 'the plan itself'} changed"
        if entities
        else "nothing that a plan says changed"
    )
    yield f"{_name(change.before)} → {_name(change.after)}: {what}" + (f"; findings: {said}" if said else "")
    yield from _notes((*change.notes, *left_out(change.left_out), drafts(report)))


def _notes(notes: Iterable[str]) -> Iterator[str]:
    for note in notes:
        if note:
            yield ""
            yield f"Note: {escaped(shortened(note, 1000))}"


def _name(version: str) -> str:
    return f"**{escaped(shortened(version, 200))}**"


def _parts(change: ChangeReport, *, undecided: bool) -> Iterator[_Part]:
    same = sum(map(quiet, change.models))
    if change.no_longer_checked:
        taken = tuple(map(_taken, change.no_longer_checked))
        yield _Part(_FINDINGS, "### No longer checked\n\n", taken, "\n", "no longer checked")
    for model in change.models:
        if not quiet(model):
            yield from _model(model)
    if same:
        yield _Part(_HEADING, f"{counted(same, 'model')} unchanged.\n\n", ())
    entries = [entry for model in change.models if model.report for entry in model.report.undecided]
    if undecided and entries:
        lines = [f"- **{one.code} {escaped(one.name)}**: {escaped(lacking(one))}" for one in entries]
        yield _list(_UNDECIDED, "Undecided", lines, "undecided")


def _model(model: ModelChange) -> Iterator[_Part]:
    yield _Part(_HEADING, f"### {escaped(shortened(heading(model), 500))}\n\n", (), "", "model")
    figures = [one for one in model.figures if worth_showing(one)]
    if figures:
        yield _Part(_FIGURES, f"{FIGURES_HEAD}\n", tuple(map(figure_row, figures)), "\n", "figure")
    if model.how in {"added", "removed"}:
        counts = entity_counts(model.entities)
        yield _Part(_CHANGES, f"{escaped(counts)}.\n\n" if counts else "", ())
    else:
        for title, changes in by_section(model.entities).items():
            told = [pair for one in changes for pair in one.told()]
            made = _list(_CHANGES, escaped(title), [f"- {escaped(words)}" for words, _ in told], "change")
            yield made._replace(moves=tuple(moves for _, moves in told))
    if model.report is not None and model.report.findings:
        yield _Part(
            _FINDINGS, "#### New findings\n\n", tuple(map(_finding, model.report.findings)), "\n", "new finding"
        )
    if model.fixed:
        lines = [f"- **{one.code} {escaped(one.name)}**: {escaped(one.message)}" for one in model.fixed]
        yield _list(_FIXED, "Fixed findings", lines, "fixed finding", folded=True)


def _list(rank: int, title: str, lines: Sequence[str], noun: str, *, folded: bool = False) -> _Part:
    """Make a list below its title, folded where it is long."""
    if folded or len(lines) > _FOLDED:
        opening = f"<details><summary>{title}: {len(lines):,}</summary>\n\n"
        return _Part(rank, opening, tuple(lines), "\n</details>\n\n", noun)
    return _Part(rank, f"**{title}**\n\n", tuple(lines), "\n", noun)


FIGURES_HEAD = "| figure | before | after | difference |\n|---|---:|---:|---:|"
"""Stands above rows of figures."""


def figure_row(figure: FigureChange) -> str:
    """Write a figure before and after as a row of a table."""
    named = figure.after or figure.before
    cells = [
        named.title if named else "",
        figure.before.shown if figure.before else "-",
        figure.after.shown if figure.after else "-",
        figure.by,
    ]
    return f"| {' | '.join(map(escaped, cells))} |"


def _taken(one: NoLongerChecked) -> str:
    if not one.allowed:
        return _finding(one.finding)
    words = f"{one.finding.message} ({one.path}; {one.allowed})"
    return f"- allowed {one.finding.code} {escaped(one.finding.name)}: {escaped(words)}"


def _finding(finding: Finding) -> str:
    """Write an entry of a list: how grave, what and where, then what to do on a line of its own."""
    place = f"{finding.location.path}:{finding.location.line}:{finding.location.column}"
    name = f"{finding.severity} {finding.code} {escaped(finding.name)}"
    head = f"- **{name}** ({escaped(place)}): {escaped(finding.message)}"
    return f"{head}<br>\n  {escaped(finding.help)}" if finding.help else head
