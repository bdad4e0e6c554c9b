"""The codes of CL0: what is found in the text, the shape and the references, before any policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.findings import Finding, Related, Severity
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.findings import Fix
    from coverage_lint.location import Location


class Code(NamedTuple):
    """A kind of finding that no policy file defines."""

    code: str
    name: str
    severity: Severity
    title: str
    why: str
    help: str

    @property
    def of_actuals(self) -> bool | None:
        """True if only a review reports it; None for what every command does."""
        return True if self.code in OF_ACTUALS else None

    @property
    def of_change(self) -> bool:
        """True if it reports a difference between two versions, so that a check of one version never reports it."""
        return self.code in OF_CHANGE


_TABLE = (
    Code(
        "CL001",
        "not-parsable",
        "error",
        "The file is not YAML 1.2 or JSON",
        "A file that cannot be read cannot be checked, and other programs would each guess its content differently.",
        "Repair the text at the place shown.",
    ),
    Code(
        "CL002",
        "not-utf8",
        "error",
        "The file is not encoded as UTF-8",
        "Names and titles come out wrong when a file's encoding has to be guessed.",
        "Save the file as UTF-8; spreadsheets call it 'CSV UTF-8'.",
    ),
    Code(
        "CL003",
        "duplicate-key",
        "error",
        "A key is written twice in one mapping",
        "Programs keep one of the two values and say nothing, and nobody can know which was meant.",
        "Keep one of the two keys.",
    ),
    Code(
        "CL004",
        "too-large",
        "error",
        "The file, its nesting, its aliases or a number exceeds a limit",
        "Limits keep a mistake, or a hostile file, from blocking a commit hook or a build.",
        "Split the model over several files with 'from:', or repair the value.",
    ),
    Code(
        "CL005",
        "file-outside-folder",
        "error",
        "A table lies outside the model's folder",
        "A model must be complete in its own folder, so that it means the same on every machine and reads nothing "
        "else.",
        "Move the file below the model's folder, and name it relative to that.",
    ),
    Code(
        "CL006",
        "table-malformed",
        "error",
        "A table named in 'from:' cannot be read",
        "A skipped or shifted row changes sums without a trace, so no part of the section is used.",
        "Repair the file at the place shown, or the path that names it.",
    ),
    Code(
        "CL010",
        "schema-violation",
        "error",
        "A value is not of the kind its field takes",
        "Policies can compare figures only if each is what it seems to be.",
        "Write the value in the form that the message names.",
    ),
    Code(
        "CL011",
        "unknown-key",
        "error",
        "A key is not part of the model format",
        "The figure of a misspelt key is silently left out of every sum.",
        "Correct the spelling; keys of your own begin with 'x-'.",
    ),
    Code(
        "CL020",
        "dangling-reference",
        "error",
        "A reference names something that is not in the model",
        "Whatever depends on a dangling reference, such as a person's quota, is counted nowhere.",
        "Correct the id, or add what it names.",
    ),
    Code(
        "CL021",
        "duplicate-id",
        "error",
        "Two entries of a section have the same id",
        "A reference to the id could mean either of them, and sums would count one of them twice or not at all.",
        "Give each entry an id of its own.",
    ),
    Code(
        "CL022",
        "reference-cycle",
        "error",
        "References that should form a tree form a circle",
        "In a circle nobody is at the top, and sums over parents and children never end.",
        "Remove one of the references from the circle.",
    ),
    Code(
        "CL030",
        "unused-ignore",
        "warning",
        "An ignore matches no finding",
        "An ignore whose finding has gone would hide the next one at that place.",
        "Remove the ignore.",
    ),
    Code(
        "CL031",
        "ignore-without-reason",
        "warning",
        "An ignore gives no reason",
        "The next reader of the plan must be able to tell an exception from an oversight.",
        "Say why the finding is accepted.",
    ),
    Code(
        "CL032",
        "unanswered",
        "error",
        "A policy cannot be answered, since a field is missing",
        "An unanswered question must not look like a pass: a missing field can hide an overspent budget. Each missing "
        "field is reported once, at its place, with the policies that need it, first those that need nothing else. "
        "The severity is the highest severity of these policies, with the severities of the settings. Optional fields "
        "are never asked for, and neither is a field whose absence another finding reports.",
        "Write the field; or, if the question need not be answered, ignore this code there and give the reason.",
    ),
    Code(
        "CL033",
        "policy-too-costly",
        "error",
        "A policy would take too long for the model",
        "A check must end soon, whatever the model contains and whoever wrote the policy. A policy that would compare "
        "each of thousands of rows with every other one, or add up thousands of fractions, is undecided for that "
        "model, and an unanswered question must not look like a pass. The severity is that of the policy.",
        "Compare a field of the rows by == with a value from outside, so that an index finds the rows; add up amounts "
        "before they are divided; or leave the policy out with `ignore`.",
    ),
    Code(
        "CL034",
        "nothing-asked",
        "error",
        "At least one policy is checked for every model",
        "If settings or options leave no policy for one of several models, that model has not been checked, but the "
        "run would look as if it had been. No setting, ignore or baseline suppresses this finding, and a draft fails "
        "like any plan. A run without a policy for any model ends with exit code 2.",
        "Select a policy for the model, or exclude the model if it should not be checked.",
    ),
    Code(
        "CL040",
        "plan-no-longer-checked",
        "error",
        "A change does not stop a plan in force from being checked",
        "A change that deletes a plan, hides it from the search or makes it a draft again switches off every policy "
        "for it. Only `diff` checks this. Whether a plan was in force depends on the older version alone, and no "
        "setting, ignore or baseline suppresses the finding. A plan is in force if it is approved or published, or "
        "states no status.",
        "Bring the plan back; or, if it should go, name the file with --allow-removed.",
    ),
    Code(
        "CL041",
        "finding-no-longer-asked",
        "error",
        "A change does not suppress findings that the older version's settings would show",
        "A change with settings, ignores, a baseline or policies of its own could pass whatever it breaks. Only `diff` "
        "checks this: it also checks the newer version with those of the older version and their severities, and no "
        "setting, ignore or baseline suppresses the finding.",
        "Repair what is suppressed; or, if it is acceptable, name the file with --allow-removed.",
    ),
    Code(
        "CL042",
        "policy-no-longer-asked",
        "info",
        "A change of the settings checks less than before",
        "No finding is suppressed yet, but somebody should decide knowingly that less is checked from now on. Only "
        "`diff` reports this, and it never makes the run fail.",
        "Ask whether the team intends this.",
    ),
    Code(
        "CR001",
        "cell-not-read",
        "warning",
        "A cell of the CRM's tables is not what its column holds",
        "A text where an amount or a date should be counts as empty, so that a deal is missing from a sum, or from a "
        "month. Only `review` reads these tables.",
        "Repair the cells in the CRM; or say in actuals.yaml how the table writes numbers and dates (decimal, "
        "thousands, dates).",
    ),
)

OF_ACTUALS = frozenset(("CR001",))
"""Codes that the CRM's data is needed for."""
OF_CHANGE = frozenset(("CL040", "CL041", "CL042"))
"""Codes that two versions are needed for."""

CODES: dict[str, Code] = {entry.code: entry for entry in _TABLE}
"""Every code of CL0, in order."""


def finding(
    code: str,
    location: Location,
    message: str,
    *,
    label: str = "",
    help: str | None = None,  # noqa: A002 - the field's name
    entity: str = "",
    field: str = "",
    related: Iterable[Related] = (),
    fix: Fix | None = None,
    subject: str = "",
) -> Finding:
    """Make a finding of a CL0 code; without `help`, the code's own is given."""
    known = CODES[code]
    return Finding(
        code=code,
        name=known.name,
        severity=known.severity,
        message=message,
        location=location,
        label=label,
        help=known.help if help is None else help,
        entity=entity,
        field=field,
        related=tuple(related),
        fix=fix,
        subject=subject,
    )
