"""Repairs, whole: from paths to what the files hold then, and to the files themselves."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.checking.policy_set import PolicySets, check_patterns
from coverage_lint.checking.run import examine
from coverage_lint.errors import Misuse
from coverage_lint.fixing.fixes import FixedFile, Fixes, NotMade
from coverage_lint.fixing.repairer import Repairer
from coverage_lint.fixing.texts import Texts
from coverage_lint.policy.select import wanted
from coverage_lint.system.files import ReadingOnce, read_start
from coverage_lint.system.whole_file import why_not, write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.checking.options import Options
    from coverage_lint.findings import Finding, Fix, Report
    from coverage_lint.fixing.repairer import State

NOT_GIVEN = "was not named, so it is not written"


class Wanted:
    """Says which repairs are to be made: of the codes that are selected, and in files that were given."""

    def __init__(self, paths: Sequence[str], select: Sequence[str], texts: Texts, *, unsafe: bool) -> None:
        """Take the paths of the call, the words that select codes, and whether those that need judgement are made."""
        cwd = texts.cwd
        self.given = [os.path.normpath(os.path.join(cwd, path)) for path in paths or (".",)]
        self.select = select
        self.texts = texts
        self.unsafe = unsafe
        self._known: dict[str, bool] = {}

    def selects(self, finding: Finding) -> bool:
        """True if a finding is of a code that is selected."""
        return wanted(self.select, (), finding.code, finding.name)

    def is_given(self, shown: str) -> bool:
        """True if a file was named, or is below a folder that was."""
        if shown not in self._known:
            path = os.path.normpath(os.path.join(self.texts.cwd, shown))
            self._known[shown] = any(path == one or path.startswith(os.path.join(one, "")) for one in self.given)
        return self._known[shown]

    def __call__(self, finding: Finding, fix: Fix) -> bool:
        """True if a repair is to be made."""
        return (
            self.selects(finding)
            and (fix.safe or self.unsafe)
            and self.is_given(fix.location.path)
            and self.texts.of(fix.location.source) is not None
        )


def fix_paths(
    paths: Sequence[str], options: Options, cwd: str, *, select: Sequence[str] = (), unsafe: bool = False
) -> Fixes:
    """Return what files hold once they are repaired; nothing is written. Raises Misuse.

    `options` say how models are checked, `select` which findings are repaired.
    """
    if "-" in paths:
        raise Misuse("standard input cannot be repaired: name a file or a folder")
    with ReadingOnce():
        before = examine(paths, options, cwd, keep=False).report
        check_patterns(select, (PolicySets(options, cwd).nearest(one) for one in _folders(before, cwd)))
        texts = Texts(cwd)
        wants = Wanted(paths, select, texts, unsafe=unsafe)
        repairer = Repairer(paths, options, texts, wants)
        state = repairer.repaired(before)
        return _told(state, before, repairer, wants)


def _folders(report: Report, cwd: str) -> list[str]:
    folders = (os.path.dirname(os.path.join(cwd, model.path)) for model in report.models)
    return list(dict.fromkeys((*folders, cwd)))


def _told(state: State, before: Report, repairer: Repairer, wants: Wanted) -> Fixes:
    texts = repairer.texts
    files = []
    for shown, splices in sorted(state.splices.items()):
        text = texts.known(shown)
        after = text.bytes_after(splices)
        if after != text.data:
            moved = (one.moved(len(text.marks)) for one in splices)
            files.append(FixedFile(shown, text.path, text.data, after, tuple(moved), text.codec))
    not_made = [NotMade(one, why) for one, why in repairer.refused.values()]
    judgement = []
    for one in state.report.findings():
        fix = one.fix
        if fix is None or not wants.selects(one) or id(one) in repairer.refused:
            continue
        if not wants.is_given(fix.location.path):
            not_made.append(NotMade(one, f"{fix.location.path} {NOT_GIVEN}"))
        elif texts.of(fix.location.source) is None:
            not_made.append(NotMade(one, f"{fix.location.path} cannot be written as it is read"))
        elif not fix.safe and not wants.unsafe:
            judgement.append(one)
    return Fixes(tuple(files), state.made, tuple(not_made), tuple(judgement), before, state.report)


def write(fixes: Fixes) -> None:
    """Write the files, each whole; none where one cannot be written, or has changed since. Raises Misuse."""
    for file in fixes.files:
        words = why_not(file.path) or ("" if _same(file) else "it changed while it was repaired")
        if not words and not os.access(os.path.realpath(file.path), os.W_OK):
            words = "it may not be written"
        if words:
            raise Misuse(f"{file.shown} cannot be repaired: {words}; nothing was written")
    for at, file in enumerate(fixes.files):
        try:
            write_whole(file.path, file.after)
        except OSError as error:
            written = ", ".join(one.shown for one in fixes.files[:at]) or "nothing"
            raise Misuse(f"{file.shown} cannot be written: {error.strerror or error}; written: {written}") from error


def _same(file: FixedFile) -> bool:
    """True if a file still holds what was read of it."""
    try:
        return read_start(file.path, len(file.before) + 1) == file.before
    except OSError:
        return False
