"""What settings ask less than others did: policies left out or lighter, other parameters, what fails a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.findings import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.checking.checker import Checked
    from coverage_lint.decisions.selection import Selection
    from coverage_lint.findings import Severity

_MOST = 10


def asked_less(older: Checked, newer: Checked) -> tuple[list[str], tuple[str, ...]]:
    """Return in words what the settings of a model ask less than older ones did, and the policies' codes.

    Raises Misuse.
    """
    was, policies_before, before = older.settings, older.policy_set, older.selection
    now, policies_after, after = newer.settings, newer.policy_set, newer.selection
    known = dict(policies_after.known())
    asked = [(code, name) for code, name in policies_before.known() if before.wants(code, name)]
    left = [code for code, name in sorted(asked) if code not in known or not after.wants(code, known[code])]
    grades = (policies_before.severities(), policies_after.severities())
    lighter = [
        code
        for code, name in sorted(asked)
        if code not in left and _grade(after, grades[1], code, name) > _grade(before, grades[0], code, name)
    ]
    parameters = [policies.parameters() for policies in (policies_before, policies_after)]
    moved = [
        code
        for code in sorted(parameters[0].keys() | parameters[1].keys())
        if code not in left and parameters[0].get(code) != parameters[1].get(code)
    ]
    words = [
        f"{word} {_listed(codes)}"
        for word, codes in (("not asked:", left), ("lighter:", lighter), ("other parameters:", moved))
        if codes
    ]
    levels = [settings.fail_on or "error" for settings in (was, now)]
    order = ("never", *SEVERITIES)
    if order.index(levels[1]) < order.index(levels[0]):
        words.append(f"fail-on is {levels[1]}, before it was {levels[0]}")
    if (was.drafts, now.drafts) == ("strict", "lenient"):
        words.append("drafts are lenient")
    added = [glob for glob in now.exclude if glob not in was.exclude]
    if added:
        words.append(f"excluded: {_listed(added)}")
    return words, tuple(dict.fromkeys((*left, *lighter, *moved)))


def _grade(selection: Selection, severities: Mapping[str, Severity], code: str, name: str) -> int:
    return SEVERITIES.index(selection.severity(code, name) or severities[code])


def _listed(words: Iterable[str]) -> str:
    held = list(dict.fromkeys(words))
    more = len(held) - _MOST
    return ", ".join(held[:_MOST]) + (f" and {more:,} more" if more > 0 else "")
