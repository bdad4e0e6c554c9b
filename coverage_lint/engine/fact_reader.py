"""A fact reduced to the fields that a ruleset reads, with their types checked. The facts come from policy/facts.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.engine.faults import EngineFault
from coverage_lint.engine.names import KIND
from coverage_lint.engine.values import TYPES, flaw

if TYPE_CHECKING:
    from coverage_lint.engine.conditions import Fact, FactValue
    from coverage_lint.engine.rulesets import Ruleset

_plain = frozenset((*range(-100, 1001), False, True)).__contains__
"""Most values are signs, counts and flags: sound at a glance."""


class FactReader:
    """Reads facts for one ruleset, the same way for every engine."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Take the fields and their types from the ruleset."""
        classes = {name: python for python, name in TYPES.items()}
        self._ruleset = ruleset
        self._fields = [(field, classes[name]) for field, name in zip(ruleset.fields, ruleset.types, strict=True)]

    def read(self, fact: Fact) -> dict[str, FactValue]:
        """Return the fact as the engine may be told it, its kind first.

        Raises EngineFault for a value of another type than its field's.
        """
        told: dict[str, FactValue] = {KIND: self._ruleset.kind}
        find = fact.get
        for field, wanted in self._fields:
            value = find(field)
            if value is None:
                if field in fact:
                    raise self._fault(field, "nothing is told by leaving the field out")
            elif type(value) is wanted and (_plain(value) or not flaw(value)):
                told[field] = value
            else:
                raise self._fault(field, flaw(value) or f"{value!r} is no {wanted.__name__}")
        return told

    def _fault(self, field: str, reason: str) -> EngineFault:
        return EngineFault(f"ruleset {self._ruleset.name}: field {field!r}: {reason}")
