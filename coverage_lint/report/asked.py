"""What was asked of a model: which policies, with which parameters, and on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.findings import Severity
    from coverage_lint.report.portrait.refs import Exact


class Asked(NamedTuple):
    """What a portrait has to know of the check behind it."""

    policies: Mapping[str, Severity]
    """Code of each policy that was asked, and how grave it is as it is written."""
    parameters: Mapping[tuple[str, str], Exact]
    """The figures in force, by policy code and parameter; also of policies that were not asked."""
    today: str | None = None

    def parameter(self, code: str, name: str) -> Exact:
        """Return a figure that ships with a policy."""
        return self.parameters[code, name]

    def asks_of(self, digit: str) -> bool:
        """True if any shipped policy of an element was asked: one whose code begins with CL and its digit."""
        return any(code.startswith(f"CL{digit}") for code in self.policies)
