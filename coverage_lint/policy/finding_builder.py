"""Findings from the policies that fired: the message filled in, and where each figure came from.

entities/places.py finds the place of each.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import CHANGE
from coverage_lint.entities.names import entity_name, row_name
from coverage_lint.entities.places import follow, locate
from coverage_lint.entities.records import Record
from coverage_lint.findings import Finding, Related, Stake, Trace
from coverage_lint.language.columns import Batch
from coverage_lint.language.costs import NumberTooLong, TooCostly
from coverage_lint.language.expression import Field, Node, Parameter, Variable
from coverage_lint.language.format import shown
from coverage_lint.policy.facts import too_long
from coverage_lint.policy.trace import Less, one, trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import Fix
    from coverage_lint.language.columns import Columns
    from coverage_lint.policy.facts import Facts
    from coverage_lint.policy.policy import Policy

INCOMPLETE = "CL106"
"""Tells of a phasing that leaves out a period, which other periods may give."""
MOST_PLACES = 10
"""Places that a trace names; beyond these it counts."""
MOST_TRACED = 500_000
"""Places that are gathered for all findings of a policy in one model; those after have no trace."""


class FindingBuilder:
    """Tells what policies found in one model."""

    def __init__(self, facts: Facts) -> None:
        """Take what the engine was told."""
        self.facts = facts
        self.nodes: dict[tuple[str, str], Node] = {}
        self.values: dict[tuple[str, int], dict[str, object]] = {}

    def node(self, policy: Policy, name: str) -> Node:
        """Return the node of a name in a message, always the same one: columns know nodes by identity."""
        key = (policy.code, name)
        if key not in self.nodes:
            self.nodes[key] = name_node(policy, name, self.facts.model.catalogue)
        return self.nodes[key]

    def expect(self, fired: Mapping[str, Sequence[Record]]) -> None:
        """Compute what the messages of policies say, of all records that each fired for at once.

        A value that would take too long stays unknown. Raises PolicyError for a number without end.
        """
        self.values.clear()
        for code, records in fired.items():
            policy = self.facts.program.policies[code]
            columns = self.facts.columns_of(policy)
            batch = Batch(len(records), {} if policy.subject == "plan" else {"this": list(records)}, {})
            held: dict[str, list[object]] = {}
            for name, node in self.message_nodes(policy).items():
                try:
                    held[name] = columns.column(node, batch)
                except TooCostly:
                    held[name] = [None] * len(records)
                except NumberTooLong as stop:
                    raise too_long(policy, stop) from None
            for at, record in enumerate(records):
                self.values[code, id(record)] = {name: values[at] for name, values in held.items()}

    def message_nodes(self, policy: Policy) -> dict[str, Node]:
        """Return what the names in a policy's message, help and headline stand for."""
        texts = (policy.message, policy.help, policy.headline)
        return {name: self.node(policy, name) for text in texts for name in text.names()}

    def finding(self, policy: Policy, record: Record, *, hard: bool) -> Finding:
        """Return the finding of a policy that fired for a record; `hard` if its stricter condition did."""
        columns, batch = self.facts.columns_of(policy), one(record, subject=policy.subject)
        nodes, values = self.message_nodes(policy), self.values[policy.code, id(record)]
        return Finding(
            code=policy.code, name=policy.name, severity="error" if hard else policy.severity,
            message=policy.message.fill(values), location=locate(*follow(record, policy.at)), label=policy.label,
            help=policy.help.fill(values), entity=entity_name(record), field=_field(policy),
            traces=tuple(self.traces(policy, columns, batch, nodes, values)),
            subject=_subject(policy, record, values), stake=_stake(policy, values),
            fix=self.fix(policy, record),
        )  # fmt: skip

    def fix(self, policy: Policy, record: Record) -> Fix | None:
        """Return the exact repair of what a policy found wrong; None where it has none, as nearly all have none."""
        if policy.code != INCOMPLETE:
            return None
        from coverage_lint.policy.added_quarters import added_quarters

        return added_quarters(self.facts.model, record)

    def traces(
        self, policy: Policy, columns: Columns, batch: Batch, nodes: Mapping[str, Node], values: Mapping[str, object]
    ) -> Iterable[Trace]:
        """Show where each figure of the message came from; what other figures show between them is not repeated."""
        found: dict[str, Sequence[tuple[Record, str]]] = {}
        for name in policy.message.names():
            node = nodes[name]
            in_place = not policy.subject.endswith(CHANGE) and _written(self.facts.model, node)
            if not isinstance(node, Parameter) and not in_place:
                places = trace(columns, node, batch) if columns.traced < MOST_TRACED else ()
                places = [place for place in places if not _changes_nothing(*place)] or places
                if places and places not in found.values():
                    found[name] = places
        for name, places in found.items():
            smaller = {place for other in found.values() if set(other) < set(places) for place in other}
            if smaller.issuperset(places):
                continue
            related = tuple(_related(record, field) for record, field in places[:MOST_PLACES])
            hole = next(part for part in policy.message.parts if not isinstance(part, str) and part.name == name)
            yield Trace(name, shown(values[name], hole.format), related, max(0, len(places) - MOST_PLACES))


