"""The rules engine durable-rules, by way of its C module. The facts it is given are made in policy/facts.py.

The module is called directly: the Python layer above it starts threads that post facts of their own and swallows
every exception. Every call here, and their order, follows from what was measured of it.
"""

from __future__ import annotations

from _json import encode_basestring, make_encoder
from typing import TYPE_CHECKING, Final, NoReturn, Self

import durable_rules_engine as _c

from coverage_lint.engine.faults import EngineFault
from coverage_lint.engine.values import FactReader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from coverage_lint.engine.conditions import Fact
    from coverage_lint.engine.rulesets import Ruleset

_KIND: Final = "$sentinel"
"""No kind of a ruleset's: those are identifiers."""
_RULE: Final = f'{{"{_KIND}": {{"all": [{{"m": {{"$and": [{{"kind": "{_KIND}"}}]}}}}]}}, '
_FACT: Final = f'{{"id": "q", "kind": "{_KIND}"}}'
"""Deleting a state in which no action ever began frees memory that was never set: so one rule fires at once."""

_RETRACT: Final = '{"id": "q"}'
_MATCHED, _UNMATCHED = 0, 1
_STATE = "0"


class DurableExecutor:
    """One ruleset in the engine. Not to be shared between threads; a context manager, or `close` it."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Create the ruleset; EngineFault if the engine refuses it."""
        self._name = ruleset.name
        self._reader = FactReader(ruleset)
        self._handle: int | None = None
        try:
            handle = _c.create_ruleset(ruleset.name, _RULE + ruleset.text[1:])
            _expect(_ask(handle, _FACT) == {_KIND}, "the sentinel did not fire alone")
        except (_c.error, MemoryError) as error:
            raise self._fault(error) from error  # what little there is stays: it cannot be deleted safely
        self._handle = handle

    def fired(self, fact: Fact) -> frozenset[str]:
        """Return the rules that fire for a fact. Raises EngineFault, and drops the ruleset, if the engine fails."""
        if self._handle is None:
            raise EngineFault(f"ruleset {self._name} is closed")
        text = '{"id": "q", ' + _encode(self._reader.read(fact))[1:]
        try:
            return _ask(self._handle, text)
        except BaseException as error:
            self._discard()
            if isinstance(error, (_c.error, MemoryError)):
                raise self._fault(error) from error
            raise

    def close(self) -> None:
        """Free what the engine holds, the state before the ruleset; again does nothing."""
        handle, self._handle = self._handle, None
        if handle is not None:
            _c.delete_state(handle, _STATE)
            _c.delete_ruleset(handle)

    def __enter__(self) -> Self:
        """Open already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _discard(self) -> None:
        """Drop the ruleset: with actions left in it, it would apply them to the next fact."""
        try:
            self.close()
        except _c.error:
            self._handle = None

    def _fault(self, error: BaseException) -> EngineFault:
        return EngineFault(f"durable-rules failed on ruleset {self._name}: {error}; try --engine interpreter")


def _encode(fact: Mapping[str, object]) -> str:
    """Return a fact as JSON, as `json.dumps` writes it, whose module takes long to import."""
    return "".join(_write(fact, 0))


def _refuse(value: object) -> NoReturn:
    raise TypeError(f"{value!r} is nothing that JSON has")


_write: Final = make_encoder(None, _refuse, encode_basestring, None, ": ", ", ", *(False,) * 3)


def _ask(handle: int, fact: str) -> frozenset[str]:
    """Put one fact in, take out every action that waits, and take the fact back.

    A set: each true leg of an alternative brings its rule again.
    """
    code, state = _c.assert_fact(handle, fact)
    if code == _UNMATCHED:
        return frozenset()  # the engine did not even store it
    _expect(code == _MATCHED, f"answer {code} to a fact")
    names = set()
    started = _c.start_action_for_state(handle, state)
    action = started[1] if started else None
    while action is not None:
        names.add(action.split('"', 2)[1])  # {"CL301":{"m":{...}}}
        action = _c.complete_and_start_action(handle, state)
    _expect(bool(names), "a fact matched and nothing fired")
    code, _ = _c.retract_fact(handle, _RETRACT)
    _expect(code == _MATCHED, f"answer {code} to a retraction")
    return frozenset(names)


def _expect(held: bool, otherwise: str) -> None:  # noqa: FBT001 - an assertion reads so
    if not held:
        raise _c.error(otherwise)
