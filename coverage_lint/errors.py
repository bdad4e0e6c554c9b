"""What a user sees when a call, a setting or a policy is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Location


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
