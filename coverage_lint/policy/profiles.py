"""Profiles: lists of shipped policies by name, for teams to which not every question is worth asking."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from coverage_lint.system.shipped_data import read_data

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Map

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
