"""Policies compiled for the engine: rulesets, and the measures that their facts carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.engine.conditions import Rule
from coverage_lint.engine.rulesets import RuleRefused, Ruleset, collides, compile_rulesets
from coverage_lint.errors import PolicyError
from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.to_engine import MOST_PARTS, ConditionTooLarge, EngineConditions, Measure, Raw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.policy.policy import Policy

ERROR = ".error"
"""Ends the name of the rule for a policy's harder threshold."""


class Program(NamedTuple):
    """What a check runs."""

    policies: dict[str, Policy]
    rulesets: tuple[Ruleset, ...]
    measures: dict[str, tuple[str, Measure]]
    """For each field of a fact that is computed: the policy's code, and how."""


class _Compiler:
    def __init__(self, letter: str) -> None:
        self.letter = letter
        self.number = 0
        self.used: list[str] = []
        self.measures: dict[str, tuple[str, Measure]] = {}

    def new_name(self) -> str:
        """Return the next measure's name whose hash is no other name's."""
        while True:
            self.number += 1
            name = f"{self.letter}{self.number}"
            if collides((*self.used, name)) is None:
                self.used.append(name)
                return name

    def rules(self, policy: Policy) -> list[Rule]:
        measures: dict[str, Measure] = {}
        lowering = EngineConditions(policy.subject, policy.lets, self.new_name, measures)
        try:
            rules = [Rule(policy.code, policy.subject, lowering.lower(policy.when))]
            if policy.error_when is not None:
                rules.append(Rule(policy.code + ERROR, policy.subject, lowering.lower(policy.error_when)))
        except ConditionTooLarge:
            words = f"with the names under `let` written out, this has more than {MOST_PARTS:,} parts"
            raise RuleRefused(policy.code, words) from None
        for name, measure in measures.items():
            if isinstance(measure, Raw):
                if name not in self.used:
                    self.used.append(name)
            else:
                self.measures[name] = (policy.code, measure)
        return rules


def joined(first: Program, second: Program) -> Program:
    """Make one program of two that share no policy, and whose measures begin with different letters."""
    policies, measures = {**first.policies, **second.policies}, {**first.measures, **second.measures}
    return Program(policies, first.rulesets + second.rulesets, measures)


def compile_policies(policies: Sequence[Policy], letter: str = "m") -> Program:
    """Compile policies, in the order of their codes; the names of measures begin with the letter.

    Raises PolicyError for one that the engine cannot be given.
    """
    ordered = sorted(policies, key=lambda policy: policy.code)
    by_code = {policy.code: policy for policy in ordered}
    compiler = _Compiler(letter)
    try:
        rules = [rule for policy in ordered for rule in compiler.rules(policy)]
        rulesets = compile_rulesets(rules)
    except RuleRefused as refused:
        policy = by_code[refused.rule.removesuffix(ERROR)]
        raise PolicyError(
            str(refused),
            policy.when_location,
            help_text="Compute a part of it under `let`, or make two policies of it.",
        ) from None
    return Program(by_code, rulesets, compiler.measures)