def name_node(policy: Policy, name: str, catalogue: Catalogue) -> Node:
    """Return the node that a name in a message stands for."""
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


def _stake(policy: Policy, values: Mapping[str, object]) -> Stake | None:
    """Return what a policy's headline says; None where it has none, or the amount is unknown."""
    for name in policy.headline.names():
        amount = values[name]
        if isinstance(amount, int | Fraction) and amount > 0:
            parts = policy.headline.parts
            at = next(at for at, part in enumerate(parts) if not isinstance(part, str))
            return Stake("".join(map(str, parts[:at])), amount, "".join(map(str, parts[at + 1 :])), name in policy.lets)
    return None


def _subject(policy: Policy, record: Record, values: Mapping[str, object]) -> str:
    """Return the subject: the row that a policy fired for, and other entities that its message names."""
    own = entity_name(record)
    held = (values[name] for name in policy.message.names())
    others = {entity_name(one) for one in held if isinstance(one, Record) and one.id is not None} - {own}
    return ", ".join(one for one in (row_name(record), *sorted(others)) if one)


_VERSIONS = frozenset({"before", "after", "plan_before", "plan_after"})


def _field(policy: Policy) -> str:
    """Return the field of a finding; for a change, without the version that it is shown in."""
    change = policy.subject.endswith(CHANGE) and not _VERSIONS.isdisjoint(policy.at[:1])
    return ".".join(policy.at[1:] if change else policy.at)


def _written(model: Model, node: Node) -> bool:
    """True for a field that the model states: its place is that of the finding."""
    return isinstance(node, Field) and node.name in model.catalogue.kinds[node.base.type.kind].specs


def _changes_nothing(record: Record, field: str) -> bool:
    """True for one seat, and for all of somebody's time: factors of 1, which would read as parts of a sum."""
    return field in _FACTORS and record.values.get(field) == 1


_FACTORS = frozenset({"count", "share", "selling_share"})


def _related(record: Record, field: str) -> Related:
    value = record.values.get(field) if field else None
    written = shown(value, "money") if isinstance(value, int) or hasattr(value, "numerator") else value
    plain = field in _PLAIN and record.kind != "member"
    label = f"{_row_name(record)} {field if field and not plain else ''}".rstrip()
    label = f"{label} {written}" if isinstance(written, str) else label
    return Related(locate(record, field), f"less {label}" if isinstance(field, Less) else label)


_PLAIN = frozenset({"amount", "target", "share"})
"""Fields whose name says no more than the record's."""


def _row_name(record: Record) -> str:
    """Return the name of a record, with what its row refers to: 'group north, goal hunt'."""
    own = entity_name(record)
    if record.id is not None or record.key is None:
        return own
    other = next(
        (value for value in record.values.values() if isinstance(value, Record) and value is not record.owner), None
    )
    return f"{own}, {entity_name(other)}" if other is not None else f"{own}, {record.key}"
