"""Policies over a model: facts to the engine, and what fired to findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from coverage_lint.engine.conditions import decide
from coverage_lint.engine.executor import open_executor
from coverage_lint.entities.changes import CHANGE, ChangeModel
from coverage_lint.entities.places import entity_name, follow, locate
from coverage_lint.entities.records import REJECTED, Record
from coverage_lint.findings import Figure, Finding, Related, Trace
from coverage_lint.policy.columns import KNOWN, Batch, Columns, TooCostly, known_values, own_values
from coverage_lint.policy.expression import Field, Node, Parameter, Variable
from coverage_lint.policy.lower import Measure, Sign
from coverage_lint.policy.problems import PolicyError
from coverage_lint.policy.program import ERROR
from coverage_lint.policy.trace import lacks, one, trace
from coverage_lint.policy.unanswered import Open, Unanswered
from coverage_lint.policy.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coverage_lint.engine.executor import Engine
    from coverage_lint.engine.rulesets import Ruleset
    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.entities.model import Model
    from coverage_lint.policy.policy import FigureSpec, Policy
    from coverage_lint.policy.program import Program

MOST_PLACES = 10
"""Places that a trace names; beyond these it counts."""


class Decided(NamedTuple):
    """What the policies say of a model."""

    findings: list[Finding]
    undecided: Unanswered


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
        """Say whether a policy has a parameter that has no value until a team sets it: till then it is silent."""
        given = self.parameters.get(policy.code, {})
        return any(spec.default is None and name not in given for name, spec in policy.parameters.items())

    def run(self, model: Model, *, with_lacks: bool = False) -> Decided:
        """Decide every policy for every record. Raises PolicyError for a policy that would take too long."""
        asked = _Asked(self, model)
        findings: list[Finding] = []
        left_open: list[Open] = []
        for ruleset in self.program.rulesets:
            held = model.records(ruleset.kind)
            if not held:  # a check of one version has no changes, nor what they are held against
                continue
            facts = list(asked.facts(ruleset, held))
            # One ruleset at a time: each takes a third of a megabyte in the engine.
            with open_executor(ruleset, self.engine) as executor:
                answers = [(records, fact, executor.fired(fact)) for records, fact in facts]
            for records, fact, fired in answers:
                for rule in ruleset.rules:
                    code = rule.name
                    if code.endswith(ERROR) or code in self.silent:
                        continue
                    if code in fired or code + ERROR in fired:
                        policy, hard = self.program.policies[code], code + ERROR in fired
                        findings += [asked.finding(policy, record, hard=hard) for record in records]
                    elif decide(rule.condition, fact) is None:
                        policy = self.program.policies[code]
                        lacking = [asked.lacks(policy, record) for record in records] if with_lacks else []
                        left_open.append(Open(policy, records, lacking))
        return Decided(findings, Unanswered(left_open))


class _Asked:
    """One model while it is asked: the columns of each policy are made once."""

    def __init__(self, runner: Runner, model: Model) -> None:
        self.runner = runner
        self.model = model
        self.columns: dict[str, Columns] = {}
        self.batches: dict[str, Batch] = {}
        self.wholes: dict[str, Batch] = {}
        self.nodes: dict[tuple[str, str], Node] = {}

    def columns_of(self, policy: Policy) -> Columns:
        known = self.columns.get(policy.code)
        if known is None:
            values = {name: spec.default for name, spec in policy.parameters.items()}
            values.update(self.runner.parameters.get(policy.code, {}))
            plans = self.model.shared if isinstance(self.model, ChangeModel) else {"plan": self.model.plan}
            variables = {**plans, "today": self.runner.today}
            known = self.columns[policy.code] = Columns(self.model, policy.lets, values, variables)
        return known

    def facts(self, ruleset: Ruleset, records: Sequence[Record]) -> Iterable[tuple[list[Record], dict[str, Any]]]:
        """Give each distinct fact once, with the records that it is true of, in the order of the first."""
        columns = [self.fact_column(field, ruleset.kind, records) for field in ruleset.fields]
        alike: dict[tuple[Any, ...], list[Record]] = {}
        for values, record in zip(zip(*columns, strict=True) if columns else [()] * len(records), records, strict=True):
            alike.setdefault(values, []).append(record)
        for values, held in alike.items():
            yield held, {name: value for name, value in zip(ruleset.fields, values, strict=True) if value is not None}

    def fact_column(self, field: str, kind: str, records: Sequence[Record]) -> list[Any]:
        computed = self.runner.program.measures.get(field)
        if computed is None:
            return self.raw_column(field, kind, records)
        code, measure = computed
        policy = self.runner.program.policies[code]
        try:
            return self.measure_column(policy, measure, records)
        except TooCostly:
            words = f"{code} would look at millions of rows in this model"
            hint = "Compare a field of the rows by == with a value from outside, so that an index finds them."
            raise PolicyError(words, policy.when_location, help_text=hint) from None

    def measure_column(self, policy: Policy, measure: Measure, records: Sequence[Record]) -> list[Any]:
        columns = self.columns_of(policy)
        batch = self.batch(policy, records)
        if isinstance(measure, Sign):
            left, right = columns.column(measure.left, batch), columns.column(measure.right, batch)
            return [None if a is None or b is None else (a > b) - (a < b) for a, b in zip(left, right, strict=True)]
        return columns.column(measure.node, batch)  # type: ignore[union-attr]

    def raw_column(self, field: str, kind: str, records: Sequence[Record]) -> list[Any]:
        """Give a field of a kind as it goes to the engine; policies that read it share the reading."""
        shared = self.whole(kind, records).shared
        if shared is None:
            self.model.ensure(kind, field)
            return known_values(list(records), field)
        if (field, KNOWN) not in shared:
            self.model.ensure(kind, field)
            read = own_values(shared, list(records), field)
            shared[field, KNOWN] = [None if value is REJECTED else value for value in read]
        return shared[field, KNOWN]

    def whole(self, kind: str, records: Sequence[Record]) -> Batch:
        """Give the batch of all records of a kind."""
        known = self.wholes.get(kind)
        if known is None:
            rows = {} if kind == "plan" else {"this": list(records)}
            shared = self.model.columns_of(kind, list(records))
            known = self.wholes[kind] = Batch(len(records), rows, {}, shared=shared)
        return known

    def batch(self, policy: Policy, records: Sequence[Record]) -> Batch:
        """Give the batch of all records that a policy is asked of, with its own let names."""
        known = self.batches.get(policy.code)
        if known is None:
            known = self.batches[policy.code] = self.whole(policy.subject, records)._replace(lets={})
        return known

    def node(self, policy: Policy, name: str) -> Node:
        """Give the node of a name in a message, always the same one: columns know nodes by identity."""
        key = (policy.code, name)
        if key not in self.nodes:
            self.nodes[key] = name_node(policy, name, self.model.catalogue)
        return self.nodes[key]

    def finding(self, policy: Policy, record: Record, *, hard: bool) -> Finding:
        columns, batch = self.columns_of(policy), one(record, subject=policy.subject)
        nodes = {name: self.node(policy, name) for name in (*policy.message.names(), *policy.help.names())}
        values = {name: columns.column(node, batch)[0] for name, node in nodes.items()}
        return Finding(
            code=policy.code, name=policy.name, severity="error" if hard else policy.severity,
            message=policy.message.fill(values), location=locate(*follow(record, policy.at)), label=policy.label,
            help=policy.help.fill(values), entity=entity_name(record), field=_field(policy),
            traces=tuple(self.traces(policy, columns, batch, nodes, values)),
        )  # fmt: skip

    def traces(
        self, policy: Policy, columns: Columns, batch: Batch, nodes: Mapping[str, Node], values: Mapping[str, object]
    ) -> Iterable[Trace]:
        """Show where each figure of the message came from; what other figures show between them is not repeated."""
        found: dict[str, Sequence[tuple[Record, str]]] = {}
        for name in policy.message.names():
            node = nodes[name]
            in_place = not policy.subject.endswith(CHANGE) and _written(self.model, node)
            if not isinstance(node, Parameter) and not in_place:
                places = trace(columns, node, batch)
                if places and places not in found.values():
                    found[name] = places
        for name, places in found.items():
            smaller = {place for other in found.values() if set(other) < set(places) for place in other}
            if smaller.issuperset(places):
                continue
            related = tuple(_related(record, field) for record, field in places[:MOST_PLACES])
            hole = next(part for part in policy.message.parts if not isinstance(part, str) and part.name == name)
            yield Trace(name, shown(values[name], hole.format), related, max(0, len(places) - MOST_PLACES))

    def lacks(self, policy: Policy, record: Record) -> tuple[str, ...]:
        """Name what an undecided policy lacked."""
        columns, batch = self.columns_of(policy), one(record, subject=policy.subject)
        return tuple(dict.fromkeys(lacks(columns, policy.when, batch)))[:MOST_PLACES]


def name_node(policy: Policy, name: str, catalogue: Catalogue) -> Node:
    """Give the node that a name in a message stands for."""
    from coverage_lint.entities.catalogue import entity

    if name in policy.lets:
        return policy.lets[name]
    if name in policy.parameters:
        return Parameter(name, policy.parameters[name].type)
    plan = policy.subject == "plan"
    base = Variable("plan" if plan else "this", entity(policy.subject), frozenset(() if plan else ("this",)))
    if name == "this":
        return base
    if name in {"plan", "today"}:
        return Variable(name, entity("plan" if name == "plan" else ""), frozenset())
    return Field(base, name, catalogue.kinds[policy.subject].fields[name], base.free)


_VERSIONS = frozenset({"before", "after", "plan_before", "plan_after"})


def _field(policy: Policy) -> str:
    """Name the field that a finding concerns; of a change, without the version that it is shown in."""
    change = policy.subject.endswith(CHANGE) and not _VERSIONS.isdisjoint(policy.at[:1])
    return ".".join(policy.at[1:] if change else policy.at)


def _written(model: Model, node: Node) -> bool:
    """Tell a field that stands in the model itself: its place is the finding's own."""
    return isinstance(node, Field) and node.name in model.catalogue.kinds[node.base.type.kind].specs


