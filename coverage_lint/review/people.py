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
    known = list(users)
    held: dict[str, list[int]] = {}
    for number, person in enumerate(people):
        for user in dict.fromkeys(_users_of(person, known, mapping)):
            held.setdefault(user, []).append(number)
    return [span for user, numbers in sorted(held.items()) for span in _spans_of(user, numbers, people)]


def _users_of(person: Record, users: Sequence[User], mapping: Mapping) -> list[str]:
    salesforce = mapping.salesforce_ids
    given = [short_id(user, salesforce=salesforce) for user, held in mapping.people.items() if held == person.id]
    taken = {short_id(user, salesforce=salesforce) for user in mapping.people}
    crm_id, email = person.values.get("crm_id"), person.values.get("email")
    found: list[str] = []
    if mapping.by in {"", "crm_id"} and isinstance(crm_id, str):
        found = [short_id(crm_id, salesforce=salesforce)]
    elif mapping.by in {"", "email"} and isinstance(email, str):
        found = [one.id for one in users if one.email == email.lower()]
    if not found and mapping.by in {"", "column"}:
        found = [one.id for one in users if one.person and one.person in {person.id, person.values.get("seat")}]
    return [*given, *(user for user in found if user not in taken)]


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
