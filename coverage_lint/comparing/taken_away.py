"""What a change takes away from being checked, as findings that nothing in the newer version silences."""

from __future__ import annotations

import os.path
from collections import Counter
from typing import TYPE_CHECKING

from coverage_lint.change.report import NoLongerChecked
from coverage_lint.codes import finding
from coverage_lint.findings import SEVERITIES, Related
from coverage_lint.frozen import NamedTuple
from coverage_lint.revisions import remains
from coverage_lint.system.files import nowhere

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coverage_lint.findings import Finding
    from coverage_lint.location import Location

MOST_NAMED = 10
"""Findings or policies that a message names; beyond these they are counted."""
_WHAT_REMAINS = {
    remains.GONE: "it was deleted, and was not renamed either",
    remains.UNMARKED: "the file no longer has the top-level key coverage_model",
    remains.EMPTY: "the file is empty now",
    remains.LINK: "in its place is now a link, which does not lead to a model",
    remains.FOLDER: "in its place is now a folder or another repository",
    remains.LEFT_OUT: "a search no longer finds the file: git ignores it, or its folder is left out",
    remains.ELSEWHERE: "it was moved out of the paths that are compared",
    "": "the file no longer holds it",
}


class Cause(NamedTuple):
    """What silences findings: where it stands, the file that it is about, and in words."""

    path: str
    location: Location
    words: str


def plan_gone(path: str, name: str, left: str) -> Finding:
    """Return the finding of a plan in force that no search finds any more, for what is left of it."""
    return plan_left(
        nowhere(path), path, f"the plan in force{_named(name)} is no longer checked: {_WHAT_REMAINS[left]}"
    )


def plan_excluded(path: str, name: str, place: Location | None, before: str) -> Finding:
    """Return the finding of a plan in force that settings exclude now."""
    moved = f" is moved from {before} to {path}, which" if before != path else f" in {path}"
    words = f"the plan in force{_named(name)}{moved} is now excluded by settings, so it is no longer checked"
    return plan_left(place or nowhere(path), path, words)


def plan_left(place: Location, path: str, message: str, field: str = "") -> Finding:
    """Return the finding of a plan that is not in force any more, or not checked."""
    approved = " or get a new approval from its owner or an earlier approver;" if field else ""
    help_text = f"Bring it back;{approved} or accept it with --allow-removed {path}"
    return finding("CL040", place, message, entity="plan", field=field, help=help_text)


def silenced(lost: Iterable[tuple[Cause, Finding, str, str]]) -> Iterator[NoLongerChecked]:
    """Return one finding for each cause: of what it silences, how grave that is, what fails a run and why it may."""
    by_cause: dict[tuple[str, str, str], list[tuple[Cause, Finding, str, str]]] = {}
    for one in lost:
        by_cause.setdefault((one[0].path, one[0].words, one[3]), []).append(one)
    for held in by_cause.values():
        cause, _, _, allowed = held[0]
        found = [one for _, one, _, _ in held]
        gravest = min((one.severity for one in found), key=SEVERITIES.index)
        words = f"{cause.words} {_listed(map(_about, found))}"
        help_text = f"Repair what it hides, or undo it; or accept it with --allow-removed {cause.path}"
        related = tuple(Related(one.location, f"{one.code}: {one.message}") for one in found[:MOST_NAMED])
        made = finding("CL041", cause.location, words, help=help_text, related=related)
        fail_on = max((one for _, _, one, _ in held), key=("never", "error", "warning", "info").index)
        codes = tuple(sorted({one.code for one in found}))
        yield NoLongerChecked(made._replace(severity=gravest), cause.path, codes, fail_on, allowed)


def asked_less(path: str, place: Location | None, less: Iterable[str], codes: tuple[str, ...]) -> NoLongerChecked:
    """Return the finding of settings by which less is asked, though nothing is silenced by that yet."""
    words = "fewer checks than before: " + "; ".join(less)
    return NoLongerChecked(finding("CL042", place or nowhere(path), words), path, codes, "error", "")


def allowed_by(entry: NoLongerChecked, paths: Iterable[str]) -> NoLongerChecked:
    """Return an entry with the word that the command line allows it, where that names its file or a folder above."""
    if entry.allowed:
        return entry
    own = [os.path.normpath(path) for path in (entry.path, entry.finding.location.path)]
    for path in map(os.path.normpath, paths):
        if path == "." or any(one == path or one.startswith(path + os.sep) for one in own):
            return entry._replace(allowed="--allow-removed")
    return entry


def _named(name: str) -> str:
    return f" ({name})" if name else ""


def _about(one: Finding) -> str:
    return " ".join(word for word in (one.code, one.entity, one.field) if word)


def _listed(words: Iterable[str]) -> str:
    """Return each name once with its count; of very many, the first ones."""
    counts = Counter(words)
    named = [f"{word} ({count} times)" if count > 1 else word for word, count in counts.items()]
    more = len(named) - MOST_NAMED
    return ", ".join(named[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
