"""Why a run, or the reading of a file, stops: the errors that a user sees.

The engine's own (engine/faults.py) no user sees: a policy tells of a refused rule at its line, a command in its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.codes import finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.findings import Related
    from coverage_lint.location import Location


class Misuse(Exception):  # noqa: N818 - the call is wrong, not the program
    """The call, a setting or a policy is wrong: nothing was checked."""


class PolicyError(Misuse):
    """A policy that cannot be used: its words, its types or its size are wrong."""

    def __init__(self, message: str, location: Location | None, *, help_text: str = "") -> None:
        """Take plain words, the place in the policy's file, and what to do."""
        super().__init__(message)
        self.message = message
        self.location = location
        self.help = help_text


class ExpressionError(Exception):
    """A fault in an expression, by character offsets into its text."""

    def __init__(self, message: str, start: int, end: int, help_text: str = "") -> None:
        """Take plain words and the offsets of what they are about."""
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.help = help_text


class SettingsError(PolicyError):
    """Settings that cannot be used. Shown as a policy's fault is: words, the place in the file, help."""


class Unreadable(Exception):  # noqa: N818 - it never leaves the package, and says what it is
    """Reading stops here, and this finding says why."""

    def __init__(
        self, code: str, location: Location, message: str, *, label: str = "", help: str | None = None,  # noqa: A002 - the finding's field
        related: Iterable[Related] = (),
    ) -> None:  # fmt: skip
        """Take what a finding takes."""
        super().__init__(message)
        self.finding = finding(code, location, message, label=label, help=help, related=related)
