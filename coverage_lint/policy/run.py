"""Policies over a model: facts to the engine, and what fired to findings."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.engine.conditions import decide
from coverage_lint.engine.executor import open_executor
from coverage_lint.entities.places import locate
from coverage_lint.findings import Figure, Finding
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.columns import Columns
from coverage_lint.language.costs import NumberTooLong, TooCostly
from coverage_lint.language.format import shown
from coverage_lint.policy.facts import Facts
from coverage_lint.policy.finding_builder import FindingBuilder
from coverage_lint.policy.program import ERROR
from coverage_lint.policy.undecided.policies import Open, UndecidedPolicies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coverage_lint.engine.conditions import Fact
    from coverage_lint.engine.executor import Engine
    from coverage_lint.engine.rulesets import Ruleset
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.policy.fields.compute import Definition
    from coverage_lint.policy.policy import FigureSpec, Policy
    from coverage_lint.policy.program import Program
    from coverage_lint.policy.undecided.known_totals import KnownValues
    from coverage_lint.policy.undecided.unanswered import Unanswered


class Refuted(NamedTuple):
    """An error that finds fields of a record wrong."""

    finding: Finding
    record: Record
    fields: tuple[str, ...]


class Decided(NamedTuple):
    """What the policies say of a model."""

    findings: list[Finding]
    undecided: UndecidedPolicies
    facts: Facts
    fired: list[tuple[Policy, list[Record]]]
    """The policies that fired, each with the records that it fired for."""
    refuted: list[Refuted]
    """What errors find wrong, in the order of their codes."""
    refuting: Sequence[Finding] = ()
    """Of `findings`, the errors whose values counted as refused for the others."""
    waiting: Sequence[Finding] = ()
    """What was found before that, and is told again only where one of those errors is accepted."""

    def unanswered(self, wants: Callable[[str, str], bool]) -> Unanswered:
        """Return the questions that nobody could answer, of the policies that count by their codes and names."""
        from coverage_lint.policy.undecided.unanswered import Unanswered

        fired = [(policy, records) for policy, records in self.fired if wants(policy.code, policy.name)]
        return Unanswered(self.facts, self.undecided.asked(wants).left_open, fired)


class Runner:
    """Asks one program of models, one after the other."""

    def __init__(
        self,
        program: Program,
        engine: Engine,
        today: str | None,
        parameters: Mapping[str, Mapping[str, object]] | None = None,
    ) -> None:
        """Take compiled policies, the engine, today's ISO day, and parameters by code in place of defaults."""
        self.program = program
        self.engine: Engine = engine
        self.today = today
        self.parameters = parameters or {}
        self.silent = {code for code, policy in program.policies.items() if self._unset(policy)}

    def _unset(self, policy: Policy) -> bool:
        """True if a policy has a parameter that has no value until a team sets it: till then it is silent."""
        given = self.parameters.get(policy.code, {})
        return any(spec.default is None and name not in given for name, spec in policy.parameters.items())

    def _is_asked(self, rule: str) -> bool:
        """True if what a rule answers is an answer of its policy: no harder threshold, nothing silent."""
        return not rule.endswith(ERROR) and rule not in self.silent

    def run(self, model: Model) -> Decided:
        """Decide every policy for every record. Raises PolicyError for a policy whose numbers grow without end."""
        facts = Facts(self.program, model, self.today, self.parameters)
        builder = FindingBuilder(facts)
        findings: list[Finding] = []
        refuted: list[Refuted] = []
        left_open: dict[str, list[Record]] = {}
        fired_for: dict[str, list[Record]] = {}
        for ruleset in self.program.rulesets:
            asked_of = model.records(ruleset.kind)
            if not asked_of:  # a check of one version has no changes, nor what they are held against
                continue
            alike = list(facts.facts(ruleset, asked_of))
            # One ruleset at a time: each takes a third of a megabyte in the engine.
            with open_executor(ruleset, self.engine) as executor:
                answers = [(records, fact, executor.fired(fact)) for records, fact in alike]
            builder.expect(_fired(ruleset, answers, self.silent))
            rules = [
                (rule, fields)
                for rule, fields in zip(ruleset.rules, ruleset.asks, strict=True)
                if self._is_asked(rule.name)
            ]
            for records, fact, fired in answers:
                for rule, fields in rules:
                    code = rule.name
                    if code in fired or code + ERROR in fired:
                        policy, hard = self.program.policies[code], code + ERROR in fired
                        made = [builder.finding(policy, record, hard=hard) for record in records]
                        findings += made
                        if policy.refutes:
                            refuted += map(Refuted, made, records, repeat(policy.refutes))
                        fired_for.setdefault(code, []).extend(records)
                    elif not fact.keys() >= fields and decide(rule.condition, fact) is None:
                        left_open.setdefault(code, []).extend(records)
        policies = self.program.policies
        costly = sorted(facts.too_costly.items())
        findings += [too_costly(policies[code], words, model.plan) for code, words in costly]
        undecided = UndecidedPolicies([Open(policies[code], records) for code, records in left_open.items()])
        fired_of = [(policies[code], records) for code, records in fired_for.items()]
        refuted.sort(key=lambda one: one.finding.code)
        return Decided(findings, undecided, facts, fired_of, refuted)


def _fired(
    ruleset: Ruleset, answers: Sequence[tuple[list[Record], Fact, frozenset[str]]], silent: set[str]
) -> dict[str, list[Record]]:
    """Return the records for which each policy of a ruleset fired."""
    found: dict[str, list[Record]] = {}
    for rule in ruleset.rules:
        code = rule.name
        if not code.endswith(ERROR) and code not in silent:
            held = [one for records, _, fired in answers if code in fired or code + ERROR in fired for one in records]
            if held:
                found[code] = held
    return found


def too_costly(policy: Policy, words: str, plan: Record) -> Finding:
    """Return the finding, at the model's marker, that a policy is undecided for the model."""
    message = f"{policy.code} {policy.name} {words} in this model: it is undecided"
    made = finding("CL033", locate(plan), message, label="too much of it", entity="plan", field=policy.code)
    return made._replace(severity=policy.severity)


def figures(
    model: Model, specs: Sequence[FigureSpec], definitions: Mapping[tuple[str, str], Definition]
) -> tuple[Figure, ...]:
    """Compute the plan's figures. A sum that is not known whole is told as far as it is: one bad cell blanks none."""
    columns = Columns(model, {}, {}, {"plan": model.plan, "today": None})
    known: KnownValues | None = None
    made = []
    for spec in specs:
        left = 0
        try:
            value = columns.once(spec.value)
            if value is None and spec.type.name in _TOTALS:
                if known is None:
                    from coverage_lint.policy.undecided.known_totals import KnownValues

                    known = KnownValues(model, definitions)
                value, left_out = known.known(columns, spec.value, {})
                left = 0 if value is None else left_out.number()
        except (TooCostly, NumberTooLong):
            value = None
        written = "-" if value is None else shown(value, spec.format)
        written += f" ({left:,} left out)" if left else ""
        made.append(Figure(spec.name, spec.title, spec.type.name, value, written, left))
    return tuple(made)


_TOTALS = frozenset(("money", "count"))
"""What can be told in part: a sum is, a ratio of two sums would mean something else."""
