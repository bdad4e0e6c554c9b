"""The codes of CL0: what is found in the text, the shape and the references, before any policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.findings import Finding, Related, Severity

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
        "Write the value as 'coverage-lint schema' describes the field.",
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
)

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
