"""What makes an end of reading a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.codes import finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.document.nodes import Location
    from coverage_lint.findings import Related


class Unreadable(Exception):  # noqa: N818 - it never leaves the package, and says what it is
    """Reading stops here, and this finding says why."""

    def __init__(
        self, code: str, location: Location, message: str, *, label: str = "", help: str | None = None,  # noqa: A002 - the finding's field
        related: Iterable[Related] = (),
    ) -> None:  # fmt: skip
        """Take what a finding takes."""
        super().__init__(message)
        self.finding = finding(code, location, message, label=label, help=help, related=related)
