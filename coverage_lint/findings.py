"""What a check tells: findings, undecided policies, figures, and the report that holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from coverage_lint.codes import Code
    from coverage_lint.discovery.left_out import LeftOut
    from coverage_lint.location import Location
    from coverage_lint.policy.policy import Policy

Severity: TypeAlias = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest to the lightest."""


class Related(NamedTuple):
    """Another place that took part in a finding, and what it contributed."""

    location: Location
    label: str


class Trace(NamedTuple):
    """Where a figure of a message came from: its name, its value as shown, and the places."""

    name: str
    value: str
    places: tuple[Related, ...]
    more: int
    """How many places beyond those listed took part."""


class Fix(NamedTuple):
    """An exact replacement: what stands at the place, quotes included, becomes the text.

    `fix` and the formats for editors and code scanning all make this one.
    """

    location: Location
    text: str
    safe: bool = True
    """Whether it has one reading; else it needs judgement, and is made only where that is asked for."""


class Stake(NamedTuple):
    """What a finding comes to in money, and the words of its policy around the amount."""

    before: str
    amount: int | Fraction
    after: str
    computed: bool
    """Whether the policy works the amount out, as what is lacking; else it is what something is worth as a whole."""


class Finding(NamedTuple):
    """One place where a model breaks a policy."""

    code: str
    name: str
    severity: Severity
    message: str
    location: Location
    label: str
    """What the underlined stretch is, in a few words; may be empty."""
    help: str
    entity: str
    """Kind and id ('person ada'), or 'plan'; '' for a finding about the text of a file."""
    field: str
    """The field it concerns, '' when it concerns the entity as a whole."""
    traces: tuple[Trace, ...] = ()
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    """Given where there is one repair, and it is plain."""
    subject: str = ""
    """What tells it from others of its policy, entity and field: the id that a reference names, the row of a list.

    Never a line, a position or an amount: it is what the finding is known by in another version."""
    waits: tuple[str, ...] = ()
    """Codes of the policies that wait until it is settled; of an open question (CL032) those first that it alone
    decides."""
    like: str = ""
    """What unanswered questions share that are told together: `roles[].family`."""
    stake: Stake | None = None
    """None where its policy has no headline, or the amount cannot be computed."""
    leaves_open: bool = False
    """Whether policies are undecided because of what it says is missing."""


class Ignored(NamedTuple):
    """A finding that an ignore silences, and the reason it gives ('' for none)."""

    finding: Finding
    reason: str


class Undecided(NamedTuple):
    """A policy that could not be answered for an entity, and what was absent or rejected."""

    code: str
    name: str
    entity: str
    location: Location
    lacks: tuple[str, ...]
    reason: Literal["absent", "refused", "today", "cost", "opt-in"] = "absent"
    """Why: what it lacks is not written; was refused, with a finding of its own; is the day of today; the policy would
    take too long; or may be left out for ever, so that the policy is not asked."""


class Figure(NamedTuple):
    """A named number of the plan. `value` is exact; None when it cannot be computed."""

    name: str
    title: str
    type: str
    """money, ratio, count, number or date."""
    value: object
    shown: str
    """The value as people read it, '-' when unknown; with how many are left out of it."""
    left_out: int = 0
    """How many records a sum is known without, since something in them was refused, or is missing."""


class ModelReport(NamedTuple):
    """What was found in one model."""

    path: str
    status: str | None
    """The plan's status, None where it states none."""
    findings: tuple[Finding, ...]
    undecided: Sequence[Undecided]
    """In the order of their places; their number is known before any is told."""
    figures: tuple[Figure, ...]
    draft: bool
    """Whether only CL0 errors fail the run."""
    ignored: tuple[Ignored, ...] = ()
    baselined: tuple[Finding, ...] = ()
    """Findings that the baseline holds: old ones, which do not fail."""
    files: tuple[str, ...] = ()
    """Every file that took part, the model's own first."""
    fail_on: Literal["error", "warning", "info", "never"] = "error"
    """The least severity that fails the run, where the call does not say."""
    not_asked: Sequence[Undecided] = ()
    """Policies that speak only where a field is given which this model leaves out, in the order of their places."""
    in_part: bool = False
    """Whether not every policy was asked: by a selection, a profile, or what is ignored or off."""
    old_questions: int = 0
    """Of a comparison: how many open questions among `baselined` the older version left open too; none accepted them.
    """
    waiting: tuple[Finding, ...] = ()
    """Findings that follow from others and are told once those are settled; a baseline records them all the same."""
    refuting: tuple[Finding, ...] = ()
    """Errors whose values count as refused: where one is accepted, what waits is told."""
    asked: Sequence[Code | Policy] = ()
    """What was asked of it, in the order of the codes; of a file that could not be read, whether it can be."""


class Moved(NamedTuple):
    """A model that the baseline knows by another path."""

    before_path: str
    path: str


class Report(NamedTuple):
    """What a run found: one entry a model, in the order of their paths."""

    models: tuple[ModelReport, ...]
    passed_over: tuple[str, ...]
    """Files that were named or found, and are no model."""
    gone: tuple[str, ...] = ()
    """Entries of the baseline that no longer occur, in words."""
    moved: tuple[Moved, ...] = ()
    """Models that the baseline knows by another path."""
    left_out: tuple[LeftOut, ...] = ()
    """What was not read though it may hold a model, or settings, by path."""
    beside: tuple[str, ...] = ()
    """Files that stand beside models and were checked with them, by path; `models` has those with findings."""

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings of every model, in the order of the models."""
        return tuple(finding for model in self.models for finding in model.findings)

    def counts(self) -> Mapping[str, int]:
        """Count findings by severity; every severity is a key."""
        counted: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
        for finding in self.findings():
            counted[finding.severity] += 1
        return counted


def in_places(undecided: Iterable[Undecided]) -> tuple[Undecided, ...]:
    """Sort what is undecided by file, place, code and entity."""
    return tuple(sorted(undecided, key=lambda one: (one.location.path, one.location.start, one.code, one.entity)))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings as they are read: by file, place, code, entity, and what they say."""
    return sorted(
        findings, key=lambda one: (one.location.path, one.location.start, one.code, one.entity, one.field, one.message)
    )
