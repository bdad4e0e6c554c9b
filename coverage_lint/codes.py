"""The codes of CL0: what is found in the text, the shape and the references, before any policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.findings import Finding, Related, Severity
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.document.nodes import Location
    from coverage_lint.findings import Fix


class Code(NamedTuple):
    """A kind of finding that no policy file defines."""

    code: str
    name: str
    severity: Severity
    title: str
    why: str
    help: str

    @property
    def of_change(self) -> bool:
        """True if it is told of what changed between two versions, so that a check of one never tells it."""
        return self.code in OF_CHANGE


_TABLE = (
    Code(
        "CL001",
        "not-parsable",
        "error",
        "The file is not YAML 1.2 or JSON",
        "What cannot be read cannot be checked, and other readers of the file would guess, each differently.",
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
        "Readers keep one of the two values and say nothing; nobody knows which was meant.",
        "Keep one of the two keys.",
    ),
    Code(
        "CL004",
        "too-large",
        "error",
        "The file, its nesting, its aliases or a number exceeds a limit",
        "Limits keep a slip, or a hostile file, from stopping a commit hook or a build.",
        "Split the model over several files with 'from:', or repair the value.",
    ),
    Code(
        "CL005",
        "file-outside-folder",
        "error",
        "A table lies outside the model's folder",
        "A model must be whole in its own folder, so that it means the same on every machine, and reads nothing else.",
        "Move the file below the model's folder, and name it relative to that.",
    ),
    Code(
        "CL006",
        "table-malformed",
        "error",
        "A table named in 'from:' cannot be read",
        "A row that is skipped or shifted changes sums without a trace, so no part of the section is taken.",
        "Repair the file at the place shown, or the path that names it.",
    ),
    Code(
        "CL010",
        "schema-violation",
        "error",
        "A value is not of the kind its field takes",
        "Policies can only hold figures against each other that are what they seem to be.",
        "Write the value in the form that the message names.",
    ),
    Code(
        "CL011",
        "unknown-key",
        "error",
        "A key is none of the model format",
        "A misspelt key is a figure that is silently left out of every sum.",
        "Correct the spelling; keys of your own begin with 'x-'.",
    ),
    Code(
        "CL020",
        "dangling-reference",
        "error",
        "A reference names something that is not in the model",
        "What hangs on a dangling reference, such as a person's quota, is counted nowhere.",
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
        "References that form a tree lead round in a circle",
        "In a circle nobody is at the top, and sums over parents and children have no end.",
        "Take one of the references out of the circle.",
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
        "Whoever reads the plan next must be able to tell an exception from an oversight.",
        "Say why the finding is accepted.",
    ),
    Code(
        "CL032",
        "unanswered",
        "error",
        "A policy cannot be answered, for lack of a field",
        "A question that nobody could answer must not read as a pass: a field that is left out can hide an overspent "
        "budget. Each field is told once, where it is lacking, with the policies that wait for it, those first that it "
        "alone decides. The severity is that of the gravest of them, as settings grade it. Fields that a plan may live "
        "without for ever are never asked for, nor is what another finding tells already.",
        "Write the field; or, where the question is not to be answered, ignore this code there and say why.",
    ),
    Code(
        "CL033",
        "policy-too-costly",
        "error",
        "A policy would take too long for the model",
        "A check must end soon, whatever the model and whoever wrote the policy. A policy that would hold each of "
        "thousands of rows against each other one, or add up thousands of fractions, is left undecided for that model, "
        "and an unanswered question must not read as a pass. The severity is that of the policy.",
        "Compare a field of the rows by == with a value from outside, so that the rows are found in an index; add up "
        "amounts before they are divided; or leave the policy out by `ignore`.",
    ),
    Code(
        "CL034",
        "nothing-asked",
        "error",
        "Something is asked of every model",
        "Where settings or the call leave no policy for one of several models, it has not been checked, and the run "
        "would look as if it had been. No setting, ignore or baseline silences this, and a draft fails by it like any "
        "plan. A run that asks nothing of any model ends with exit code 2.",
        "Select a policy for it; or exclude the model, if it is not to be checked.",
    ),
    Code(
        "CL040",
        "plan-no-longer-checked",
        "error",
        "A change takes no plan in force out of what is checked",
        "Whoever deletes a plan, hides it from the search or makes it a draft again switches off every question to it. "
        "Only `diff` asks this: whether a plan was in force is read from the older version alone, and no setting, "
        "ignore or baseline silences it. A plan is in force that is approved or published, or does not say.",
        "Bring the plan back; or name the file with --allow-removed where it is to go.",
    ),
    Code(
        "CL041",
        "finding-no-longer-asked",
        "error",
        "A change silences no finding that the older version's settings ask for",
        "A change that brings its own settings, ignores, baseline or policies could pass whatever it breaks. Only "
        "`diff` asks this: it also judges the newer version by what the older one had, as gravely as that counts, and "
        "no setting, ignore or baseline silences it.",
        "Repair what is silenced; or name the file with --allow-removed where it is to be accepted.",
    ),
    Code(
        "CL042",
        "policy-no-longer-asked",
        "info",
        "A change of what models are judged by asks less than before",
        "Nothing is silenced yet, but what is asked less from now on should be decided by somebody who knows of it. "
        "Only `diff` tells this, and it never fails the run by itself.",
        "Read whether the team means it.",
    ),
)

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
