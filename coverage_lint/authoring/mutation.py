"""Which mutants of a pack's policies no case notices."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from coverage_lint.authoring.cases import Case, case_model, compare_findings, read_cases, read_equivalents
from coverage_lint.authoring.mutants import Mutant, mutants
from coverage_lint.errors import PolicyError
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.costs import NumberTooLong, TooCostly
from coverage_lint.policy.load import codes_once, load_policies
from coverage_lint.policy.packs import pack_paths, shown_path
from coverage_lint.policy.program import compile_policies
from coverage_lint.policy.run import Decided, Runner
from coverage_lint.policy.source import read_list
from coverage_lint.system.shipped_data import CASES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coverage_lint.document.nodes import Map
    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.entities.model import Model
    from coverage_lint.location import Location
    from coverage_lint.policy.policy import Policy


class Survivor(NamedTuple):
    """A mutant that no case notices; or, with `stale`, a mark that means no surviving mutant."""

    code: str
    where: str
    before: str
    after: str
    location: Location
    """What was changed, in the policy's file; of a stale mark, the mark."""
    stale: bool


class Mutated(NamedTuple):
    """How many mutants there were, how many are marked equivalent, and which survived unmarked."""

    made: int
    equivalent: int
    survivors: tuple[Survivor, ...]


class _Ready(NamedTuple):
    """A case with its model built, once for all mutants."""

    case: Case
    model: Model


def mutate_packs(paths: Sequence[str]) -> Mutated:
    """Run every mutant of packs against their cases, by the interpreter. Raises Misuse.

    A policy without a case is passed over: that says more than each of its mutants would.
    """
    from coverage_lint.policy.fields.catalogue import catalogue
    from coverage_lint.system.shipped_data import data_path

    kinds = catalogue()
    files = {
        path: load_policies(path, shown_path(path), kinds) for path in pack_paths(paths or [data_path("policies")])
    }
    known = codes_once([policy for policies in files.values() for policy in policies])
    parts = [_mutate(path, policies, known, kinds) for path, policies in files.items()]
    survivors = tuple(one for part in parts for one in part.survivors)
    return Mutated(sum(part.made for part in parts), sum(part.equivalent for part in parts), survivors)


def _mutate(path: str, policies: Sequence[Policy], known: Mapping[str, Policy], kinds: Catalogue) -> Mutated:
    """Run the mutants of one file's policies against the cases beside it."""
    beside = path.removesuffix(".yaml") + CASES
    there = os.path.exists(beside)
    cases = read_cases(beside, shown_path(beside), known) if there else []
    marks = {(one.code, one.mutant): one for one in read_equivalents(beside, shown_path(beside))} if there else {}
    entries = {str(entry["code"]): entry for entry in cast("list[Map]", read_list(path, shown_path(path)))}
    made = equivalent = 0
    survivors = []
    for policy in policies:
        ready = [_ready(case, kinds) for case in cases if case.policy.code == policy.code]
        for mutant in mutants(policy) if ready else ():
            made += 1
            if _noticed(mutant.policy, ready):
                continue
            if marks.pop((policy.code, mutant.name()), None) is not None:
                equivalent += 1
                continue
            place = _place(mutant, entries[policy.code])
            survivors.append(Survivor(policy.code, mutant.where, mutant.before, mutant.after, place, stale=False))
    survivors += [Survivor(one.code, one.mutant, "", "", one.location, stale=True) for one in marks.values()]
    return Mutated(made, equivalent, tuple(survivors))


def _place(mutant: Mutant, entry: Map) -> Location:
    """Return the place of what a mutant changes: a condition, a name under `let`, a parameter."""
    section, _, name = mutant.where.partition(" ")
    if not name:
        return entry.value_location(section)
    held = cast("Map", entry["parameters" if section == "parameter" else section])
    return held.value_location(name) if section == "let" else cast("Map", held[name]).value_location("default")


def _ready(case: Case, catalogue: Catalogue) -> _Ready:
    return _Ready(case, case_model(case, catalogue)[0])


def _noticed(policy: Policy, ready: Sequence[_Ready]) -> bool:
    """True if a case goes otherwise with a mutant than it must."""
    try:
        program = compile_policies([policy])
    except PolicyError:
        return True
    for case, model in ready:
        runner = Runner(program, "interpreter", case.on, {policy.code: case.parameters})
        try:
            decided = runner.run(model)
        except (PolicyError, NumberTooLong, TooCostly, TypeError):
            return True
        if compare_findings(case, decided.findings) is not None or _undecided_differs(case, decided):
            return True
    return False


def _undecided_differs(case: Case, decided: Decided) -> bool:
    """True if a case would fail for what is undecided, as cases are judged where nothing is changed."""
    if case.undecided:
        return not decided.undecided
    return bool(decided.undecided) and not decided.findings
