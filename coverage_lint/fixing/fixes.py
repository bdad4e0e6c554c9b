"""What came of repairing files: which repairs were made, which were not and why, and what the files hold then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.document.splices import Splice
    from coverage_lint.findings import Finding, Report


class FixedFile(NamedTuple):
    """A file that repairs change: its path as shown and as it is opened, and its bytes before and after."""

    shown: str
    path: str
    before: bytes
    after: bytes
    splices: tuple[Splice, ...]
    """What changes, in characters of the text before, its byte-order mark included."""
    encoding: str


class NotMade(NamedTuple):
    """A finding whose repair was not made, and why, as a clause."""

    finding: Finding
    why: str


class Fixes(NamedTuple):
    """What `fix` did, or would do."""

    files: tuple[FixedFile, ...]
    """The files that change, by their shown paths."""
    made: tuple[Finding, ...]
    """The findings that are repaired."""
    not_made: tuple[NotMade, ...]
    needs_judgement: tuple[Finding, ...]
    """Findings whose repair is made only where that is asked for."""
    before: Report
    report: Report
    """What a check finds once the files are written."""
