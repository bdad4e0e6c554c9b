"""What counts among the findings about one file: by the command line, and by the settings of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.policy.select import FULL, hideable, is_of_open_questions, selects, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.checking.options import Options
    from coverage_lint.findings import Finding, Severity
    from coverage_lint.settings.paths import ForFile
    from coverage_lint.settings.settings import Settings


class Selection:
    """Says of one file which policies count, and how grave they are."""

    def __init__(self, options: Options, settings: Settings, path: str) -> None:
        """Take what the call and the settings say; `path` is the file's, absolute."""
        self._select, self._ignore = options.select, options.ignore
        self.own: ForFile | None = None
        if settings.path is not None:
            from coverage_lint.settings.paths import for_file

            self.own = for_file(settings, path)

    def wants(self, code: str, name: str) -> bool:
        """True if findings of a policy count: it is asked, or tells what kept the file from being read."""
        return not hideable(code) or self.asks(code, name)

    def asks(self, code: str, name: str) -> bool:
        """True if a policy is checked: decided by the command line if that selects, or else also by settings.

        What keeps a file from being read is told in any case, and asked where it is selected by itself.
        """
        if not hideable(code):
            words = self._select or (self.own.select if self.own is not None else ())
            if not any(selects(word, code, name) and (word == name or not hideable(word)) for word in words):
                return False
        if not wanted(() if is_of_open_questions(code) else self._select, self._ignore, code, name):
            return False
        own = self.own
        if own is None or self._select:  # what is selected on the command line goes before all that settings leave out
            return True
        if own.severity(code, name) == "off" or own.leaves_out(code):
            return False
        return wanted(() if is_of_open_questions(code) else own.select, own.ignore, code, name)

    def selects(self, code: str, name: str) -> bool:
        """True if the command line does not leave out a policy; settings may still do so.

        Questions are, where it leaves out nothing: else those of what was not asked are not told.
        """
        if is_of_open_questions(code) and self._ignore:
            return False
        return wanted(self._select, self._ignore, code, name)

    @property
    def is_narrowed(self) -> bool:
        """True if something is selected, ignored or graded: then not all may be asked."""
        own = self.own
        narrowed = own is not None and (own.select or own.ignore or any(own.severities) or own.profile != FULL)
        return bool(self._select or self._ignore or narrowed)

    def in_part(self, known: Iterable[tuple[str, str]]) -> bool:
        """True if some policies are not asked, of those known by code and name."""
        return not all(self.asks(code, name) for code, name in known if hideable(code))

    def severity(self, code: str, name: str) -> str | None:
        """Return how grave settings make a policy, 'off' too; None where they leave it as it is."""
        return self.own.severity(code, name) if self.own is not None else None

    def grade(self, code: str, name: str, severity: Severity) -> Severity:
        """Return how grave a policy of a severity is, as settings grade it."""
        if self.own is None:
            return severity
        graded = self.own.severity(code, name, on=bool(self._select))
        return severity if graded is None else graded  # type: ignore[return-value]

    def kept(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that count, as grave as the settings say."""
        return [self._graded(one) for one in findings if self.wants(one.code, one.name)]

    def _graded(self, finding: Finding) -> Finding:
        if self.own is None:
            return finding
        severity = self.own.severity(finding.code, finding.name, on=bool(self._select))
        return finding if severity is None else finding._replace(severity=severity)  # type: ignore[arg-type]
