"""Facts: how the engine sees the records of a model.

A person becomes a flat fact such as `{"status": "active", "m1": 1, "m2": false}`. It has the fields that conditions
compare with words, flags or small whole numbers, and measures (`m1`, `m2`): the sign of a difference, or a condition,
computed before (policy/to_engine.py says of what). What is unknown is left out. Records with equal facts are one.

`Runner.run` (policy/run.py) gives the facts of a ruleset to the engine, one after the other. `FactReader` in
engine/values.py adds `"kind": "person"` to each, and `fired` in engine/durable.py asserts it to durable-rules, with
an id that is always the same, and takes it back when it has answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_lint.entities.records import REJECTED, Record
from coverage_lint.errors import PolicyError
from coverage_lint.language.columns import KNOWN, Batch, Columns, known_values, own_values
from coverage_lint.language.costs import MAX_DIGITS, NumberTooLong, TooCostly
from coverage_lint.policy.to_engine import Measure, Sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coverage_lint.engine.rulesets import Ruleset
    from coverage_lint.entities.model import Model
    from coverage_lint.policy.policy import Policy
    from coverage_lint.policy.program import Program


class Facts:
    """The facts about one model for the engine: the columns of each policy are made once."""

    def __init__(
        self, program: Program, model: Model, today: str | None, parameters: Mapping[str, Mapping[str, object]]
    ) -> None:
        """Take compiled policies, a model, today's ISO day, and parameters by code in place of defaults."""
        self.program = program
        self.model = model
        self.today = today
        self.parameters = parameters
        self.columns: dict[str, Columns] = {}
        self.batches: dict[str, Batch] = {}
        self.wholes: dict[str, Batch] = {}
        self.too_costly: dict[str, str] = {}
        """The policies that would take too long for this model, by their codes: what they would do."""

    def columns_of(self, policy: Policy) -> Columns:
        """Return what evaluates a policy's expressions over the model."""
        known = self.columns.get(policy.code)
        if known is None:
            values = {name: spec.default for name, spec in policy.parameters.items()}
            values.update(self.parameters.get(policy.code, {}))
            variables = {**self.model.plans(), "today": self.today}
            known = self.columns[policy.code] = Columns(self.model, policy.lets, values, variables)
        return known

    def facts(self, ruleset: Ruleset, records: Sequence[Record]) -> Iterable[tuple[list[Record], dict[str, Any]]]:
        """Return each distinct fact once, with the records that it is true of, in the order of the first."""
        columns = [self.fact_column(field, ruleset.kind, records) for field in ruleset.fields]
        alike: dict[tuple[Any, ...], list[Record]] = {}
        for values, record in zip(zip(*columns, strict=True) if columns else [()] * len(records), records, strict=True):
            alike.setdefault(values, []).append(record)
        for values, held in alike.items():
            yield held, {name: value for name, value in zip(ruleset.fields, values, strict=True) if value is not None}

    def fact_column(self, field: str, kind: str, records: Sequence[Record]) -> list[Any]:
        """Return a field of the facts about records; all unknown where computing it would take too long.

        Raises PolicyError for a number without end.
        """
        computed = self.program.measures.get(field)
        if computed is None:
            return self.raw_column(field, kind, records)
        code, measure = computed
        policy = self.program.policies[code]
        try:
            return self.measure_column(policy, measure, records)
        except TooCostly as stop:
            self.too_costly.setdefault(code, stop.words)
            return [None] * len(records)
        except NumberTooLong as stop:
            raise too_long(policy, stop) from None

    def measure_column(self, policy: Policy, measure: Measure, records: Sequence[Record]) -> list[Any]:
        """Compute a measure of a policy for every record."""
        columns = self.columns_of(policy)
        batch = self.batch(policy, records)
        if isinstance(measure, Sign):
            left, right = columns.column(measure.left, batch), columns.column(measure.right, batch)
            return [None if a is None or b is None else (a > b) - (a < b) for a, b in zip(left, right, strict=True)]
        return columns.column(measure.node, batch)  # type: ignore[union-attr]

    def raw_column(self, field: str, kind: str, records: Sequence[Record]) -> list[Any]:
        """Return a field of a kind as it goes to the engine; policies that read it share the reading."""
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
        """Return the batch of all records of a kind."""
        known = self.wholes.get(kind)
        if known is None:
            rows = {} if kind == "plan" else {"this": list(records)}
            shared = self.model.columns_of(kind, list(records))
            known = self.wholes[kind] = Batch(len(records), rows, {}, shared=shared)
        return known

    def batch(self, policy: Policy, records: Sequence[Record]) -> Batch:
        """Return the batch of all records that a policy is asked of, with its own let names."""
        known = self.batches.get(policy.code)
        if known is None:
            whole = self.whole(policy.subject, records)
            known = self.batches[policy.code] = Batch(whole.size, whole.rows, {}, shared=whole.shared)
        return known


def too_long(policy: Policy, stop: NumberTooLong) -> PolicyError:
    """Return what is wrong with a policy whose numbers grow without end, at the name under `let` that makes them."""
    made = f"{stop.let} has" if stop.let else "a number here has"
    words = f"{policy.code}: {made} more than {MAX_DIGITS:,} digits"
    place = policy.let_locations.get(stop.let, policy.when_location)
    return PolicyError(words, place, help_text="Names that multiply each other again and again grow past any use.")
