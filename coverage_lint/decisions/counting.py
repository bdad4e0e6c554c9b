"""What counts among the findings about one file: by the command line, and by the settings of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.decisions.select import hideable, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.findings import Finding
    from coverage_lint.options import Options
    from coverage_lint.settings.paths import ForFile
    from coverage_lint.settings.settings import Settings


class Counting:
    """Says of one file which policies count, and how grave they are."""

    def __init__(self, options: Options, settings: Settings, path: str) -> None:
        """Take what the call and the settings say; `path` is the file's, absolute."""
        self._select, self._ignore = options.select, options.ignore
        self._own: ForFile | None = None
        if settings.path is not None:
            from coverage_lint.settings.paths import for_file

            self._own = for_file(settings, path)

    def wants(self, code: str, name: str) -> bool:
        """Say whether a policy counts: by the command line, and by the settings where that does not select."""
        if not hideable(code):
            return True
        if not wanted(self._select, self._ignore, code, name):
            return False
        own = self._own
        return own is None or (
            wanted(() if self._select else own.select, own.ignore, code, name) and own.severity(code, name) != "off"
        )

    def severity(self, code: str, name: str) -> str | None:
        """Return how grave settings make a policy, 'off' too; None where they leave it as it is."""
        return self._own.severity(code, name) if self._own is not None else None

    def kept(self, findings: Iterable[Finding]) -> list[Finding]:
        """Give the findings that count, as grave as the settings say."""
        return [self._graded(one) for one in findings if self.wants(one.code, one.name)]

    def _graded(self, finding: Finding) -> Finding:
        severity = self._own.severity(finding.code, finding.name) if self._own is not None else None
        return finding if severity is None else finding._replace(severity=severity)  # type: ignore[arg-type]
