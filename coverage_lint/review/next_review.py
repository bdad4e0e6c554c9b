"""The next month's review, begun: whom to meet, what is still to be done, and the figures of the day."""

from __future__ import annotations

import json
import os.path
from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple
from coverage_lint.review.log import cents, names_in
from coverage_lint.review.meetings import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from coverage_lint.review.log import Log
    from coverage_lint.review.meetings import Decision, Subject

_HEAD = """\
# The review of {month}, begun by `coverage-lint review --write` with what is still to be done.
# When a meeting was held, write the day, who was there, and what was decided:
#   held: {day}
#   present: [ids of people]
#   decisions:
#     - {{id: fill-the-seat, what: Fill the open seat, owner: a person's id, due: {day}}}
# A decision that is done gets the day: done: {day}
coverage_review: 1
month: {month}

meetings:
"""


class Figures(NamedTuple):
    """Figures of the model or a group on the day of the data; None where they are not known."""

    subject: Subject
    target_to_date: Fraction | None
    won: Fraction | None
    open: Fraction | None
    months: Mapping[str, Fraction] = {}
    """What was won, by the month of the close date."""


def write_next(log: Log, as_of: date, subjects: Iterable[Subject], figures: Sequence[Figures]) -> str:
    """Write the review of the month of a day, and return its path as shown to people.

    `subjects` are those that the plan reviews each month; a person with a decision that is open gets a meeting too.
    Nothing that exists is overwritten, and a file is written whole or not at all. Raises Misuse.
    """
    from coverage_lint.system.whole_file import create_whole, make_folder

    month = as_of.isoformat()[:7]
    shown = f"{log.shown}/{month}.yaml"
    _check(log, month, shown)
    text = review_text(log, as_of, subjects, figures)
    try:
        make_folder(log.folder)
        create_whole(os.path.join(log.folder, f"{month}.yaml"), text.encode())
    except FileExistsError:
        raise Misuse(f"{shown} already exists and was not changed") from None
    except OSError as error:
        raise Misuse(f"{shown} cannot be written: {error.strerror or error}") from error
    return shown


def _check(log: Log, month: str, shown: str) -> None:
    """Refuse to write over a review, before a later one, or where what is open cannot be read. Raises Misuse."""
    known = log.of(month)
    path = known.path if known is not None else shown
    if known is not None or os.path.basename(shown) in names_in(log.folder):
        raise Misuse(f"{path} already exists and was not changed")
    if log.findings:
        first = log.findings[0]
        raise Misuse(
            f"{shown} was not written: {first.location.path}:{first.location.line}: {first.message}; repair that "
            "first, so that no decision is lost"
        )
    later = log.reviews[-1] if log.reviews and log.reviews[-1].month > month else None
    if later is not None:
        raise Misuse(f"{shown} was not written, since there is a later review already: {later.path}")


def review_text(log: Log, as_of: date, subjects: Iterable[Subject], figures: Sequence[Figures]) -> str:
    """Return the text of the file."""
    still_open: dict[Subject, list[Decision]] = {}
    for one in log.open_decisions():
        still_open.setdefault(one.subject, []).append(one)
    met = list(dict.fromkeys((*subjects, *(one for one in still_open if one.kind != PERSON), *still_open)))
    text = _HEAD.format(month=as_of.isoformat()[:7], day=as_of.isoformat())
    text += "\n".join(line for subject in met for line in _meeting(subject, still_open.get(subject, ())))
    if not met:
        text = text.removesuffix("\n") + " []"
    if figures:
        text += "\n\n# The figures as the CRM had them: the next review tells what was changed in it since.\n"
        text += f"totals:\n  as_of: {as_of.isoformat()}\n  rows:\n"
        text += "\n".join(line for one in figures for line in _total(one))
    return text + "\n"


def _meeting(subject: Subject, decisions: Sequence[Decision]) -> Iterator[str]:
    yield from _subject(subject, "  ")
    if decisions:
        yield "    decisions:"
    for one in decisions:
        yield f"      - id: {scalar(one.id)}"
        yield f"        what: {scalar(one.what)}"
        if one.owner:
            yield f"        owner: {scalar(one.owner)}"
        if one.due is not None:
            yield f"        due: {one.due.isoformat()}"
        yield f"        since: {one.since}"


def _total(figures: Figures) -> Iterator[str]:
    yield from _subject(figures.subject, "    ")
    for name in ("target_to_date", "won", "open"):
        amount = getattr(figures, name)
        if amount is not None:
            yield f"      {name}: {_money(amount)}"
    if figures.months:
        yield "      months:"
        yield from (f"        {month}: {_money(figures.months[month])}" for month in sorted(figures.months))


def _subject(subject: Subject, indent: str) -> Iterator[str]:
    yield f"{indent}- subject: {subject.kind}"
    if subject.id:
        yield f"{indent}  id: {scalar(subject.id)}"


def _money(amount: Fraction) -> str:
    """Return an amount to the cent, its digits in groups of three; whole amounts without cents."""
    exact = cents(amount)
    whole, rest = divmod(abs(exact.numerator * (100 // exact.denominator)), 100)
    text = f"{whole:_}" + (f".{rest:02}" if rest else "")
    return f"-{text}" if exact < 0 else text


def scalar(text: str) -> str:
    """Return text as YAML reads it back: in quotes wherever it could mean anything else."""
    from coverage_lint.structure.flow import flow

    plain = flow(text)
    if not plain.startswith('"'):
        return plain
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in quoted)


def _escaped(letter: str) -> str:
    return f"\\U{ord(letter):08x}"