def _related(record: Record, field: str) -> Related:
    value = record.values.get(field) if field else None
    written = shown(value, "money") if isinstance(value, int) or hasattr(value, "numerator") else value
    label = f"{_row_name(record)} {field if field and field not in _PLAIN else ''}".rstrip()
    label = f"{label} {written}" if isinstance(written, str) else label
    return Related(locate(record, field), label)


_PLAIN = frozenset({"amount", "target", "share"})
"""Fields whose name says no more than the record's."""


def _row_name(record: Record) -> str:
    """Name a record, and what a row of it points at: 'group north, goal hunt'."""
    own = entity_name(record)
    if record.id is not None or record.key is None:
        return own
    other = next(
        (value for value in record.values.values() if isinstance(value, Record) and value is not record.owner), None
    )
    return f"{own}, {entity_name(other)}" if other is not None else f"{own}, {record.key}"


def figures(model: Model, specs: Sequence[FigureSpec]) -> tuple[Figure, ...]:
    """Compute the plan's figures."""
    columns = Columns(model, {}, {}, {"plan": model.plan, "today": None})
    made = []
    for spec in specs:
        value = columns.once(spec.value)
        written = "-" if value is None else shown(value, spec.format)
        made.append(Figure(spec.name, spec.title, spec.type.name, value, written))
    return tuple(made)
