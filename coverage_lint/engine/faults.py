"""What can go wrong: a rule that the engine must not be given, and an engine that fails."""

from coverage_lint.frozen import NamedTuple


class RuleRefused(Exception):  # noqa: N818 - a refusal, reported at the policy's line
    """A rule outside what the engine answers rightly; `rule` names it."""

    def __init__(self, rule: str, reason: str) -> None:
        """Return which rule failed, and why."""
        super().__init__(f"rule {rule}: {reason}")
        self.rule = rule
        self.reason = reason


class Size(NamedTuple):
    """How much of the engine a rule takes up."""

    leaves: int
    """Comparisons."""
    alternatives: int
    """`$or` groups."""
    groups: int
    """`$and` and `$or` groups inside the rule's own `$and`."""
    firings: int
    """How often it can fire for one fact: each true leg of an `$or` fires again, and nested they multiply."""


MAX_LEAVES = 60
"""Leaves and alternatives of one ruleset: the engine's stack of 64 overflows beyond."""
MAX_GROUPS = 14
"""Groups of one rule: the engine keeps 32 slots for them, two a group, unchecked."""
MAX_FIRINGS = 1000
"""Firings of one rule for one fact; 14 groups of three legs would fire 4.8 million times."""


class RuleTooLarge(RuleRefused):
    """One rule alone exceeds a limit of the engine."""

    def __init__(self, rule: str, size: Size) -> None:
        """Return the rule, and every figure with its limit."""
        super().__init__(
            rule,
            f"too large for the rules engine: {size.leaves} conditions and {size.alternatives} alternatives "
            f"(together at most {MAX_LEAVES}), {size.groups} inner groups (at most {MAX_GROUPS}), "
            f"{size.firings} ways to fire (at most {MAX_FIRINGS})",
        )
        self.leaves, self.alternatives, self.groups, self.firings = size


class FieldCollision(RuleRefused):
    """Two names that the engine takes for one: it knows a name only by its 32-bit hash."""

    def __init__(self, rule: str, names: tuple[str, str]) -> None:
        """Return the names of both."""
        super().__init__(rule, f"the rules engine cannot tell the names {names[0]!r} and {names[1]!r} apart")
        self.names = names


class FieldTypeConflict(RuleRefused):
    """A field compared with values of two types, which the engine would coerce."""

    def __init__(self, rule: str, field: str, types: tuple[str, str]) -> None:
        """Return the field, its earlier type and the type that is now required."""
        super().__init__(rule, f"{field!r} is compared with a {types[1]} here and with a {types[0]} before")
        self.field = field
        self.types = types


class OutsideSubset(Exception):  # noqa: N818 - a fault of this program, not of a policy
    """Emitted JSON that leaves the subset which the engine answers rightly."""


class EngineFault(Exception):  # noqa: N818 - the project's word for it
    """The engine failed, and its ruleset is gone; or it was asked about something that is no fact."""


class EngineUnavailable(EngineFault):
    """The engine asked for does not run here."""
