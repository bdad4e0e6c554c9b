"""The questions of one model that nobody could answer: why, and by which fields they would be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_lint.entities.names import written_name
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.columns import Batch
from coverage_lint.language.costs import MAX_ROWS, TooCostly
from coverage_lint.policy.undecided.lazy_sequence import LazySequence
from coverage_lint.policy.undecided.needs import ABSENT, REFUSED, TODAY, Lack, Need, Needs
from coverage_lint.policy.undecided.policies import Open, UndecidedPolicies
from coverage_lint.policy.undecided.told_absences import own_matters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.entities.records import Record
    from coverage_lint.findings import Finding
    from coverage_lint.policy.facts import Facts
    from coverage_lint.policy.policy import Policy
    from coverage_lint.policy.undecided.needs import Part
    from coverage_lint.policy.undecided.policies import Reason
    from coverage_lint.policy.undecided.told_absences import Matters, Telling

MOST_NAMED = 10
"""Fields that are named of what one policy lacks for one record."""
TOO_MUCH = "more than a policy may do"
"""What a policy lacks that would take too long."""
_OPT_IN, _NOTHING, _TOLD, _ASKED = "opt-in", "nothing", "told", "asked"
_COST = "cost"
_OF_ALL = (_OPT_IN, _NOTHING, _COST, TODAY, _ASKED, _TOLD, REFUSED)
"""Why a question stays open for want of several, the first of these before the others; some whatever is written."""
_OF_CONDITIONS = (_OPT_IN, _NOTHING, _COST, TODAY, REFUSED, _TOLD, _ASKED)
"""The same of conditions that must all hold."""
_OF_ANY = (REFUSED, _TOLD, _ASKED, TODAY, _COST, _OPT_IN, _NOTHING)
"""The same where one part alone may settle it."""
_REASONS: dict[str, Reason] = {
    _OPT_IN: "opt-in", _NOTHING: "opt-in", _TOLD: "absent", _ASKED: "absent", REFUSED: "refused", TODAY: "today",
    _COST: "cost",
}  # fmt: skip
"""Why a policy is undecided, by the state of what it lacks."""


class Asked(NamedTuple):
    """A policy that waits, the records that it waits for, and what it lacks for each."""

    policy: Policy
    records: Sequence[Record]
    parts: Sequence[Part | None]
    """None where it would take too long."""


class Unanswered:
    """Says of what was left open in one model why it is, and what would answer it."""

    def __init__(
        self, told: Facts, left_open: Sequence[Open], fired: Sequence[tuple[Policy, Sequence[Record]]]
    ) -> None:
        """Take what was left open and what fired, of the policies that are asked."""
        self._facts = told
        self._left_open = left_open
        self._needs = Needs(told.model)
        self._matters: Matters = own_matters(told, fired) if left_open else {}
        self._states: dict[int, str] = {}
        self._soles: dict[int, Lack] = {}
        """The one field that answers a part, where it is one."""
        self._picked: dict[int, list[Part]] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        """The parts to ask for, by the identity of a need whose state is known."""
        self._held: list[Part] = []
        """Keeps every part whose state is known by its identity."""
        self._asked: list[Asked] | None = None
        self.too_costly: dict[str, str] = {}
        """The policies of which it would take too long to say what they lack, by their codes: what that would do."""

    def asked(self) -> list[Asked]:
        """Return what each policy lacks, for each record that it was left open for."""
        if self._asked is None:
            self._asked = [Asked(one.policy, one.records, self._parts(one)) for one in self._left_open]
        return self._asked

    def _parts(self, one: Open) -> Sequence[Part | None]:
        policy, count = one.policy, len(one.records)
        if policy.code in self._facts.too_costly:
            return [None] * count
        columns = self._facts.columns_of(policy)
        columns.rows_left = MAX_ROWS
        rows = {} if policy.subject == "plan" else {"this": list(one.records)}
        kept: dict[object, Any] = {}
        batch = Batch(count, rows, {}, kept=kept)
        try:
            made = self._needs.of(columns, policy.when, batch)
            for part in made:
                self._settle(part)
        except TooCostly as stop:
            self.too_costly.setdefault(policy.code, stop.words)
            return [None] * count
        finally:
            kept.clear()  # the batch itself is held for the names under `let`
        return [part or Need([]) for part in made]

    def policies(self) -> tuple[UndecidedPolicies, UndecidedPolicies]:
        """Return the policies that are undecided, and those that are not asked since what they read is left out."""
        undecided: list[Open] = []
        not_asked: list[Open] = []
        for one in self.asked():
            reasons = [self._reason(part) for part in one.parts]
            for held, chosen in ((undecided, False), (not_asked, True)):
                at = [index for index, reason in enumerate(reasons) if (reason == _OPT_IN) is chosen]
                if at:
                    records = [one.records[index] for index in at]
                    held.append(Open(one.policy, records, self._lacks(one, at), [reasons[index] for index in at]))
        return UndecidedPolicies(undecided, by_place=True), UndecidedPolicies(not_asked, by_place=True)

    def _lacks(self, one: Asked, at: Sequence[int]) -> Sequence[tuple[str, ...]]:
        """Return what is lacking for some of the records, by name, worked out when somebody looks at it."""
        return LazySequence(lambda: tuple(self._named(one.parts[index]) for index in at))

    def costly(self) -> Iterator[Finding]:
        """Report the policies for which it would take too long to find the missing fields."""
        from coverage_lint.policy.run import too_costly

        policies = {one.policy.code: one.policy for one in self._left_open}
        for code, words in sorted(self.too_costly.items()):
            yield too_costly(policies[code], words, self._facts.model.plan)

    def _reason(self, part: Part | None) -> Reason:
        if part is None:
            return "cost"
        return _REASONS[self._state(part)]

    def _named(self, part: Part | None) -> tuple[str, ...]:
        """Return the first fields that a question lacks, by name; of what many questions share, worked out once."""
        if part is None:
            return (TOO_MUCH,)
        waiting: list[tuple[Part, bool]] = [(part, False)]
        begun: set[int] = set()
        while waiting:
            one, done = waiting.pop()
            if id(one) in self._names:
                continue
            if isinstance(one, Lack):
                self._names[id(one)] = (self.name(one),)
            elif done:
                self._names[id(one)] = self._first_names(self._needs.parts(one))
            elif id(one) not in begun:
                begun.add(id(one))
                waiting.append((one, True))
                waiting += [(other, False) for other in self._needs.parts(one)]
        return self._names[id(part)]

    def _first_names(self, parts: Sequence[Part]) -> tuple[str, ...]:
        names: dict[str, None] = {}
        for one in parts:
            names.update(dict.fromkeys(self._names.get(id(one), ())))
            if len(names) >= MOST_NAMED:
                break
        return tuple(names)[:MOST_NAMED]

    def name(self, lack: Lack) -> str:
        """Return the missing field as it is written: `roles[ae].family`; all options if one of several is enough."""
        if lack.reason == TODAY:
            return TODAY
        catalogue = self._facts.model.catalogue
        options = ((lack.record, lack.field), *lack.others)
        return " or ".join(written_name(record, field, catalogue) for record, field in options)

    def leaves(self, part: Part, *, every: bool = False) -> Iterator[Lack]:
        """Return the fields that would answer a question, each once; with `every`, also optional ones."""
        return self.leaves_of([part], every=every)

    def leaves_of(self, parts: Sequence[Part], *, every: bool = False) -> Iterator[Lack]:
        """Return the fields that would answer several questions, each once."""
        seen: set[int] = set()
        waiting = [iter(parts)]  # of iterators, so that whoever wants the first few fields alone looks at these alone
        while waiting:
            one = next(waiting[-1], None)
            if one is None:
                waiting.pop()
            elif id(one) not in seen:
                seen.add(id(one))
                if not isinstance(one, Lack):
                    waiting.append(iter(self._needs.parts(one) if every else self._chosen(one)))
                elif every or self._state(one) == _ASKED:
                    yield one

    def _chosen(self, need: Need) -> list[Part]:
        """Return the parts to ask for: all that are unknown; of conditions, one that the fewest fields settle.

        Any one of these may settle the answer; where it does not, the next is asked for. Of conditions that must all
        hold, the first is the one that is written first; of others it goes by the fields' names, so that it is the same
        in whatever order entities stand.
        """
        chosen = self._picked.get(id(need))
        if chosen is None:
            chosen = [one for one in self._needs.parts(need) if self._state(one) == _ASKED]
            if need.logic and len(chosen) > 1:
                soles = [one for one in chosen if id(one) in self._soles] or chosen
                chosen = [soles[0] if need.logic == "and" else min(soles, key=self._first_name)]
            self._picked[id(need)] = chosen
        return chosen

    def _first_name(self, part: Part) -> str:
        return next((self.name(lack) for lack in self.leaves(part)), "")

    def sole(self, part: Part) -> Lack | None:
        """Return the one field that answers a question by itself; None where it takes several."""
        self._state(part)
        return self._soles.get(id(part))

    def is_asked(self, part: Part | None) -> bool:
        """True if writing fields would answer a question."""
        return part is not None and self._state(part) == _ASKED

    def _state(self, part: Part) -> str:
        known = self._states.get(id(part))
        return self._settle(part) if known is None else known

    def _settle(self, part: Part | None) -> str:
        """Work out the state of a part and of all below it, the lowest first: trees may be deep."""
        if part is None:
            return _NOTHING
        waiting: list[tuple[Part, bool]] = [(part, False)]
        begun: set[int] = set()
        while waiting:
            one, done = waiting.pop()
            if id(one) in self._states:
                continue
            if isinstance(one, Lack):
                self._keep(one, self._of_lack(one))
                self._soles[id(one)] = one
            elif done:
                states = [self._states.get(id(other), _NOTHING) for other in self._needs.parts(one)]
                self._keep(one, _of_parts(states, one.logic))
                sole = self._sole_of(one)
                if sole is not None:
                    self._soles[id(one)] = sole
            elif id(one) not in begun:
                begun.add(id(one))
                waiting.append((one, True))
                waiting += [(other, False) for other in self._needs.parts(one)]
        return self._states[id(part)]

    def _sole_of(self, need: Need) -> Lack | None:
        asked = [one for one in self._needs.parts(need) if self._states.get(id(one)) == _ASKED]
        soles = {self._soles.get(id(one)) for one in asked}
        return soles.pop() if len(soles) == 1 else None

    def _keep(self, part: Part, state: str) -> None:
        self._states[id(part)] = state
        self._held.append(part)

    def _of_lack(self, lack: Lack) -> str:
        if lack.reason != ABSENT:
            return lack.reason
        options = ((lack.record, lack.field), *lack.others)
        if any(self._is_told(record, field) for record, field in options):
            return _TOLD
        return _OPT_IN if all(self._is_opt_in(record, field) for record, field in options) else _ASKED

    def _is_told(self, record: Record, field: str) -> bool:
        """True if a finding tells already that a field, or the section that it belongs to, is not there."""
        return any(key in self._matters for key in _with_sections(record, field))

    def told_by(self, parts: Sequence[Part]) -> Iterator[Telling]:
        """Return what tells the absences for which questions stay open."""
        for lack in self.leaves_of(parts, every=True):
            if lack.reason == ABSENT:
                for record, field in ((lack.record, lack.field), *lack.others):
                    for key in _with_sections(record, field):
                        yield from self._matters.get(key, ())

    def is_told(self, part: Part | None) -> bool:
        """True if findings tell already what is absent."""
        return part is not None and self._state(part) == _TOLD

    def _is_opt_in(self, record: Record, field: str) -> bool:
        kinds = self._facts.model.catalogue.kinds
        kind = record.kind
        while True:
            spec = kinds[kind].specs.get(field.partition(".")[0])
            if spec is not None and spec.opt_in:
                return True
            *_, field = field.partition(".")
            if spec is None or not field or spec.type.kind not in kinds:
                return False
            kind = spec.type.kind


def _with_sections(record: Record, field: str) -> Iterator[tuple[int, str]]:
    """Return a field of a record, and the sections that it belongs to, as they are known."""
    steps = field.split(".")
    return ((id(record), ".".join(steps[:count])) for count in range(1, len(steps) + 1))


def _of_parts(states: Sequence[str], logic: str) -> str:
    """Return the state of what is unknown for want of several.

    One of several conditions may settle the answer by itself. So nothing is asked for while one of them waits for what
    has its finding already.
    """
    order = _OF_ALL
    if logic == "or":
        order = _OF_ANY
    elif logic:
        order = _OF_CONDITIONS
    return next((state for state in order if state in states), _NOTHING)
