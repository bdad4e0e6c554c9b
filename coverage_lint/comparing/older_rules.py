"""What the older version's own settings, policies and baseline say of the newer version's models."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.checking.checker import Checker
from coverage_lint.checking.outcome import baseline_of
from coverage_lint.document.limits import Limits
from coverage_lint.errors import Misuse, Unreadable
from coverage_lint.frozen import NamedTuple
from coverage_lint.system.files import read_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.checking.checker import Checked
    from coverage_lint.checking.options import Options
    from coverage_lint.decisions.baseline.ledger import Ledger
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import Finding
    from coverage_lint.revisions import FilePair, Versions
    from coverage_lint.settings.settings import Settings

_LIMITS = Limits(size=32 * 1024 * 1024)
"""Of a baseline or a pack, to tell whether it changed."""
_STRICT = ("never", "error", "warning", "info")
"""What fails a run, from the laxest to the strictest."""


class Judged(NamedTuple):
    """A model of the newer version as the older version's settings judge it."""

    checked: Checked
    """Without what ignores and baselines take out."""
    standing: list[Finding]
    """Its findings that the older version's baseline does not hold."""


class OlderRules:
    """Judges models by the older version's settings, which nothing in the newer one can change."""

    def __init__(self, versions: Versions, options: Options, newer: Checker) -> None:
        """Take both versions, the options of the call, and what checks by the newer version's settings."""
        self._versions = versions
        self._newer = newer
        folder = versions.before.folder
        given = options.baseline
        if given and not os.path.exists(os.path.join(folder, given)):
            given = ""  # a baseline that the older version does not have
        own = options._replace(baseline=given, ignores=False, lacks=False)
        self.checker = Checker(own, folder, keep=True, changes=True)
        self.notes: list[str] = []
        self._ledgers: dict[str, Ledger] = {}
        self._bytes: dict[str, bytes] = {}

    def settings(self, pair: FilePair) -> Settings | None:
        """Return the settings that a model had or would have had; None where these are broken, which a note says."""
        try:
            return self.checker.settings(os.path.dirname(pair.older_home))
        except Misuse as broken:
            self._note(broken)
            return None

    def _note(self, broken: Misuse) -> None:
        note = f"the older version's settings cannot be used, so only the newer ones are: {broken}"
        if note not in self.notes:
            self.notes.append(note)

    def excludes(self, pair: FilePair) -> bool:
        """True if the older version's settings left a file of it out that was not named."""
        if pair.before is None or self.settings(pair) is None:
            return False
        folder = self._versions.before.folder
        named = {os.path.abspath(os.path.join(folder, path)) for path in self._versions.before.paths}
        path = os.path.abspath(os.path.join(folder, pair.before.path))
        try:
            return path not in named and self.checker.excludes(path, named or {folder})
        except Misuse:
            return False

    def lenient_to_drafts(self, pair: FilePair) -> bool:
        """True if a draft is forgiven, which the older version's settings may not."""
        settings = self.settings(pair)
        return settings is None or settings.drafts != "strict"

    def fail_on(self, pair: FilePair, now: str = "never") -> str:
        """Return the stricter of what failed a run before and what does now."""
        settings = self.settings(pair)
        before = (settings.fail_on if settings is not None else None) or "error"
        return max(before, now, key=_STRICT.index)

    def baseline(self, pair: FilePair) -> str | None:
        """Return the path of the baseline that the older version has for a model."""
        settings = self.settings(pair)
        checker = self.checker
        return None if settings is None else baseline_of(settings, checker.options, pair.older_home, checker.cwd)

    def same_baseline(self, pair: FilePair) -> bool:
        """True if the baselines of both versions are the same byte for byte, or there is none in either."""
        settings = self._newer.settings(os.path.dirname(pair.home))
        paths = (self.baseline(pair), baseline_of(settings, self._newer.options, pair.home, self._newer.cwd))
        older, newer = (path and self._read(path) for path in paths)
        return older == newer

    def same_settings(self, pair: FilePair) -> bool:
        """True if settings and policies of both versions say the same of a model; broken ones do."""
        older, newer = self.settings(pair), self._newer.settings(os.path.dirname(pair.home))
        if older is None or older is newer:
            return True
        if older.written != newer.written or len(older.policies) != len(newer.policies):
            return False
        if older.per_file and _inner(older, pair.older_home) != _inner(newer, pair.home):
            return False
        try:
            return not older.policies or self._packs(older) == self._packs(newer)
        except Misuse:  # a pack that became an empty folder, or was one
            return False

    def judge(self, pair: FilePair, newer: Sequence[Checked], befores: Sequence[Model | None]) -> list[Judged]:
        """Return the models of the newer version's file, judged; `befores` are their older versions.

        None are where the older version's settings or policies are broken. Raises Misuse.
        """
        assert pair.after is not None  # noqa: S101 - only what is there is judged
        checker, settings = self.checker, self.settings(pair)
        if settings is None:
            return []
        folder = os.path.dirname(pair.older_home)
        try:
            checker.policy_sets.nearest(folder).runner()
        except Misuse as broken:
            self._note(broken)
            return []
        read = newer[0].file
        if read is not None and read.limits == settings.limits:
            found = checker.check_read(read, folder, pair.older_home)
        else:
            found = checker.check_file(os.path.abspath(pair.after.path), pair.after.shown, pair.older_home)
        asked = [
            checker.ask_of_change(one, befores[number] if number < len(befores) else None)
            for number, one in enumerate(found)
        ]
        return [Judged(one, self._not_in_baseline(pair, one)) for one in asked]

    def _not_in_baseline(self, pair: FilePair, one: Checked) -> list[Finding]:
        path = self.baseline(pair)
        findings = list(one.report.findings)
        if path is None:
            return findings
        from coverage_lint.decisions.baseline.ledger import Ledger

        if path not in self._ledgers:
            from coverage_lint.decisions.baseline.file import Baseline, load_baseline

            try:
                held = load_baseline(path)
            except Misuse as broken:
                self.notes.append(f"the older version's baseline cannot be used: {broken}")
                held = Baseline(path, {})
            self._ledgers[path] = Ledger(held, self._versions.before.folder)
        return self._ledgers[path].compare(one.report._replace(path=pair.older_home), findings).new

    def _packs(self, settings: Settings) -> list[tuple[str, bytes]]:
        from coverage_lint.settings.pack_files import pack_files

        files = pack_files(settings, self._versions.after.folder)
        return [(_inner(settings, path), self._read(path)) for path, _ in files]

    def _read(self, path: str) -> bytes:
        if path not in self._bytes:
            try:
                self._bytes[path] = read_file(path, path, _LIMITS)
            except Unreadable as broken:  # reading it for what it holds says so
                self._bytes[path] = broken.finding.message.encode()
        return self._bytes[path]


def _inner(settings: Settings, path: str) -> str:
    return os.path.relpath(path, settings.folder)
