"""The shipped pack: every policy and figure, read and compiled."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.system.cache import kept
from coverage_lint.system.shipped_data import FIGURES, field_files, policy_files

if TYPE_CHECKING:
    from coverage_lint.policy.fields.compute import Definition
    from coverage_lint.policy.policy import FigureSpec, Policy
    from coverage_lint.policy.program import Program


class Pack(NamedTuple):
    """Policies and figures, and the policies compiled for the engine."""

    policies: tuple[Policy, ...]
    figures: tuple[FigureSpec, ...]
    fields: tuple[Definition, ...]
    """Computed fields that are declared."""
    program: Program


@cache
def shipped() -> Pack:
    """Load the shipped pack, from the cache where it holds this very one."""
    return kept("policies", Pack, lambda: read_pack(policy_files(), field_files()))


def read_pack(paths: tuple[str, ...], of_fields: tuple[str, ...]) -> Pack:
    """Read and compile fields, policies and figures. Raises PolicyError."""
    from coverage_lint.entities.assemble import full_catalogue
    from coverage_lint.policy.fields.load import load_fields
    from coverage_lint.policy.holding import check_holding
    from coverage_lint.policy.load import codes_once, load_figures, load_policies
    from coverage_lint.policy.program import compile_policies
    from coverage_lint.schemas import load_schema

    kinds = full_catalogue(load_schema())
    fields = load_fields(of_fields, kinds)
    policies: list[Policy] = []
    for path in paths[:-1]:
        policies += load_policies(path, f"policies/{os.path.basename(path)}", kinds)
    codes_once(policies)
    check_holding(policies)
    figures = load_figures(paths[-1], f"policies/{FIGURES}", kinds)
    return Pack(tuple(policies), tuple(figures), fields, compile_policies(policies))
