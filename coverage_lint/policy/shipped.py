"""The shipped pack: every policy and figure, read and compiled."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.system.shipped_data import data_path

if TYPE_CHECKING:
    from coverage_lint.policy.policy import FigureSpec, Policy
    from coverage_lint.policy.program import Program

FIGURES = "figures.yaml"
CASES = ".cases.yaml"


class Pack(NamedTuple):
    """Policies and figures, and the policies compiled for the engine."""

    policies: tuple[Policy, ...]
    figures: tuple[FigureSpec, ...]
    program: Program


@cache
def shipped() -> Pack:
    """Load the shipped pack, from the cache where it holds this very one."""
    from coverage_lint.policy.cache import fingerprint, recall, remember

    paths = pack_files()
    key = fingerprint((*paths, data_path("schemas", "coverage-model.schema.json")))
    known = recall(key)
    if isinstance(known, Pack):
        return known
    made = read_pack(paths)
    remember(key, made)
    return made


def pack_files() -> tuple[str, ...]:
    """Return the paths of the shipped policies' files, the figures last."""
    folder = data_path("policies")
    names = [name for name in sorted(os.listdir(folder)) if name.endswith(".yaml") and not name.endswith(CASES)]
    return tuple(os.path.join(folder, name) for name in (*(name for name in names if name != FIGURES), FIGURES))


def read_pack(paths: tuple[str, ...]) -> Pack:
    """Read and compile policies and figures. Raises PolicyError."""
    from coverage_lint.entities.assemble import full_catalogue
    from coverage_lint.policy.load import codes_once, load_figures, load_policies
    from coverage_lint.policy.program import compile_policies
    from coverage_lint.structure.schema import load_schema

    catalogue = full_catalogue(load_schema())
    policies: list[Policy] = []
    for path in paths[:-1]:
        policies += load_policies(path, f"policies/{os.path.basename(path)}", catalogue)
    codes_once(policies)
    figures = load_figures(paths[-1], f"policies/{FIGURES}", catalogue)
    return Pack(tuple(policies), tuple(figures), compile_policies(policies))
