"""Which person of the plan a user of the CRM is, and from when to when: one seat may have had several holders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import add_days
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.entities.records import Record
    from coverage_lint.review.mapping import Mapping

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
_LONG, _SHORT = 18, 15


class User(NamedTuple):
    """Somebody in the CRM."""

    id: str
    email: str
    active: bool | None
    start: str
    end: str
    person: str


class Span(NamedTuple):
    """A user is a person of the plan, by the person's place in it, from a day to a day."""

    user: str
    person: int
    first: str
    last: str


def short_id(identity: str, *, salesforce: bool) -> str:
    """Return an id in the form in which ids are compared."""
    cut = salesforce and len(identity) == _LONG and identity.isalnum() and identity.isascii()
    return identity[:_SHORT] if cut else identity


def spans(people: Sequence[Record], users: Iterable[User], mapping: Mapping) -> list[Span]:
    """Return who is whom. Of several persons with one user, each holds from the start on until the next one's."""
    known = _Known(users, mapping)
    held: dict[str, list[int]] = {}
    for number, person in enumerate(people):
        for user in dict.fromkeys(known.of(person)):
            held.setdefault(user, []).append(number)
    return [span for user, numbers in sorted(held.items()) for span in _spans_of(user, numbers, people)]


class _Known:
    """The users by what names a person: each is looked at once, however many people there are."""

    def __init__(self, users: Iterable[User], mapping: Mapping) -> None:
        self.by = mapping.by
        self.salesforce = mapping.salesforce_ids
        self.taken: set[str] = set()
        self.given: dict[str, list[str]] = {}
        self.by_email: dict[str, list[str]] = {}
        self.by_person: dict[str, list[str]] = {}
        for written, person in mapping.people.items():
            user = short_id(written, salesforce=self.salesforce)
            self.taken.add(user)
            self.given.setdefault(person, []).append(user)
        for one in users:
            self.by_email.setdefault(one.email, []).append(one.id)
            if one.person:
                self.by_person.setdefault(one.person, []).append(one.id)

    def of(self, person: Record) -> list[str]:
        """Return the users who are a person."""
        crm_id, email, seat = (person.values.get(field) for field in ("crm_id", "email", "seat"))
        found: list[str] = []
        if self.by in {"", "crm_id"} and isinstance(crm_id, str):
            found = [short_id(crm_id, salesforce=self.salesforce)]
        elif self.by in {"", "email"} and isinstance(email, str):
            found = self.by_email.get(email.lower(), [])
        if not found and self.by in {"", "column"}:
            names = dict.fromkeys(name for name in (person.id, seat) if isinstance(name, str))
            found = [user for name in names for user in self.by_person.get(name, ())]
        return [*self.given.get(person.id or "", ()), *(user for user in found if user not in self.taken)]


def _spans_of(user: str, numbers: list[int], people: Sequence[Record]) -> list[Span]:
    starts = sorted((_day(people[number], "start") or FIRST_DAY, number) for number in numbers)
    made = []
    for at, (start, number) in enumerate(starts):
        first = FIRST_DAY if at == 0 else start
        last = LAST_DAY if at + 1 == len(starts) else add_days(starts[at + 1][0], -1)
        if first <= last:
            made.append(Span(user, number, first, last))
    return made


def _day(person: Record, field: str) -> str:
    held = person.values.get(field)
    return held if isinstance(held, str) else ""
