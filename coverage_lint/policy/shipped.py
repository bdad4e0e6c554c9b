"""The shipped pack: every policy and figure, read and compiled."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.system.shipped_data import data_path

if TYPE_CHECKING:
    from coverage_lint.policy.fields.definition import Definition
    from coverage_lint.policy.policy import FigureSpec, Policy
    from coverage_lint.policy.program import Program

FIGURES = "figures.yaml"
FIELDS = "fields"
CASES = ".cases.yaml"


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
    from coverage_lint.policy.cache import fingerprint, recall, remember

    paths, of_fields = pack_files(), field_files()
    key = fingerprint((*of_fields, *paths, data_path("schemas", "coverage-model.schema.json")))
    known = recall(key)
    if isinstance(known, Pack):
        return known
    made = read_pack(paths, of_fields)
    remember(key, made)
    return made


def pack_files() -> tuple[str, ...]:
    """Return the paths of the shipped policies' files, the figures last."""
    folder = data_path("policies")
    names = [name for name in sorted(os.listdir(folder)) if name.endswith(".yaml") and not name.endswith(CASES)]
    return tuple(os.path.join(folder, name) for name in (*(name for name in names if name != FIGURES), FIGURES))


def field_files() -> tuple[str, ...]:
    """Return the paths of the files that declare computed fields; each is named by the kind that has them."""
    folder = data_path("policies", FIELDS)
    return tuple(os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".yaml"))


def read_pack(paths: tuple[str, ...], of_fields: tuple[str, ...]) -> Pack:
    """Read and compile fields, policies and figures. Raises PolicyError."""
    from coverage_lint.entities.assemble import full_catalogue
    from coverage_lint.policy.fields.load import load_fields
    from coverage_lint.policy.load import codes_once, load_figures, load_policies
    from coverage_lint.policy.program import compile_policies
    from coverage_lint.structure.schema import load_schema

    catalogue = full_catalogue(load_schema())
    fields = load_fields(of_fields, catalogue)
    policies: list[Policy] = []
    for path in paths[:-1]:
        policies += load_policies(path, f"policies/{os.path.basename(path)}", catalogue)
    codes_once(policies)
    figures = load_figures(paths[-1], f"policies/{FIGURES}", catalogue)
    return Pack(tuple(policies), tuple(figures), fields, compile_policies(policies))
