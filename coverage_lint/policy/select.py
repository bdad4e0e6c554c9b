"""Which policies a word or a profile means, and which findings may be taken out at all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from coverage_lint.system.shipped_data import read_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.document.nodes import Map


def selects(pattern: str, code: str, name: str) -> bool:
    """True if a code, a prefix of codes, or a name means a policy."""
    return code.startswith(pattern) or name == pattern


def wanted(select: Sequence[str], ignore: Sequence[str], code: str, name: str) -> bool:
    """True if a policy is among those selected (none is all) and not among those ignored."""
    chosen = not select or any(selects(pattern, code, name) for pattern in select)
    return chosen and not any(selects(pattern, code, name) for pattern in ignore)


NOTHING_ASKED = "CL034"
"""Tells of a model that no policy is asked of."""
ALWAYS_ASKED = ("CL00", NOTHING_ASKED, "CL04")
"""The codes of what kept a file from being read, or asked, and of what a change takes away from being checked."""


def hideable(code: str) -> bool:
    """True if a finding may be ignored or baselined: what says that something was not checked may not."""
    return not code.startswith(ALWAYS_ASKED)


def asked_unread(code: str) -> bool:
    """True if what a code stands for is asked of a file that could not be read, or is not checked."""
    return not hideable(code) and code != NOTHING_ASKED


_OF_OPEN_QUESTIONS = ("CL032",)
"""What tells of the policies that are asked, whichever these are: a selection leaves it in, an ignore takes it out."""


def is_of_open_questions(code: str) -> bool:
    """True if a code is asked with whatever policies are: a question that stays open is never a pass."""
    return code in _OF_OPEN_QUESTIONS


_OF_OTHER_COMMANDS = ("CR",)
"""How the codes begin, before their digits, that another command asks: `review`, which looks into the CRM."""


def of_another_command(word: str) -> bool:
    """True if a code, or the beginning of one, belongs to a command that judges no model as it is written.

    Whether an ignore or a baseline entry of such a code is of use, only that command can say.
    """
    return word.rstrip("0123456789") in _OF_OTHER_COMMANDS


_OF_IGNORES = (
    "lint:",
    "lint :",
    "lint=",
    "lint\uff1a",
    "lint-",
    "nolint",
    "noqa",
    "ignor",
    "disabl",
    "suppress",
    "skip",
)
"""What a comment holds one of that is an ignore or looks like one; to name the program is not enough."""


def may_ignore(text: str) -> bool:
    """True if a file may hold an ignore, or what was meant for one; quickly, since most do not."""
    if "#" not in text:
        return False
    lower = text.lower()
    return any(word in lower for word in _OF_IGNORES)


FULL = "full"
"""The profile that asks everything."""


@cache
def asked_in(profile: str) -> frozenset[str] | None:
    """Return the codes of the shipped policies that a profile asks; None for all of them.

    What is found before any policy, and a team's own policies, are asked in every profile.
    """
    if profile == FULL:
        return None
    from coverage_lint.document.encoding import decode
    from coverage_lint.document.limits import Limits
    from coverage_lint.document.yaml.reader import read_stream

    name = f"{profile}.yaml"
    source, _ = decode(read_data("policies", "profiles", name), f"policies/profiles/{name}")
    (document,) = read_stream(source, Limits()).documents
    return frozenset(map(str, cast("list[str]", cast("Map", document.root)["policies"])))
