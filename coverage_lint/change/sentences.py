"""Sentences about what changed, as people who run sales say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.change.added_removed import came_or_went
from coverage_lint.change.amounts import UNREADABLE, signed
from coverage_lint.change.labels import shortened, words
from coverage_lint.change.moves import moves_of, size
from coverage_lint.change.sections import noun
from coverage_lint.entities.records import REJECTED
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coverage_lint.change.edits import Edit
    from coverage_lint.change.labels import ToldEdit
    from coverage_lint.change.sections import Subject
    from coverage_lint.change.versions import Side

_MOST = 500
"""Characters of a sentence."""
_MOST_PERIODS = 6
"""Periods that a sentence names."""
_MOST_IN_ORDER = 12
_PHASINGS = frozenset(("phasing", "target_phasing", "quota_phasing"))


class Sentence(NamedTuple):
    """What is said of an entity, and the edits that it tells of."""

    text: str
    edits: tuple[Edit, ...]


def sentences(subject: Subject, edits: Sequence[ToldEdit], after: Side) -> tuple[Sentence, ...]:
    """Return the sentences for an entity that is in both versions."""
    return tuple(one._replace(text=shortened(one.text, _MOST)) for one in _changed(subject, edits, after))


def coming_sentence(subject: Subject, side: Side, *, came: bool) -> str:
    """Return the sentence for an added or removed entity; `side` is the version that has it."""
    return shortened(came_or_went(subject, side, came=came), _MOST)


def unread_sentence(section: str, *, older: bool) -> str:
    """Return the sentence for a section of one version that could not be read."""
    verb = "was" if older else "is"
    return f"{words(section)}: the section {verb} {UNREADABLE}, so what changed in it is not known"


def order_sentence(kind: str, ids: Sequence[str]) -> str:
    """Return the sentence for entities in another order."""
    more = len(ids) - _MOST_IN_ORDER
    rest = f" and {more:,} more" if more > 0 else ""
    return f"the {noun(kind, 2)} are in another order: {', '.join(ids[:_MOST_IN_ORDER])}{rest}"


def _changed(subject: Subject, edits: Sequence[ToldEdit], after: Side) -> Iterator[Sentence]:
    """Return a sentence for each edit; those that belong together make one, at the place of the first."""
    done: set[str] = set()
    for one in edits:
        edit = one.edit
        together = _TOGETHER.get((subject.kind, edit.field)) or (_phased if edit.field in _PHASINGS else None)
        if together is not None and (edit.row or REJECTED not in (edit.before, edit.after)):
            if edit.field not in done:
                done.add(edit.field)
                same = [other for other in edits if other.edit.field == edit.field]
                moved = tuple(other.edit for other in same)
                for number, text in enumerate(together(subject, same, after)):
                    yield Sentence(text, () if number else moved)
            continue
        special = _SPECIAL.get((subject.kind, edit.field))
        unread = REJECTED in (edit.before, edit.after)
        text = (special and not edit.inner and not unread and special(subject, one)) or _plain(subject, one)
        yield Sentence(text, (edit,))


def _plain(subject: Subject, one: ToldEdit) -> str:
    """Return the sentence on its own: 'group smb: quota 5,500,000 → 6,000,000 (+9.1 %)'."""
    edit = one.edit
    if edit.row and not edit.inner and None in (edit.before, edit.after):
        return f"{subject.named()}: {_row(one)}"
    return f"{subject.named()}: {_moved(one.shown.field, one)}"


def _moved(called: str, one: ToldEdit) -> str:
    """Return how a value changed, as text."""
    edit, shown = one
    if edit.before is REJECTED and edit.after is REJECTED:
        return f"{called} changed, and is {UNREADABLE} in either version"
    old, new = shortened(shown.before), shortened(shown.after)
    if edit.before is None:
        return f"{called} {new} added" if edit.after is not REJECTED else f"{called} added, but {UNREADABLE}"
    if edit.after is None:
        return f"{called} removed (was {old})"
    if edit.before is REJECTED:
        return f"{called} was {UNREADABLE}, is {new}"
    if edit.after is REJECTED:
        return f"{called} was {old}, is {UNREADABLE}"
    return f"{called} {old} → {new}" + (f" ({shown.by})" if shown.by else "")


def _row(one: ToldEdit) -> str:
    """Return the sentence for an added or removed row."""
    edit, shown = one
    came = edit.before is None
    verb = "added" if came else _GOING.get(edit.field, "removed")
    said = shown.after if came else shown.before
    if said != edit.row:
        return f"{shown.field} {verb} ({'' if came else 'was '}{shortened(said)})"
    if edit.field in _NAMED:
        return f"{shown.field} {verb}"
    return f"{shortened(edit.row)} {'added to' if came else 'removed from'} {words(edit.field)}"


_GOING = {"approvals": "withdrawn", "buy_in": "withdrawn"}
_NAMED = frozenset(("approvals", "buy_in", "measures", "accelerators", "shared_credit", "owners"))
"""Lists whose rows have a name of their own, rather than being texts of the field."""


def _phased(subject: Subject, edits: Sequence[ToldEdit], _: Side) -> Iterator[str]:
    """Return how a split over periods changed, and whether only the split did."""
    called = f"{subject.named()}: {words(edits[0].edit.field)}"
    if all(one.edit.before is None for one in edits):
        yield f"{called} added ({_periods(edits, lambda one: f'{one.edit.row} {one.shown.after}')})"
    elif all(one.edit.after is None for one in edits):
        yield f"{called} removed (was {_periods(edits, lambda one: f'{one.edit.row} {one.shown.before}')})"
    elif _adds_up(edits):
        kinds = {_PERIODS.get(one.edit.row[:1], "months") for one in edits}
        between = kinds.pop() if len(kinds) == 1 else "periods"
        moved = _periods(edits, lambda one: f"{one.edit.row} {one.shown.before or 0} → {one.shown.after or 0}")
        yield f"{called} moved between {between}: {moved}"
    else:
        yield f"{called} {_periods(edits, lambda one: _moved(one.edit.row, one))}"


_PERIODS = {"H": "halves", "Q": "quarters"}


def _adds_up(edits: Sequence[ToldEdit]) -> bool:
    values = [value for one in edits for value in (one.edit.before, one.edit.after)]
    if REJECTED in values:
        return False
    return sum(one.edit.before or 0 for one in edits) == sum(one.edit.after or 0 for one in edits)  # type: ignore[misc]


def _periods(edits: Sequence[ToldEdit], write: Callable[[ToldEdit], str]) -> str:
    """Name the periods that moved most, in the order of the year, and add up the rest."""
    moves = [moves_of((one.edit,)) for one in edits]
    by_size = sorted(range(len(edits)), key=lambda at: size(moves[at]), reverse=True)
    said = ", ".join(write(edits[at]) for at in sorted(by_size[:_MOST_PERIODS]))
    rest = by_size[_MOST_PERIODS:]
    added = sum(one.by for at in rest for one in moves[at])
    return f"{said} and {len(rest)} more, {signed(added, 'money')} together" if rest else said


def _covered(subject: Subject, edits: Sequence[ToldEdit], after: Side) -> Iterator[str]:
    """Return who covers a segment now, and who no longer does."""
    came = [one for one in edits if not one.edit.inner and one.edit.before is None]
    went = [one for one in edits if not one.edit.inner and one.edit.after is None]
    there = after.node.get("coverage") or ()
    name, new, old = subject.named(), _covering(came), _covering(went)
    if went and not there:
        yield f"{name} lost its cover by {old}"
    elif came and went:
        yield f"{name} is now covered by {new}, no longer by {old}"
    elif came:
        yield f"{name} is now covered by {new}" + ("" if len(came) == len(there) else ", too")
    elif went:
        yield f"{name} is no longer covered by {old}"
    yield from (_plain(subject, one) for one in edits if one.edit.inner)


def _covering(rows: Sequence[ToldEdit]) -> str:
    """Return the labels of coverage rows, with how they cover."""
    said = []
    for edit, shown in rows:
        details = shown.after or shown.before
        said.append(edit.row if details == edit.row else f"{edit.row} ({details})")
    return " and ".join(said)


def _goal_target(subject: Subject, one: ToldEdit) -> str:
    return f"{subject.named()}{_moved('', one)}" if None not in one.edit[3:5] else ""


def _person_group(subject: Subject, one: ToldEdit) -> str:
    who, old, new = subject.who(), one.shown.before, one.shown.after
    if not old:
        return f"{who} is now in {new}"
    return f"{who} moved {old} → {new}" if new else f"{who} left {old}, and is in no group now"


def _person_status(subject: Subject, one: ToldEdit) -> str:
    who = subject.who()
    said = {
        ("open", "active"): f"open seat {who} filled",
        ("active", "open"): f"{who} left, and the seat is open",
        ("leave", "open"): f"{who} left, and the seat is open",
        ("active", "leave"): f"{who} goes on leave",
        ("leave", "active"): f"{who} is back from leave",
    }
    return said.get((one.shown.before, one.shown.after), "")


def _person_end(subject: Subject, one: ToldEdit) -> str:
    if not one.shown.before:
        return f"{subject.who()} leaves on {one.shown.after}"
    return "" if one.shown.after else f"{subject.who()} stays (was to leave on {one.shown.before})"


def _person_role(subject: Subject, one: ToldEdit) -> str:
    old, new = one.shown.before, one.shown.after
    return f"{subject.who()} changed role {old} → {new}" if old and new else ""


def _group_leader(subject: Subject, one: ToldEdit) -> str:
    name, old, new = subject.named(), one.shown.before, one.shown.after
    if not old:
        return f"{name} is now led by {new}"
    return f"{name}: leader {old} → {new}" if new else f"{name} lost its leader (was {old})"


_SPECIAL: dict[tuple[str, str], Callable[[Subject, ToldEdit], str]] = {
    ("goal", "target"): _goal_target,
    ("person", "group"): _person_group,
    ("person", "status"): _person_status,
    ("person", "end"): _person_end,
    ("person", "role"): _person_role,
    ("group", "leader"): _group_leader,
}
"""Fields that people say in words of their own; '' where those do not fit."""
_TOGETHER: dict[tuple[str, str], Callable[[Subject, Sequence[ToldEdit], Side], Iterator[str]]] = {
    ("segment", "coverage"): _covered,
}
"""Fields whose rows make one sentence."""
